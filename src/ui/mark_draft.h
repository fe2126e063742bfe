#pragma once

#include "scene/mark_shape.h"
#include "workspace/commands.h"

#include <glm/vec2.hpp>
#include <glm/vec3.hpp>

#include <memory>
#include <vector>

namespace palpate {

/// A place that was clicked, or something drawn on the skin, that waits for its number and is not a mark yet.
struct MarkDraft {
    StructureId structure{};  ///< of the click; the skin for what was drawn
    glm::vec3 position_mm{0.0F};
    glm::vec2 pixel{0.0F};  ///< in the body panel
    MarkExtent extent = MarkExtent::Structure;
    SurfaceAnchor anchor{};                    ///< of what was drawn on the skin
    std::vector<BrushDab> dabs{};              ///< of an area
    std::vector<SurfaceAnchor> path{};         ///< of a line
    std::vector<SurfaceAnchor> arrows{};       ///< of a point
    std::shared_ptr<const MarkShape> shape{};  ///< what of it is shown already; null for a mere click
};

/// Where the mark is, as mark.add takes it.
[[nodiscard]] CommandArguments places_of(const MarkDraft& draft);
/// What of a mark covers the skin, for offering a shape that is known.
[[nodiscard]] Mark mark_of(const MarkDraft& draft);

}  // namespace palpate
