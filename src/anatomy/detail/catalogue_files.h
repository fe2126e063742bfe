#pragma once

#include "anatomy/anatomy_catalogue.h"

#include <filesystem>
#include <string>
#include <unordered_map>
#include <vector>

namespace palpate::detail {

// One reader per file of assets/anatomy. Each checks its own file's shape (fields there, of the right type, ids unique)
// and throws Error NotFound or InvalidContent naming file, record and field; references between files are checked by
// AnatomyCatalogue::load.

inline constexpr const char* k_muscles_file = "muscles.json";
inline constexpr const char* k_bones_file = "bones.csv";
inline constexpr const char* k_groups_file = "groups.json";
inline constexpr const char* k_regions_file = "regions.json";
inline constexpr const char* k_joints_file = "joints.json";
inline constexpr const char* k_vocabulary_file = "vocab.json";
inline constexpr const char* k_mesh_map_file = "mesh_map.csv";

[[nodiscard]] std::vector<MuscleEntry> read_muscles(const std::filesystem::path& folder);
[[nodiscard]] std::vector<BoneEntry> read_bones(const std::filesystem::path& folder);
[[nodiscard]] std::vector<GroupEntry> read_groups(const std::filesystem::path& folder);
[[nodiscard]] std::vector<RegionEntry> read_regions(const std::filesystem::path& folder);
/// Ids of the areas of the widespread pain index, of regions.json.
[[nodiscard]] std::vector<std::string> read_wpi_areas(const std::filesystem::path& folder);
[[nodiscard]] std::vector<JointAction> read_actions(const std::filesystem::path& folder);
/// Complaint and activity ids of vocab.json to their lay names.
[[nodiscard]] std::unordered_map<std::string, std::string> read_lay_names(const std::filesystem::path& folder);
[[nodiscard]] std::vector<MeshMapRow> read_mesh_map(const std::filesystem::path& folder);

}  // namespace palpate::detail
