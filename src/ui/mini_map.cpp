#include "ui/mini_map.h"

#include "ui/widgets.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/gtc/constants.hpp>

#include <algorithm>
#include <cmath>

namespace palpate {
namespace {

constexpr float k_margin_share = 0.06F;  // of the map, about the body
constexpr float k_ring_flat = 0.36F;     // height of the ring to its breadth

/// A cell no place fell into, between two that have one: places lie a little unevenly.
void fill_small_holes(std::vector<bool>& filled, const glm::ivec2& cells) {
    const std::vector<bool> before = filled;
    const auto is_filled = [&](int x, int y) { return before[static_cast<std::size_t>(y * cells.x + x)]; };
    for (int y = 1; y + 1 < cells.y; ++y) {
        for (int x = 1; x + 1 < cells.x; ++x) {
            const bool across = is_filled(x - 1, y) && is_filled(x + 1, y);
            const bool down = is_filled(x, y - 1) && is_filled(x, y + 1);
            if (across || down) {
                filled[static_cast<std::size_t>(y * cells.x + x)] = true;
            }
        }
    }
}

}  // namespace

MapFrame::MapFrame(const Box& body, const OrbitCamera& camera, const glm::vec2& size)
    : body_(body), camera_(camera), size_(size) {
    // The same scale from every side, so that the figure does not swell while it turns.
    const glm::vec3 extent = body.size();
    const float breadth_mm = std::hypot(extent.x, extent.z);
    px_per_mm_ = (1.0F - 2.0F * k_margin_share) * std::min(size.y / extent.y, size.x / breadth_mm);
}

glm::vec2 MapFrame::place(const glm::vec3& position_mm) const {
    const glm::vec3 seen = (position_mm - body_.centre()) * camera_.axes();
    return 0.5F * size_ + px_per_mm_ * glm::vec2(seen.x, -seen.y);
}

ScreenBox MapFrame::seen(const Viewport& viewport) const {
    const float up_mm = camera_.distance_mm * std::tan(0.5F * camera_.vertical_field_of_view_rad);
    const glm::vec2 half = px_per_mm_ * up_mm * glm::vec2(viewport.aspect(), 1.0F);
    const glm::vec2 middle = place(camera_.target_mm);
    return {middle - half, middle + half};
}

OrbitCamera MapFrame::looking_at(const glm::vec2& place_px) const {
    OrbitCamera camera = camera_;
    const glm::vec2 moved_mm = (place_px - place(camera.target_mm)) / px_per_mm_;
    const glm::mat3 axes = camera.axes();
    camera.target_mm =
        glm::clamp(camera.target_mm + moved_mm.x * axes[0] - moved_mm.y * axes[1], body_.low, body_.high);
    return camera;
}

BodyShadow MapFrame::shadow(std::span<const glm::vec3> points_mm) const {
    constexpr float k_between_places_mm = 14.0F;  // places of a body lie closer than this
    const float cell_px = std::max(1.0F, k_between_places_mm * px_per_mm_);
    const glm::ivec2 cells(glm::ceil(size_ / cell_px));
    std::vector<bool> filled(static_cast<std::size_t>(cells.x) * static_cast<std::size_t>(cells.y), false);
    for (const glm::vec3& point : points_mm) {
        const glm::ivec2 cell(place(point) / cell_px);
        if (cell.x >= 0 && cell.y >= 0 && cell.x < cells.x && cell.y < cells.y) {
            filled[static_cast<std::size_t>(cell.y * cells.x + cell.x)] = true;
        }
    }
    for (int pass = 0; pass < 2; ++pass) {
        fill_small_holes(filled, cells);
    }
    BodyShadow shadow;
    shadow.row_height = cell_px;
    for (int y = 0; y < cells.y; ++y) {
        for (int x = 0; x < cells.x;) {
            const int first = x;
            while (x < cells.x && filled[static_cast<std::size_t>(y * cells.x + x)]) {
                ++x;
            }
            if (x > first) {
                shadow.stretches.push_back({cell_px * static_cast<float>(y), cell_px * static_cast<float>(first),
                                            cell_px * static_cast<float>(x)});
            }
            x += x == first ? 1 : 0;
        }
    }
    return shadow;
}

glm::vec2 place_on_ring(float azimuth_rad) { return {std::sin(azimuth_rad), k_ring_flat * std::cos(azimuth_rad)}; }

float azimuth_of_ring(const glm::vec2& from_middle) { return std::atan2(from_middle.x, from_middle.y / k_ring_flat); }

std::optional<OrbitCamera> MiniMap::draw_figure(const PanelContext& context, const OrbitCamera& camera,
                                                const Viewport& viewport, const PanelBox& box,
                                                std::span<const glm::vec3> points_mm) {
    const Theme& theme = context.theme;
    const MapFrame frame(context.workspace.require_atlas().bounds(), camera, {box.size.x, box.size.y});
    if (shadow_camera_ != camera || shadow_height_px_ != box.size.y || shadow_body_ != points_mm.data()) {
        shadow_ = frame.shadow(points_mm);
        shadow_camera_ = camera;
        shadow_height_px_ = box.size.y;
        shadow_body_ = points_mm.data();
    }
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImU32 ink = ImGui::GetColorU32(theme.muted);
    for (const BodyShadow::Stretch& row : shadow_.stretches) {
        draw.AddRectFilled({box.position.x + row.low, box.position.y + row.y},
                           {box.position.x + row.high, box.position.y + row.y + shadow_.row_height}, ink);
    }
    const ScreenBox seen = frame.seen(viewport);
    const ImVec2 high{box.position.x + box.size.x, box.position.y + box.size.y};
    draw.PushClipRect(box.position, high, true);
    draw.AddRect({box.position.x + std::max(seen.low.x, 1.0F), box.position.y + std::max(seen.low.y, 1.0F)},
                 {box.position.x + std::min(seen.high.x, box.size.x - 1.0F),
                  box.position.y + std::min(seen.high.y, box.size.y - 1.0F)},
                 ImGui::GetColorU32(theme.accent_line), 0.0F, 0, theme.px(2));
    draw.PopClipRect();
    ImGui::SetCursorScreenPos(box.position);
    const bool pressed = ImGui::InvisibleButton("##map figure", box.size);
    if (ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal)) {
        ImGui::SetTooltip("%s", context.tr("ui.mini-map.about").c_str());
    }
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    return pressed ? std::optional(frame.looking_at({mouse.x - box.position.x, mouse.y - box.position.y}))
                   : std::nullopt;
}

