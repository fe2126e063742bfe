#pragma once

#include <optional>
#include <string_view>

namespace palpate {

/// The way a technique goes over the skin. Words: assets/clinical/techniques.json, `animation.path`.
enum class StrokePath {
    Line,
    LineFast,
    Drag,          ///< sinks in, goes slowly a short way, stays
    PinLine,       ///< one thumb stays, the other goes away from it
    Wave,          ///< a fold of skin is rolled on
    Scoop,         ///< short bows, each let go at its end
    Circle,        ///< hand-wide circles, place after place
    CircleSmall,   ///< as wide as fingertips move the skin
    Zigzag,        ///< short ways there and back
    Swing,         ///< wide ways there and back
    Arc,           ///< there and back on a bow
    OpposedLines,  ///< two hands pass each other, there and back
    SplitLines,    ///< two hands leave each other
    Cross,         ///< there and back on both lines of a cross
    Press,
    Hold,
    PressWalk,  ///< presses, each a step further
    Pulse,      ///< pressure swells and ebbs
    Tap,
    Tremble,
    Isometric,     ///< held against a resistance, then let go
    Suction,       ///< a cup stays
    Breathe,       ///< nothing is touched
    TenseRelease,  ///< nothing is touched
};

/// Which way strokes run on the structure.
enum class StrokeDirection { Along, Across, Circular, Static, TowardHeart };

/// What touches the skin.
enum class StrokeContact {
    Palm,
    PalmFingers,
    FlatHand,
    Hold,
    CrossedPalms,
    Forearm,
    EdgeOfHand,
    Fingertips,
    Fingertip,
    FingertipsThumb,
    Thumb,
    ThumbElbow,
    ThumbTool,
    Stone,
    Ice,
    Roller,
    Ball,
    Tool,
    Cup,
    None,
};

/// "line", "line-fast", ..; "along", ..; "palm", ..: the words of techniques.json.
[[nodiscard]] std::string_view name_of(StrokePath path);
[[nodiscard]] std::string_view name_of(StrokeDirection direction);
[[nodiscard]] std::string_view name_of(StrokeContact contact);
[[nodiscard]] std::optional<StrokePath> find_stroke_path(std::string_view name);
[[nodiscard]] std::optional<StrokeDirection> find_stroke_direction(std::string_view name);
[[nodiscard]] std::optional<StrokeContact> find_stroke_contact(std::string_view name);

inline constexpr int k_least_pressure = 1;
inline constexpr int k_most_pressure = 5;

/// How a technique moves over the skin. A plain value; true speeds and times, whatever speed it is shown at.
struct StrokeStyle {
    StrokePath path = StrokePath::Line;
    StrokeDirection direction = StrokeDirection::Along;
    StrokeContact contact = StrokeContact::Palm;
    float speed_mm_s = 0.0F;  ///< of the contact along the skin; 0 where it stays in its place
    float hold_s = 0.0F;      ///< how long each repeat stays at its end
    int repeats = 1;
    int pressure_min = k_least_pressure;  ///< 1 skin contact .. 5 strong
    int pressure_max = k_least_pressure;

    bool operator==(const StrokeStyle&) const = default;
};

/// False where nothing touches the skin, so that there is nothing to show.
[[nodiscard]] bool touches_skin(const StrokeStyle& style);
/// True where the contact keeps to places and only its pressure changes.
[[nodiscard]] bool stays_in_place(const StrokeStyle& style);

/// From the catalogue's words and numbers. Pressures come into 1..5, repeats to at least 1. A path that moves without a
/// speed gets 50 mm/s. Throws Error InvalidContent naming a word that is none.
[[nodiscard]] StrokeStyle make_stroke_style(std::string_view path, std::string_view direction, std::string_view contact,
                                            double speed_cm_s, double hold_s, int repeats, int pressure_min,
                                            int pressure_max);

}  // namespace palpate
