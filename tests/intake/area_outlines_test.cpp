#include "intake/area_outlines.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <string_view>

using namespace palpate;

namespace {

/// One letter a cell, a blank for nothing.
AreaGrid grid_of(const std::vector<std::string_view>& rows) {
    AreaGrid grid{.width = static_cast<int>(rows.front().size()), .height = static_cast<int>(rows.size())};
    for (const std::string_view row : rows) {
        for (const char letter : row) {
            grid.cells.push_back(letter == ' ' ? std::uint16_t{0} : static_cast<std::uint16_t>(letter));
        }
    }
    return grid;
}

}  // namespace

TEST_CASE("a rectangle of cells becomes a path of its four corners", "[intake]") {
    const auto paths = outline_paths(grid_of({"     ", " aaa ", " aaa ", "     "}), {.cell_px = 2.0F});
    REQUIRE(paths.size() == 1);
    CHECK(paths.at('a') == "M2 2L8 2L8 6L2 6Z");
}

TEST_CASE("neighbours share their border, and a hole is a loop of its own", "[intake]") {
    const auto paths = outline_paths(grid_of({"aaaaaa", "abbbba", "abbbba", "aaaaaa"}), {});
    REQUIRE(paths.size() == 2);
    CHECK(paths.at('b') == "M1 1L5 1L5 3L1 3Z");
    CHECK(std::ranges::count(paths.at('a'), 'Z') == 2);
    CHECK(paths.at('a').starts_with("M0 0L6 0L6 4L0 4Z"));
}

TEST_CASE("specks and small steps are left out", "[intake]") {
    CHECK(outline_paths(grid_of({"a  ", "   ", "  b"}), {}).empty());
    const auto paths = outline_paths(grid_of({"aaaaaaaa", "aaaaaaaa", "aaa     "}), {.tolerance = 1.5F});
    CHECK(std::ranges::count(paths.at('a'), 'L') <= 4);
}
