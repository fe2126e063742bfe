#pragma once

#include "anatomy/endangerment.h"
#include "anatomy/skin_map.h"
#include "base/jobs.h"
#include "geometry/triangle_mesh.h"

#include <glm/vec3.hpp>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace palpate::parametric {

/// One site of assets/anatomy/endangerment_shapes.json, on the left half or the midline of the base body.
struct EndangermentShape {
    struct Chain {
        std::string name;
        std::vector<glm::vec4> balls;  ///< x, y, z, radius, mm
    };
    std::string site_id;
    bool sided = true;
    glm::vec3 from{0.0F, 0.0F, 1.0F};  ///< unit vector: where a hand comes from
    float reach_mm = 0.0F;             ///< how deep under the skin it is still felt for
    float widen_mm = 0.0F;             ///< how far the skin to keep clear of goes beyond the balls
    std::vector<Chain> chains;
};

/// Throws Error NotFound, or InvalidContent naming the file and what is wrong.
[[nodiscard]] std::vector<EndangermentShape> load_endangerment_shapes(const std::filesystem::path& anatomy_folder);

/// The volumes of both sides, each ball moved into the form by `moved` (base body to form, mm) and grown as the body
/// grows there. O(balls).
[[nodiscard]] std::vector<EndangermentVolume> place_volumes(const std::vector<EndangermentShape>& shapes,
                                                            const std::function<glm::vec3(const glm::vec3&)>& moved);

/// The skin above each site: where a hand that presses from the site's direction comes within its reach. Where several
/// sites lie under a place, the one it is deepest within counts. All cores. Throws Error Cancelled.
[[nodiscard]] SkinMap make_endangerment_map(const std::vector<EndangermentShape>& shapes, const TriangleMesh& skin,
                                            const JobContext& context);

}  // namespace palpate::parametric
