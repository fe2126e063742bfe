#include "render/gl_scene_renderer.h"

#include "base/error.h"
#include "render/detail/body_pass.h"
#include "render/detail/outline_pass.h"
#include "render/detail/overlay_pass.h"
#include "render/detail/paint_pass.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>

namespace palpate {
namespace {

/// Puts back the framebuffer and viewport the window library had set, whatever happens in between.
class OuterState {
public:
    OuterState() {
        glGetIntegerv(GL_FRAMEBUFFER_BINDING, &framebuffer_);
        glGetIntegerv(GL_VIEWPORT, viewport_.data());
    }
    ~OuterState() {
        glBindFramebuffer(GL_FRAMEBUFFER, static_cast<GLuint>(framebuffer_));
        glViewport(viewport_[0], viewport_[1], viewport_[2], viewport_[3]);
        glUseProgram(0);
        glBindVertexArray(0);
    }
    OuterState(const OuterState&) = delete;
    OuterState& operator=(const OuterState&) = delete;

private:
    GLint framebuffer_ = 0;
    std::array<GLint, 4> viewport_{};
};

int most_samples() {
    GLint samples = 1;
    glGetIntegerv(GL_MAX_SAMPLES, &samples);
    return samples;
}

/// Rows from the top and straight alpha, as Image wants them.
void finish_image(Image& image) {
    const std::size_t row = 4 * static_cast<std::size_t>(image.width_px);
    const auto height = static_cast<std::size_t>(image.height_px);
    for (std::size_t y = 0; y < height / 2; ++y) {
        std::swap_ranges(image.rgba.begin() + static_cast<std::ptrdiff_t>(y * row),
                         image.rgba.begin() + static_cast<std::ptrdiff_t>((y + 1) * row),
                         image.rgba.begin() + static_cast<std::ptrdiff_t>((height - 1 - y) * row));
    }
    for (std::size_t i = 0; i < image.rgba.size(); i += 4) {
        const unsigned int alpha = image.rgba[i + 3];
        for (std::size_t channel = 0; alpha > 0 && alpha < 255 && channel < 3; ++channel) {
            image.rgba[i + channel] =
                static_cast<std::uint8_t>(std::min(255U, (image.rgba[i + channel] * 255U + alpha / 2) / alpha));
        }
    }
}

}  // namespace

struct GlSceneRenderer::State {
    explicit State(const std::filesystem::path& shader_folder)
        : body_pass(shader_folder),
          outline_pass(shader_folder),
          overlay_pass(shader_folder),
          paint_pass(shader_folder),
          composite(shader_folder, "fullscreen.vert", "composite.frag"),
          empty_vertex_array(make_vertex_array()) {}

    /// What is drawn for one place on screen, and kept for it: a picture of another place or size leaves it alone.
    struct Slot {
        std::optional<FrameTargets> targets;
        std::optional<BodyKey> body_key;  ///< of what targets->body() holds
        std::vector<DrawItem> items;      ///< as drawn into it

        void fit(const Viewport& viewport, int samples);
        /// Points the kept items at this scene's drawables: equal keys mean equal order, but outlines may have changed.
        void refer_items_to(const Scene& scene);
        /// How far the skin as drawn may lie off the true one.
        [[nodiscard]] float skin_error_mm() const;
    };

    void draw_body(Slot& slot, const Scene& scene, const OrbitCamera& camera, const RenderQuality& quality);
    /// One for each that may be in the picture; uploads meshes that are not there yet.
    std::vector<DrawItem> make_items(const std::vector<Drawable>& drawables, const std::optional<SectionPlane>& section,
                                     const OrbitCamera& camera, const Viewport& viewport);
    /// Kept items point at meshes on the GPU: none may outlive its mesh.
    void forget_bodies();
    void draw_composite(const FrameTargets& targets, const Scene& scene, bool transparent_background) const;
    /// Draws into the slot's picture; a body it holds already is kept.
    void draw_picture(Slot& slot, const Scene& scene, const OrbitCamera& camera, const Viewport& viewport,
                      const RenderQuality& quality);

