#include "scene/pane_layout.h"

#include "base/error.h"

#include <glm/trigonometric.hpp>

#include <algorithm>
#include <cmath>

namespace palpate {
namespace {

constexpr float k_parallel_view_rad = 0.05F;  ///< three quarters of a percent between front and back of the body
constexpr float k_height_with_border = 1.06F;
constexpr float k_breadth_with_border = 1.12F;  ///< room for the words beside the hands
constexpr float k_depth_with_border = 1.3F;
constexpr float k_least_for_row =
    0.62F;  ///< a pair stands side by side in pictures at least this wide for their height: bodies are upright

/// Columns of a grid of panes: `rows` rows of equal height.
struct Grid {
    int rows = 1;
    std::vector<float> columns_mm;  ///< what each column has to hold
    float px_per_mm = 0.0F;
};

Grid make_grid(int rows, std::vector<float> columns_mm, float height_mm, const Viewport& whole,
               const PaneFrame& frame) {
    Grid grid{rows, std::move(columns_mm), 0.0F};
    const auto gaps = static_cast<float>(frame.gap_px);
    const float room_x = static_cast<float>(whole.width_px) - gaps * static_cast<float>(grid.columns_mm.size() - 1);
    const float room_y =
        (static_cast<float>(whole.height_px) - gaps * static_cast<float>(rows - 1)) / static_cast<float>(rows) -
        static_cast<float>(frame.title_px);
    float breadth_mm = 0.0F;
    for (const float column_mm : grid.columns_mm) {
        breadth_mm += column_mm;
    }
    grid.px_per_mm = std::max(std::min(room_x / breadth_mm, room_y / height_mm), 1e-3F);
    return grid;
}

/// Borders of `count` spans with gaps between them over `length_px`: each as long as asked for, and an equal share of
/// what is left over.
std::vector<std::pair<int, int>> share_out(const std::vector<float>& wanted_px, int length_px, int gap_px) {
    float sum = 0.0F;
    for (const float wanted : wanted_px) {
        sum += wanted;
    }
    const auto count = static_cast<float>(wanted_px.size());
    const float spare = (static_cast<float>(length_px) - static_cast<float>(gap_px) * (count - 1.0F) - sum) / count;
    std::vector<std::pair<int, int>> spans;
    float at = 0.0F;
    for (const float wanted : wanted_px) {
        const float end = at + wanted + spare;
        const int first = std::clamp(static_cast<int>(std::lround(at)), 0, length_px - 1);
        spans.emplace_back(first, std::clamp(static_cast<int>(std::lround(end)) - first, 1, length_px - first));
        at = end + static_cast<float>(gap_px);
    }
    return spans;
}

/// The body's middle in the middle of what the title leaves.
OrbitCamera make_fixed_camera(const Box& body, std::string_view view, const Viewport& viewport, float px_per_mm,
                              int title_px) {
    OrbitCamera camera;
    camera.azimuth_rad = find_view_angles_rad(view)->x;
    camera.vertical_field_of_view_rad = k_parallel_view_rad;
    camera.target_mm = body.centre();
    camera.target_mm.y += 0.5F * static_cast<float>(title_px) / px_per_mm;
    camera.distance_mm =
        0.5F * static_cast<float>(viewport.height_px) / px_per_mm / std::tan(0.5F * k_parallel_view_rad);
    return camera;
}

}  // namespace

std::optional<std::size_t> find_fixed_view(std::string_view name) {
    const auto* const found = std::ranges::find(k_four_views, name);
    return found == k_four_views.end() ? std::nullopt
                                       : std::optional(static_cast<std::size_t>(found - k_four_views.begin()));
}

std::vector<Pane> lay_out_four(const Box& body, const Viewport& whole, const PaneFrame& frame,
                               const ZoomedPanes& zoomed) {
    PALPATE_ASSERT(!body.empty());
    const float breadth_mm = k_breadth_with_border * body.size().x;
    const float depth_mm = k_depth_with_border * body.size().z;
    const float height_mm = k_height_with_border * body.size().y;
    const Grid row = make_grid(1, {breadth_mm, breadth_mm, depth_mm, depth_mm}, height_mm, whole, frame);
    const Grid square =
        make_grid(2, {std::max(breadth_mm, depth_mm), std::max(breadth_mm, depth_mm)}, height_mm, whole, frame);
    const Grid& grid = row.px_per_mm >= square.px_per_mm ? row : square;
    std::vector<float> columns_px;
    for (const float column_mm : grid.columns_mm) {
        columns_px.push_back(column_mm * grid.px_per_mm);
    }
    const auto columns = share_out(columns_px, whole.width_px, frame.gap_px);
    const auto rows =
        share_out(std::vector<float>(static_cast<std::size_t>(grid.rows), 0.0F), whole.height_px, frame.gap_px);
    std::vector<Pane> panes;
    for (std::size_t i = 0; i < k_four_panes; ++i) {
        const auto [x, width] = columns[i % columns.size()];
        const auto [y, height] = rows[i / columns.size()];
        const Viewport viewport{width, height};
        panes.push_back(
            {{x, y},
             viewport,
             zoomed[i].value_or(make_fixed_camera(body, k_four_views[i], viewport, grid.px_per_mm, frame.title_px))});
    }
    return panes;
}

std::vector<Pane> lay_out_pair(const OrbitCamera& camera, const Viewport& whole, const PaneFrame& frame) {
    const bool side_by_side = whole.aspect() >= k_least_for_row;
    const int length = side_by_side ? whole.width_px : whole.height_px;
    std::vector<Pane> panes;
    for (const auto& [first, size] : share_out({0.0F, 0.0F}, length, frame.gap_px)) {
        const glm::ivec2 corner = side_by_side ? glm::ivec2(first, 0) : glm::ivec2(0, first);
        const int width = side_by_side ? size : whole.width_px;
        const int height = side_by_side ? whole.height_px : size;
        const int title = std::min(frame.title_px, height - 1);
        panes.push_back({corner + glm::ivec2(0, title), {width, height - title}, camera});
    }
    return panes;
}

std::optional<std::size_t> find_pane_at(const std::vector<Pane>& panes, const glm::vec2& pixel) {
    const auto found = std::ranges::find_if(panes, [&](const Pane& pane) {
        const glm::vec2 inside = pixel - glm::vec2(pane.corner_px);
        return inside.x >= 0.0F && inside.y >= 0.0F && inside.x < static_cast<float>(pane.viewport.width_px) &&
               inside.y < static_cast<float>(pane.viewport.height_px);
    });
    return found == panes.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - panes.begin()));
}

}  // namespace palpate
