#include "anatomy/atlas.h"

#include "base/error.h"

#include <utility>

namespace palpate {

Atlas::Atlas(AtlasContent content) : content_(std::move(content)) {
    if (content_.topology.empty()) {
        content_.topology = content_.fingerprint;
    }
    for (std::size_t i = 0; i < content_.structures.size(); ++i) {
        const Structure& structure = content_.structures[i];
        if (!structure.mesh || structure.mesh->indices.empty()) {
            throw Error(ErrorCode::InvalidContent, {"error.atlas.empty-structure",
                                                    {{"atlas", content_.credit.name}, {"id", structure.id.text()}}});
        }
        if (!index_.emplace(structure.id, i).second) {
            throw Error(ErrorCode::InvalidContent,
                        {"error.atlas.id-twice", {{"atlas", content_.credit.name}, {"id", structure.id.text()}}});
        }
        bounds_.add(palpate::bounds(*structure.mesh));
    }
}

std::optional<std::size_t> Atlas::find_index(const StructureId& id) const {
    const auto found = index_.find(id);
    return found == index_.end() ? std::nullopt : std::optional(found->second);
}

const Structure* Atlas::find(const StructureId& id) const {
    const auto index = find_index(id);
    return index ? &content_.structures[*index] : nullptr;
}

const Structure& Atlas::structure(const StructureId& id) const {
    const Structure* found = find(id);
    if (found == nullptr) {
        throw Error(ErrorCode::NotFound,
                    {"error.atlas.unknown-structure", {{"atlas", content_.credit.name}, {"id", id.text()}}});
    }
    return *found;
}

}  // namespace palpate
