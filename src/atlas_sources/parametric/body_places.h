#pragma once

#include "anatomy/skin_map.h"
#include "atlas_sources/parametric/body_payload.h"
#include "base/diagnostic.h"
#include "base/jobs.h"

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace palpate::parametric {

/// What is where on the body: worked out once on the base body and true in all its forms.
struct BodyPlaces {
    std::vector<SkinMap> skin_maps;  ///< the recipe's, then that of the endangerment sites
};

struct BodyPlacesConfig {
    std::filesystem::path anatomy_folder;
    std::filesystem::path cache_file;  ///< empty: neither read nor write a cache
    std::string body_fingerprint;      ///< of `meshes`
};

/// From the cache where it was made of this body and these files, else made anew (and the cache rewritten). `meshes` is
/// the base body, at the figures' own size. What is amiss with the cache becomes a finding. Throws as
/// load_skin_map_recipe() does, and Error Cancelled.
[[nodiscard]] BodyPlaces obtain_body_places(std::span<const BodyMesh> meshes, const BodyPlacesConfig& config,
                                            std::vector<Diagnostic>& findings, const JobContext& context);

/// nullopt where the bytes are not what encode_places() writes or not of a skin with that many vertices.
[[nodiscard]] std::vector<std::byte> encode_places(const BodyPlaces& places);
[[nodiscard]] std::optional<BodyPlaces> decode_places(std::span<const std::byte> bytes, std::size_t skin_vertex_count);

}  // namespace palpate::parametric
