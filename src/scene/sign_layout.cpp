#include "scene/sign_layout.h"

#include <glm/geometric.hpp>

#include <algorithm>

namespace palpate {

SignVisibility calc_sign_visibility(float gap_mm, float facing) {
    if (gap_mm <= k_clear_gap_mm) {
        return SignVisibility::Clear;
    }
    return facing > 0.0F && gap_mm <= k_covered_gap_mm ? SignVisibility::Covered : SignVisibility::Behind;
}

std::vector<PlacedSign> place_signs(const Scene& scene, const OrbitCamera& camera, const Viewport& viewport,
                                    float ui_scale) {
    const glm::vec3 eye_mm = camera.eye_mm();
    std::vector<PlacedSign> placed;
    placed.reserve(scene.marks.size());
    for (std::size_t i = 0; i < scene.marks.size(); ++i) {
        const MarkSign& sign = scene.marks[i];
        const auto centre_px = camera.project(sign.position_mm, viewport);
        if (!centre_px) {
            continue;
        }
        const glm::vec3 to_eye = eye_mm - sign.position_mm;
        const float growth = sign.selected ? k_selected_sign_growth : 1.0F;
        placed.push_back({.sign = i,
                          .centre_px = *centre_px,
                          .radius_px = k_sign_radius_px * ui_scale * growth,
                          .depth_mm = glm::length(to_eye),
                          .facing = glm::dot(sign.point.normal, glm::normalize(to_eye))});
    }
    std::ranges::stable_sort(placed, [&](const PlacedSign& a, const PlacedSign& b) {
        const bool a_selected = scene.marks[a.sign].selected;
        const bool b_selected = scene.marks[b.sign].selected;
        return a_selected != b_selected ? b_selected : a.depth_mm > b.depth_mm;
    });
    return placed;
}

}  // namespace palpate
