#pragma once

#include "geometry/triangle_mesh.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace palpate {

/// A half line. `direction` is a unit vector; mm, product frame.
struct Ray {
    glm::vec3 origin_mm{0.0F};
    glm::vec3 direction{0.0F, 0.0F, -1.0F};
};

struct SurfaceHit {
    std::size_t surface = 0;  ///< index into the surfaces the tracer was made from
    float distance_mm = 0.0F;
    SurfacePoint point;
};

/// Rays and nearest points against many surfaces at once (Embree). Holds the meshes it was made from.
/// Immutable after construction: any number of threads may ask at once. Making it costs about 1 us per triangle.
class SurfaceTracer {
public:
    explicit SurfaceTracer(std::vector<std::shared_ptr<const TriangleMesh>> surfaces);
    ~SurfaceTracer();
    SurfaceTracer(SurfaceTracer&&) noexcept;
    SurfaceTracer& operator=(SurfaceTracer&&) noexcept;

    /// Nearest front-facing or back-facing hit among the surfaces for which `visible[surface]` is true (all where
    /// `visible` is empty). nullopt if none. About 1 us.
    [[nodiscard]] std::optional<SurfaceHit> closest_hit(const Ray& ray, const std::vector<bool>& visible = {}) const;

    /// True where anything of `visible` lies within `reach_mm` along the ray. Cheaper than closest_hit.
    [[nodiscard]] bool occluded(const Ray& ray, float reach_mm, const std::vector<bool>& visible = {}) const;

    /// Nearest point within `reach_mm` of any visible surface.
    [[nodiscard]] std::optional<SurfaceHit> closest_point(const glm::vec3& point_mm, float reach_mm,
                                                          const std::vector<bool>& visible = {}) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace palpate
