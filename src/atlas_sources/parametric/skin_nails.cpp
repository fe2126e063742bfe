#include "atlas_sources/parametric/skin_nails.h"

#include "atlas_sources/parametric/skin_digit.h"
#include "atlas_sources/parametric/skin_shapes.h"
#include "geometry/split_edges.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/vec2.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace palpate {
namespace {

constexpr float k_plate_mm = 0.20F;   ///< the plate's back over the skin that would be there
constexpr float k_groove_mm = 0.45F;  ///< depth of the line where it sinks into the fold
constexpr float k_groove_width_mm = 0.50F;
constexpr float k_fold_mm = 0.20F;  ///< the soft wall beside it
constexpr float k_fold_away_mm = 1.1F;
constexpr float k_fold_width_mm = 0.8F;
constexpr float k_edge_step_mm = 0.35F;  ///< the plate stands off the finger's tip by so much more
constexpr float k_border_mm = 2.2F;      ///< reach of all this beyond the outline, and of fine triangles inside it
constexpr float k_fine_band_mm = 1.2F;   ///< triangles are fine so near to the outline
constexpr float k_far_mm = 50.0F;

float bell(float x) { return std::exp(-0.5F * x * x); }

float falling_step(float x, float half_width) { return smooth_ramp(half_width, -half_width, x); }

/// Signed distance from a rectangle with rounded corners.
float beside_rectangle(glm::vec2 point, glm::vec2 half, float corner) {
    const glm::vec2 beyond = glm::abs(point) - half + corner;
    return glm::length(glm::max(beyond, 0.0F)) + std::min(std::max(beyond.x, beyond.y), 0.0F) - corner;
}

/// Along the digit from the last ball's centre, and round it from the middle of the nail, mm.
glm::vec2 unrolled(const Nail& nail, const glm::vec3& point_mm) {
    const glm::vec3 away = point_mm - nail.tip_mm;
    const float turn = std::atan2(glm::dot(away, nail.aside), glm::dot(away, nail.dorsal));
    return {glm::dot(away, nail.along), nail.radius_mm * turn};
}

/// The nail nearest to the place, if the place is on its digit's back; else null. Toes stand close together.
const Nail* find_nail(std::span<const Nail> nails, const glm::vec3& place) {
    const auto nearest = std::ranges::min_element(
        nails, {}, [&](const Nail& nail) { return glm::distance(place, nail.tip_mm) - nail.radius_mm; });
    const bool found = nearest != nails.end() && nearest->beside_outline_mm(place) < k_far_mm;
    return found ? &*nearest : nullptr;
}

/// The normal of the surface once it is raised.
glm::vec3 tilted(const Nail& nail, const glm::vec3& place, const glm::vec3& normal) {
    constexpr float k_step_mm = 0.4F;
    const glm::vec3 first = glm::normalize(nail.along - glm::dot(nail.along, normal) * normal);
    const glm::vec3 second = glm::cross(normal, first);
    const auto slope = [&](const glm::vec3& way) {
        return (nail.rise_mm(place + k_step_mm * way) - nail.rise_mm(place - k_step_mm * way)) / (2.0F * k_step_mm);
    };
    return glm::normalize(normal - slope(first) * first - slope(second) * second);
}

}  // namespace

float Nail::beside_outline_mm(const glm::vec3& point_mm) const {
    const glm::vec3 away = point_mm - tip_mm;
    const bool near = glm::dot(away, dorsal) > -0.2F * radius_mm && glm::dot(away, away) < 9.0F * radius_mm * radius_mm;
    if (!near) {
        return k_far_mm;
    }
    const glm::vec2 place = unrolled(*this, point_mm);
    const float middle = 0.5F * (fold_mm + edge_mm);
    const glm::vec2 half{0.5F * (edge_mm - fold_mm), 0.5F * width_mm};
    // The free edge bows out a little, the fold is round.
    const float bow = 0.10F * width_mm * (1.0F - 4.0F * place.y * place.y / (width_mm * width_mm));
    const float along_it = place.x - middle - (place.x > middle ? std::max(bow, 0.0F) : 0.0F);
    const float corner = place.x > middle ? 0.18F * width_mm : 0.42F * width_mm;
    return beside_rectangle({along_it, place.y}, half, std::min(corner, std::min(half.x, half.y)));
}

float Nail::rise_mm(const glm::vec3& point_mm) const {
    const float beside = beside_outline_mm(point_mm);
    if (beside > k_border_mm) {
        return 0.0F;
    }
    const float towards_edge = smooth_ramp(edge_mm - 2.0F, edge_mm - 0.3F, unrolled(*this, point_mm).x);
    const float on_plate = falling_step(beside, 0.3F);
    const float groove = -k_groove_mm * bell(beside / k_groove_width_mm) * (1.0F - towards_edge);
    const float fold = k_fold_mm * bell((beside - k_fold_away_mm) / k_fold_width_mm) * (1.0F - towards_edge) *
                       falling_step(beside - k_border_mm + 0.5F, 0.5F) * (1.0F - on_plate);
    const float scale = std::min(1.0F, radius_mm / 6.0F);
    return scale * (on_plate * (k_plate_mm + k_edge_step_mm * towards_edge) + groove + fold);
}

std::vector<Nail> make_nails(std::span<const SkinSolid> solids, const SkinRecipe& recipe) {
    std::vector<Nail> nails;
    for (const SkinRecipe::Digits& set : recipe.digits) {
        for (const SkinRecipe::Digit& digit : set.digits) {
            const std::vector<RoundCone> cones = find_digit(digit, set.tip_mm, solids);
            if (cones.empty() || digit.nail.width_mm <= 0.0F) {
                continue;
            }
            const RoundCone& last = cones.back();
            Nail nail;
            nail.tip_mm = last.to_mm;
            nail.along = glm::normalize(last.to_mm - last.from_mm);
            nail.dorsal = glm::normalize(digit.nail.dorsal - glm::dot(digit.nail.dorsal, nail.along) * nail.along);
            nail.aside = glm::cross(nail.along, nail.dorsal);
            nail.radius_mm = last.to_radius_mm;
            nail.edge_mm = digit.nail.edge_mm;
            nail.fold_mm = digit.nail.edge_mm - digit.nail.length_mm;
            nail.width_mm = digit.nail.width_mm;
            nails.push_back(nail);
        }
    }
    return nails;
}

void add_nails(TriangleMesh& skin, std::span<const Nail> nails, const SkinField& field) {
    constexpr float k_finest_mm = 0.9F;
    constexpr int k_rounds = 3;
    const auto is_coarse = [&](const glm::vec3& from, const glm::vec3& to) {
        const glm::vec3 middle = 0.5F * (from + to);
        const Nail* nail = find_nail(nails, middle);
        return nail != nullptr && glm::distance(from, to) > k_finest_mm &&
               std::abs(nail->beside_outline_mm(middle)) < k_fine_band_mm + 0.5F * glm::distance(from, to);
    };
    for (int round = 0; round < k_rounds && split_edges(skin, is_coarse) > 0; ++round) {
    }
    for (std::size_t i = 0; i < skin.positions_mm.size(); ++i) {
        glm::vec3& place = skin.positions_mm[i];
        const Nail* nail = find_nail(nails, place);
        if (nail == nullptr || nail->beside_outline_mm(place) > k_border_mm) {
            continue;
        }
        const glm::vec3 normal = field.normal(place);
        place += field.depth_mm(place) * normal;
        skin.normals[i] = tilted(*nail, place, normal);
        place += nail->rise_mm(place) * normal;
    }
}

}  // namespace palpate
