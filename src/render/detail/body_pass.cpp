#include "render/detail/body_pass.h"

#include <glm/common.hpp>
#include <glm/exponential.hpp>

#include <algorithm>
#include <array>
#include <iterator>

namespace palpate {
namespace {

/// How much of the opacity of a site is left where something solid lies just before it: seen to be there, and beneath ..
constexpr float k_covered_share = 0.92F;
/// .. and how much farther beneath it is only a third of that: what lies behind the whole body is not seen.
constexpr float k_covered_fade_mm = 55.0F;

glm::vec3 to_linear(const glm::vec3& srgb) {
    const glm::vec3 low = srgb / 12.92F;
    const glm::vec3 high = glm::pow((srgb + 0.055F) / 1.055F, glm::vec3(2.4F));
    return glm::mix(low, high, glm::step(glm::vec3(0.04045F), srgb));
}

void set_drawable(const ShaderProgram& program, const DrawItem& item, float share = 1.0F, float fade_mm = 0.0F) {
    const Drawable& drawable = *item.drawable;
    const std::array values{
        glm::vec4(to_linear(drawable.colour), static_cast<float>(drawable.surface)),
        glm::vec4(item.mesh->fibre_extent_mm, share * drawable.opacity, fade_mm),
        glm::vec4(to_linear(glm::vec3(drawable.tint)), drawable.tint.a),
    };
    program.set("u_drawable", values);
    program.set("u_cut_open", item.cut_open && is_solid(item) ? 1.0F : 0.0F);
}

}  // namespace

BodyKey make_body_key(const Scene& scene, const OrbitCamera& camera, const Viewport& viewport,
                      const RenderQuality& quality) {
    BodyKey key{.parts = {},
                .site_count = scene.sites.size(),
                .section = scene.section,
                .camera = camera,
                .viewport = viewport,
                .samples = quality.samples,
                .triangle_budget = quality.triangle_budget};
    key.parts.reserve(scene.drawables.size() + scene.sites.size());
    for (const auto* drawables : {&scene.drawables, &scene.sites}) {
        for (const Drawable& drawable : *drawables) {
            key.parts.push_back(
                {drawable.mesh.get(), drawable.surface, drawable.colour, drawable.tint, drawable.opacity});
        }
    }
    return key;
}

void set_culling(const DrawItem& item) {
    const bool inside_is_seen = item.cut_open && is_solid(item);
    if (item.mesh->closed && !inside_is_seen) {
        glEnable(GL_CULL_FACE);
    } else {
        glDisable(GL_CULL_FACE);
    }
}

BodyPass::BodyPass(const std::filesystem::path& shader_folder)
    : surface_(shader_folder, "surface.vert", "surface.frag"),
      depth_(shader_folder, "surface.vert", "depth.frag"),
      translucent_(shader_folder) {}

void BodyPass::draw(std::vector<DrawItem>& items, std::span<const DrawItem> sites, const OrbitCamera& camera,
                    const std::optional<SectionPlane>& section, FrameTargets& targets) {
    const SectionClip clip(section);
    const Frame frame{camera, clip, targets};
    sort_for_early_depth(items);
    glVertexAttrib4f(4, 0.0F, 0.0F, 0.0F, 0.0F);  // meshes without colours over them
    targets.bind_scene();
    glClearColor(0.0F, 0.0F, 0.0F, 0.0F);
    glClear(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT);
    glEnable(GL_DEPTH_TEST);
    glDepthFunc(GL_LEQUAL);
    draw_solid(items, frame);
    if (!sites.empty()) {
        targets.resolve_scene_depth();
        draw_covered(sites, frame);
    }
    draw_ghosts(items, sites, frame);
    std::vector<DrawItem> skin;
    std::ranges::copy_if(items, std::back_inserter(skin),
                         [](const DrawItem& item) { return !is_solid(item) && !is_ghost(item); });
    // Signs and outlines ask this depth what lies over them: what clicks go through does not count.
    const bool skin_counts = !skin.empty() && stops_clicks(*skin.front().drawable);
    if (!skin_counts) {
        targets.resolve_scene_depth();
    }
    draw_clear_skin(skin, frame);
    if (skin_counts) {
        targets.resolve_scene_depth();
    }
    targets.resolve_scene_colour();
    glDisable(GL_CULL_FACE);
    glDisable(GL_DEPTH_TEST);
}

void BodyPass::use_surface(const Frame& frame) const {
    surface_.use();
    surface_.set("u_view_projection", frame.camera.projection(frame.targets.viewport()) * frame.camera.view());
    surface_.set("u_eye_mm", frame.camera.eye_mm());
    surface_.set("u_camera_axes", frame.camera.axes());
    surface_.set("u_depth_range_mm", glm::vec2(frame.camera.near_mm(), frame.camera.far_mm()));
    frame.clip.set(surface_);
}

void BodyPass::draw_depth(std::span<const DrawItem> items, const Frame& frame) const {
    glColorMask(GL_FALSE, GL_FALSE, GL_FALSE, GL_FALSE);
    depth_.use();
    depth_.set("u_view_projection", frame.camera.projection(frame.targets.viewport()) * frame.camera.view());
    frame.clip.set(depth_);
    for (const DrawItem& item : items) {
        set_culling(item);
        draw_mesh(*item.mesh, item.level);
    }
    glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
}

void BodyPass::draw_solid(std::span<const DrawItem> items, const Frame& frame) const {
    use_surface(frame);
    for (const DrawItem& item : items) {
        if (is_solid(item)) {
            set_culling(item);
            set_drawable(surface_, item);
            draw_mesh(*item.mesh, item.level);
        }
    }
}

/// Back to front does not matter: covered sites are too faint for their order to be seen.
void BodyPass::draw_covered(std::span<const DrawItem> sites, const Frame& frame) const {
    glDepthFunc(GL_GREATER);
    glDepthMask(GL_FALSE);
    glEnable(GL_BLEND);
    glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    use_surface(frame);
    surface_.set("u_depth", 0);
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_2D, frame.targets.depth());
    for (const DrawItem& item : sites) {
        set_culling(item);
        set_drawable(surface_, item, k_covered_share, k_covered_fade_mm);
        draw_mesh(*item.mesh, item.level);
    }
    glDisable(GL_BLEND);
    glDepthMask(GL_TRUE);
    glDepthFunc(GL_LEQUAL);
}

