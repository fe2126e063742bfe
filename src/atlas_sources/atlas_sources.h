#pragma once

#include "anatomy/anatomy_catalogue.h"
#include "anatomy/atlas_source.h"
#include "anatomy/body_form.h"

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

/// The parametric body: from the cache when its key and checksum hold, else generated (and the cache rewritten); then
/// brought into the form. All forms have one topology.
[[nodiscard]] std::unique_ptr<AtlasSource> make_parametric_source(const AtlasSourceConfig& config,
                                                                  const BodyForm& form = {});
/// An imported pack by name. Throws Error NotFound when there is none of that name.
[[nodiscard]] std::unique_ptr<AtlasSource> make_pack_source(const AtlasSourceConfig& config, const std::string& name);
/// By name: k_built_in_atlas in that form, or an imported pack, which has only its own.
[[nodiscard]] std::unique_ptr<AtlasSource> make_atlas_source(const AtlasSourceConfig& config, const std::string& name,
                                                             const BodyForm& form = {});
/// What is there: the built-in body first, then the imported packs by name.
[[nodiscard]] std::vector<AtlasCredit> list_atlases(const AtlasSourceConfig& config);

}  // namespace palpate
