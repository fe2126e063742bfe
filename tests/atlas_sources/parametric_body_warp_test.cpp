#include "atlas_sources/parametric/body_warp.h"
#include "atlas_sources/parametric/form_recipe.h"
#include "atlas_sources/parametric/form_stations.h"
#include "base/error.h"
#include "base/file_io.h"
#include "geometry/frame.h"
#include "support/temporary_folder.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <glm/geometric.hpp>
#include <glm/matrix.hpp>

#include <algorithm>
#include <vector>

namespace palpate::parametric {
namespace {

const FormRecipe& recipe() {
    static const FormRecipe read = load_form_recipe(find_asset_folder() / "figures" / "forms.json");
    return read;
}

constexpr float k_base_mm = 1656.0F;

/// The warp of a form of the built-in body.
BodyWarp warp_of(const BodyForm& form) {
    const float growth = form.stature_mm.value_or(k_base_mm) / k_base_mm;
    return {place_stations(recipe(), shares_of(form), growth), recipe().softness_mm};
}

/// The corners of what people can ask for.
BodyForm extreme_form() {
    const BodyShape shape = GENERATE(BodyShape::Masculine, BodyShape::Neutral, BodyShape::Feminine);
    const float stature_mm = GENERATE(k_least_stature_mm, 1656.0F, k_greatest_stature_mm);
    const float build = GENERATE(-1.0F, 0.0F, 1.0F);
    return {shape, stature_mm, build};
}

/// Points in and near the body, 30 mm apart.
std::vector<glm::vec3> body_grid() {
    std::vector<glm::vec3> points;
    for (float y = -20.0F; y <= 1680.0F; y += 30.0F) {
        for (float x = -340.0F; x <= 340.0F; x += 30.0F) {
            for (float z = -60.0F; z <= 260.0F; z += 30.0F) {
                points.emplace_back(x, y, z);
            }
        }
    }
    return points;
}

}  // namespace

TEST_CASE("a warp takes every control point where it should go", "[atlas_sources][forms]") {
    const auto controls = place_stations(recipe(), shares_of({BodyShape::Feminine, {}, 0.7F}), 1.1F);
    REQUIRE(controls.size() > 100);
    const BodyWarp warp(controls, recipe().softness_mm);
    for (const WarpControl& control : controls) {
        CHECK(glm::distance(warp.moved(control.from_mm), control.to_mm) < 0.05F);
    }
}

TEST_CASE("a warp without moves is none, and its stretch is what its points do", "[atlas_sources][forms]") {
    const glm::vec3 point(93.0F, 1111.0F, 42.0F);
    CHECK(glm::distance(warp_of({}).moved(point), point) < 0.01F);
    const BodyWarp warp = warp_of({BodyShape::Feminine, 1900.0F, 1.0F});
    WarpedPoint warped;
    warp.move(std::span(&point, 1), std::span(&warped, 1));
    for (int axis = 0; axis < 3; ++axis) {
        glm::vec3 step(0.0F);
        step[axis] = 2.0F;
        const glm::vec3 slope = (warp.moved(point + step) - warp.moved(point - step)) / 4.0F;
        CHECK(glm::distance(slope, warped.stretch[axis]) < 1e-2F);
    }
}

TEST_CASE("no form turns space inside out or squeezes it flat", "[atlas_sources][forms]") {
    const BodyForm form = extreme_form();
    const BodyWarp warp = warp_of(form);
    const std::vector<glm::vec3> grid = body_grid();
    std::vector<WarpedPoint> warped(grid.size());
    warp.move(grid, warped);
    const float growth = *form.stature_mm / k_base_mm;
    float least = 1e9F;
    float greatest = 0.0F;
    glm::vec3 where(0.0F);
    for (std::size_t i = 0; i < grid.size(); ++i) {
        const float volume = glm::determinant(warped[i].stretch) / (growth * growth * growth);
        where = volume < least ? grid[i] : where;
        least = std::min(least, volume);
        greatest = std::max(greatest, volume);
    }
    INFO(name_of(form.shape) << ' ' << *form.stature_mm << ' ' << form.build << ", tightest at " << where.x << ' '
                             << where.y << ' ' << where.z);
    CHECK(least > 0.3F);
    CHECK(greatest < 3.0F);
}

TEST_CASE("the halves of a form mirror each other and the middle stays in the middle", "[atlas_sources][forms]") {
    const BodyWarp warp = warp_of({BodyShape::Feminine, 1500.0F, 1.0F});
    for (const glm::vec3& point : body_grid()) {
        const glm::vec3 mirror(2.0F * k_mirror_plane_x_mm - point.x, point.y, point.z);
        const glm::vec3 moved = warp.moved(point);
        const glm::vec3 other = warp.moved(mirror);
        REQUIRE(glm::distance(glm::vec3(2.0F * k_mirror_plane_x_mm - other.x, other.y, other.z), moved) < 0.02F);
    }
    CHECK(warp.moved({k_mirror_plane_x_mm, 1000.0F, 200.0F}).x == Catch::Approx(k_mirror_plane_x_mm).margin(0.01));
}

TEST_CASE("forms that cannot be followed are refused by name", "[atlas_sources][forms]") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "forms.json";
    const auto refusal = [&](std::string text) {
        write_file_atomically(file, std::string_view(text));
        try {
            static_cast<void>(load_form_recipe(file));
            return std::string();
        } catch (const Error& error) {
            CHECK(error.code() == ErrorCode::InvalidContent);
            return error.text().key;
        }
    };
    CHECK(refusal("{") == "atlas_sources.error.forms");
    CHECK(refusal("{\"own_stature_mm\": [0, 0]}") == "atlas_sources.error.forms");
    std::string text = read_text_file(find_asset_folder() / "figures" / "forms.json");
    CHECK(refusal(text).empty());
    const std::size_t hangs = text.find("\"on\": \"hips\"");
    REQUIRE(hangs != std::string::npos);
    CHECK(refusal(std::string(text).replace(hangs, 12, "\"on\": \"ghost\"")) == "atlas_sources.error.form_station");
    std::filesystem::remove(file);
    CHECK_THROWS_AS(load_form_recipe(file), Error);
}

}  // namespace palpate::parametric
