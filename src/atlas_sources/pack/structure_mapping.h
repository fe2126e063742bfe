#pragma once

#include "anatomy/anatomy_catalogue.h"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace palpate {

/// The structure a mesh draws.
struct MappedStructure {
    std::string catalogue_id;
    std::string part;          ///< kebab-case, empty for whole entries
    std::optional<Side> side;  ///< nullopt: the mesh may hold both sides, its shape tells

    bool operator==(const MappedStructure&) const = default;
};

/// From FMA ids and structure ids to the catalogue's structures. Immutable; borrows the catalogue.
class StructureMapping {
public:
    explicit StructureMapping(const AnatomyCatalogue& catalogue);

    /// mesh_map.csv first, then the sided ids of muscles and bones, then unsided ids with the side a name gives.
    [[nodiscard]] std::optional<MappedStructure> find_by_fma(int fma, std::optional<Side> named_side) const;
    /// "sartorius.left", "triceps-brachii.long-head.right", "skin.mid"; nullopt if the catalogue has no such entry.
    [[nodiscard]] std::optional<MappedStructure> find_by_structure_id(std::string_view id) const;

private:
    void add(std::optional<int> fma, const std::string& catalogue_id, std::optional<Side> side);

    const AnatomyCatalogue& catalogue_;
    std::unordered_map<int, MappedStructure> by_fma_;
};

/// The number after "FMA" in a file or node name ("FMA22328.glb", "fma_22328-left"); nullopt if there is none.
[[nodiscard]] std::optional<int> find_fma(std::string_view name);
/// The side that a word of the name gives: left, right, or L, R standing alone.
[[nodiscard]] std::optional<Side> find_named_side(std::string_view name);

}  // namespace palpate
