#include "scene/stroke_style.h"

#include "base/error.h"
#include "support/error_code.h"

#include <catch2/catch_test_macros.hpp>

using namespace palpate;

TEST_CASE("every word of a stroke is found again by its name", "[scene][strokes]") {
    for (int i = 0; i <= static_cast<int>(StrokePath::TenseRelease); ++i) {
        CHECK(find_stroke_path(name_of(static_cast<StrokePath>(i))) == static_cast<StrokePath>(i));
    }
    for (int i = 0; i <= static_cast<int>(StrokeDirection::TowardHeart); ++i) {
        CHECK(find_stroke_direction(name_of(static_cast<StrokeDirection>(i))) == static_cast<StrokeDirection>(i));
    }
    for (int i = 0; i <= static_cast<int>(StrokeContact::None); ++i) {
        CHECK(find_stroke_contact(name_of(static_cast<StrokeContact>(i))) == static_cast<StrokeContact>(i));
    }
    CHECK_FALSE(find_stroke_path("lines"));
    CHECK(find_stroke_path("pin-line") == StrokePath::PinLine);
    CHECK(find_stroke_contact("thumb-elbow") == StrokeContact::ThumbElbow);
    CHECK(find_stroke_direction("toward-heart") == StrokeDirection::TowardHeart);
}

TEST_CASE("a style is true to the catalogue's numbers, within what can be shown", "[scene][strokes]") {
    const StrokeStyle style = make_stroke_style("line", "along", "palm", 12.0, 1.5, 8, 1, 3);
    CHECK(style.speed_mm_s == 120.0F);
    CHECK(style.hold_s == 1.5F);
    CHECK(style.repeats == 8);
    const StrokeStyle odd = make_stroke_style("circle", "circular", "palm", 0.0, -1.0, 0, 0, 9);
    CHECK(odd.speed_mm_s > 0.0F);
    CHECK(odd.hold_s == 0.0F);
    CHECK(odd.repeats == 1);
    CHECK(odd.pressure_min == 1);
    CHECK(odd.pressure_max == 5);
    CHECK(make_stroke_style("press", "static", "palm", 0.0, 20.0, 4, 2, 4).speed_mm_s == 0.0F);
}

TEST_CASE("a word that is none is refused by name", "[scene][strokes]") {
    CHECK(error_code_of([] { static_cast<void>(make_stroke_style("lines", "along", "palm", 1, 0, 1, 1, 1)); }) ==
          ErrorCode::InvalidContent);
    CHECK(error_code_of([] { static_cast<void>(make_stroke_style("line", "along", "foot", 1, 0, 1, 1, 1)); }) ==
          ErrorCode::InvalidContent);
}

TEST_CASE("what touches nothing says so", "[scene][strokes]") {
    CHECK_FALSE(touches_skin(make_stroke_style("hold", "along", "none", 0, 30, 3, 1, 1)));
    CHECK_FALSE(touches_skin(make_stroke_style("breathe", "static", "palm", 0, 10, 30, 1, 1)));
    CHECK(touches_skin(make_stroke_style("hold", "static", "fingertip", 0, 90, 2, 1, 1)));
}
