#pragma once

#include "geometry/frame.h"
#include "geometry/image.h"
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
#include <string>
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

/// A colour of its own for each label, neighbours in number far apart; white for k_nothing, grey for `blank`.
inline std::array<std::uint8_t, 4> colour_of_label(std::uint16_t label, std::uint16_t blank) {
    if (label == FlatPicture::k_nothing || label == blank) {
        const std::uint8_t grey = label == blank ? 190 : 255;
        return {grey, grey, grey, 255};
    }
    constexpr double k_golden = 0.61803398875;
    const double hue = 6.0 * std::fmod(label * k_golden, 1.0);
    const double strength = 0.45 + 0.15 * (label % 4);
    const double value = 150.0 + 26.0 * (label % 5);
    std::array<std::uint8_t, 4> colour{0, 0, 0, 255};
    for (std::size_t channel = 0; channel < 3; ++channel) {
        const double k = std::fmod(5.0 - 2.0 * static_cast<double>(channel) + hue, 6.0);
        const double share = std::clamp(std::min(k, 4.0 - k), 0.0, 1.0);
        colour[channel] = static_cast<std::uint8_t>(std::lround(value * (1.0 - strength * share)));
    }
    return colour;
}

/// Pictures beside each other.
inline Image painted(const std::vector<const FlatPicture*>& pictures, std::uint16_t blank) {
    Image image;
    for (const FlatPicture* picture : pictures) {
        image.width_px += picture->width_px;
        image.height_px = std::max(image.height_px, picture->height_px);
    }
    image.rgba.assign(4 * static_cast<std::size_t>(image.width_px) * static_cast<std::size_t>(image.height_px), 255);
    int left = 0;
    for (const FlatPicture* picture : pictures) {
        for (int y = 0; y < picture->height_px; ++y) {
            for (int x = 0; x < picture->width_px; ++x) {
                const auto colour = colour_of_label(picture->at(x, y), blank);
                std::ranges::copy(colour, image.rgba.begin() + 4 * (y * image.width_px + left + x));
            }
        }
        left += picture->width_px;
    }
    return image;
}

/// The colours of `a` that are not where `b` has them, to within `reach_px`, in words; empty where all are. A colour may
/// miss 2 % of its pixels, or four.
inline std::string find_moved_colours(const Image& a, const Image& b, int reach_px) {
    const auto colour = [](const Image& image, int x, int y) {
        const auto at = static_cast<std::size_t>(4 * (y * image.width_px + x));
        return (image.rgba[at] << 16U) | (image.rgba[at + 1] << 8U) | image.rgba[at + 2];
    };
    struct Count {
        int pixels = 0;
        int missing = 0;
        int x = 0;
        int y = 0;
    };
    std::map<int, Count> counts;
    for (int y = 0; y < a.height_px; ++y) {
        for (int x = 0; x < a.width_px; ++x) {
            const int wanted = colour(a, x, y);
            bool found = false;
            for (int row = std::max(y - reach_px, 0); row <= std::min(y + reach_px, b.height_px - 1); ++row) {
                for (int column = std::max(x - reach_px, 0); column <= std::min(x + reach_px, b.width_px - 1);
                     ++column) {
                    found |= colour(b, column, row) == wanted;
                }
            }
            Count& count = counts[wanted];
            ++count.pixels;
            if (!found) {
                ++count.missing;
                count.x = x;
                count.y = y;
            }
        }
    }
    std::string words;
    for (const auto& [wanted, count] : counts) {
        if (count.missing > std::max(4, count.pixels / 50)) {
            words += std::to_string(count.missing) + " of " + std::to_string(count.pixels) + " pixels, as at " +
                     std::to_string(count.x) + "," + std::to_string(count.y) + "; ";
        }
    }
    return words;
}

}  // namespace palpate::test
