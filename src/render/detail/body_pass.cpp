#include "render/detail/body_pass.h"

#include <glm/common.hpp>
#include <glm/exponential.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace palpate {
namespace {

constexpr float k_solid = 0.999F;
/// How much of the opacity of a site is left where something solid lies just before it: seen to be there, and beneath ..
constexpr float k_covered_share = 0.92F;
/// .. and how much farther beneath it is only a third of that: what lies behind the whole body is not seen.
constexpr float k_covered_fade_mm = 55.0F;

glm::vec3 to_linear(const glm::vec3& srgb) {
    const glm::vec3 low = srgb / 12.92F;
    const glm::vec3 high = glm::pow((srgb + 0.055F) / 1.055F, glm::vec3(2.4F));
    return glm::mix(low, high, glm::step(glm::vec3(0.04045F), srgb));
}

bool is_solid(const DrawItem& item) { return item.drawable->opacity >= k_solid; }

void set_frame(const ShaderProgram& program, const OrbitCamera& camera, const Viewport& viewport) {
    program.use();
    program.set("u_view_projection", camera.projection(viewport) * camera.view());
    program.set("u_eye_mm", camera.eye_mm());
    program.set("u_camera_axes", camera.axes());
    program.set("u_depth_range_mm", glm::vec2(camera.near_mm(), camera.far_mm()));
}

void set_drawable(const ShaderProgram& program, const DrawItem& item, float share = 1.0F, float fade_mm = 0.0F) {
    const Drawable& drawable = *item.drawable;
    const std::array values{
        glm::vec4(to_linear(drawable.colour), static_cast<float>(drawable.surface)),
        glm::vec4(item.mesh->fibre_extent_mm, share * drawable.opacity, fade_mm),
        glm::vec4(to_linear(glm::vec3(drawable.tint)), drawable.tint.a),
    };
    program.set("u_drawable", values);
}

}  // namespace

BodyKey make_body_key(const Scene& scene, const OrbitCamera& camera, const Viewport& viewport,
                      const RenderQuality& quality) {
    BodyKey key{.parts = {},
                .site_count = scene.sites.size(),
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

void set_culling(const GpuMesh& mesh) {
    if (mesh.closed) {
        glEnable(GL_CULL_FACE);
    } else {
        glDisable(GL_CULL_FACE);
    }
}

BodyPass::BodyPass(const std::filesystem::path& shader_folder)
    : surface_(shader_folder, "surface.vert", "surface.frag"), depth_(shader_folder, "surface.vert", "depth.frag") {}

void BodyPass::draw(std::vector<DrawItem>& items, std::span<const DrawItem> sites, const OrbitCamera& camera,
                    const FrameTargets& targets) const {
    sort_for_early_depth(items);
    targets.bind_scene();
    glClearColor(0.0F, 0.0F, 0.0F, 0.0F);
    glClear(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT);
    glEnable(GL_DEPTH_TEST);
    glDepthFunc(GL_LEQUAL);
    set_frame(surface_, camera, targets.viewport());
    draw_solid(items, surface_);
    bool depth_kept = false;
    const auto keep_depth = [&] {
        if (!std::exchange(depth_kept, true)) {
            targets.resolve_scene_depth();
        }
    };
    for (int layer = k_layer_count - 1; layer >= 0; --layer) {
        std::vector<DrawItem> translucent;
        std::ranges::copy_if(items, std::back_inserter(translucent), [&](const DrawItem& item) {
            return !is_solid(item) && static_cast<int>(item.drawable->layer) == layer;
        });
        // Signs and outlines ask this depth what lies over them: what clicks go through does not count.
        const bool stops = !translucent.empty() && stops_clicks(*translucent.front().drawable);
        const bool sites_next = layer == static_cast<int>(Layer::Skin) && !sites.empty();
        if (!stops && (sites_next || !translucent.empty())) {
            keep_depth();
        }
        if (sites_next) {
            targets.resolve_scene_depth();
            draw_covered(sites, camera, targets);
            draw_translucent(sites, camera, targets.viewport());
        }
        if (!translucent.empty()) {
            draw_translucent(translucent, camera, targets.viewport());
        }
    }
    keep_depth();
    targets.resolve_scene_colour();
    glDisable(GL_CULL_FACE);
    glDisable(GL_DEPTH_TEST);
}

void BodyPass::draw_solid(std::span<const DrawItem> items, const ShaderProgram& program) const {
    for (const DrawItem& item : items) {
        if (is_solid(item)) {
            set_culling(*item.mesh);
            set_drawable(program, item);
            draw_mesh(*item.mesh, item.level);
        }
    }
}

/// Back to front does not matter: covered sites are too faint for their order to be seen.
void BodyPass::draw_covered(std::span<const DrawItem> sites, const OrbitCamera& camera,
                            const FrameTargets& targets) const {
    glDepthFunc(GL_GREATER);
    glDepthMask(GL_FALSE);
    glEnable(GL_BLEND);
    glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    set_frame(surface_, camera, targets.viewport());
    surface_.set("u_depth", 0);
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_2D, targets.depth());
    for (const DrawItem& item : sites) {
        set_culling(*item.mesh);
        set_drawable(surface_, item, k_covered_share, k_covered_fade_mm);
        draw_mesh(*item.mesh, item.level);
    }
    glDisable(GL_BLEND);
    glDepthMask(GL_TRUE);
    glDepthFunc(GL_LEQUAL);
}

void BodyPass::draw_translucent(std::span<const DrawItem> layer, const OrbitCamera& camera,
                                const Viewport& viewport) const {
    glColorMask(GL_FALSE, GL_FALSE, GL_FALSE, GL_FALSE);
    set_frame(depth_, camera, viewport);
    for (const DrawItem& item : layer) {
        set_culling(*item.mesh);
        draw_mesh(*item.mesh, item.level);
    }
    glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
    glEnable(GL_BLEND);
    glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    set_frame(surface_, camera, viewport);
    for (const DrawItem& item : layer) {
        set_culling(*item.mesh);
        set_drawable(surface_, item);
        draw_mesh(*item.mesh, item.level);
    }
    glDisable(GL_BLEND);
}

}  // namespace palpate
