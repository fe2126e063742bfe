#pragma once

#include "geometry/orbit_camera.h"
#include "render/detail/gpu_mesh_cache.h"
#include "scene/scene.h"

#include <glm/mat4x4.hpp>

#include <cstddef>
#include <vector>

namespace palpate {

/// One drawable as it will be drawn: its mesh, its level of detail and how far it is.
struct DrawItem {
    const Drawable* drawable = nullptr;
    std::size_t index = 0;  ///< of the drawable in its scene
    const GpuMesh* mesh = nullptr;
    std::size_t level = 0;
    float nearest_mm = 0.0F;          ///< along the view, of the mesh's box
    bool cut_open = false;            ///< the section plane goes through it
    float invisible_error_mm = 0.0F;  ///< coarser levels within this look the same from here
};

/// False only when no point of the box can be in the picture.
[[nodiscard]] bool may_be_seen(const Box& box, const glm::mat4& view_projection);

enum class SectionSide { Kept, CutOpen, CutAway };
[[nodiscard]] SectionSide side_of(const Box& box, const SectionPlane& section);

/// Error of a surface that nobody can see from `distance_mm`: a small part of a pixel.
[[nodiscard]] float calc_invisible_error_mm(const OrbitCamera& camera, const Viewport& viewport, float distance_mm);

/// Each mesh gets its coarsest level that looks the same. Where that is more than `budget` triangles (0: no budget), one
/// error bound for all is raised until they fit, or to the coarsest there is.
void choose_levels(std::vector<DrawItem>& items, std::size_t budget);

/// The same for a picture: what is ghostly is drawn several times, layer by layer, so it comes with less detail, which is
/// not missed in it.
void choose_picture_levels(std::vector<DrawItem>& items, std::size_t budget);

/// Drawn as a ghost: neither solid nor the skin.
[[nodiscard]] bool is_ghost(const DrawItem& item);
[[nodiscard]] bool is_solid(const DrawItem& item);

/// Outer layers first and near before far, so that what is hidden is thrown away early.
void sort_for_early_depth(std::vector<DrawItem>& items);

[[nodiscard]] std::size_t count_triangles(const std::vector<DrawItem>& items);

}  // namespace palpate
