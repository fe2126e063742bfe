#include "matching/mark_words.h"
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

std::string read_back(const PanelContext& context, const Mark& mark) {
    const auto& atlas = context.workspace.atlas();
    const Structure* place = atlas ? atlas->find(mark.anchor.structure) : nullptr;
    const bool on_skin = place != nullptr && place->structure_class == StructureClass::Skin;
    return context.tr(read_back(mark, on_skin ? nullptr : place));
}

}  // namespace palpate
