#include "scene/label_layout.h"

#include <glm/common.hpp>
#include <glm/vector_relational.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace palpate {
namespace {

constexpr float k_margin_px = 8.0F;         // to the picture's border
constexpr float k_body_gap_px = 26.0F;      // between the body and a column
constexpr float k_row_gap_px = 5.0F;        // between two names of a column
constexpr float k_least_leader_px = 10.0F;  // a place nearer to its column than this has no room for its line

float cross(const glm::vec2& a, const glm::vec2& b) { return a.x * b.y - a.y * b.x; }

bool lines_cross(const glm::vec2& a, const glm::vec2& b, const glm::vec2& c, const glm::vec2& d) {
    const auto side = [](const glm::vec2& from, const glm::vec2& to, const glm::vec2& point) {
        return cross(to - from, point - from);
    };
    return side(a, b, c) * side(a, b, d) < 0.0F && side(c, d, a) * side(c, d, b) < 0.0F;
}

/// One side of the body: rows of equal height, names of different breadth that all begin at the same distance from it.
struct Column {
    float edge_px = 0.0F;        ///< towards the body: where the lines end
    float outward = -1.0F;       ///< -1 the left column, 1 the right one
    std::vector<float> rows_px;  ///< middles of the free rows, from above
};

Column make_column(std::span<const NameWish> wishes, const NameRoom& room, float outward) {
    float breadth_px = 0.0F;
    float height_px = 1.0F;
    for (const NameWish& wish : wishes) {
        breadth_px = std::max(breadth_px, 2.0F * wish.half_size_px.x);
        height_px = std::max(height_px, 2.0F * wish.half_size_px.y);
    }
    const float margin_px = k_margin_px * room.scale;
    Column column;
    column.outward = outward;
    if (outward < 0.0F) {
        column.edge_px = std::max(room.body_low_px - k_body_gap_px * room.scale, margin_px + breadth_px);
    } else {
        column.edge_px =
            std::min(room.body_high_px + k_body_gap_px * room.scale, room.size_px.x - margin_px - breadth_px);
    }
    const float far_px = column.edge_px + outward * breadth_px;
    const float pitch_px = height_px + k_row_gap_px * room.scale;
    for (float y = margin_px + 0.5F * height_px; y + 0.5F * height_px <= room.size_px.y - margin_px; y += pitch_px) {
        const ScreenBox row{{std::min(column.edge_px, far_px), y - 0.5F * height_px},
                            {std::max(column.edge_px, far_px), y + 0.5F * height_px}};
        if (std::ranges::none_of(room.taken, [&](const ScreenBox& taken) { return overlap(taken, row); })) {
            column.rows_px.push_back(y);
        }
    }
    return column;
}

/// The most important names that have a place between the columns, from left to right.
std::vector<std::size_t> choose_wishes(std::span<const NameWish> wishes, const NameRoom& room, const Column& left,
                                       const Column& right) {
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < wishes.size(); ++i) {
        const glm::vec2& anchor = wishes[i].anchor_px;
        const float least_px = k_least_leader_px * room.scale;
        if (anchor.x > left.edge_px + least_px && anchor.x < right.edge_px - least_px && anchor.y >= 0.0F &&
            anchor.y <= room.size_px.y) {
            chosen.push_back(i);
        }
    }
    std::ranges::stable_sort(chosen, [&](std::size_t a, std::size_t b) {
        return std::pair(wishes[a].selected, wishes[a].weight) > std::pair(wishes[b].selected, wishes[b].weight);
    });
    chosen.resize(std::min(chosen.size(), left.rows_px.size() + right.rows_px.size()));
    std::ranges::sort(chosen, {}, [&](std::size_t i) { return std::pair(wishes[i].anchor_px.x, i); });
    return chosen;
}

/// A row for each anchor (sorted from above), in the same order, with the least ways between them: dynamic programming
/// over (anchors, rows). There are at least as many rows.
std::vector<std::size_t> assign_rows(const std::vector<float>& anchors_px, const std::vector<float>& rows_px) {
    const std::size_t columns = rows_px.size() + 1;
    std::vector<float> best((anchors_px.size() + 1) * columns, std::numeric_limits<float>::max());
    std::vector<bool> taken(best.size(), false);
    std::fill_n(best.begin(), columns, 0.0F);
    for (std::size_t i = 1; i <= anchors_px.size(); ++i) {
        for (std::size_t j = i; j < columns; ++j) {
            const float way_px = rows_px[j - 1] - anchors_px[i - 1];
            const float with = best[(i - 1) * columns + j - 1] + way_px * way_px;
            const float without = j > i ? best[i * columns + j - 1] : std::numeric_limits<float>::max();
            taken[i * columns + j] = with <= without;
            best[i * columns + j] = std::min(with, without);
        }
    }
    std::vector<std::size_t> rows(anchors_px.size());
    for (std::size_t i = anchors_px.size(), j = rows_px.size(); i > 0; --j) {
        if (taken[i * columns + j]) {
            rows[--i] = j - 1;
        }
    }
    return rows;
}

