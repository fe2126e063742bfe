#pragma once

#include "geometry/image.h"
#include "support/flat_picture.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace palpate::test {

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
