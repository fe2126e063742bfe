#pragma once

#include "casebook/case_document.h"

#include <array>

namespace palpate {

// How marks differ besides colour and number: the same tables for signs, painted areas and legends, so that a printed
// grey page and eyes that see few colours tell the same. Shaders know the numbers of these enums; add at the end only.

/// Outline of a mark's sign, by its kind.
enum class SignOutline { Disc, Diamond, Square, Hexagon, Flower, Drop, Target, Pentagon, Tablet, Octagon };

/// Pattern of a painted area, by the same kind. Lines run over the body's surface at k_pattern_spacing_mm.
enum class AreaPattern {
    Plain,
    Diagonal,  ///< lines rising to the reader's right
    Grid,      ///< upright and level lines
    SparseDots,
    DenseDots,
    Rings,
    Cross,         ///< both diagonals
    BackDiagonal,  ///< lines falling to the reader's right
    Dashes,
    Level,  ///< level lines
};

inline constexpr float k_pattern_spacing_mm = 7.0F;

struct MarkPattern {
    SignOutline outline = SignOutline::Disc;
    AreaPattern area = AreaPattern::Plain;
    bool operator==(const MarkPattern&) const = default;
};

/// By MarkKind. No two kinds share an outline or a pattern.
inline constexpr std::array<MarkPattern, 10> k_mark_patterns{{{SignOutline::Disc, AreaPattern::Plain},
                                                              {SignOutline::Diamond, AreaPattern::Diagonal},
                                                              {SignOutline::Square, AreaPattern::Grid},
                                                              {SignOutline::Hexagon, AreaPattern::SparseDots},
                                                              {SignOutline::Flower, AreaPattern::DenseDots},
                                                              {SignOutline::Drop, AreaPattern::Rings},
                                                              {SignOutline::Target, AreaPattern::Cross},
                                                              {SignOutline::Pentagon, AreaPattern::BackDiagonal},
                                                              {SignOutline::Tablet, AreaPattern::Dashes},
                                                              {SignOutline::Octagon, AreaPattern::Level}}};

[[nodiscard]] constexpr MarkPattern pattern_of(MarkKind kind) {
    return k_mark_patterns.at(static_cast<std::size_t>(kind));
}

/// Rings round the sign: one for what the client says, two for what the therapist found.
[[nodiscard]] constexpr int ring_count(Author author) { return author == Author::Client ? 1 : 2; }

/// The palette's step of a rating: 0 for none, then 1..5, two ratings each.
[[nodiscard]] constexpr int rating_step(int rating) { return (rating + 1) / 2; }

}  // namespace palpate
