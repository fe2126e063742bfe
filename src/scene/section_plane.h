#pragma once

#include <glm/geometric.hpp>
#include <glm/vec3.hpp>
#include <glm/vec4.hpp>

#include <array>
#include <optional>
#include <string_view>

namespace palpate {

/// Planes through the body as anatomists name them: sagittal parts left from right, frontal the front from the back,
/// transverse upper from lower.
enum class SectionAxis { Sagittal, Frontal, Transverse };

inline constexpr std::array<SectionAxis, 3> k_section_axes{SectionAxis::Sagittal, SectionAxis::Frontal,
                                                           SectionAxis::Transverse};

/// Where the body is cut open. A value; mm in the product's frame.
struct SectionPlane {
    SectionAxis axis = SectionAxis::Sagittal;
    float at_mm = 0.0F;    ///< along x, z or y
    bool flipped = false;  ///< false: the client's left, the front or the upper part is taken away; true: the other one

    /// Unit normal towards what is cut away, and the plane's distance from the origin along it.
    [[nodiscard]] glm::vec4 equation() const {
        const float sign = flipped ? -1.0F : 1.0F;
        const glm::vec3 normal(axis == SectionAxis::Sagittal ? sign : 0.0F,
                               axis == SectionAxis::Transverse ? sign : 0.0F,
                               axis == SectionAxis::Frontal ? sign : 0.0F);
        return {normal, sign * at_mm};
    }
    [[nodiscard]] bool cuts_away(const glm::vec3& position_mm) const {
        const glm::vec4 plane = equation();
        return glm::dot(glm::vec3(plane), position_mm) > plane.w;
    }
    bool operator==(const SectionPlane&) const = default;
};

/// The coordinate the plane moves along: 0 x, 1 y, 2 z.
[[nodiscard]] constexpr int coordinate_of(SectionAxis axis) {
    return axis == SectionAxis::Sagittal ? 0 : axis == SectionAxis::Transverse ? 1 : 2;
}

/// "sagittal", "frontal", "transverse".
[[nodiscard]] constexpr std::string_view name_of(SectionAxis axis) {
    return axis == SectionAxis::Sagittal ? "sagittal" : axis == SectionAxis::Frontal ? "frontal" : "transverse";
}
[[nodiscard]] constexpr std::optional<SectionAxis> find_section_axis(std::string_view name) {
    for (const SectionAxis axis : k_section_axes) {
        if (name_of(axis) == name) {
            return axis;
        }
    }
    return std::nullopt;
}

}  // namespace palpate
