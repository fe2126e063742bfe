#pragma once

#include <string>

namespace palpate {

/// The letters of the interface as they stand in the last frame's picture, without blanks, in drawing order: read back from
/// the glyphs themselves, so that nothing that can be read is missed, whoever drew it. Words on the body are part of its
/// picture and not among them. For tests; O(vertices).
[[nodiscard]] std::string drawn_words();
/// Whether the words can be read there, blanks and line ends left aside.
[[nodiscard]] bool reads_as_drawn(const std::string& drawn, const std::string& words);

}  // namespace palpate
