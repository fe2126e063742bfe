#include "geometry/surface_tracer.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <glm/geometric.hpp>

#include <atomic>
#include <cmath>
#include <random>
#include <thread>

using namespace palpate;

namespace {

/// A bumpy closed ball of about 2 * rings^2 triangles.
std::shared_ptr<const TriangleMesh> make_ball(const glm::vec3& centre_mm, float radius_mm, std::uint32_t rings) {
    TriangleMesh mesh;
    const std::uint32_t columns = 2 * rings;
    for (std::uint32_t i = 0; i <= rings; ++i) {
        for (std::uint32_t j = 0; j < columns; ++j) {
            const float polar = 3.14159265F * static_cast<float>(i) / static_cast<float>(rings);
            const float turn = 6.2831853F * static_cast<float>(j) / static_cast<float>(columns);
            const glm::vec3 direction(std::sin(polar) * std::cos(turn), std::cos(polar),
                                      std::sin(polar) * std::sin(turn));
            const float bump = 1.0F + 0.05F * std::sin(5.0F * polar) * std::sin(3.0F * turn);
            mesh.positions_mm.push_back(centre_mm + radius_mm * bump * direction);
        }
    }
    for (std::uint32_t i = 0; i < rings; ++i) {
        for (std::uint32_t j = 0; j < columns; ++j) {
            const std::uint32_t a = i * columns + j;
            const std::uint32_t b = i * columns + (j + 1) % columns;
            mesh.indices.insert(mesh.indices.end(), {a, b, b + columns, a, b + columns, a + columns});
        }
    }
    recalculate_normals(mesh);
    return std::make_shared<const TriangleMesh>(std::move(mesh));
}

/// Distance along the ray to the triangle (Moeller and Trumbore), in double.
std::optional<double> find_hit(const Ray& ray, const std::array<glm::vec3, 3>& triangle) {
    const glm::dvec3 origin(ray.origin_mm);
    const glm::dvec3 direction(ray.direction);
    const glm::dvec3 ab = glm::dvec3(triangle[1]) - glm::dvec3(triangle[0]);
    const glm::dvec3 ac = glm::dvec3(triangle[2]) - glm::dvec3(triangle[0]);
    const glm::dvec3 p = glm::cross(direction, ac);
    const double determinant = glm::dot(ab, p);
    if (std::abs(determinant) < 1e-12) {
        return std::nullopt;
    }
    const glm::dvec3 s = origin - glm::dvec3(triangle[0]);
    const double u = glm::dot(s, p) / determinant;
    const glm::dvec3 q = glm::cross(s, ab);
    const double v = glm::dot(direction, q) / determinant;
    const double t = glm::dot(ac, q) / determinant;
    return u >= 0 && v >= 0 && u + v <= 1 && t > 0 ? std::optional(t) : std::nullopt;
}

struct BruteHit {
    std::size_t surface = 0;
    double distance_mm = 0;
};

std::optional<BruteHit> find_brute_hit(const std::vector<std::shared_ptr<const TriangleMesh>>& surfaces,
                                       const std::vector<bool>& visible, const Ray& ray) {
    std::optional<BruteHit> best;
    for (std::size_t surface = 0; surface < surfaces.size(); ++surface) {
        for (std::size_t i = 0; visible[surface] && i < surfaces[surface]->triangle_count(); ++i) {
            const auto t = find_hit(ray, surfaces[surface]->triangle(i));
            if (t && (!best || *t < best->distance_mm)) {
                best = BruteHit{surface, *t};
            }
        }
    }
    return best;
}

std::vector<std::shared_ptr<const TriangleMesh>> make_crowd() {
    return {make_ball({0, 0, 0}, 60, 10), make_ball({40, 30, 0}, 50, 10), make_ball({-70, 0, 50}, 35, 10),
            make_ball({0, 0, 0}, 20, 10)};
}

struct RandomPlaces {
    std::mt19937 engine{7};
    glm::vec3 point(float reach) {
        std::uniform_real_distribution<float> along(-reach, reach);
        return {along(engine), along(engine), along(engine)};
    }
};

}  // namespace

