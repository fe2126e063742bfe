#pragma once

#include "render/detail/draw_list.h"
#include "render/detail/frame_targets.h"
#include "render/detail/section_clip.h"
#include "render/detail/shader_program.h"

#include <filesystem>
#include <functional>
#include <span>

namespace palpate {

/// Blends translucent surfaces pixel by pixel in their true order, whatever order they are drawn in (depth peeling): the
/// nearest surface of each sample is found, then the next behind it, and so on; then they are laid over the solid body
/// from the farthest to the nearest. Beyond the last layer what is still farther is left out.
class TranslucentPass {
public:
    explicit TranslucentPass(const std::filesystem::path& shader_folder);

    using DrawColour = std::function<void(std::span<const DrawItem>)>;
    /// Into the targets' scene, which holds the solid body. `draw_colour` draws the items shaded, with the program it
    /// sets up itself. Costs nothing without items, else up to two passes over them for each layer.
    void draw(std::span<const DrawItem> items, const OrbitCamera& camera, const SectionClip& clip,
              FrameTargets& targets, const DrawColour& draw_colour);

private:
    /// The number of layers in which anything was found.
    int find_layers(std::span<const DrawItem> items, const OrbitCamera& camera, const SectionClip& clip,
                    FrameTargets& targets, int most) const;

    ShaderProgram nearest_;
    ShaderProgram behind_;
    ShaderProgram behind_single_;
};

}  // namespace palpate
