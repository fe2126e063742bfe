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

constexpr float k_gap_px = 4.0F;             // between two boxes
constexpr float k_off_place_px = 9.0F;       // from a place's edge to its box
constexpr float k_furthest_edge_px = 40.0F;  // .. of a large one from its middle
constexpr float k_row_px = 6.0F;             // by which a box is tried further up and down
constexpr float k_inwards = 60.0F;           // what standing on the side of the body's axis costs, as distance
constexpr float k_above = 30.0F;             // .. and straight above or below
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

    /// Where the lines of two tags cross, they change places if both fit there.
    void untangle(std::vector<PlacedTag>& placed) const {
        constexpr int k_rounds = 3;
        for (int round = 0; round < k_rounds; ++round) {
            bool any = false;
            for (std::size_t i = 0; i < placed.size(); ++i) {
                for (std::size_t j = 0; j < i; ++j) {
                    any = untangle_pair(placed, i, j) || any;
                }
            }
            if (!any) {
                return;
            }
        }
    }

    void take(const ScreenBox& box) { taken_.push_back(grown(box, k_gap_px * room_.scale)); }

private:
    struct Column {
        float offset_px;
        float penalty_px;
    };
    /// Outwards beside the place and further out, over it, and last inwards.
    [[nodiscard]] Column column_at(const TagWish& tag, std::size_t column, float out) const {
        const float beside_px = tag.half_size_px.x + edge_px(tag) + k_off_place_px * room_.scale;
        const float further_px = static_cast<float>(column / 3) * 1.2F * tag.half_size_px.x;
        switch (column % 3) {
            case 0: return {out * (beside_px + further_px), further_px};
            case 1: return {out * further_px * 0.5F, k_above * room_.scale + further_px};
            default: return {-out * (beside_px + further_px), k_inwards * room_.scale + further_px};
        }
    }

    [[nodiscard]] PlacedTag tag_at(std::size_t wish, const glm::vec2& centre) const {
        const ScreenBox box = box_at(centre, wishes_[wish].half_size_px);
        return {wish, glm::clamp(wishes_[wish].anchor_px, box.low, box.high), box};
    }

    [[nodiscard]] bool lines_cross(const PlacedTag& a, const PlacedTag& b) const {
        const auto side = [](const glm::vec2& from, const glm::vec2& to, const glm::vec2& at) {
            return (to.x - from.x) * (at.y - from.y) - (to.y - from.y) * (at.x - from.x);
        };
        const glm::vec2& from_a = wishes_[a.wish].anchor_px;
        const glm::vec2& from_b = wishes_[b.wish].anchor_px;
        return side(from_a, a.port_px, from_b) * side(from_a, a.port_px, b.port_px) < 0.0F &&
               side(from_b, b.port_px, from_a) * side(from_b, b.port_px, a.port_px) < 0.0F;
    }

    bool untangle_pair(std::vector<PlacedTag>& placed, std::size_t i, std::size_t j) const {
        if (!lines_cross(placed[i], placed[j])) {
            return false;
        }
        const auto centre = [](const ScreenBox& box) { return 0.5F * (box.low + box.high); };
        const PlacedTag a = tag_at(placed[i].wish, centre(placed[j].box));
        const PlacedTag b = tag_at(placed[j].wish, centre(placed[i].box));
        const auto fits = [&](const PlacedTag& tag) {
            const bool meets = std::ranges::any_of(placed, [&](const PlacedTag& other) {
                return other.wish != a.wish && other.wish != b.wish && overlap(tag.box, other.box);
            });
            return !meets && is_inside(tag.box) && !covers_a_place(tag.box) &&
                   std::ranges::none_of(room_.taken, [&](const ScreenBox& box) { return overlap(tag.box, box); });
        };
        if (overlap(a.box, b.box) || lines_cross(a, b) || !fits(a) || !fits(b)) {
            return false;
        }
        placed[i] = a;
        placed[j] = b;
        return true;
    }

    [[nodiscard]] bool is_inside(const ScreenBox& box) const {
        return box.low.x >= 0.0F && box.low.y >= 0.0F && box.high.x <= room_.size_px.x && box.high.y <= room_.size_px.y;
    }

    [[nodiscard]] bool covers_a_place(const ScreenBox& box) const {
        return std::ranges::any_of(wishes_, [&](const TagWish& other) {
            return overlap(box, box_at(other.anchor_px, glm::vec2(edge_px(other))));
        });
    }

    [[nodiscard]] float edge_px(const TagWish& tag) const {
        return std::min(tag.reach_px, k_furthest_edge_px * room_.scale);
    }

    [[nodiscard]] bool is_free(const ScreenBox& box) const {
        return is_inside(box) && !covers_a_place(box) &&
               std::ranges::none_of(taken_, [&](const ScreenBox& other) { return overlap(box, other); });
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
    search.untangle(placed);
    std::ranges::sort(placed, {}, &PlacedTag::wish);
    return placed;
}

}  // namespace palpate
