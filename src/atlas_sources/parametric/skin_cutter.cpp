#include "atlas_sources/parametric/skin_cutter.h"

#include "geometry/frame.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>

namespace palpate::parametric {
namespace {

/// Straight pieces of a border this long look round.
constexpr float k_short_edge_mm = 9.0F;
/// No area is so narrow that it lies unseen between corners of one label this far apart.
constexpr float k_narrowest_mm = 18.0F;

constexpr std::array<glm::vec3, 3> k_ends{glm::vec3(1, 0, 0), glm::vec3(0, 1, 0), glm::vec3(0, 0, 1)};

bool on_midline(const glm::vec3& place_mm) { return place_mm.x == k_mirror_plane_x_mm; }

}  // namespace

SkinCutter::SkinCutter(const SideLabel& label, const std::array<glm::vec3, 3>& corners_mm,
                       const std::array<std::uint8_t, 3>& labels)
    : label_(label),
      corners_mm_(corners_mm),
      left_(corners_mm[0].x + corners_mm[1].x + corners_mm[2].x >= 3.0F * k_mirror_plane_x_mm) {
    Corners corners{};
    for (std::size_t i = 0; i < 3; ++i) {
        // A vertex of the midline is labelled as of the left half.
        const bool known = left_ || !on_midline(corners_mm[i]);
        corners[i] = {k_ends[i], known ? labels[i] : label_(corners_mm[i], false)};
    }
    cut(corners);
}

void SkinCutter::cut(const Corners& corners) {
    const bool mixed = corners[0].label != corners[1].label || corners[1].label != corners[2].label;
    if (longest_edge_mm(corners) > (mixed ? k_short_edge_mm : k_narrowest_mm)) {
        const std::size_t first_piece = pieces_.size();
        cut_in_four(corners);
        const std::uint8_t label = pieces_[first_piece].label;
        const auto added =
            std::ranges::subrange(pieces_.begin() + static_cast<std::ptrdiff_t>(first_piece), pieces_.end());
        if (std::ranges::all_of(added, [&](const SkinPiece& piece) { return piece.label == label; })) {
            pieces_.resize(first_piece);
            pieces_.push_back({label, {corners[0].weights, corners[1].weights, corners[2].weights}});
        }
    } else {
        cut_short(corners);
    }
}

void SkinCutter::cut_in_four(const Corners& corners) {
    Corners middles{};
    for (std::size_t i = 0; i < 3; ++i) {
        const glm::vec3 weights = 0.5F * (corners[i].weights + corners[(i + 1) % 3].weights);
        middles[i] = {weights, label_at(weights)};
    }
    for (std::size_t i = 0; i < 3; ++i) {
        cut({corners[i], middles[i], middles[(i + 2) % 3]});
    }
    cut(middles);
}

void SkinCutter::cut_short(const Corners& corners) {
    add_midline(corners);
    const auto& [a, b, c] = corners;
    if (a.label == b.label && b.label == c.label) {
        pieces_.push_back({a.label, {a.weights, b.weights, c.weights}});
        return;
    }
    std::array<glm::vec3, 3> changes;  // on the edge from each corner to the next
    for (std::size_t i = 0; i < 3; ++i) {
        changes[i] = change_between(corners[i], corners[(i + 1) % 3]);
    }
    for (std::size_t lone = 0; lone < 3; ++lone) {
        if (corners[(lone + 1) % 3].label == corners[(lone + 2) % 3].label) {
            cut_off(corners, lone, changes);
            return;
        }
    }
    cut_in_three(corners, changes);
}

/// The border cuts corner `lone` off the other two.
void SkinCutter::cut_off(const Corners& corners, std::size_t lone, const std::array<glm::vec3, 3>& changes) {
    const Corner& alone = corners[lone];
    const Corner& next = corners[(lone + 1) % 3];
    const Corner& last = corners[(lone + 2) % 3];
    const glm::vec3& out = changes[lone];
    const glm::vec3& back = changes[(lone + 2) % 3];
    pieces_.push_back({alone.label, {alone.weights, out, back}});
    pieces_.push_back({next.label, {out, next.weights, last.weights}});
    pieces_.push_back({next.label, {out, last.weights, back}});
    lines_.push_back({out, back});
}

/// Three areas meet inside.
void SkinCutter::cut_in_three(const Corners& corners, const std::array<glm::vec3, 3>& changes) {
    const glm::vec3 middle = (changes[0] + changes[1] + changes[2]) / 3.0F;
    for (std::size_t i = 0; i < 3; ++i) {
        pieces_.push_back({corners[i].label, {corners[i].weights, changes[i], middle}});
        pieces_.push_back({corners[i].label, {corners[i].weights, middle, changes[(i + 2) % 3]}});
        lines_.push_back({changes[i], middle});
    }
}

/// The midline runs along edges, not across them: drawn from the right half where its two sides differ.
void SkinCutter::add_midline(const Corners& corners) {
    for (std::size_t i = 0; i < 3 && !left_; ++i) {
        const glm::vec3& from = corners[i].weights;
        const glm::vec3& to = corners[(i + 1) % 3].weights;
        const glm::vec3 middle = place(0.5F * (from + to));
        if (on_midline(place(from)) && on_midline(place(to)) && label_(middle, true) != label_(middle, false)) {
            lines_.push_back({from, to});
        }
    }
}

/// Halves the edge until the change is known to a thousandth of it.
glm::vec3 SkinCutter::change_between(const Corner& from, const Corner& to) const {
    constexpr int k_halvings = 10;
    glm::vec3 before = from.weights;
    glm::vec3 after = to.weights;
    for (int i = 0; i < k_halvings && from.label != to.label; ++i) {
        const glm::vec3 middle = 0.5F * (before + after);
        (label_at(middle) == from.label ? before : after) = middle;
    }
    return 0.5F * (before + after);
}

glm::vec3 SkinCutter::place(const glm::vec3& weights) const {
    glm::vec3 place = weights.x * corners_mm_[0] + weights.y * corners_mm_[1] + weights.z * corners_mm_[2];
    for (glm::length_t i = 0; i < 3; ++i) {
        const auto second = static_cast<std::size_t>((i + 1) % 3);
        const auto third = static_cast<std::size_t>((i + 2) % 3);
        if (weights[i] == 0.0F && on_midline(corners_mm_[second]) && on_midline(corners_mm_[third])) {
            place.x = k_mirror_plane_x_mm;  // exactly, whatever the rounding
        }
    }
    return place;
}

std::uint8_t SkinCutter::label_at(const glm::vec3& weights) const { return label_(place(weights), left_); }

float SkinCutter::longest_edge_mm(const Corners& corners) const {
    const glm::vec3 a = place(corners[0].weights);
    const glm::vec3 b = place(corners[1].weights);
    const glm::vec3 c = place(corners[2].weights);
    return std::max({glm::distance(a, b), glm::distance(b, c), glm::distance(c, a)});
}

}  // namespace palpate::parametric
