#pragma once

#include "scene/scene_renderer.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>

namespace palpate {

/// Draws scenes with OpenGL 3.3 into its own framebuffer. Needs a current context for its whole life; destroy it first.
class GlSceneRenderer final : public SceneRenderer {
public:
    /// Reads and compiles shaders from `shader_folder` and the label font. Throws Error Graphics / NotFound.
    explicit GlSceneRenderer(const std::filesystem::path& shader_folder);
    ~GlSceneRenderer() override;

    [[nodiscard]] Image render(const Scene& scene, const OrbitCamera& camera, const Viewport& viewport,
                               const RenderQuality& quality) override;

    /// Draws and leaves the picture on the GPU. Returns the GL texture (RGBA8, bottom row first), owned by the
    /// renderer and valid until the next draw into the same slot. A slot is a place on screen: it keeps its body while
    /// nothing of it changes, whatever is drawn into others. Meshes and shaders are shared. render() has one of its own.
    [[nodiscard]] std::uint32_t draw(const Scene& scene, const OrbitCamera& camera, const Viewport& viewport,
                                     const RenderQuality& quality, std::size_t slot = 0);
    /// Frees slots first, first + 1, ..; their textures with them.
    void release_slots_from(std::size_t first);

    /// Uploads meshes of the scene not on the GPU yet for at most `budget_ms`; true when all are there. draw() uploads
    /// what is still missing.
    bool upload(const Scene& scene, double budget_ms);
    [[nodiscard]] std::size_t last_triangle_count() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace palpate
