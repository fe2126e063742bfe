#include "atlas_sources/parametric/head_field.h"
#include "base/error.h"
#include "support/paths.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <glm/vec3.hpp>
#include <nlohmann/json.hpp>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <numbers>
#include <string>

using namespace palpate;

namespace {

const std::filesystem::path k_head_file = std::filesystem::path(k_assets_dir) / "figures" / "head_field.json";

nlohmann::json read_head_json() {
    std::ifstream stream(k_head_file);
    return nlohmann::json::parse(stream);
}

std::filesystem::path write_variant(const std::string& name, const std::string& text) {
    const std::filesystem::path file = std::filesystem::temp_directory_path() / ("palpate_" + name + ".json");
    std::ofstream(file) << text;
    return file;
}

}  // namespace

TEST_CASE("the head field gives the radii its file states as checks", "[atlas_sources][skin]") {
    const HeadField head = HeadField::load(k_head_file);
    const nlohmann::json checks = read_head_json().at("check");
    REQUIRE(checks.size() >= 6);
    for (const nlohmann::json& check : checks) {
        const double radius = head.radius_mm(check.at("alpha_rad").get<double>(), check.at("beta_rad").get<double>());
        CHECK(radius == Catch::Approx(check.at("radius_mm").get<double>()).margin(0.006));
    }
}

TEST_CASE("the head field is periodic round the profile", "[atlas_sources][skin]") {
    const HeadField head = HeadField::load(k_head_file);
    const double pi = std::numbers::pi;
    for (const double beta : {0.0, 0.4, 1.2, 0.5 * pi}) {
        CHECK(head.radius_mm(-pi, beta) == Catch::Approx(head.radius_mm(pi, beta)).margin(1e-6));
    }
}

TEST_CASE("depth in the head field is zero on the surface and mirrored", "[atlas_sources][skin]") {
    const HeadField head = HeadField::load(k_head_file);
    const nlohmann::json json = read_head_json();
    const auto scale = json.at("scale").get<std::vector<double>>();
    for (const double alpha : {-2.9, -0.4, 0.3, 1.5, 2.8}) {
        for (const double beta : {0.2, 0.7, 1.3}) {
            const double radius = head.radius_mm(alpha, beta);
            const glm::vec3 offset{static_cast<float>(scale[0] * radius * std::sin(beta)),
                                   static_cast<float>(scale[1] * radius * std::cos(beta) * std::sin(alpha)),
                                   static_cast<float>(scale[2] * radius * std::cos(beta) * std::cos(alpha))};
            CHECK(std::abs(head.depth_mm(head.centre_mm() + offset)) < 0.15F);
            CHECK(head.depth_mm(head.centre_mm() + 0.9F * offset) > 0.0F);
            const glm::vec3 image = offset * glm::vec3(-1.0F, 1.0F, 1.0F);
            CHECK(head.depth_mm(head.centre_mm() + image) ==
                  Catch::Approx(head.depth_mm(head.centre_mm() + offset)).margin(1e-3));
        }
    }
}

TEST_CASE("a head field that is missing, cut short or has wrong counts is refused", "[atlas_sources][skin]") {
    CHECK_THROWS_AS(HeadField::load("/nowhere/head_field.json"), Error);
    CHECK_THROWS_AS(HeadField::load(write_variant("head_cut", read_head_json().dump().substr(0, 900))), Error);
    nlohmann::json fewer = read_head_json();
    fewer.at("coefficients_mm").erase(3);
    CHECK_THROWS_AS(HeadField::load(write_variant("head_fewer", fewer.dump())), Error);
    nlohmann::json disordered = read_head_json();
    disordered.at("knots_alpha_rad")[5] = 3.0;
    CHECK_THROWS_AS(HeadField::load(write_variant("head_knots", disordered.dump())), Error);
    nlohmann::json flat = read_head_json();
    flat.at("scale")[1] = 0.0;
    CHECK_THROWS_AS(HeadField::load(write_variant("head_flat", flat.dump())), Error);
}