std::optional<ScreenBox> mini_map_box(const Theme& theme, const glm::vec2& picture_px) {
    const float height = std::min(theme.px(168), 0.3F * picture_px.y);
    const glm::vec2 size(0.62F * height, height);
    if (height < theme.px(80) || size.x > 0.3F * picture_px.x) {
        return std::nullopt;
    }
    const glm::vec2 low = picture_px - size - theme.px(12);
    return ScreenBox{low, low + size};
}

std::optional<OrbitCamera> MiniMap::draw(PanelContext& context, const OrbitCamera& camera, const Viewport& viewport,
                                         const PanelBox& picture, std::span<const glm::vec3> points_mm) {
    const Theme& theme = context.theme;
    const auto box = mini_map_box(theme, {picture.size.x, picture.size.y});
    if (!box || points_mm.empty()) {
        return std::nullopt;
    }
    const ImVec2 size{box->high.x - box->low.x, box->high.y - box->low.y};
    const ImVec2 low{picture.position.x + box->low.x, picture.position.y + box->low.y};
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    ImVec4 ground = theme.panel;
    ground.w = 0.82F;
    draw.AddRectFilled(low, {low.x + size.x, low.y + size.y}, ImGui::GetColorU32(ground), theme.px(8));
    const float ring_height = std::max(theme.px(28), 0.2F * size.y);
    auto asked = draw_figure(context, camera, viewport, {low, {size.x, size.y - ring_height}}, points_mm);
    // The ring is the floor about the body, its front below: the dot on it is the eye.
    const ImVec2 middle{low.x + 0.5F * size.x, low.y + size.y - 0.5F * ring_height};
    const float radius = 0.36F * size.x;
    draw.AddEllipse(middle, radius, k_ring_flat * radius, ImGui::GetColorU32(theme.muted), 0.0F, 0, theme.px(1.5F));
    const glm::vec2 eye = radius * place_on_ring(camera.azimuth_rad);
    draw.AddCircleFilled({middle.x + eye.x, middle.y + eye.y}, theme.px(4.5F), ImGui::GetColorU32(theme.accent_line));
    ImGui::SetCursorScreenPos({low.x, middle.y - 0.5F * ring_height});
    if (ImGui::InvisibleButton("##map ring", {size.x, ring_height})) {
        const ImVec2 mouse = ImGui::GetIO().MousePos;
        asked = camera;
        asked->azimuth_rad = azimuth_of_ring({mouse.x - middle.x, mouse.y - middle.y});
    }
    if (ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal)) {
        ImGui::SetTooltip("%s", context.tr("ui.mini-map.turn").c_str());
    }
    return asked;
}

}  // namespace palpate