    GpuMeshCache meshes;
    BodyPass body_pass;
    OutlinePass outline_pass;
    OverlayPass overlay_pass;
    PaintPass paint_pass;
    ShaderProgram composite;
    GlVertexArray empty_vertex_array;
    std::vector<Slot> slots;
    Slot still;  ///< of render()
    std::size_t triangle_count = 0;
};

GlSceneRenderer::GlSceneRenderer(const std::filesystem::path& shader_folder)
    : state_(std::make_unique<State>(shader_folder)) {}
GlSceneRenderer::~GlSceneRenderer() = default;

void GlSceneRenderer::State::Slot::fit(const Viewport& viewport, int samples) {
    if (!targets || targets->viewport() != viewport || targets->samples() != samples) {
        body_key.reset();
        targets.reset();
        targets.emplace(viewport, samples);
    }
}

void GlSceneRenderer::State::Slot::refer_items_to(const Scene& scene) {
    for (DrawItem& item : items) {
        item.drawable = &scene.drawables[item.index];
    }
}

void GlSceneRenderer::State::draw_body(Slot& slot, const Scene& scene, const OrbitCamera& camera,
                                       const RenderQuality& quality) {
    const Viewport& viewport = slot.targets->viewport();
    slot.items = make_items(scene.drawables, scene.section, camera, viewport);
    const std::vector<DrawItem> sites = make_items(scene.sites, scene.section, camera, viewport);
    choose_picture_levels(slot.items, quality.triangle_budget);
    triangle_count = count_triangles(slot.items) + count_triangles(sites);
    body_pass.draw(slot.items, sites, camera, scene.section, *slot.targets);
}

float GlSceneRenderer::State::Slot::skin_error_mm() const {
    float error_mm = 0.0F;
    for (const DrawItem& item : items) {
        if (item.drawable->surface == Surface::Skin) {
            error_mm = std::max(error_mm, item.mesh->levels[item.level].error_mm);
        }
    }
    return error_mm;
}

std::vector<DrawItem> GlSceneRenderer::State::make_items(const std::vector<Drawable>& drawables,
                                                         const std::optional<SectionPlane>& section,
                                                         const OrbitCamera& camera, const Viewport& viewport) {
    std::vector<DrawItem> made;
    const glm::mat4 view_projection = camera.projection(viewport) * camera.view();
    const glm::vec3 towards_eye = camera.axes()[2];
    for (std::size_t i = 0; i < drawables.size(); ++i) {
        const GpuMesh& mesh = meshes.obtain(drawables[i].mesh);
        const SectionSide side = section ? side_of(mesh.box, *section) : SectionSide::Kept;
        if (side == SectionSide::CutAway || !may_be_seen(mesh.box, view_projection)) {
            continue;
        }
        const glm::vec3 to_centre = camera.eye_mm() - mesh.box.centre();
        const float reach_mm = 0.5F * glm::dot(glm::abs(towards_eye), mesh.box.size());
        const float nearest_mm = glm::dot(to_centre, towards_eye) - reach_mm;
        made.push_back({.drawable = &drawables[i],
                        .index = i,
                        .mesh = &mesh,
                        .level = 0,
                        .nearest_mm = nearest_mm,
                        .cut_open = side == SectionSide::CutOpen,
                        .invisible_error_mm = calc_invisible_error_mm(camera, viewport, nearest_mm)});
    }
    return made;
}

void GlSceneRenderer::State::forget_bodies() {
    still.body_key.reset();
    for (Slot& slot : slots) {
        slot.body_key.reset();
    }
}

void GlSceneRenderer::State::draw_composite(const FrameTargets& targets, const Scene& scene,
                                            bool transparent_background) const {
    targets.bind_picture();
    composite.use();
    composite.set("u_body", 0);
    composite.set("u_centre", scene.background_centre);
    composite.set("u_edge", scene.background_edge);
    const Viewport& viewport = targets.viewport();
    const glm::vec2 whole(viewport.whole().width_px, viewport.whole().height_px);
    const glm::vec2 share = glm::vec2(viewport.width_px, viewport.height_px) / whole;
    const glm::vec2 top_left = glm::vec2(viewport.corner_px) / whole;
    composite.set("u_size_px", whole);
    composite.set("u_place", glm::vec4(top_left.x, 1.0F - top_left.y - share.y, share));
    composite.set("u_background", transparent_background ? 0.0F : 1.0F);
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_2D, targets.body());
    glBindVertexArray(empty_vertex_array.name());
    glDrawArrays(GL_TRIANGLES, 0, 3);
}

