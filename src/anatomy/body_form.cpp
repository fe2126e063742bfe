#include "anatomy/body_form.h"

#include <algorithm>
#include <array>
#include <utility>

namespace palpate {
namespace {

constexpr std::array<std::pair<BodyShape, std::string_view>, 3> k_shapes{
    {{BodyShape::Masculine, "masculine"}, {BodyShape::Feminine, "feminine"}, {BodyShape::Neutral, "neutral"}}};

}  // namespace

std::string_view name_of(BodyShape shape) {
    return std::ranges::find(k_shapes, shape, &std::pair<BodyShape, std::string_view>::first)->second;
}

std::optional<BodyShape> find_body_shape(std::string_view name) {
    const auto found = std::ranges::find(k_shapes, name, &std::pair<BodyShape, std::string_view>::second);
    return found == k_shapes.end() ? std::nullopt : std::optional(found->first);
}

}  // namespace palpate
