#include "anatomy/body_form.h"

#include "base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace palpate {
namespace {

constexpr std::array<std::pair<BodyShape, std::string_view>, 3> k_shapes{
    {{BodyShape::Masculine, "masculine"}, {BodyShape::Feminine, "feminine"}, {BodyShape::Neutral, "neutral"}}};

constexpr std::string_view k_own_stature = "own";
constexpr float k_mm_per_m = 1000.0F;

[[noreturn]] void refuse(const char* key, const std::string& value) {
    throw Error(ErrorCode::Usage, {key, {{"value", value}}});
}

/// The number a text consists of, within the limits; else refused with the key.
float number_within(const std::string& text, float low, float high, const char* key) {
    float value = 0.0F;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = fault == std::errc() && end == text.data() + text.size();
    if (!whole || !(value >= low && value <= high)) {  // NaN is within nothing
        refuse(key, text);
    }
    return value;
}

}  // namespace

std::string_view name_of(BodyShape shape) {
    return std::ranges::find(k_shapes, shape, &std::pair<BodyShape, std::string_view>::first)->second;
}

std::optional<BodyShape> find_body_shape(std::string_view name) {
    const auto found = std::ranges::find(k_shapes, name, &std::pair<BodyShape, std::string_view>::second);
    return found == k_shapes.end() ? std::nullopt : std::optional(found->first);
}

BodyForm with_words(BodyForm form, const BodyFormWords& words) {
    if (words.shape) {
        const auto shape = find_body_shape(*words.shape);
        if (!shape) {
            refuse("error.form.shape", *words.shape);
        }
        form.shape = *shape;
    }
    if (words.stature == k_own_stature) {
        form.stature_mm.reset();
    } else if (words.stature) {
        const float metres = number_within(*words.stature, k_least_stature_mm / k_mm_per_m,
                                           k_greatest_stature_mm / k_mm_per_m, "error.form.stature");
        form.stature_mm = std::clamp(std::round(metres * k_mm_per_m), k_least_stature_mm, k_greatest_stature_mm);
    }
    if (words.build) {
        form.build = number_within(*words.build, -1.0F, 1.0F, "error.form.build");
    }
    return form;
}

BodyFormWords to_words(const BodyForm& form) {
    return {
        .shape = std::string(name_of(form.shape)),
        .stature = form.stature_mm ? fmt::format("{:.3f}", *form.stature_mm / k_mm_per_m) : std::string(k_own_stature),
        .build = fmt::format("{:.2f}", form.build)};
}

}  // namespace palpate
