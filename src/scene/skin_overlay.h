#pragma once

#include "anatomy/atlas.h"
#include "base/jobs.h"
#include "geometry/triangle_mesh.h"

#include <glm/vec3.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {

/// A map drawn on the skin: what stands in for the skin's drawable while the map is shown. Neighbouring areas differ in
/// colour, and a line runs along every border, so that colour is never the only sign. Immutable; holds no atlas.
struct SkinOverlay {
    struct Part {
        std::shared_ptr<const TriangleMesh> mesh;
        std::optional<glm::vec3> colour;  ///< sRGB; none where the map has no area: the skin's own tone
    };
    std::size_t structure = 0;  ///< the skin, as index in the atlas
    std::string map_id;
    std::vector<Part> parts;  ///< the skin in pieces, one for each colour, and last the lines
};

/// The atlas' map of that id. Throws Error NotFound naming the maps there are: imported bodies have none.
[[nodiscard]] const SkinMap& require_skin_map(const Atlas& atlas, std::string_view map_id);

/// Throws as require_skin_map(), and Error Cancelled. O(triangles of the skin), some 50 ms.
[[nodiscard]] std::shared_ptr<const SkinOverlay> make_skin_overlay(const Atlas& atlas, std::string_view map_id,
                                                                   const JobContext& context = {});

/// Index of the skin among the atlas' structures; nullopt where there is none.
[[nodiscard]] std::optional<std::size_t> find_skin(const Atlas& atlas);

}  // namespace palpate
