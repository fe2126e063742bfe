#include "scene/stroke_style.h"

#include "base/error.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

namespace palpate {
namespace {

constexpr std::array<std::string_view, 24> k_paths{
    "line",       "line-fast", "drag", "pin-line",      "wave",        "scoop",   "circle",  "circle-small",
    "zigzag",     "swing",     "arc",  "opposed-lines", "split-lines", "cross",   "press",   "hold",
    "press-walk", "pulse",     "tap",  "tremble",       "isometric",   "suction", "breathe", "tense-release"};
constexpr std::array<std::string_view, 5> k_directions{"along", "across", "circular", "static", "toward-heart"};
constexpr std::array<std::string_view, 20> k_contacts{
    "palm",    "palm-fingers", "flat-hand",  "hold",      "crossed-palms",
    "forearm", "edge-of-hand", "fingertips", "fingertip", "fingertips-thumb",
    "thumb",   "thumb-elbow",  "thumb-tool", "stone",     "ice",
    "roller",  "ball",         "tool",       "cup",       "none"};
static_assert(k_paths.size() == static_cast<std::size_t>(StrokePath::TenseRelease) + 1);
static_assert(k_directions.size() == static_cast<std::size_t>(StrokeDirection::TowardHeart) + 1);
static_assert(k_contacts.size() == static_cast<std::size_t>(StrokeContact::None) + 1);

constexpr float k_mm_per_cm = 10.0F;
constexpr float k_usual_speed_mm_s = 50.0F;

template <class Enum, std::size_t Count>
std::optional<Enum> find_word(const std::array<std::string_view, Count>& words, std::string_view name) {
    const auto found = std::ranges::find(words, name);
    return found == words.end() ? std::nullopt : std::optional(static_cast<Enum>(found - words.begin()));
}

template <class Enum>
Enum require_word(std::optional<Enum> found, std::string_view field, std::string_view word) {
    if (!found) {
        throw Error(ErrorCode::InvalidContent,
                    {"scene.unknown-stroke-word", {{"field", std::string(field)}, {"value", std::string(word)}}});
    }
    return *found;
}

}  // namespace

std::string_view name_of(StrokePath path) { return k_paths.at(static_cast<std::size_t>(path)); }
std::string_view name_of(StrokeDirection direction) { return k_directions.at(static_cast<std::size_t>(direction)); }
std::string_view name_of(StrokeContact contact) { return k_contacts.at(static_cast<std::size_t>(contact)); }

std::optional<StrokePath> find_stroke_path(std::string_view name) { return find_word<StrokePath>(k_paths, name); }
std::optional<StrokeDirection> find_stroke_direction(std::string_view name) {
    return find_word<StrokeDirection>(k_directions, name);
}
std::optional<StrokeContact> find_stroke_contact(std::string_view name) {
    return find_word<StrokeContact>(k_contacts, name);
}

bool touches_skin(const StrokeStyle& style) {
    return style.contact != StrokeContact::None && style.path != StrokePath::Breathe &&
           style.path != StrokePath::TenseRelease;
}

bool stays_in_place(const StrokeStyle& style) { return style.path >= StrokePath::Press; }

StrokeStyle make_stroke_style(std::string_view path, std::string_view direction, std::string_view contact,
                              double speed_cm_s, double hold_s, int repeats, int pressure_min, int pressure_max) {
    StrokeStyle style;
    style.path = require_word(find_stroke_path(path), "path", path);
    style.direction = require_word(find_stroke_direction(direction), "stroke_direction", direction);
    style.contact = require_word(find_stroke_contact(contact), "contact", contact);
    style.speed_mm_s = k_mm_per_cm * static_cast<float>(std::max(speed_cm_s, 0.0));
    if (style.speed_mm_s <= 0.0F && !stays_in_place(style)) {
        style.speed_mm_s = k_usual_speed_mm_s;
    }
    style.hold_s = static_cast<float>(std::max(hold_s, 0.0));
    style.repeats = std::max(repeats, 1);
    style.pressure_min = std::clamp(pressure_min, k_least_pressure, k_most_pressure);
    style.pressure_max = std::clamp(pressure_max, style.pressure_min, k_most_pressure);
    return style;
}

}  // namespace palpate
