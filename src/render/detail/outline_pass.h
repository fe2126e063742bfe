#pragma once

#include "render/detail/draw_list.h"
#include "render/detail/frame_targets.h"
#include "render/detail/shader_program.h"

#include <filesystem>
#include <optional>
#include <vector>

namespace palpate {

/// Lines round the selected and the hovered structures. A mask of what they cover is drawn with the body's own samples,
/// so the lines are as smooth as the body.
class OutlinePass {
public:
    explicit OutlinePass(const std::filesystem::path& shader_folder);

    /// Blends onto targets.picture(). Costs only the part of the picture the structures cover.
    void draw(const std::vector<DrawItem>& items, const OrbitCamera& camera, const std::optional<SectionPlane>& section,
              const FrameTargets& targets, GLuint empty_vertex_array, float ui_scale) const;

private:
    void draw_mask(const std::vector<DrawItem>& items, const OrbitCamera& camera,
                   const std::optional<SectionPlane>& section, const FrameTargets& targets) const;

    ShaderProgram mask_;
    ShaderProgram outline_;
};

}  // namespace palpate