TEST_CASE("a ray finds the same surface and distance as a look at every triangle", "[geometry]") {
    const auto surfaces = make_crowd();
    const SurfaceTracer tracer(surfaces);
    RandomPlaces random;
    const std::vector<std::vector<bool>> choices{
        {true, true, true, true}, {false, true, true, true}, {true, false, true, false}, {false, false, false, true}};
    int hits = 0;
    for (int i = 0; i < 400; ++i) {
        const auto& visible = choices[static_cast<std::size_t>(i) % choices.size()];
        const glm::vec3 origin = random.point(200);
        const Ray ray{origin, glm::normalize(random.point(60) - origin)};
        const auto expected = find_brute_hit(surfaces, visible, ray);
        const auto found = tracer.closest_hit(ray, visible);
        REQUIRE(found.has_value() == expected.has_value());
        if (found) {
            ++hits;
            CHECK(found->surface == expected->surface);
            CHECK(found->distance_mm == Catch::Approx(expected->distance_mm).margin(0.01));
            CHECK(glm::length(found->point.position_mm - (ray.origin_mm + found->distance_mm * ray.direction)) < 0.01F);
            CHECK(tracer.occluded(ray, found->distance_mm + 0.1F, visible));
            CHECK_FALSE(tracer.occluded(ray, found->distance_mm - 0.1F, visible));
        }
    }
    CHECK(hits > 100);
}

TEST_CASE("the nearest point is the one a look at every triangle finds", "[geometry]") {
    const auto surfaces = make_crowd();
    const SurfaceTracer tracer(surfaces);
    RandomPlaces random;
    const std::vector<bool> visible{true, false, true, true};
    for (int i = 0; i < 200; ++i) {
        const glm::vec3 place = random.point(150);
        float expected_mm = std::numeric_limits<float>::max();
        for (std::size_t surface = 0; surface < surfaces.size(); ++surface) {
            if (visible[surface]) {
                expected_mm =
                    std::min(expected_mm, glm::length(closest_point(*surfaces[surface], place).position_mm - place));
            }
        }
        const auto found = tracer.closest_point(place, 500, visible);
        REQUIRE(found);
        CHECK(visible[found->surface]);
        CHECK(found->distance_mm == Catch::Approx(expected_mm).margin(0.005));
        CHECK_FALSE(tracer.closest_point(place, 0.9F * expected_mm, visible));
    }
}

TEST_CASE("the point's weights rebuild its position", "[geometry]") {
    const auto surfaces = make_crowd();
    const SurfaceTracer tracer(surfaces);
    const auto hit = tracer.closest_hit({{10, 12, 300}, {0, 0, -1}});
    REQUIRE(hit);
    const auto [a, b, c] = surfaces[hit->surface]->triangle(hit->point.triangle);
    const glm::vec3 weights = hit->point.barycentric;
    CHECK(weights.x + weights.y + weights.z == Catch::Approx(1.0F));
    CHECK(glm::length(weights.x * a + weights.y * b + weights.z * c - glm::vec3(10, 12, 300 - hit->distance_mm)) <
          0.01F);
    CHECK(glm::length(hit->point.normal) == Catch::Approx(1.0F));
}

TEST_CASE("a tracer without surfaces, or with all hidden, hits nothing", "[geometry]") {
    const SurfaceTracer empty({});
    CHECK_FALSE(empty.closest_hit({{0, 0, 100}, {0, 0, -1}}));
    CHECK_FALSE(empty.occluded({{0, 0, 100}, {0, 0, -1}}, 1000));
    CHECK_FALSE(empty.closest_point({0, 0, 0}, 1000));
    const SurfaceTracer hidden({make_ball({0, 0, 0}, 50, 6)});
    CHECK_FALSE(hidden.closest_hit({{0, 0, 100}, {0, 0, -1}}, {false}));
    CHECK_FALSE(hidden.closest_point({0, 0, 0}, 1000, {false}));
}

TEST_CASE("several threads may ask at once", "[geometry]") {
    const SurfaceTracer tracer({make_ball({0, 0, 0}, 50, 12)});
    std::atomic<int> hits = 0;
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 3; ++thread) {
            threads.emplace_back([&] {
                for (int i = 0; i < 500; ++i) {
                    const glm::vec3 origin(static_cast<float>(i % 40) - 20.0F, 3.3F, 100.0F);
                    hits += tracer.closest_hit({origin, {0, 0, -1}}).has_value() ? 1 : 0;
                }
            });
        }
    }
    CHECK(hits == 1500);
}
