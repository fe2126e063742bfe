#include "anatomy/atlas.h"

#include "base/error.h"

#include <utility>

namespace palpate {

Atlas::Atlas(AtlasCredit credit, std::string fingerprint, std::vector<Structure> structures,
             std::vector<Diagnostic> diagnostics)
    : credit_(std::move(credit)),
      fingerprint_(std::move(fingerprint)),
      structures_(std::move(structures)),
      diagnostics_(std::move(diagnostics)) {
    for (std::size_t i = 0; i < structures_.size(); ++i) {
        const Structure& structure = structures_[i];
        if (!structure.mesh || structure.mesh->indices.empty()) {
            throw Error(ErrorCode::InvalidContent,
                        {"error.atlas.empty-structure", {{"atlas", credit_.name}, {"id", structure.id.text()}}});
        }
        if (!index_.emplace(structure.id, i).second) {
            throw Error(ErrorCode::InvalidContent,
                        {"error.atlas.id-twice", {{"atlas", credit_.name}, {"id", structure.id.text()}}});
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
    return index ? &structures_[*index] : nullptr;
}

const Structure& Atlas::structure(const StructureId& id) const {
    const Structure* found = find(id);
    if (found == nullptr) {
        throw Error(ErrorCode::NotFound,
                    {"error.atlas.unknown-structure", {{"atlas", credit_.name}, {"id", id.text()}}});
    }
    return *found;
}

}  // namespace palpate
