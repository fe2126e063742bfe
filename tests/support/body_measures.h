#pragma once

#include "anatomy/atlas.h"
#include "geometry/frame.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace palpate::test {

/// The closed curves in which a surface meets the plane through `origin` square to `normal`.
inline std::vector<std::vector<glm::vec3>> cut(const TriangleMesh& mesh, const glm::vec3& origin,
                                               const glm::vec3& normal) {
    using Edge = std::pair<std::uint32_t, std::uint32_t>;
    std::vector<bool> above;
    std::vector<float> height;
    for (const glm::vec3& p : mesh.positions_mm) {
        height.push_back(glm::dot(p - origin, normal));
        above.push_back(height.back() > 0.0F);
    }
    std::map<Edge, Edge> next;
    std::map<Edge, glm::vec3> place;
    for (std::size_t t = 0; t < mesh.indices.size(); t += 3) {
        std::optional<Edge> from;
        std::optional<Edge> to;
        for (std::size_t k = 0; k < 3; ++k) {
            const std::uint32_t a = mesh.indices[t + k];
            const std::uint32_t b = mesh.indices[t + (k + 1) % 3];
            if (above[a] != above[b]) {
                const Edge edge = std::minmax(a, b);
                (above[a] ? from : to) = edge;
                place[edge] = glm::mix(mesh.positions_mm[a], mesh.positions_mm[b], height[a] / (height[a] - height[b]));
            }
        }
        if (from && to) {
            next[*from] = *to;
        }
    }
    std::vector<std::vector<glm::vec3>> curves;
    while (!next.empty()) {
        std::vector<glm::vec3> curve;
        for (auto step = next.begin(); step != next.end();) {
            curve.push_back(place[step->first]);
            const Edge on = step->second;
            next.erase(step);
            step = next.find(on);
        }
        curves.push_back(std::move(curve));
    }
    return curves;
}

/// What a tape round a horizontal curve measures: the girth of its convex hull.
inline float tape_mm(const std::vector<glm::vec3>& curve) {
    std::vector<glm::vec2> points;
    for (const glm::vec3& p : curve) {
        points.emplace_back(p.x, p.z);
    }
    std::ranges::sort(points,
                      [](const glm::vec2& a, const glm::vec2& b) { return std::pair(a.x, a.y) < std::pair(b.x, b.y); });
    std::vector<glm::vec2> hull;
    const auto wrap = [&](auto first, auto last) {
        const std::size_t start = hull.size();
        for (; first != last; ++first) {
            while (hull.size() > start + 1) {
                const glm::vec2 a = hull.back() - hull[hull.size() - 2];
                const glm::vec2 b = *first - hull[hull.size() - 2];
                if (a.x * b.y - a.y * b.x > 0.0F) {
                    break;
                }
                hull.pop_back();
            }
            hull.push_back(*first);
        }
        hull.pop_back();
    };
    wrap(points.begin(), points.end());
    wrap(points.rbegin(), points.rend());
    float length = 0.0F;
    for (std::size_t i = 0; i < hull.size(); ++i) {
        length += glm::distance(hull[i], hull[(i + 1) % hull.size()]);
    }
    return length;
}

/// Measures of the built-in body as a survey takes them, mm. Girths of limbs at the bone's own share of length.
class BodyMeasures {
public:
    explicit BodyMeasures(const Atlas& atlas)
        : atlas_(&atlas), skin_(atlas.structure(StructureId("skin.mid")).mesh.get()), box_(bounds(*skin_)) {}

