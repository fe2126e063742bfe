#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace palpate {

/// The three proportions of the built-in body. Each is an adult; none is a statement about a person.
enum class BodyShape { Masculine, Feminine, Neutral };
inline constexpr std::array k_body_shapes{BodyShape::Masculine, BodyShape::Feminine, BodyShape::Neutral};

/// "masculine", "feminine", "neutral".
[[nodiscard]] std::string_view name_of(BodyShape shape);
[[nodiscard]] std::optional<BodyShape> find_body_shape(std::string_view name);

inline constexpr float k_least_stature_mm = 1450.0F;
inline constexpr float k_greatest_stature_mm = 2050.0F;

/// Which body the built-in generator makes. Stature and build vary without steps.
/// The default is the body the figures describe, at its own size: nothing is moved.
struct BodyForm {
    BodyShape shape = BodyShape::Masculine;
    std::optional<float> stature_mm;  ///< k_least_stature_mm .. k_greatest_stature_mm; without it the shape's own
    float build = 0.0F;               ///< -1 slim, 0 usual, 1 heavy

    bool operator==(const BodyForm&) const = default;
};

/// The form as a person writes it; what is not there stays as it is.
struct BodyFormWords {
    std::optional<std::string> shape;    ///< "feminine"
    std::optional<std::string> stature;  ///< metres, "1.68"; "own" is the shape's own
    std::optional<std::string> build;    ///< "-0.5"

    [[nodiscard]] bool empty() const { return !shape && !stature && !build; }
};

/// `form` with the words put in. Throws Error Usage naming the word that does not fit and what would.
[[nodiscard]] BodyForm with_words(BodyForm form, const BodyFormWords& words);
/// All three words: with_words() makes the form of them again, to the millimetre and the hundredth.
[[nodiscard]] BodyFormWords to_words(const BodyForm& form);

}  // namespace palpate
