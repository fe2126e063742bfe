#include "render/detail/outline_pass.h"

#include "render/detail/body_pass.h"

#include <glm/common.hpp>

#include <algorithm>
#include <cmath>

namespace palpate {
namespace {

constexpr glm::vec3 k_selected_colour{0.29F, 0.83F, 0.71F};
constexpr glm::vec3 k_hovered_colour{0.62F, 0.93F, 0.85F};
constexpr float k_width_px = 3.0F;

bool is_outlined(const DrawItem& item) { return item.drawable->selected || item.drawable->hovered; }

struct PixelRectangle {
    glm::ivec2 low{0};
    glm::ivec2 size{0};
};

/// The part of the picture, bottom left first, that the outlined structures and their lines can cover.
PixelRectangle find_covered(const std::vector<DrawItem>& items, const OrbitCamera& camera, const Viewport& viewport,
                            float margin_px) {
    const glm::vec2 picture(static_cast<float>(viewport.width_px), static_cast<float>(viewport.height_px));
    glm::vec2 low = picture;
    glm::vec2 high(0.0F);
    for (const DrawItem& item : items) {
        const Box& box = item.mesh->box;
        for (unsigned int i = 0; is_outlined(item) && i < 8; ++i) {
            const glm::vec3 corner((i & 1U) != 0 ? box.high.x : box.low.x, (i & 2U) != 0 ? box.high.y : box.low.y,
                                   (i & 4U) != 0 ? box.high.z : box.low.z);
            const auto pixel = camera.project(corner, viewport);
            low = glm::min(low, pixel.value_or(glm::vec2(0.0F)));
            high = glm::max(high, pixel.value_or(picture));
        }
    }
    low = glm::clamp(glm::floor(low - margin_px), glm::vec2(0.0F), picture);
    high = glm::clamp(glm::ceil(high + margin_px), low, picture);
    return {{static_cast<int>(low.x), static_cast<int>(picture.y - high.y)}, glm::ivec2(high - low)};
}

}  // namespace

OutlinePass::OutlinePass(const std::filesystem::path& shader_folder)
    : mask_(shader_folder, "surface.vert", "mask.frag"), outline_(shader_folder, "fullscreen.vert", "outline.frag") {}

void OutlinePass::draw(const std::vector<DrawItem>& items, const OrbitCamera& camera,
                       const std::optional<SectionPlane>& section, const FrameTargets& targets,
                       GLuint empty_vertex_array, float ui_scale) const {
    if (std::ranges::none_of(items, is_outlined)) {
        return;
    }
    const float width_px = k_width_px * ui_scale;
    const float reach_px = 1.5F * width_px + 2.0F;
    const PixelRectangle covered = find_covered(items, camera, targets.viewport(), reach_px);
    // The lines look beyond their own part of the mask: there it must not hold what an earlier picture left.
    const PixelRectangle looked_at = find_covered(items, camera, targets.viewport(), 2.0F * reach_px);
    if (covered.size.x <= 0 || covered.size.y <= 0) {
        return;
    }
    glEnable(GL_SCISSOR_TEST);
    glScissor(looked_at.low.x, looked_at.low.y, looked_at.size.x, looked_at.size.y);
    draw_mask(items, camera, section, targets);
    targets.resolve_mask();
    glScissor(covered.low.x, covered.low.y, covered.size.x, covered.size.y);
    targets.bind_picture();
    outline_.use();
    outline_.set("u_mask", 0);
    outline_.set("u_size_px", glm::vec2(targets.viewport().width_px, targets.viewport().height_px));
    outline_.set("u_width_px", width_px);
    outline_.set("u_selected_colour", k_selected_colour);
    outline_.set("u_hovered_colour", k_hovered_colour);
    glBindTexture(GL_TEXTURE_2D, targets.mask());
    glBindVertexArray(empty_vertex_array);
    glEnable(GL_BLEND);
    glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    glDrawArrays(GL_TRIANGLES, 0, 3);
    glDisable(GL_BLEND);
    glDisable(GL_SCISSOR_TEST);
    glBindVertexArray(0);
}

void OutlinePass::draw_mask(const std::vector<DrawItem>& items, const OrbitCamera& camera,
                            const std::optional<SectionPlane>& section, const FrameTargets& targets) const {
    const SectionClip clip(section);
    targets.bind_mask();
    glClearColor(0.0F, 0.0F, 0.0F, 0.0F);
    glClear(GL_COLOR_BUFFER_BIT);
    mask_.use();
    mask_.set("u_view_projection", camera.projection(targets.viewport()) * camera.view());
    clip.set(mask_);
    mask_.set("u_depth", 0);
    mask_.set("u_depth_range_mm", glm::vec2(camera.near_mm(), camera.far_mm()));
    glBindTexture(GL_TEXTURE_2D, targets.depth());
    // Without a depth test: the largest value wins, so that what is visible anywhere in a pixel counts.
    glEnable(GL_BLEND);
    glBlendEquation(GL_MAX);
    for (const DrawItem& item : items) {
        if (is_outlined(item)) {
            set_culling(item);
            mask_.set("u_hovered", item.drawable->selected ? 0.0F : 1.0F);
            draw_mesh(*item.mesh, item.level);
        }
    }
    glBlendEquation(GL_FUNC_ADD);
    glDisable(GL_BLEND);
    glDisable(GL_CULL_FACE);
}

}  // namespace palpate
