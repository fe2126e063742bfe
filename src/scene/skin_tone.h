#pragma once

#include "base/text.h"

#include <glm/vec3.hpp>

#include <array>
#include <string_view>

namespace palpate {

/// The colour the skin is drawn in: modelling clay, or one of six tones of people's skin from very light to very deep.
/// Chosen so that the signs of marks stand out on each; matte, a drawing's colours and not a photograph's.
enum class SkinTone { Clay, Tone1, Tone2, Tone3, Tone4, Tone5, Tone6 };

inline constexpr std::array<SkinTone, 7> k_skin_tones{SkinTone::Clay,  SkinTone::Tone1, SkinTone::Tone2,
                                                      SkinTone::Tone3, SkinTone::Tone4, SkinTone::Tone5,
                                                      SkinTone::Tone6};

/// "clay", "tone-1" .. "tone-6": what stands in settings and on the command line.
[[nodiscard]] std::string_view name_of(SkinTone tone);
/// The tone of such a name. Throws Error Usage naming the word.
[[nodiscard]] SkinTone parse_skin_tone(std::string_view name);
/// What people read: "Tone 3, medium".
[[nodiscard]] Text words_for(SkinTone tone);
/// sRGB, 0..1.
[[nodiscard]] glm::vec3 colour_of(SkinTone tone);

}  // namespace palpate
