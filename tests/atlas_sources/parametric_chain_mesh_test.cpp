#include "atlas_sources/parametric/chain_mesh.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <glm/geometric.hpp>
#include <glm/gtc/constants.hpp>

#include <vector>

using namespace palpate;
using parametric::make_chain_mesh;

TEST_CASE("the surface round a chain is closed and faces outward", "[atlas_sources]") {
    using Balls = std::vector<glm::vec4>;
    const Balls balls = GENERATE(Balls{{5, 900, 40, 12}}, Balls{{0, 900, 0, 5}, {0, 940, 0, 5}},
                                 Balls{{0, 900, 0, 5}, {20, 930, 10, 8}, {5, 960, 30, 3}});
    const TriangleMesh mesh = make_chain_mesh(balls);
    CHECK(count_open_edges(mesh) == 0);
    CHECK(calc_volume_mm3(mesh) > 0.0);
    for (std::size_t i = 0; i < mesh.normals.size(); ++i) {
        CHECK(glm::length(mesh.normals[i]) == Catch::Approx(1.0F).margin(1e-4));
    }
}

TEST_CASE("one ball is a ball, two equal ones a rod with round ends", "[atlas_sources]") {
    const float pi = glm::pi<float>();
    // 14 sides and 5 steps to the pole are a few percent less than round.
    CHECK(calc_volume_mm3(make_chain_mesh(std::vector<glm::vec4>{{5, 900, 40, 12}})) ==
          Catch::Approx(4.0F / 3.0F * pi * 1728.0F).epsilon(0.07));
    CHECK(calc_volume_mm3(make_chain_mesh(std::vector<glm::vec4>{{0, 900, 0, 6}, {0, 960, 0, 6}})) ==
          Catch::Approx(pi * 36.0F * 60.0F + 4.0F / 3.0F * pi * 216.0F).epsilon(0.07));
}

TEST_CASE("a chain runs through its balls and is as thick there as they are", "[atlas_sources]") {
    const std::vector<glm::vec4> balls{{0, 900, 0, 5}, {20, 930, 10, 8}, {5, 960, 30, 3}};
    const TriangleMesh mesh = make_chain_mesh(balls);
    for (const glm::vec4& ball : balls) {
        const SurfacePoint nearest = closest_point(mesh, glm::vec3(ball));
        CHECK(glm::distance(nearest.position_mm, glm::vec3(ball)) == Catch::Approx(ball.w).epsilon(0.15));
    }
}
