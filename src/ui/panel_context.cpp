#include "ui/panels.h"

#include <fmt/format.h>

#include <cstdlib>

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
    if (iso_date.size() != 10) {
        return iso_date;
    }
    const std::string month = context.tr("ui.month." + iso_date.substr(5, 2));
    return fmt::format("{} {} {}", std::atoi(iso_date.c_str() + 8), month, iso_date.substr(0, 4));
}

std::string read_back(const PanelContext& context, const Mark& mark) { return context.workspace.read_back(mark); }

}  // namespace palpate
