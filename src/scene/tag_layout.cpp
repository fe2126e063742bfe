#include "scene/tag_layout.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <tuple>

namespace palpate {
namespace {

constexpr float k_gap_px = 4.0F;         // between two boxes
constexpr float k_off_place_px = 16.0F;  // from a place to its box
constexpr float k_row_px = 6.0F;         // by which a box is tried further up and down
constexpr float k_place_px = 7.0F;       // of a place, that boxes leave free
constexpr float k_inwards = 60.0F;       // what standing on the side of the body's axis costs, as distance
constexpr float k_above = 30.0F;         // .. and straight above or below
constexpr std::size_t k_columns = 9;

ScreenBox box_at(const glm::vec2& centre, const glm::vec2& half) { return {centre - half, centre + half}; }
ScreenBox grown(const ScreenBox& box, float by_px) { return {box.low - by_px, box.high + by_px}; }

/// One search: where boxes may stand, and what is taken so far.
class TagSearch {
public:
    TagSearch(std::span<const TagWish> wishes, const TagRoom& room)
        : wishes_(wishes), room_(room), taken_(room.taken) {}

    [[nodiscard]] std::optional<ScreenBox> find(std::size_t wish) const {
        const TagWish& tag = wishes_[wish];
        const float out = tag.anchor_px.x < room_.middle_px ? -1.0F : 1.0F;
        const float step_px = k_row_px * room_.scale;
        const int rows = static_cast<int>(std::ceil(room_.size_px.y / step_px));
        std::optional<ScreenBox> best;
        float least = std::numeric_limits<float>::max();
        for (std::size_t column = 0; column < k_columns; ++column) {
            const auto [offset, penalty] = column_at(tag, column, out);
            for (int row = 0; row <= rows; ++row) {
                if (static_cast<float>(row) * step_px + penalty >= least) {
                    break;  // further down all is worse
                }
                for (const float sign : {-1.0F, 1.0F}) {
                    const float down_px = sign * static_cast<float>(row) * step_px;
                    const glm::vec2 centre = tag.anchor_px + glm::vec2(offset, down_px);
                    const ScreenBox box = box_at(centre, tag.half_size_px);
                    const float cost = std::abs(down_px) + penalty;
                    if (cost < least && is_free(box)) {
                        best = box;
                        least = cost;
                    }
                }
            }
        }
        return best;
    }

    void take(const ScreenBox& box) { taken_.push_back(grown(box, k_gap_px * room_.scale)); }

private:
    struct Column {
        float offset_px;
        float penalty_px;
    };
    /// Outwards beside the place and further out, over it, and last inwards.
    [[nodiscard]] Column column_at(const TagWish& tag, std::size_t column, float out) const {
        const float beside_px = tag.half_size_px.x + k_off_place_px * room_.scale;
        const float further_px = static_cast<float>(column / 3) * 1.2F * tag.half_size_px.x;
        switch (column % 3) {
            case 0: return {out * (beside_px + further_px), further_px};
            case 1: return {out * further_px * 0.5F, k_above * room_.scale + further_px};
            default: return {-out * (beside_px + further_px), k_inwards * room_.scale + further_px};
        }
    }

    [[nodiscard]] bool is_free(const ScreenBox& box) const {
        const bool inside =
            box.low.x >= 0.0F && box.low.y >= 0.0F && box.high.x <= room_.size_px.x && box.high.y <= room_.size_px.y;
        const auto covers_place = [&](const TagWish& other) {
            const float half_px = k_place_px * room_.scale;
            return overlap(box, box_at(other.anchor_px, {half_px, half_px}));
        };
        return inside && std::ranges::none_of(taken_, [&](const ScreenBox& other) { return overlap(box, other); }) &&
               std::ranges::none_of(wishes_, covers_place);
    }

    std::span<const TagWish> wishes_;
    const TagRoom& room_;
    std::vector<ScreenBox> taken_;
};

}  // namespace

std::vector<PlacedTag> place_tags(std::span<const TagWish> wishes, const TagRoom& room) {
    std::vector<std::size_t> order(wishes.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
        const auto key = [&](std::size_t i) { return std::tuple(!wishes[i].first, wishes[i].anchor_px.y); };
        return key(a) < key(b);
    });
    TagSearch search(wishes, room);
    std::vector<PlacedTag> placed;
    for (const std::size_t wish : order) {
        if (const auto box = search.find(wish)) {
            search.take(*box);
            placed.push_back({wish, glm::clamp(wishes[wish].anchor_px, box->low, box->high), *box});
        }
    }
    std::ranges::sort(placed, {}, &PlacedTag::wish);
    return placed;
}

}  // namespace palpate
