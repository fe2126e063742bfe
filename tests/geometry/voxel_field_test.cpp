#include "geometry/voxel_field.h"

#include "base/error.h"
#include "geometry/voxel_field_fill.h"
#include "geometry/voxel_field_nets.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <stop_token>

using namespace palpate;

namespace {

constexpr VoxelLayout k_small{{23, 17, 19}, {-20.0F, 900.0F, 10.0F}, 1.5F};

VoxelMask make_random_mask(const VoxelLayout& layout, unsigned seed, double share) {
    VoxelMask mask(layout);
    std::mt19937 random(seed);
    std::bernoulli_distribution in(share);
    std::ranges::generate(mask.values, [&] { return static_cast<std::uint8_t>(in(random) ? 1 : 0); });
    return mask;
}

float nearest_by_looking_at_all(const VoxelMask& set, const glm::vec3& point, float reach_mm) {
    float best = reach_mm;
    for (int z = 0; z < set.layout.size.z; ++z) {
        for (int y = 0; y < set.layout.size.y; ++y) {
            for (int x = 0; x < set.layout.size.x; ++x) {
                if (set.values[set.layout.index(x, y, z)] != 0) {
                    best = std::min(best, glm::distance(point, set.layout.centre_mm(x, y, z)));
                }
            }
        }
    }
    return best;
}

double sum_of(const VoxelField& field) { return std::accumulate(field.values.begin(), field.values.end(), 0.0); }

TriangleMesh make_sphere(const glm::vec3& centre, float radius_mm, float cell_mm) {
    SurfaceNetsPlan plan;
    plan.box = {centre - 1.3F * radius_mm, centre + 1.3F * radius_mm};
    plan.coarse_cell_mm = cell_mm;
    return make_surface_nets(
        plan, [&](const glm::vec3& p) { return radius_mm - glm::distance(p, centre); }, JobContext());
}

JobContext stopped_context() {
    static std::stop_source source;  // static: GCC 12 with sanitizers takes a local one for uninitialised
    source.request_stop();
    return JobContext(source.get_token(), {});
}

}  // namespace

TEST_CASE("distances equal those found by looking at every voxel", "[geometry][voxel]") {
    const double share = GENERATE(0.0, 0.001, 0.02, 0.3, 1.0);
    const float reach_mm = GENERATE(4.0F, 60.0F);
    const VoxelMask set = make_random_mask(k_small, 11, share);
    const VoxelField distance = calc_distance_mm(set, reach_mm, JobContext());
    float worst = 0.0F;
    for (int z = 0; z < k_small.size.z; ++z) {
        for (int y = 0; y < k_small.size.y; ++y) {
            for (int x = 0; x < k_small.size.x; ++x) {
                const float expected = nearest_by_looking_at_all(set, k_small.centre_mm(x, y, z), reach_mm);
                worst = std::max(worst, std::abs(distance.values[k_small.index(x, y, z)] - expected));
            }
        }
    }
    CHECK(worst < 1e-3F);
}

TEST_CASE("a Gaussian keeps the sum of the field and the value of a constant", "[geometry][voxel]") {
    const float sigma_mm = GENERATE(0.7F, 3.0F, 12.0F);
    VoxelField field(k_small);
    std::mt19937 random(3);
    std::uniform_real_distribution<float> number(-5.0F, 9.0F);
    std::ranges::generate(field.values, [&] { return number(random); });
    const double before = sum_of(field);
    blur(field, sigma_mm, JobContext());
    CHECK(sum_of(field) == Catch::Approx(before).epsilon(1e-4));
    VoxelField constant(k_small, 2.5F);
    blur(constant, sigma_mm, JobContext());
    CHECK(*std::ranges::min_element(constant.values) == Catch::Approx(2.5F));
    CHECK(*std::ranges::max_element(constant.values) == Catch::Approx(2.5F));
}

