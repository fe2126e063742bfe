#pragma once

#include "geometry/frame.h"
#include "geometry/triangle_mesh.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/mat3x3.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

namespace palpate::test {

/// A way to look: image right, image up, towards the eye.
using ViewAxes = glm::mat3;
inline const ViewAxes k_from_front{1, 0, 0, 0, 1, 0, 0, 0, 1};
inline const ViewAxes k_from_back{-1, 0, 0, 0, 1, 0, 0, 0, -1};

inline ViewAxes looking_from(const glm::vec3& eye) {
    const glm::vec3 towards = glm::normalize(eye);
    const glm::vec3 up = std::abs(towards.y) > 0.9F ? glm::vec3(0, 0, -towards.y) : glm::vec3(0, 1, 0);
    const glm::vec3 right = glm::normalize(glm::cross(up, towards));
    return {right, glm::cross(towards, right), towards};
}

/// Which label lies at each pixel, seen in parallel and without light: the same on every machine, unlike what a graphics
/// driver draws. The mirror plane lies between the two middle columns of the views from front and back, so that left and
/// right can be compared pixel by pixel.
struct FlatPicture {
    static constexpr std::uint16_t k_nothing = 0xFFFF;

    int width_px = 0;
    int height_px = 0;
    std::vector<std::uint16_t> labels;

    [[nodiscard]] std::uint16_t at(int x, int y) const {
        const bool inside = x >= 0 && y >= 0 && x < width_px && y < height_px;
        return inside ? labels[static_cast<std::size_t>(y * width_px + x)] : k_nothing;
    }
    /// True where the label lies at most `reach_px` columns and rows away.
    [[nodiscard]] bool has_near(std::uint16_t label, int x, int y, int reach_px) const {
        for (int row = y - reach_px; row <= y + reach_px; ++row) {
            for (int column = x - reach_px; column <= x + reach_px; ++column) {
                if (at(column, row) == label) {
                    return true;
                }
            }
        }
        return false;
    }
    [[nodiscard]] std::map<std::uint16_t, std::size_t> counts() const {
        std::map<std::uint16_t, std::size_t> result;
        for (const std::uint16_t label : labels) {
            ++result[label];
        }
        return result;
    }
};

/// Paints labelled triangles, nearest wins.
class FlatPainter {
public:
    FlatPainter(const Box& body, const ViewAxes& axes, float mm_per_pixel) : axes_(axes), mm_per_pixel_(mm_per_pixel) {
        constexpr float k_margin_mm = 15.0F;
        centre_ = body.centre();
        centre_.x = k_mirror_plane_x_mm;
        const glm::vec3 reach = glm::max(body.high - centre_, centre_ - body.low) + k_margin_mm;
        const auto pixels = [&](const glm::vec3& axis) {
            return 2 * static_cast<int>(std::ceil(glm::dot(glm::abs(axis), reach) / mm_per_pixel));
        };
        picture_.width_px = pixels(axes[0]);
        picture_.height_px = pixels(axes[1]);
        const auto count = static_cast<std::size_t>(picture_.width_px) * static_cast<std::size_t>(picture_.height_px);
        picture_.labels.assign(count, FlatPicture::k_nothing);
        depths_.assign(count, -1e9F);
    }

    void add(const std::array<glm::vec3, 3>& triangle, std::uint16_t label) {
        std::array<glm::vec3, 3> seen{};
        for (std::size_t i = 0; i < 3; ++i) {
            const glm::vec3 way = triangle[i] - centre_;
            seen[i] = {0.5F * static_cast<float>(picture_.width_px) + glm::dot(way, axes_[0]) / mm_per_pixel_ - 0.5F,
                       0.5F * static_cast<float>(picture_.height_px) - glm::dot(way, axes_[1]) / mm_per_pixel_ - 0.5F,
                       glm::dot(way, axes_[2])};
        }
        const auto [a, b, c] = seen;
        const float area = cross(a, b, c);
        if (area == 0.0F) {
            return;
        }
        const glm::vec3 low = glm::min(a, glm::min(b, c));
        const glm::vec3 high = glm::max(a, glm::max(b, c));
        const int last_row = std::min(static_cast<int>(std::floor(high.y)), picture_.height_px - 1);
        const int last_column = std::min(static_cast<int>(std::floor(high.x)), picture_.width_px - 1);
        for (int y = std::max(static_cast<int>(std::ceil(low.y)), 0); y <= last_row; ++y) {
            for (int x = std::max(static_cast<int>(std::ceil(low.x)), 0); x <= last_column; ++x) {
                const glm::vec3 place(x, y, 0);
                const glm::vec3 weights(cross(b, c, place) / area, cross(c, a, place) / area,
                                        cross(a, b, place) / area);
                if (std::min({weights.x, weights.y, weights.z}) >= 0.0F) {
                    put(x, y, glm::dot(weights, glm::vec3(a.z, b.z, c.z)), label);
                }
            }
        }
    }

    [[nodiscard]] const FlatPicture& picture() const { return picture_; }

private:
    static float cross(const glm::vec3& a, const glm::vec3& b, const glm::vec3& c) {
        return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
    }
    void put(int x, int y, float depth, std::uint16_t label) {
        const auto at = static_cast<std::size_t>(y * picture_.width_px + x);
        if (depth > depths_[at]) {
            depths_[at] = depth;
            picture_.labels[at] = label;
        }
    }

    ViewAxes axes_;
    float mm_per_pixel_;
    glm::vec3 centre_{0.0F};
    FlatPicture picture_;
    std::vector<float> depths_;
};

}  // namespace palpate::test
