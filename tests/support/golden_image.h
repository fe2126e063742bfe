#pragma once

#include "geometry/image.h"
#include "support/paths.h"

#include <catch2/catch_message.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>

namespace palpate::test {

/// How two pictures of one size differ, in steps of 0..255, all channels.
struct ImageDifference {
    double mean = 0.0;
    double worst_tile_mean = 0.0;  ///< of 16 x 16 pixels
};

inline ImageDifference calc_difference(const Image& a, const Image& b) {
    constexpr int k_tile = 16;
    ImageDifference difference;
    double total = 0.0;
    for (int top = 0; top < a.height_px; top += k_tile) {
        for (int left = 0; left < a.width_px; left += k_tile) {
            double sum = 0.0;
            int count = 0;
            for (int y = top; y < std::min(top + k_tile, a.height_px); ++y) {
                for (int x = 4 * left; x < 4 * std::min(left + k_tile, a.width_px); ++x) {
                    const auto at = static_cast<std::size_t>(4 * y * a.width_px + x);
                    sum += std::abs(static_cast<int>(a.rgba[at]) - static_cast<int>(b.rgba[at]));
                    ++count;
                }
            }
            total += sum;
            difference.worst_tile_mean = std::max(difference.worst_tile_mean, sum / count);
        }
    }
    difference.mean = total / static_cast<double>(a.rgba.size());
    return difference;
}

/// Compares with tests/<module>/golden/<name>.png. No baseline is a failure; in every failure the picture is left in
/// the build tree for a person to look at before it becomes one.
inline bool matches_golden(const Image& image, const std::string& module, const std::string& name) {
    // The same Mesa draws the same bytes. Another version may place an edge a fraction of a pixel elsewhere: over a
    // picture that stays far below one step ..
    constexpr double k_most_mean = 0.4;
    // .. and an edge through a tile, moved by a tenth of a pixel at full contrast, is 255 * 0.1 / 16 = 1.6 steps; two
    // such edges, or a letter drawn a little bolder, stay below this. Muscle without fibres reaches 6, a lost line 12.
    constexpr double k_most_tile = 4.0;
    const std::filesystem::path baseline = std::filesystem::path(k_tests_dir) / module / "golden" / (name + ".png");
    const std::filesystem::path picture = std::filesystem::path(k_test_output_dir) / (module + "-" + name + ".png");
    if (!std::filesystem::exists(baseline)) {
        write_png(image, picture);
        UNSCOPED_INFO("no baseline " << baseline.string() << "; look at " << picture.string());
        return false;
    }
    const Image expected = read_png(baseline);
    if (expected.width_px != image.width_px || expected.height_px != image.height_px) {
        write_png(image, picture);
        UNSCOPED_INFO("another size than " << baseline.string() << "; look at " << picture.string());
        return false;
    }
    const ImageDifference difference = calc_difference(image, expected);
    if (difference.mean <= k_most_mean && difference.worst_tile_mean <= k_most_tile) {
        return true;
    }
    write_png(image, picture);
    UNSCOPED_INFO("mean " << difference.mean << ", worst tile " << difference.worst_tile_mean << " against "
                          << baseline.string() << "; look at " << picture.string());
    return false;
}

}  // namespace palpate::test
