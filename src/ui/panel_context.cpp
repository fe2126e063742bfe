#include "base/locale_words.h"
#include "ui/panels.h"

namespace palpate {

std::optional<std::string> PanelContext::run(std::string_view command, const CommandArguments& arguments) {
    try {
        return workspace.run(command, arguments);
    } catch (const Error& error) {
        workspace.notify(Severity::Error, error.text(), error.code());
        return std::nullopt;
    }
}

std::string shown_date(const PanelContext& context, const std::string& iso_date) {
    return shown_date(context.workspace.words(), iso_date);
}

std::string read_back(const PanelContext& context, const Mark& mark) { return context.workspace.read_back(mark); }

}  // namespace palpate
