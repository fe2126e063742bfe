#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace palpate {

/// A picture of numbers: what lies where, row by row from the top.
struct AreaGrid {
    int width = 0;
    int height = 0;
    std::vector<std::uint16_t> cells{};  ///< 0: nothing

    [[nodiscard]] std::uint16_t at(int x, int y) const {
        const bool inside = x >= 0 && y >= 0 && x < width && y < height;
        return inside
                   ? cells[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)]
                   : std::uint16_t{0};
    }
};

/// The outline of each number's cells as an SVG path of closed loops for the fill rule evenodd, by number. Corners that lie
/// within `tolerance` cells of the line between others are left out; a cell is `cell_px` wide. Loops around fewer than
/// `least_cells` cells are left out. O(cells).
struct OutlineOrder {
    float cell_px = 1.0F;
    float tolerance = 0.75F;
    int least_cells = 6;
};
[[nodiscard]] std::map<std::uint16_t, std::string> outline_paths(const AreaGrid& grid, const OutlineOrder& order);

}  // namespace palpate