    [[nodiscard]] float stature() const { return box_.size().y; }
    [[nodiscard]] float biacromial() const {
        return 2.0F * (bounds(*atlas_->structure(StructureId("scapula.left")).mesh).high.x - k_mirror_plane_x_mm);
    }
    [[nodiscard]] float waist_girth() const { return tape_mm(trunk(k_navel)); }
    [[nodiscard]] float waist_breadth() const { return extent(trunk(k_navel), 0); }
    [[nodiscard]] float waist_depth() const { return extent(trunk(k_navel), 2); }
    [[nodiscard]] float hip_breadth() const {
        return greatest_hip([](const auto& curve) { return extent(curve, 0); });
    }
    [[nodiscard]] float hip_girth() const { return greatest_hip(tape_mm); }
    [[nodiscard]] float buttock_depth() const {
        return greatest_hip([](const auto& curve) { return extent(curve, 2); });
    }
    /// Of the bust, between the arms.
    [[nodiscard]] float chest_depth() const {
        float deepest = 0.0F;
        for (float share = 0.70F; share < 0.77F; share += 0.01F) {
            float low = 1e9F;
            float high = -1e9F;
            for (const auto& curve : cut_at(share)) {
                for (const glm::vec3& p : curve) {
                    if (std::abs(p.x - k_mirror_plane_x_mm) < 0.0725F * stature()) {
                        low = std::min(low, p.z);
                        high = std::max(high, p.z);
                    }
                }
            }
            deepest = std::max(deepest, high - low);
        }
        return deepest;
    }
    [[nodiscard]] float neck_girth() const {
        float least = 1e9F;
        for (float share = 0.845F; share < 0.87F; share += 0.005F) {
            const auto curve = trunk(share);
            if (extent(curve, 0) < 0.12F * stature()) {
                least = std::min(least, tape_mm(curve));
            }
        }
        return least;
    }
    [[nodiscard]] float thigh_girth() const { return limb_girth("femur.left", 0.3F); }
    [[nodiscard]] float upper_arm_girth() const { return limb_girth("humerus.left", 0.55F); }
    [[nodiscard]] float wrist_girth() const { return limb_girth("radius.left", 0.95F); }
    [[nodiscard]] float calf_girth() const { return limb_girth("tibia.left", 0.3F); }
    /// Where the legs part.
    [[nodiscard]] float crotch_height() const {
        float low = 0.40F;
        float high = 0.52F;
        for (int round = 0; round < 12; ++round) {
            const float middle = 0.5F * (low + high);
            (trunk(middle).empty() ? low : high) = middle;
        }
        return high * stature();
    }

private:
    static constexpr float k_navel = 0.602F;  ///< of the stature: where ANSUR II's omphalion lies in both sexes

    [[nodiscard]] std::vector<std::vector<glm::vec3>> cut_at(float share) const {
        return cut(*skin_, {0.0F, box_.low.y + share * stature(), 0.0F}, {0.0F, 1.0F, 0.0F});
    }
    static float extent(const std::vector<glm::vec3>& curve, int axis) {
        Box box;
        std::ranges::for_each(curve, [&](const glm::vec3& p) { box.add(p); });
        return box.size()[axis];
    }
    /// The curve that crosses the mirror plane; empty below the crotch.
    [[nodiscard]] std::vector<glm::vec3> trunk(float share) const {
        std::vector<glm::vec3> longest;
        for (auto& curve : cut_at(share)) {
            const bool left = std::ranges::any_of(curve, [](const auto& p) { return p.x > 20.0F; });
            const bool right = std::ranges::any_of(curve, [](const auto& p) { return p.x < -20.0F; });
            if (left && right && curve.size() > longest.size()) {
                longest = std::move(curve);
            }
        }
        return longest;
    }
    template <class Measure>
    [[nodiscard]] float greatest_hip(const Measure& measure) const {
        const float crotch = crotch_height() / stature();
        float greatest = 0.0F;
        for (int step = 1; step < 9; ++step) {
            greatest = std::max(greatest, measure(trunk(crotch + 0.012F * static_cast<float>(step))));
        }
        return greatest;
    }
    /// The mean place of a bone's vertices near a share of its height from the top.
    [[nodiscard]] static glm::vec3 middle(const TriangleMesh& bone, float share) {
        const Box box = bounds(bone);
        const float y = box.high.y - share * box.size().y;
        glm::vec3 sum(0.0F);
        float count = 0.0F;
        for (const glm::vec3& p : bone.positions_mm) {
            if (std::abs(p.y - y) < 8.0F) {
                sum += p;
                count += 1.0F;
            }
        }
        return sum / count;
    }
    [[nodiscard]] float limb_girth(const char* bone_id, float share) const {
        const TriangleMesh& bone = *atlas_->structure(StructureId(bone_id)).mesh;
        const glm::vec3 centre = middle(bone, share);
        const glm::vec3 axis = glm::normalize(middle(bone, 0.25F) - middle(bone, 0.75F));
        float nearest = 1e9F;
        float girth = 0.0F;
        for (const auto& curve : cut(*skin_, centre, axis)) {
            glm::vec3 sum(0.0F);
            float length = 0.0F;
            for (std::size_t i = 0; i < curve.size(); ++i) {
                sum += curve[i];
                length += glm::distance(curve[i], curve[(i + 1) % curve.size()]);
            }
            const float distance = glm::distance(sum / static_cast<float>(curve.size()), centre);
            if (curve.size() > 8 && distance < nearest) {
                nearest = distance;
                girth = length;
            }
        }
        return girth;
    }

    const Atlas* atlas_;
    const TriangleMesh* skin_;
    Box box_;
};

}  // namespace palpate::test
