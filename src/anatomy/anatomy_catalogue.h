#pragma once

#include "anatomy/structure.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace palpate {

/// A muscle, muscle part, muscle set or connective band of assets/anatomy/muscles.json: the therapist's facts.
struct MuscleEntry {
    std::string id;
    std::string kind;  ///< muscle, muscle-part, muscle-set, connective
    std::string name_english;
    std::string name_latin;
    std::string name_common;
    std::optional<int> fma;
    std::optional<int> fma_left;
    std::optional<int> fma_right;
    std::string group_id;
    std::string region_id;
    int layer = 1;  ///< 1 superficial .. 4 deepest, counted locally
    std::string palpable;
    std::string origin;
    std::string insertion;
    std::string nerve;
    std::vector<std::string> actions;  ///< joints.json ids
    std::vector<std::string> antagonists;
    std::vector<std::string> synergists;
    std::vector<std::string> referral_regions;
    std::string referral_text;
    bool referral_mapped = false;
    std::vector<std::string> complaints;
    std::vector<std::string> overuse;
    std::string fibre_direction;
    std::string endangerment;
    std::string client_text;
    bool info_only = false;
};

struct BoneEntry {
    std::string id;
    std::string name_english;
    std::string name_latin;
    std::string name_common;
    std::string kind;       ///< bone, disc, cartilage, tooth
    std::string group_id;   ///< an area of groups.json: "thigh"
    std::string region_id;  ///< regions.json, unsided: where a hand finds it
    std::optional<int> fma;
    std::optional<int> fma_left;
    std::optional<int> fma_right;
    std::optional<int> fma_midline;
};

struct GroupEntry {
    std::string id;
    std::string name;
    std::string name_common;
    std::string parent_id;  ///< area, or empty for an area itself
    std::vector<std::string> muscles;
};

struct RegionEntry {
    std::string id;
    std::string name;
    std::string name_common;
    bool sided = true;
    /// The area of the widespread pain index it lies in: "jaw-left"; empty where the index has none. A sided region's on
    /// each side, else that of the middle.
    std::string wpi_left{};
    std::string wpi_right{};
    std::string wpi_mid{};
};

/// One mesh file of the reference pack: FMA id -> entry, part and side.
struct MeshMapRow {
    int fma = 0;
    std::string entry_id;
    std::string part;  ///< kebab-case, as in the structure's id; empty for whole entries
    std::string side;  ///< left, right, midline, unsided (one file that holds both sides)
};

/// A joint movement or function of joints.json.
struct JointAction {
    std::string id;
    std::string name;
    std::string name_common;
};

/// assets/anatomy, read and cross-checked. Immutable after loading.
class AnatomyCatalogue {
public:
    /// Throws Error InvalidContent naming file, record and field; NotFound for a missing file.
    [[nodiscard]] static AnatomyCatalogue load(const std::filesystem::path& anatomy_folder);

    [[nodiscard]] const std::vector<MuscleEntry>& muscles() const { return muscles_; }
    [[nodiscard]] const std::vector<BoneEntry>& bones() const { return bones_; }
    [[nodiscard]] const std::vector<GroupEntry>& groups() const { return groups_; }
    [[nodiscard]] const std::vector<RegionEntry>& regions() const { return regions_; }
    [[nodiscard]] const std::vector<MeshMapRow>& mesh_map() const { return mesh_map_; }
    /// Ids of the 19 areas of the widespread pain index, in its order.
    [[nodiscard]] const std::vector<std::string>& wpi_areas() const { return wpi_areas_; }

    [[nodiscard]] const MuscleEntry* find_muscle(std::string_view id) const;
    [[nodiscard]] const BoneEntry* find_bone(std::string_view id) const;
    [[nodiscard]] const GroupEntry* find_group(std::string_view id) const;
    [[nodiscard]] const RegionEntry* find_region(std::string_view id) const;
    [[nodiscard]] const JointAction* find_action(std::string_view id) const;
    /// Lay name of a complaint or activity id of vocab.json; the id itself where unknown.
    [[nodiscard]] std::string lay_name(std::string_view vocabulary_id) const;

private:
    std::vector<MuscleEntry> muscles_;
    std::vector<BoneEntry> bones_;
    std::vector<GroupEntry> groups_;
    std::vector<RegionEntry> regions_;
    std::vector<MeshMapRow> mesh_map_;
    std::vector<JointAction> actions_;
    std::vector<std::string> wpi_areas_;
    std::unordered_map<std::string, std::string> lay_names_;
    std::unordered_map<std::string, std::size_t> muscle_index_;
    std::unordered_map<std::string, std::size_t> bone_index_;
    std::unordered_map<std::string, std::size_t> group_index_;
    std::unordered_map<std::string, std::size_t> region_index_;
    std::unordered_map<std::string, std::size_t> action_index_;
};

/// Catalogue id of the one structure that is neither muscle nor bone.
inline constexpr std::string_view k_skin_id = "skin";

/// A structure's names, class, layer, group, region and FMA id from the catalogue, without a mesh; also the skin
/// (k_skin_id, no group, no region). `part` may be spelt with spaces; it becomes part of the names. The FMA id is the
/// sided one where there is one, else the class's. nullopt when the catalogue has no such entry. O(rows of the map).
[[nodiscard]] std::optional<Structure> describe_structure(const AnatomyCatalogue& catalogue,
                                                          std::string_view catalogue_id, std::string_view part,
                                                          Side side);

/// What to call the structure: the common name, else the English one; the caller adds the side's words.
[[nodiscard]] const std::string& display_name(const Structure& structure);

}  // namespace palpate
