#pragma once

#include "anatomy/structure.h"
#include "scene/stroke_ground.h"

#include <optional>
#include <vector>

namespace palpate {

/// Which way a line on the skin follows.
enum class FieldWay { Fibres, AcrossFibres, Heart };

/// A muscle carried out onto the skin over it: which skin lies over it, and how its fibres run there.
class StrokeField {
public:
    /// By the fibre coordinates of the structure's mesh; without them by the axis it is longest along. Of a muscle, the
    /// side that faces the skin nearest to it counts. A few ms.
    StrokeField(const StrokeGround& ground, const Structure& structure);

    /// The skin over the muscle's middle.
    [[nodiscard]] const SurfacePoint& middle() const { return middle_; }
    [[nodiscard]] bool covers(const glm::vec3& place_mm) const;
    /// Unit vector in the plane of the skin; nullopt where the fibres run to all sides. O(samples).
    [[nodiscard]] std::optional<glm::vec3> find_direction(const SurfacePoint& place, FieldWay way) const;
    /// Which way round things go: +1, or -1 where they mirror those of the other side of the body.
    [[nodiscard]] float across_sign() const { return across_sign_; }
    /// About a third of the finest detail worth following, mm.
    [[nodiscard]] float step_mm() const { return step_mm_; }

    struct Sample {
        glm::vec3 place_mm{0.0F};  ///< on the skin
        glm::vec3 fibres{0.0F};    ///< in the plane of the skin; shorter where they dive
        glm::vec3 heart{0.0F};
        float weight = 0.0F;
    };
    [[nodiscard]] const std::vector<Sample>& samples() const { return samples_; }

private:
    void measure_spacing();

    std::vector<Sample> samples_;
    SurfacePoint middle_;
    float across_sign_ = 1.0F;  ///< so that the other side's ways across mirror these
    float reach_mm_ = 0.0F;     ///< of a sample
    float step_mm_ = 4.0F;
};

}  // namespace palpate
