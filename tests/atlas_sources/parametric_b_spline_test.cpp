#include "atlas_sources/parametric/b_spline.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include <numeric>
#include <vector>

namespace palpate::parametric {
namespace {

double value(const std::vector<double>& controls, double u) {
    return blend<double>(controls, SplineBasis(controls.size()).at(u));
}

double slope(const std::vector<double>& controls, double u) {
    return blend_slope<double>(controls, SplineBasis(controls.size()).at(u));
}

}  // namespace

TEST_CASE("two controls make a straight line", "[parametric]") {
    CHECK(value({2, 10}, 0.25) == Catch::Approx(4));
    CHECK(slope({2, 10}, 0.25) == Catch::Approx(8));
}

TEST_CASE("four controls make a Bezier curve", "[parametric]") {
    // Bernstein weights at 1/4: 27/64, 27/64, 9/64, 1/64.
    CHECK(value({1, 2, 4, 8}, 0.25) == Catch::Approx((27.0 * 1 + 27.0 * 2 + 9.0 * 4 + 1.0 * 8) / 64.0));
    CHECK(slope({1, 2, 4, 8}, 0.0) == Catch::Approx(3.0));
    CHECK(slope({1, 2, 4, 8}, 1.0) == Catch::Approx(12.0));
}

TEST_CASE("five controls have one inner knot at a half", "[parametric]") {
    // At the inner knot the weights of a clamped cubic with knots 0,1/2,1 are 1/4, 1/2, 1/4 on the inner three.
    CHECK(value({0, 1, 0, 0, 0}, 0.5) == Catch::Approx(0.25));
    CHECK(value({0, 0, 1, 0, 0}, 0.5) == Catch::Approx(0.5));
    CHECK(value({0, 0, 0, 1, 0}, 0.5) == Catch::Approx(0.25));
    CHECK(value({7, 0, 0, 0, 9}, 0.5) == Catch::Approx(0.0).margin(1e-12));
}

TEST_CASE("a spline starts and ends at its outer controls", "[parametric]") {
    for (std::size_t count = 2; count < 12; ++count) {
        std::vector<double> controls(count, 0.0);
        controls.front() = 3;
        controls.back() = -5;
        CHECK(value(controls, 0.0) == Catch::Approx(3));
        CHECK(value(controls, 1.0) == Catch::Approx(-5));
        CHECK(value(controls, -0.5) == Catch::Approx(3));
        CHECK(value(controls, 1.5) == Catch::Approx(-5));
    }
}

TEST_CASE("weights sum to one and slopes agree with differences", "[parametric]") {
    for (const std::size_t count : {2U, 3U, 5U, 9U, 20U}) {
        const SplineBasis basis(count);
        for (double u = 0.013; u < 1.0; u += 0.071) {
            const SplineWeights weights = basis.at(u);
            CHECK(std::accumulate(weights.value.begin(), weights.value.end(), 0.0) == Catch::Approx(1.0));
            CHECK(std::accumulate(weights.slope.begin(), weights.slope.end(), 0.0) == Catch::Approx(0.0).margin(1e-9));
            std::vector<double> controls(count);
            for (std::size_t i = 0; i < count; ++i) {
                controls[i] = static_cast<double>((i * 7 + 3) % 5);
            }
            const double difference = (value(controls, u + 1e-6) - value(controls, u - 1e-6)) / 2e-6;
            CHECK(slope(controls, u) == Catch::Approx(difference).margin(1e-4));
        }
    }
}

}  // namespace palpate::parametric
