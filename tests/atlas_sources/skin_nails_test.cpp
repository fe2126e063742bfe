#include "atlas_sources/parametric/skin_nails.h"

#include "atlas_sources/parametric/skin_recipe.h"
#include "support/paths.h"

#include <catch2/catch_test_macros.hpp>
#include <glm/geometric.hpp>

#include <cmath>
#include <filesystem>
#include <numbers>
#include <vector>

using namespace palpate;

namespace {

/// A fingertip along -y whose back looks to -z.
Nail make_nail() {
    Nail nail;
    nail.along = {0, -1, 0};
    nail.dorsal = {0, 0, -1};
    nail.aside = glm::cross(nail.along, nail.dorsal);
    nail.radius_mm = 6.5F;
    nail.fold_mm = -8.0F;
    nail.edge_mm = 3.0F;
    nail.width_mm = 11.0F;
    return nail;
}

/// The digit's surface so far along and so far round from the middle of its back.
glm::vec3 on_finger(const Nail& nail, float along_mm, float round_mm) {
    const float turn = round_mm / nail.radius_mm;
    return nail.tip_mm + along_mm * nail.along +
           nail.radius_mm * (std::cos(turn) * nail.dorsal + std::sin(turn) * nail.aside);
}

/// A bone as a row of points, enough to find its ends.
TriangleMesh make_bone(float from_y, float to_y) {
    TriangleMesh mesh;
    for (int i = 0; i <= 4; ++i) {
        const float y = from_y + 0.25F * static_cast<float>(i) * (to_y - from_y);
        mesh.positions_mm.insert(mesh.positions_mm.end(), {{-2, y, 0}, {2, y, 0}, {0, y, 2}, {0, y, -2}});
    }
    return mesh;
}

}  // namespace

TEST_CASE("a nail is a raised plate in a groove on the back of the digit alone", "[atlas_sources][skin]") {
    const Nail nail = make_nail();
    const float middle = 0.5F * (nail.fold_mm + nail.edge_mm);
    CHECK(nail.beside_outline_mm(on_finger(nail, middle, 0.0F)) < -3.0F);
    CHECK(nail.rise_mm(on_finger(nail, middle, 0.0F)) > 0.1F);
    CHECK(nail.rise_mm(on_finger(nail, nail.fold_mm, 0.0F)) < -0.1F);            // the fold
    CHECK(nail.rise_mm(on_finger(nail, middle, 0.5F * nail.width_mm)) < -0.1F);  // the sides
    CHECK(nail.rise_mm(on_finger(nail, nail.edge_mm, 0.0F)) > 0.3F);             // the free edge stands off
    CHECK(nail.rise_mm(on_finger(nail, nail.fold_mm - 3.0F, 0.0F)) == 0.0F);
    CHECK(nail.rise_mm(on_finger(nail, middle, std::numbers::pi_v<float> * nail.radius_mm)) == 0.0F);  // the pulp
}

TEST_CASE("a nail is the same on both sides of its middle", "[atlas_sources][skin]") {
    const Nail nail = make_nail();
    for (float along = nail.fold_mm - 3.0F; along < nail.edge_mm + 3.0F; along += 0.4F) {
        for (float round = 0.2F; round < nail.width_mm; round += 0.4F) {
            const float difference =
                nail.rise_mm(on_finger(nail, along, round)) - nail.rise_mm(on_finger(nail, along, -round));
            CHECK(std::abs(difference) < 1e-4F);
        }
    }
}

TEST_CASE("digits whose bones are there get the nail of the recipe", "[atlas_sources][skin]") {
    SkinRecipe recipe = load_skin_recipe(std::filesystem::path(k_assets_dir) / "figures" / "skin.json");
    std::size_t shapes = 0;
    for (const SkinRecipe::Digits& set : recipe.digits) {
        for (const SkinRecipe::Digit& digit : set.digits) {
            shapes += digit.nail.width_mm > 0.0F ? 1 : 0;
        }
    }
    CHECK(shapes == 10);
    CHECK(make_nails({}, recipe).empty());
    recipe.digits.resize(1);
    recipe.digits.front().digits = {{{"a", "b"}, {8, 7, 6}, {0, 0, 0}, {{0, 0.5F, -1}, 11, 10, 3}}};
    const std::vector<SkinSolid> solids{{"a", false, make_bone(100, 60)}, {"b", false, make_bone(58, 40)}};
    const std::vector<Nail> nails = make_nails(solids, recipe);
    REQUIRE(nails.size() == 1);
    CHECK(nails.front().along.y < -0.99F);
    CHECK(nails.front().dorsal.z < -0.99F);
    CHECK(nails.front().fold_mm == -8.0F);
}