/// Everything translucent but the skin. What of it stops clicks is then part of the scene's depth, as what is solid.
void BodyPass::draw_ghosts(std::span<const DrawItem> items, std::span<const DrawItem> sites, const Frame& frame) {
    std::vector<DrawItem> ghosts(sites.begin(), sites.end());
    std::ranges::copy_if(items, std::back_inserter(ghosts), is_ghost);
    translucent_.draw(ghosts, frame.camera, frame.clip, frame.targets, [&](std::span<const DrawItem> drawn) {
        use_surface(frame);
        for (const DrawItem& item : drawn) {
            set_culling(item);
            set_drawable(surface_, item);
            draw_mesh(*item.mesh, item.level);
        }
    });
    ghosts.erase(ghosts.begin(), ghosts.begin() + static_cast<std::ptrdiff_t>(sites.size()));
    std::erase_if(ghosts, [](const DrawItem& item) { return !stops_clicks(*item.drawable); });
    draw_depth(ghosts, frame);
}

/// The skin lies over all else, and only its nearest surface is shown: through it one wants to see muscles, not more
/// skin.
void BodyPass::draw_clear_skin(std::span<const DrawItem> items, const Frame& frame) const {
    if (items.empty()) {
        return;
    }
    draw_depth(items, frame);
    glEnable(GL_BLEND);
    glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    use_surface(frame);
    for (const DrawItem& item : items) {
        set_culling(item);
        set_drawable(surface_, item);
        draw_mesh(*item.mesh, item.level);
    }
    glDisable(GL_BLEND);
}

}  // namespace palpate
