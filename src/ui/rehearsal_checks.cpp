#include "ui/rehearsal_checks.h"

#include <algorithm>

namespace palpate {
namespace {

/// Positions are whole pixels, sizes are not.
constexpr float k_rounding_px = 1.0F;

/// A whole card is one button: its words stand wrapped on it, its label is only its name, and rows of cards scroll.
constexpr float k_card_height_in_letters = 3.2F;

bool shows_label(const LoggedItem& item) {
    return !item.label.empty() && !item.label.starts_with("##") &&
           item.high.y - item.low.y < k_card_height_in_letters * ImGui::GetFontSize();
}

}  // namespace

std::vector<std::string> find_small_targets(const std::vector<LoggedItem>& items, float least_px) {
    std::vector<std::string> small;
    for (const LoggedItem& item : items) {
        const float width = item.high.x - item.low.x;
        const float height = item.high.y - item.low.y;
        if (std::min(width, height) + k_rounding_px < least_px) {
            small.push_back(item.label);
        }
    }
    return small;
}

std::vector<std::string> find_clipped_words(const std::vector<LoggedItem>& items, float window_width_px) {
    std::vector<std::string> clipped;
    for (const LoggedItem& item : items) {
        const bool outside = item.low.x < -k_rounding_px || item.high.x > window_width_px + k_rounding_px;
        const float words_px = ImGui::CalcTextSize(item.label.c_str(), nullptr, true).x;
        if (shows_label(item) && (outside || words_px > item.high.x - item.low.x + k_rounding_px)) {
            clipped.push_back(item.label);
        }
    }
    return clipped;
}

}  // namespace palpate
