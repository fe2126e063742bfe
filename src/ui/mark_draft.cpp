#include "ui/mark_draft.h"

#include "workspace/place_words.h"

#include <fmt/format.h>

namespace palpate {

CommandArguments places_of(const MarkDraft& draft) {
    if (draft.extent == MarkExtent::Area) {
        return {{"dabs", spell_dabs(draft.dabs)}};
    }
    if (draft.extent == MarkExtent::Line) {
        return {{"path", spell_places(draft.path)}};
    }
    const glm::vec3& at = draft.position_mm;
    CommandArguments arguments{{"extent", std::string(name_of(draft.extent))},
                               {"structure", draft.structure.text()},
                               {"at", fmt::format("{},{},{}", at.x, at.y, at.z)}};
    if (!draft.arrows.empty()) {
        arguments["arrows"] = spell_places(draft.arrows);
    }
    return arguments;
}

Mark mark_of(const MarkDraft& draft) {
    Mark mark;
    mark.extent = draft.extent;
    mark.anchor = draft.anchor;
    mark.dabs = draft.dabs;
    mark.path = draft.path;
    mark.arrows = draft.arrows;
    return mark;
}

}  // namespace palpate
