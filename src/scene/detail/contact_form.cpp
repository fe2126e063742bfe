#include "scene/detail/contact_form.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <span>

namespace palpate {
namespace {

/// A round-ended bar; a disc where both ends are one.
struct Bar {
    glm::vec2 from;
    glm::vec2 to;
    float radius;
};

constexpr std::array k_fingers{Bar{{-28, 38}, {-31, 82}, 8.5F}, Bar{{-9.5F, 42}, {-10, 94}, 9.0F},
                               Bar{{9, 40}, {11, 88}, 8.5F}, Bar{{26, 34}, {31, 68}, 7.5F}};
constexpr std::array k_closed_fingers{Bar{{-26, 38}, {-25, 82}, 9.0F}, Bar{{-9, 42}, {-8.5F, 94}, 9.5F},
                                      Bar{{8, 40}, {8, 88}, 9.0F}, Bar{{25, 34}, {24, 68}, 8.5F}};
constexpr Bar k_thumb{{-32, -22}, {-62, 22}, 10.5F};
constexpr float k_thickest_finger_mm = 11.5F;
constexpr Bar k_spread_thumb{{-34, -22}, {-74, -8}, 11.0F};
constexpr std::array k_tips{Bar{{-28, -2}, {-28, 2}, 8.5F}, Bar{{-9.5F, 2}, {-9.5F, 8}, 8.5F},
                            Bar{{9.5F, 1}, {9.5F, 6}, 8.5F}, Bar{{27, -7}, {27, -3}, 7.5F}};
constexpr Bar k_thumb_behind{{-14, -42}, {-10, -36}, 10.5F};
constexpr std::array k_finger_tip{Bar{{0, -9}, {0, 2}, 8.5F}};
constexpr std::array k_thumb_tip{Bar{{0, -12}, {0, 3}, 11.0F}};
constexpr std::array k_elbow{Bar{{0, -4}, {0, 4}, 16.0F}};
constexpr std::array k_thumb_or_tool{Bar{{0, 0}, {0, 0}, 11.0F}};
constexpr std::array k_hand_edge{Bar{{0, -45}, {0, 45}, 14.0F}};
constexpr std::array k_forearm{Bar{{-80, 0}, {80, 0}, 24.0F}};
constexpr std::array k_stone{Bar{{-12, 0}, {12, 0}, 26.0F}};
constexpr std::array k_ice{Bar{{-6, 0}, {6, 0}, 20.0F}};
constexpr std::array k_roller{Bar{{-90, 0}, {90, 0}, 18.0F}};
constexpr std::array k_ball{Bar{{0, 0}, {0, 0}, 20.0F}};
constexpr std::array k_tool{Bar{{-34, 0}, {34, 0}, 6.0F}};
constexpr std::array k_cup{Bar{{0, 0}, {0, 0}, 29.0F}};

float outside_of(const Bar& bar, const glm::vec2& place) {
    const glm::vec2 way = bar.to - bar.from;
    const float length2 = glm::dot(way, way);
    const float share = length2 > 0.0F ? glm::clamp(glm::dot(place - bar.from, way) / length2, 0.0F, 1.0F) : 0.0F;
    return glm::distance(place, bar.from + share * way) - bar.radius;
}

float outside_of(std::span<const Bar> bars, const glm::vec2& place) {
    float least = std::numeric_limits<float>::max();
    for (const Bar& bar : bars) {
        least = std::min(least, outside_of(bar, place));
    }
    return least;
}

float outside_of_palm(const glm::vec2& place) {
    constexpr float k_corner_mm = 24.0F;
    const glm::vec2 off = glm::abs(place - glm::vec2(-1, -3)) - glm::vec2(38, 48) + k_corner_mm;
    return glm::length(glm::max(off, glm::vec2(0.0F))) + std::min(std::max(off.x, off.y), 0.0F) - k_corner_mm;
}

float outside_of_hand(std::span<const Bar> fingers, const Bar& thumb, const glm::vec2& place) {
    return std::min({outside_of_palm(place), outside_of(fingers, place), outside_of(thumb, place)});
}

bool is_bar(StrokeContact contact) {
    return contact == StrokeContact::Forearm || contact == StrokeContact::Roller || contact == StrokeContact::Tool;
}

std::span<const Bar> bars_of(StrokeContact contact) {
    switch (contact) {
        case StrokeContact::Forearm: return k_forearm;
        case StrokeContact::EdgeOfHand: return k_hand_edge;
        case StrokeContact::Fingertips:
        case StrokeContact::FingertipsThumb: return k_tips;
        case StrokeContact::Fingertip: return k_finger_tip;
        case StrokeContact::ThumbElbow: return k_elbow;
        case StrokeContact::ThumbTool: return k_thumb_or_tool;
        case StrokeContact::Stone: return k_stone;
        case StrokeContact::Ice: return k_ice;
        case StrokeContact::Roller: return k_roller;
        case StrokeContact::Ball: return k_ball;
        case StrokeContact::Tool: return k_tool;
        case StrokeContact::Cup: return k_cup;
        default: return k_thumb_tip;
    }
}

/// Bars with both ends drawn in towards the middle.
Bar shortened(Bar bar, float share) {
    bar.from *= share;
    bar.to *= share;
    return bar;
}

bool is_hand(StrokeContact contact) { return contact <= StrokeContact::CrossedPalms; }

struct Extent {
    glm::vec2 low;
    glm::vec2 high;
};

Extent extent_of(StrokeContact contact) {
    if (is_hand(contact)) {
        return {{-85, -52}, {42, 104}};
    }
    Extent extent{glm::vec2(1e9F), glm::vec2(-1e9F)};
    const auto add = [&](const Bar& bar) {
        extent.low = glm::min(extent.low, glm::min(bar.from, bar.to) - bar.radius);
        extent.high = glm::max(extent.high, glm::max(bar.from, bar.to) + bar.radius);
    };
    std::ranges::for_each(bars_of(contact), add);
    if (contact == StrokeContact::FingertipsThumb) {
        add(k_thumb_behind);
    }
    return extent;
}

}  // namespace

float ContactForm::outside_mm(const glm::vec2& place) const {
    if (is_bar(contact_)) {
        return outside_of(shortened(bars_of(contact_).front(), scale_), place);
    }
    const glm::vec2 at = place / scale_;
    switch (contact_) {
        case StrokeContact::Palm:
        case StrokeContact::CrossedPalms: return scale_ * outside_of_hand(k_fingers, k_thumb, at);
        case StrokeContact::PalmFingers:
        case StrokeContact::Hold: return scale_ * outside_of_hand(k_closed_fingers, k_spread_thumb, at);
        case StrokeContact::FlatHand: return scale_ * outside_of_hand(k_closed_fingers, k_closed_fingers.front(), at);
        case StrokeContact::FingertipsThumb:
            return scale_ * std::min(outside_of(k_tips, at), outside_of(k_thumb_behind, at));
        default: return scale_ * outside_of(bars_of(contact_), at);
    }
}

glm::vec2 ContactForm::low() const {
    return extent_of(contact_).low * (is_bar(contact_) ? glm::vec2(scale_, 1.0F) : glm::vec2(scale_));
}

glm::vec2 ContactForm::high() const {
    return extent_of(contact_).high * (is_bar(contact_) ? glm::vec2(scale_, 1.0F) : glm::vec2(scale_));
}

float ContactForm::inner_line_mm(int number) const {
    const auto count = static_cast<float>(number);
    return is_hand(contact_) ? scale_ * (k_thickest_finger_mm + 6.5F * (count - 1.0F)) : 0.2F * count * depth_mm();
}

float ContactForm::depth_mm() const {
    constexpr float k_palm_mm = 37.0F;
    if (is_hand(contact_)) {
        return k_palm_mm * scale_;
    }
    return bars_of(contact_).front().radius * (is_bar(contact_) ? 1.0F : scale_);
}

}  // namespace palpate