void GlSceneRenderer::State::draw_picture(Slot& slot, const Scene& scene, const OrbitCamera& camera,
                                          const Viewport& viewport, const RenderQuality& quality) {
    PALPATE_ASSERT(viewport.width_px > 0 && viewport.height_px > 0);
    slot.fit(viewport, std::clamp(quality.samples, 1, most_samples()));
    glViewport(0, 0, viewport.width_px, viewport.height_px);
    glDisable(GL_BLEND);
    glDisable(GL_SCISSOR_TEST);
    glDisable(GL_DEPTH_TEST);
    glDisable(GL_CULL_FACE);
    if (meshes.sweep()) {
        forget_bodies();
    }
    BodyKey key = make_body_key(scene, camera, viewport, quality);
    if (slot.body_key == key) {
        slot.refer_items_to(scene);
    } else {
        slot.body_key.reset();
        draw_body(slot, scene, camera, quality);
        slot.body_key = std::move(key);
    }
    draw_composite(*slot.targets, scene, quality.transparent_background);
    paint_pass.draw(scene, camera, *slot.targets, quality.ui_scale, slot.skin_error_mm());
    outline_pass.draw(slot.items, camera, scene.section, *slot.targets, empty_vertex_array.name(), quality.ui_scale);
    slot.targets->bind_picture();
    overlay_pass.draw(scene, camera, *slot.targets, quality);
}

std::uint32_t GlSceneRenderer::draw(const Scene& scene, const OrbitCamera& camera, const Viewport& viewport,
                                    const RenderQuality& quality, std::size_t slot) {
    const OuterState outer;
    if (state_->slots.size() <= slot) {
        state_->slots.resize(slot + 1);
    }
    state_->draw_picture(state_->slots[slot], scene, camera, viewport, quality);
    return state_->slots[slot].targets->picture();
}

void GlSceneRenderer::release_slots_from(std::size_t first) {
    if (first < state_->slots.size()) {
        state_->slots.resize(first);
    }
}

Image GlSceneRenderer::render(const Scene& scene, const OrbitCamera& camera, const Viewport& viewport,
                              const RenderQuality& quality) {
    const OuterState outer;
    state_->draw_picture(state_->still, scene, camera, viewport, quality);
    Image image{.width_px = viewport.width_px, .height_px = viewport.height_px, .rgba = {}};
    image.rgba.resize(4 * static_cast<std::size_t>(viewport.width_px) * static_cast<std::size_t>(viewport.height_px));
    glBindFramebuffer(GL_READ_FRAMEBUFFER, state_->still.targets->picture_framebuffer());
    glPixelStorei(GL_PACK_ALIGNMENT, 4);
    glReadPixels(0, 0, viewport.width_px, viewport.height_px, GL_RGBA, GL_UNSIGNED_BYTE, image.rgba.data());
    if (const GLenum error = glGetError(); error != GL_NO_ERROR) {
        throw Error(ErrorCode::Graphics, {"render.picture.failed", {{"code", std::to_string(error)}}});
    }
    finish_image(image);
    return image;
}

bool GlSceneRenderer::upload(const Scene& scene, double budget_ms) {
    const auto start = std::chrono::steady_clock::now();
    for (const Drawable& drawable : scene.drawables) {
        if (state_->meshes.contains(drawable.mesh)) {
            continue;
        }
        const std::chrono::duration<double, std::milli> spent = std::chrono::steady_clock::now() - start;
        if (spent.count() >= budget_ms) {
            return false;
        }
        state_->meshes.obtain(drawable.mesh);
    }
    return true;
}

std::size_t GlSceneRenderer::last_triangle_count() const { return state_->triangle_count; }

}  // namespace palpate
