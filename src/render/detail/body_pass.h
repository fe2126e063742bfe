#pragma once

#include "render/detail/draw_list.h"
#include "render/detail/frame_targets.h"
#include "render/detail/section_clip.h"
#include "render/detail/shader_program.h"
#include "render/detail/translucent_pass.h"
#include "scene/scene_renderer.h"

#include <filesystem>
#include <optional>
#include <span>
#include <vector>

namespace palpate {

/// What of a frame the body's pixels depend on: while it stays equal, the body need not be drawn again.
struct BodyKey {
    struct Part {
        const TriangleMesh* mesh = nullptr;
        Surface surface = Surface::Muscle;
        glm::vec3 colour{0.0F};
        glm::vec4 tint{0.0F};
        float opacity = 1.0F;
        bool operator==(const Part&) const = default;
    };
    std::vector<Part> parts;  ///< the structures, then the sites
    std::size_t site_count = 0;
    std::optional<SectionPlane> section;
    OrbitCamera camera;
    Viewport viewport;
    int samples = 0;
    std::size_t triangle_budget = 0;
    bool operator==(const BodyKey&) const = default;
};
[[nodiscard]] BodyKey make_body_key(const Scene& scene, const OrbitCamera& camera, const Viewport& viewport,
                                    const RenderQuality& quality);

/// Draws the structures: solid ones first, then translucent ones in the order they lie in, the skin over all.
class BodyPass {
public:
    explicit BodyPass(const std::filesystem::path& shader_folder);

    /// Fills targets.body() and targets.depth(). `items` in any order; they come back sorted as drawn. `sites` are drawn
    /// translucent, and fainter where something solid lies before them.
    void draw(std::vector<DrawItem>& items, std::span<const DrawItem> sites, const OrbitCamera& camera,
              const std::optional<SectionPlane>& section, FrameTargets& targets);

private:
    /// What every drawing of one frame needs.
    struct Frame {
        const OrbitCamera& camera;
        const SectionClip& clip;
        FrameTargets& targets;
    };
    void use_surface(const Frame& frame) const;
    void draw_depth(std::span<const DrawItem> items, const Frame& frame) const;
    void draw_solid(std::span<const DrawItem> items, const Frame& frame) const;
    void draw_covered(std::span<const DrawItem> sites, const Frame& frame) const;
    void draw_ghosts(std::span<const DrawItem> items, std::span<const DrawItem> sites, const Frame& frame);
    void draw_clear_skin(std::span<const DrawItem> items, const Frame& frame) const;

    ShaderProgram surface_;
    ShaderProgram depth_;
    TranslucentPass translucent_;
};

/// Culls back faces of closed meshes only: of the others both sides can be seen, and of what is cut open the inside.
void set_culling(const DrawItem& item);

}  // namespace palpate
