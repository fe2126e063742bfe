#include "render/detail/body_pass.h"

#include <glm/common.hpp>
#include <glm/exponential.hpp>

#include <algorithm>
#include <array>

namespace palpate {
namespace {

constexpr float k_solid = 0.999F;

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
}

void set_drawable(const ShaderProgram& program, const DrawItem& item) {
    const Drawable& drawable = *item.drawable;
    const std::array values{
        glm::vec4(to_linear(drawable.colour), static_cast<float>(drawable.surface)),
        glm::vec4(item.mesh->fibre_extent_mm, drawable.opacity, 0.0F),
        glm::vec4(to_linear(glm::vec3(drawable.tint)), drawable.tint.a),
    };
    program.set("u_drawable", values);
}

}  // namespace

BodyKey make_body_key(const Scene& scene, const OrbitCamera& camera, const Viewport& viewport,
                      const RenderQuality& quality) {
    BodyKey key{.parts = {},
                .camera = camera,
                .viewport = viewport,
                .samples = quality.samples,
                .triangle_budget = quality.triangle_budget};
    key.parts.reserve(scene.drawables.size());
    for (const Drawable& drawable : scene.drawables) {
        key.parts.push_back({drawable.mesh.get(), drawable.surface, drawable.colour, drawable.tint, drawable.opacity});
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

void BodyPass::draw(std::vector<DrawItem>& items, const OrbitCamera& camera, const FrameTargets& targets) const {
    sort_for_early_depth(items);
    targets.bind_scene();
    glClearColor(0.0F, 0.0F, 0.0F, 0.0F);
    glClear(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT);
    glEnable(GL_DEPTH_TEST);
    glDepthFunc(GL_LEQUAL);
    set_frame(surface_, camera, targets.viewport());
    draw_solid(items, surface_);
    bool depth_kept = false;
    for (int layer = k_layer_count - 1; layer >= 0; --layer) {
        std::vector<DrawItem> translucent;
        std::ranges::copy_if(items, std::back_inserter(translucent), [&](const DrawItem& item) {
            return !is_solid(item) && static_cast<int>(item.drawable->layer) == layer;
        });
        if (translucent.empty()) {
            continue;
        }
        // Signs and outlines ask this depth what lies over them: what clicks go through does not count.
        if (!stops_clicks(*translucent.front().drawable)) {
            targets.resolve_scene_depth();
            depth_kept = true;
        }
        draw_translucent(translucent, camera, targets.viewport());
    }
    if (!depth_kept) {
        targets.resolve_scene_depth();
    }
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
