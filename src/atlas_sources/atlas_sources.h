#pragma once

#include "anatomy/anatomy_catalogue.h"
#include "anatomy/atlas_source.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace palpate {

struct AtlasSourceConfig {
    std::filesystem::path asset_folder;
    std::filesystem::path cache_folder;  ///< empty: neither read nor write a cache
    std::filesystem::path atlas_folder;  ///< imported packs: <atlas_folder>/<name>/
    std::shared_ptr<const AnatomyCatalogue> catalogue;
};

/// Name of the body generated from assets/figures.
inline constexpr const char* k_built_in_atlas = "built-in";

/// The parametric body: from the cache when its key and checksum hold, else generated (and the cache rewritten).
[[nodiscard]] std::unique_ptr<AtlasSource> make_parametric_source(const AtlasSourceConfig& config);
/// An imported pack by name. Throws Error NotFound when there is none of that name.
[[nodiscard]] std::unique_ptr<AtlasSource> make_pack_source(const AtlasSourceConfig& config, const std::string& name);
/// By name: k_built_in_atlas or an imported pack.
[[nodiscard]] std::unique_ptr<AtlasSource> make_atlas_source(const AtlasSourceConfig& config, const std::string& name);
/// What is there: the built-in body first, then the imported packs by name.
[[nodiscard]] std::vector<AtlasCredit> list_atlases(const AtlasSourceConfig& config);

}  // namespace palpate