/// Two lines that cross change rows: both together become shorter, so this ends.
void uncross(std::vector<PlacedName>& names) {
    for (bool any = true; any;) {
        any = false;
        for (std::size_t i = 0; i < names.size(); ++i) {
            for (std::size_t j = i + 1; j < names.size(); ++j) {
                if (lines_cross(names[i].anchor_px, names[i].port_px, names[j].anchor_px, names[j].port_px)) {
                    std::swap(names[i].port_px, names[j].port_px);
                    any = true;
                }
            }
        }
    }
}

void fill_column(const Column& column, std::span<const NameWish> wishes, std::vector<std::size_t> chosen,
                 std::vector<PlacedName>& placed) {
    std::ranges::sort(chosen, {}, [&](std::size_t i) { return std::pair(wishes[i].anchor_px.y, i); });
    std::vector<float> anchors_px;
    for (const std::size_t wish : chosen) {
        anchors_px.push_back(wishes[wish].anchor_px.y);
    }
    const std::vector<std::size_t> rows = assign_rows(anchors_px, column.rows_px);
    std::vector<PlacedName> names;
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        names.push_back({chosen[i], wishes[chosen[i]].anchor_px, {column.edge_px, column.rows_px[rows[i]]}, {}});
    }
    uncross(names);
    for (PlacedName& name : names) {
        const glm::vec2 half = wishes[name.wish].half_size_px;
        const glm::vec2 centre = name.port_px + glm::vec2(column.outward * half.x, 0.0F);
        name.box = {centre - half, centre + half};
        placed.push_back(name);
    }
}

}  // namespace

bool overlap(const ScreenBox& a, const ScreenBox& b) {
    return glm::all(glm::lessThan(a.low, b.high)) && glm::all(glm::lessThan(b.low, a.high));
}

ScreenBox project_box(const Box& box, const OrbitCamera& camera, const Viewport& viewport) {
    const glm::vec2 size(static_cast<float>(viewport.width_px), static_cast<float>(viewport.height_px));
    ScreenBox found{size, glm::vec2(0.0F)};
    for (unsigned int i = 0; i < 8; ++i) {
        const glm::vec3 corner((i & 1U) != 0 ? box.high.x : box.low.x, (i & 2U) != 0 ? box.high.y : box.low.y,
                               (i & 4U) != 0 ? box.high.z : box.low.z);
        const auto pixel = camera.project(corner, viewport);
        found.low = glm::min(found.low, pixel.value_or(glm::vec2(0.0F)));
        found.high = glm::max(found.high, pixel.value_or(size));
    }
    return found;
}

std::vector<PlacedName> place_names(std::span<const NameWish> wishes, const NameRoom& room) {
    const Column left = make_column(wishes, room, -1.0F);
    const Column right = make_column(wishes, room, 1.0F);
    std::vector<PlacedName> placed;
    if (right.edge_px - left.edge_px < 4.0F * k_least_leader_px * room.scale) {
        return placed;  // a picture of words alone
    }
    const std::vector<std::size_t> chosen = choose_wishes(wishes, room, left, right);
    // Places left of a line through the body go left, the others right: lines of the two sides cannot cross. The line is
    // the body's middle, moved where one side has too few rows.
    const float middle_px = std::clamp(0.5F * (room.body_low_px + room.body_high_px), left.edge_px, right.edge_px);
    const auto natural = static_cast<std::size_t>(
        std::ranges::count_if(chosen, [&](std::size_t i) { return wishes[i].anchor_px.x < middle_px; }));
    const std::size_t fewest =
        chosen.size() > right.rows_px.size() ? chosen.size() - right.rows_px.size() : std::size_t{0};
    const std::size_t split =
        std::clamp(natural, fewest, std::max(fewest, std::min(chosen.size(), left.rows_px.size())));
    const auto border = chosen.begin() + static_cast<std::ptrdiff_t>(split);
    fill_column(left, wishes, {chosen.begin(), border}, placed);
    fill_column(right, wishes, {border, chosen.end()}, placed);
    return placed;
}

}  // namespace palpate
