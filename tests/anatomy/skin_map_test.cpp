#include "anatomy/skin_map.h"

#include "support/tiny_atlas.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

using namespace palpate;

namespace {

/// An octahedron: "upper" above, "lower" below, the first triangle cut halfway along two of its edges.
SkinMap half_cut_map() {
    SkinMap map;
    map.id = "halves";
    map.areas = {"upper", "lower"};
    map.labels = {0, 0, 0, 1, 0, 0};
    constexpr std::uint16_t k_half = 32768;
    constexpr std::uint16_t k_all = 65535;
    map.cuts = {{0, 0, 0}};
    map.pieces = {{{{{0, 0}, {k_half, 0}, {0, k_half}}}, 1},
                  {{{{k_half, 0}, {k_all, 0}, {0, k_all}}}, 0},
                  {{{{k_half, 0}, {0, k_all}, {0, k_half}}}, 0}};
    map.lines = {{{k_half, 0}, {0, k_half}}};
    return map;
}

const TriangleMesh& skin() {
    static const TriangleMesh mesh = test::octahedron({0, 0, 0}, {10, 10, 10});
    return mesh;
}

}  // namespace

TEST_CASE("a cut triangle has the label of the piece a point lies in", "[anatomy]") {
    const SkinMap map = half_cut_map();
    CHECK(label_at(map, skin(), surface_point(skin(), 0, {0.9F, 0.05F, 0.05F})) == 1);
    CHECK(label_at(map, skin(), surface_point(skin(), 0, {0.2F, 0.4F, 0.4F})) == 0);
    REQUIRE(find_area_at(map, skin(), surface_point(skin(), 0, {0.9F, 0.05F, 0.05F})) != nullptr);
    CHECK(*find_area_at(map, skin(), surface_point(skin(), 0, {0.9F, 0.05F, 0.05F})) == "lower");
}

TEST_CASE("the pieces of a triangle fill it", "[anatomy]") {
    std::vector<SkinPiece> store;
    float sum = 0.0F;
    for (const SkinPiece& piece : pieces_of(half_cut_map(), skin(), 0, store)) {
        const auto& [a, b, c] = piece.corners;
        sum += (b.y - a.y) * (c.z - a.z) - (b.z - a.z) * (c.y - a.y);
    }
    CHECK(sum == Catch::Approx(1.0F).margin(1e-4));
    std::vector<SkinLine> lines;
    CHECK(lines_of(half_cut_map(), 0, lines).size() == 1);
    CHECK(lines_of(half_cut_map(), 1, lines).empty());
}

TEST_CASE("shares of the areas count cut triangles by their pieces", "[anatomy]") {
    const auto shares = area_shares(half_cut_map(), skin());
    REQUIRE(shares.size() == 2);
    CHECK(shares[1].share == Catch::Approx(0.25 / 8.0).margin(1e-5));
    CHECK(shares[0].share + shares[1].share == Catch::Approx(1.0).margin(1e-5));
}

TEST_CASE("skin outside all areas is counted apart", "[anatomy]") {
    SkinMap map = half_cut_map();
    map.areas = {"upper"};
    map.pieces[0].label = k_no_area;
    const auto shares = area_shares(map, skin());
    REQUIRE(shares.size() == 2);
    CHECK(shares[1].area.empty());
    CHECK(shares[1].share == Catch::Approx(0.25 / 8.0).margin(1e-5));
}