TEST_CASE("a Gaussian has the width it is asked for along every axis", "[geometry][voxel]") {
    const VoxelLayout layout{{41, 41, 41}, {0, 0, 0}, 2.0F};
    VoxelField field(layout);
    field.values[layout.index(20, 20, 20)] = 1.0F;
    blur(field, 6.0F, JobContext());
    for (int axis = 0; axis < 3; ++axis) {
        double variance = 0.0;
        for (int z = 0; z < 41; ++z) {
            for (int y = 0; y < 41; ++y) {
                for (int x = 0; x < 41; ++x) {
                    const double away = static_cast<double>(glm::vec3(x, y, z)[axis] - 20.0F) * 2.0;
                    variance += away * away * static_cast<double>(field.values[layout.index(x, y, z)]);
                }
            }
        }
        CHECK(std::sqrt(variance) == Catch::Approx(6.0).epsilon(0.03));
    }
}

TEST_CASE("sampling meets the voxel values and is linear between them", "[geometry][voxel]") {
    VoxelField field(k_small);
    for (int z = 0; z < k_small.size.z; ++z) {
        for (int y = 0; y < k_small.size.y; ++y) {
            for (int x = 0; x < k_small.size.x; ++x) {
                const glm::vec3 p = k_small.centre_mm(x, y, z);
                field.values[k_small.index(x, y, z)] = 2.0F * p.x - 0.5F * p.y + p.z;
            }
        }
    }
    const glm::vec3 inside{-7.3F, 911.9F, 22.2F};
    CHECK(field.sample(inside) == Catch::Approx(2.0F * inside.x - 0.5F * inside.y + inside.z).margin(1e-3));
    CHECK(glm::distance(field.gradient(inside), glm::vec3(2.0F, -0.5F, 1.0F)) < 1e-2F);
    CHECK(field.sample(k_small.first_mm - 100.0F) == Catch::Approx(field.values.front()));
    CHECK(field.sample(k_small.last_mm() + 100.0F) == Catch::Approx(field.values.back()));
}

TEST_CASE("a closed mesh fills its volume, also where two shells overlap", "[geometry][voxel]") {
    const TriangleMesh sphere = make_sphere({30, 30, 30}, 20.0F, 2.0F);
    TriangleMesh twins = sphere;
    append(twins, make_sphere({40, 30, 30}, 20.0F, 2.0F));
    VoxelMask one({{70, 60, 60}, {0.3F, 0.2F, 0.1F}, 1.0F});
    add_solid(one, sphere);
    const auto filled = static_cast<double>(std::ranges::count(one.values, 1));
    CHECK(filled == Catch::Approx(calc_volume_mm3(sphere)).epsilon(0.02));
    VoxelMask two(one.layout);
    add_solid(two, twins);
    CHECK(two.values[two.layout.index(35, 30, 30)] == 1);
    CHECK(std::ranges::count(two.values, 1) < 2 * std::ranges::count(one.values, 1));
}

TEST_CASE("a sheet thinner than a voxel fills without holes", "[geometry][voxel]") {
    // A tilted ring 1.2 mm thick in 2.5 mm voxels: the flood from outside must not get through it.
    SurfaceNetsPlan plan;
    plan.box = {glm::vec3(-60.0F), glm::vec3(60.0F)};
    plan.coarse_cell_mm = 0.6F;
    const auto shell = [](const glm::vec3& p) {
        return 0.6F - std::abs(glm::length(glm::vec3(p.x, 0.0F, p.z)) + 0.2F * p.y - 40.0F);
    };
    const auto cut = [&](const glm::vec3& p) { return std::min(shell(p), 10.0F - std::abs(p.y)); };
    const TriangleMesh ring = make_surface_nets(plan, cut, JobContext());
    VoxelMask set({{52, 9, 52}, {-65.0F, -9.0F, -65.0F}, 2.5F});
    add_solid(set, ring);
    fill_slice_cavities(set, LowFace::Outside, JobContext());
    CHECK(set.values[set.layout.index(26, 4, 26)] == 1);
    CHECK(set.values[set.layout.index(0, 4, 0)] == 0);
}

TEST_CASE("cavities at the mirror plane fill only where the plane is closed", "[geometry][voxel]") {
    VoxelMask half_ring({{10, 1, 11}, {0, 0, 0}, 1.0F});
    for (int z = 0; z < 11; ++z) {
        for (int x = 0; x < 10; ++x) {
            const int away = x * x + (z - 5) * (z - 5);
            half_ring.values[half_ring.layout.index(x, 0, z)] = away >= 9 && away <= 20 ? 1 : 0;
        }
    }
    VoxelMask open = half_ring;
    fill_slice_cavities(open, LowFace::Outside, JobContext());
    CHECK(open.values == half_ring.values);
    fill_slice_cavities(half_ring, LowFace::MirrorPlane, JobContext());
    CHECK(half_ring.values[half_ring.layout.index(0, 0, 5)] == 1);
    CHECK(half_ring.values[half_ring.layout.index(9, 0, 5)] == 0);
}

