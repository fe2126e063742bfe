#include "anatomy/body_form.h"

#include "base/error.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

namespace palpate {
namespace {

/// The key of the refusal, empty where the words are taken.
std::string refusal(const BodyFormWords& words) {
    try {
        static_cast<void>(with_words({}, words));
        return {};
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::Usage);
        return error.text().key;
    }
}

}  // namespace

TEST_CASE("a form is read from its words; what they leave out stays", "[anatomy]") {
    const BodyForm before{.shape = BodyShape::Neutral, .stature_mm = 1700.0F, .build = 0.5F};
    CHECK(with_words(before, {}) == before);
    const BodyForm after = with_words(before, {.shape = "feminine", .stature = {}, .build = "-0.25"});
    CHECK(after == BodyForm{BodyShape::Feminine, 1700.0F, -0.25F});
    CHECK(with_words(before, {.shape = {}, .stature = "1.682", .build = {}}).stature_mm == 1682.0F);
    CHECK_FALSE(with_words(before, {.shape = {}, .stature = "own", .build = {}}).stature_mm);
}

TEST_CASE("the words of a form make the form again", "[anatomy]") {
    const BodyForm form =
        GENERATE(BodyForm{}, BodyForm{BodyShape::Feminine, 1450.0F, -1.0F}, BodyForm{BodyShape::Neutral, 2050.0F, 1.0F},
                 BodyForm{BodyShape::Feminine, {}, 0.3F});
    CHECK(with_words({BodyShape::Neutral, 1999.0F, 0.7F}, to_words(form)) == form);
}

TEST_CASE("words that name no form are refused by name", "[anatomy]") {
    CHECK(refusal({.shape = "child", .stature = {}, .build = {}}) == "error.form.shape");
    for (const char* stature : {"1.44", "2.06", "1.7m", "", "nan", "168"}) {
        INFO(stature);
        CHECK(refusal({.shape = {}, .stature = stature, .build = {}}) == "error.form.stature");
    }
    for (const char* build : {"-1.01", "1.5", "heavy", "nan", ""}) {
        INFO(build);
        CHECK(refusal({.shape = {}, .stature = {}, .build = build}) == "error.form.build");
    }
    CHECK(refusal({.shape = "neutral", .stature = "1.45", .build = "-1"}).empty());
    CHECK(refusal({.shape = "neutral", .stature = "2.05", .build = "1"}).empty());
}

}  // namespace palpate
