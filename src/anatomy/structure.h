#pragma once

#include "base/ids.h"
#include "geometry/triangle_mesh.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace palpate {

/// `<catalogue id>[.<part>].<left|right|mid>`, e.g. "triceps-brachii.long-head.left". Stable for ever.
using StructureId = StrongId<struct StructureIdTag>;

enum class Side { Left, Right, Mid };
enum class StructureClass { Skin, Muscle, Connective, Bone, Cartilage, Disc, Tooth };
/// What the layer switches show and hide, from outside inwards.
enum class Layer { Skin, Superficial, Intermediate, Deep, Bones };
inline constexpr int k_layer_count = 5;

/// "left", "right", "mid"; "skin", "superficial", ..
[[nodiscard]] std::string_view name_of(Side side);
[[nodiscard]] std::string_view name_of(StructureClass structure_class);
[[nodiscard]] std::string_view name_of(Layer layer);
[[nodiscard]] std::optional<Side> find_side(std::string_view name);
[[nodiscard]] std::optional<Layer> find_layer(std::string_view name);

[[nodiscard]] StructureId make_structure_id(std::string_view catalogue_id, std::string_view part, Side side);
/// The id of the same structure on the other side; midline structures answer themselves.
[[nodiscard]] StructureId mirrored(const StructureId& id);

/// One named thing of the body that can be seen, hit and marked. Immutable once in an Atlas.
struct Structure {
    StructureId id;
    std::string catalogue_id;  ///< entry of assets/anatomy (muscles or bones), without part and side
    std::string part;          ///< kebab-case, empty for whole entries
    Side side = Side::Mid;
    StructureClass structure_class = StructureClass::Muscle;
    Layer layer = Layer::Superficial;
    std::string group_id;     ///< groups.json
    std::string region_id;    ///< regions.json, unsided; empty for the skin, whose region depends on the place
    std::optional<int> fma;   ///< the sided FMA id where one exists, else the class's
    std::string name_common;  ///< lay name with part, without side: "upper back muscle"
    std::string name_english;
    std::string name_latin;
    std::shared_ptr<const TriangleMesh> mesh;
};

}  // namespace palpate
