#include "scene/scene.h"

#include "base/error.h"

#include <charconv>
#include <cmath>
#include <string_view>

namespace palpate {
namespace {

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(' ');
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

[[noreturn]] void refuse(const char* key, std::string_view word) {
    throw Error(ErrorCode::Usage, {key, {{"word", std::string(word)}}});
}

float parse_opacity(std::string_view text, std::string_view word) {
    float opacity = 0.0F;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), opacity);
    if (error != std::errc{} || end != text.data() + text.size() || !(opacity >= 0.0F && opacity <= 1.0F)) {
        refuse("scene.layers.opacity", word);
    }
    return opacity;
}

}  // namespace

bool stops_clicks(const Drawable& drawable) { return drawable.opacity >= k_pickable_opacity; }

std::array<float, k_layer_count> parse_layers(std::string_view text) {
    std::array<float, k_layer_count> opacities{};
    std::array<bool, k_layer_count> named{};
    for (std::size_t start = 0; start <= text.size();) {
        const std::size_t comma = std::min(text.find(',', start), text.size());
        const std::string_view word = trimmed(text.substr(start, comma - start));
        const std::size_t equals = word.find('=');
        const auto layer = find_layer(trimmed(word.substr(0, equals)));
        if (!layer) {
            refuse("scene.layers.unknown", word);
        }
        const auto index = static_cast<std::size_t>(*layer);
        if (named[index]) {
            refuse("scene.layers.twice", word);
        }
        named[index] = true;
        opacities[index] =
            equals == std::string_view::npos ? 1.0F : parse_opacity(trimmed(word.substr(equals + 1)), word);
        start = comma + 1;
    }
    return opacities;
}

}  // namespace palpate