TEST_CASE("the net of a sphere is closed, outward and near the sphere", "[geometry][voxel]") {
    const glm::vec3 centre{3.0F, 901.0F, -7.0F};
    const TriangleMesh sphere = make_sphere(centre, 25.0F, 2.0F);
    CHECK(count_open_edges(sphere) == 0);
    CHECK(calc_volume_mm3(sphere) == Catch::Approx(4.0 / 3.0 * 3.14159265 * 25.0 * 25.0 * 25.0).epsilon(0.01));
    for (const glm::vec3& p : sphere.positions_mm) {
        REQUIRE(std::abs(glm::distance(p, centre) - 25.0F) < 0.25F);
    }
}

TEST_CASE("coarse and fine blocks join without cracks", "[geometry][voxel]") {
    const glm::vec3 centre{0.0F, 0.0F, 0.0F};
    SurfaceNetsPlan plan;
    plan.box = {glm::vec3(-50.0F), glm::vec3(50.0F)};
    plan.coarse_cell_mm = 3.0F;
    plan.fine = [](const glm::vec3& p) { return p.y > 4.0F || p.x + p.z > 12.0F; };
    const auto bumpy = [&](const glm::vec3& p) {
        return 35.0F - glm::distance(p, centre) + 2.0F * std::sin(0.3F * p.x) * std::cos(0.25F * p.y);
    };
    const TriangleMesh mesh = make_surface_nets(plan, bumpy, JobContext());
    CHECK(count_open_edges(mesh) == 0);
    plan.fine = {};
    const TriangleMesh coarse = make_surface_nets(plan, bumpy, JobContext());
    CHECK(mesh.triangle_count() > 2 * coarse.triangle_count());
    CHECK(calc_volume_mm3(mesh) == Catch::Approx(calc_volume_mm3(coarse)).epsilon(0.01));
}

TEST_CASE("sheets that nearly touch keep every edge between two triangles", "[geometry][voxel]") {
    SurfaceNetsPlan plan;
    plan.box = {glm::vec3(-40.0F), glm::vec3(40.0F)};
    plan.coarse_cell_mm = 3.0F;
    const float gap_mm = GENERATE(0.0F, 0.4F, 1.1F, 2.0F, 2.9F);
    const auto two_balls = [&](const glm::vec3& p) {
        const glm::vec3 apart = glm::normalize(glm::vec3(1.0F, 0.7F, 0.4F)) * (12.0F + 0.5F * gap_mm);
        return 12.0F - std::min(glm::distance(p, apart), glm::distance(p, -apart));
    };
    CHECK(count_open_edges(make_surface_nets(plan, two_balls, JobContext())) == 0);
}

TEST_CASE("the net of a mirrored field ends exactly on the mirror plane", "[geometry][voxel]") {
    SurfaceNetsPlan plan;
    plan.box = {{-0.65F, -30.0F, -30.0F}, {40.0F, 30.0F, 30.0F}};
    plan.coarse_cell_mm = 3.0F;
    plan.mirrored_at_low_x = true;
    plan.fine = [](const glm::vec3& p) { return p.y > 3.0F; };
    const auto ball = [](const glm::vec3& p) { return 20.0F - glm::distance(p, glm::vec3(-0.65F, 0.0F, 0.0F)); };
    TriangleMesh half = make_surface_nets(plan, ball, JobContext());
    CHECK(count_open_edges(half) > 0);
    for (const glm::vec3& p : half.positions_mm) {
        REQUIRE(p.x >= -0.65F);
    }
    append(half, mirrored(half));
    CHECK(count_open_edges(half) == 0);
}

TEST_CASE("voxel work stops when asked to", "[geometry][voxel]") {
    const VoxelMask set = make_random_mask(k_small, 5, 0.1);
    CHECK_THROWS_AS(calc_distance_mm(set, 9.0F, stopped_context()), Error);
    VoxelField field(k_small);
    CHECK_THROWS_AS(blur(field, 2.0F, stopped_context()), Error);
}
