#include "matching/detail/known_structure.h"

#include "anatomy/anatomy_catalogue.h"
#include "anatomy/atlas.h"

#include <string>

namespace palpate::detail {

std::optional<Structure> find_known_structure(const StructureId& id, const Knowledge& knowledge) {
    if (const Structure* known = knowledge.atlas.find(id)) {
        return *known;
    }
    const std::string& text = id.text();
    const std::size_t first = text.find('.');
    const std::size_t last = text.rfind('.');
    const auto side = last == std::string::npos ? std::nullopt : find_side(text.substr(last + 1));
    if (!side) {
        return std::nullopt;
    }
    const std::string part = first < last ? text.substr(first + 1, last - first - 1) : std::string();
    return describe_structure(knowledge.anatomy, text.substr(0, first), part, *side);
}

}  // namespace palpate::detail
