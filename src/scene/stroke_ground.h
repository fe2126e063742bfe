#pragma once

#include "anatomy/atlas.h"
#include "base/jobs.h"
#include "geometry/surface_graph.h"
#include "geometry/surface_tracer.h"

#include <glm/vec3.hpp>

#include <memory>
#include <optional>
#include <vector>

namespace palpate {

/// The skin of one body as strokes need it: places next to others, and which way the heart lies from each. Immutable:
/// any number of threads may ask at once. Holds its skin, not the atlas.
class StrokeGround {
public:
    /// `skin` is made of the atlas' skin. O(n log n) in the skin's triangles, some 300 ms: on a worker, once for a body.
    /// Throws Error Cancelled.
    StrokeGround(const Atlas& atlas, std::shared_ptr<const SurfaceGraph> skin, const JobContext& context = {});

    [[nodiscard]] const TriangleMesh& skin() const { return skin_->mesh(); }
    /// The place of the skin nearest to a point. About 3 us.
    [[nodiscard]] SurfacePoint nearest(const glm::vec3& point_mm) const;
    /// The first place of the skin along a ray; nullopt where there is none. About 1 us.
    [[nodiscard]] std::optional<SurfacePoint> find_along(const Ray& ray) const;
    /// The place one comes to by so many mm along the skin; `way_mm` is bent onto it in small steps, and with it
    /// `heading`, a unit vector that stays in the skin's plane. Ends at a fold, as in the armpit: beyond is another part
    /// of the body. About 3 us for each 5 mm.
    [[nodiscard]] SurfacePoint walk(const SurfacePoint& from, glm::vec3 way_mm, glm::vec3& heading) const;
    /// How far it is to the heart along the skin, mm: over limbs along the limb, from head and neck downward, over the
    /// trunk to the height of the heart, in front or behind. Where pieces of skin do not touch, straight.
    [[nodiscard]] float to_heart_mm(const SurfacePoint& place) const;
    /// Unit vector along a skin triangle in which that grows less; zero at the heart itself.
    [[nodiscard]] glm::vec3 towards_heart(std::uint32_t triangle) const;

private:
    std::shared_ptr<const SurfaceGraph> skin_;
    SurfaceTracer tracer_;
    std::vector<float> to_heart_mm_;  ///< per vertex of the skin
};

/// Part of a direction that lies in the plane across `normal`.
[[nodiscard]] glm::vec3 in_plane(const glm::vec3& direction, const glm::vec3& normal);
/// The same as unit vector; some unit vector of the plane where the direction stands upright on it.
[[nodiscard]] glm::vec3 unit_in_plane(const glm::vec3& direction, const glm::vec3& normal);

}  // namespace palpate
