#pragma once

#include "scene/stroke_ground.h"
#include "scene/stroke_style.h"

#include <optional>
#include <vector>

namespace palpate {

/// A place of the skin on a stroke's way, and where the hand points there: a unit vector in the plane of the skin.
struct RoutePoint {
    SurfacePoint place;
    glm::vec3 heading{0.0F, 1.0F, 0.0F};
};

/// One hand's way over the skin, from place to place, a few millimetres apart; a single place where it stays.
/// Invariant: `at_mm` is as long as `points`, begins with 0 and never falls.
struct StrokeTrack {
    std::vector<RoutePoint> points;
    std::vector<float> at_mm;     ///< how far along the way each place is
    bool there_and_back = false;  ///< the second half is the first one backwards
    bool other_hand = false;      ///< drawn as the mirrored hand

    [[nodiscard]] float length_mm() const { return at_mm.back(); }
};

/// What one repeat does: one track for each hand, done at the same time; both equally long.
struct StrokeStep {
    std::vector<StrokeTrack> hands;
    bool goes_on = false;  ///< ends where the next repeat begins: the hands stay on the skin
};

/// Where a technique's strokes run on the skin over one structure. Immutable once made; of one body in one form.
struct StrokeRoute {
    StrokeStyle style;
    std::vector<StrokeStep> steps;
    std::vector<std::size_t> order;  ///< for each repeat its step
    float contact_scale = 1.0F;      ///< of the hand: fingers and toes are worked on with less of it
};

/// The route of a technique over a structure; nullopt where nothing touches the skin. The ways follow the fibres as they
/// lie under the skin (TriangleMesh::fibre_uv; the structure's longest axis without them). Ways along and towards the
/// heart end nearer to the heart than they begin. Wide muscles are worked in up to three lanes. Lengths are true.
/// Some ms; 20 ms for the largest.
[[nodiscard]] std::optional<StrokeRoute> make_stroke_route(const StrokeGround& ground, const Structure& structure,
                                                           const StrokeStyle& style);

}  // namespace palpate
