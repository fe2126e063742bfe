#include "atlas_sources/parametric/body_shaper.h"

#include "anatomy/anatomy_catalogue.h"
#include "atlas_sources/parametric/form_stations.h"
#include "atlas_sources/parametric/skin_contact.h"
#include "atlas_sources/parametric/skin_fat.h"
#include "atlas_sources/parametric/skin_refine.h"
#include "base/jobs.h"
#include "geometry/frame.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/matrix.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace palpate::parametric {
namespace {

constexpr std::size_t k_block = 2048;  ///< vertices a thread takes at a time

const TriangleMesh* find_skin(std::span<const BodyMesh> body) {
    const auto skin = std::ranges::find(body, std::string(k_skin_id), &BodyMesh::catalogue_id);
    return skin == body.end() ? nullptr : &skin->mesh;
}

/// Heights of floor and vertex after the warp; the fat does not reach either.
glm::vec2 warped_heights(const BodyWarp& warp, const TriangleMesh& skin, const Box& box) {
    constexpr float k_near_mm = 25.0F;
    std::vector<glm::vec3> ends;
    std::ranges::copy_if(skin.positions_mm, std::back_inserter(ends), [&](const glm::vec3& point) {
        return point.y < box.low.y + k_near_mm || point.y > box.high.y - k_near_mm;
    });
    std::vector<WarpedPoint> warped(ends.size());
    warp.move(ends, warped);
    glm::vec2 heights(warped.front().position_mm.y);
    for (const WarpedPoint& point : warped) {
        heights = {std::min(heights.x, point.position_mm.y), std::max(heights.y, point.position_mm.y)};
    }
    return heights;
}

/// Cofactors of the Jacobian turn normals as the Jacobian turns the surface.
glm::vec3 turned(const glm::mat3& stretch, const glm::vec3& normal) {
    const glm::vec3 turned = normal.x * glm::cross(stretch[1], stretch[2]) +
                             normal.y * glm::cross(stretch[2], stretch[0]) +
                             normal.z * glm::cross(stretch[0], stretch[1]);
    const float length = glm::length(turned);
    return length > 0.0F ? turned / length : normal;
}

/// Each normal becomes the mean of those of the triangles around it.
void smooth_normals(TriangleMesh& mesh) {
    std::vector<glm::vec3> sums(mesh.normals.size(), glm::vec3(0.0F));
    for (std::size_t i = 0; i < mesh.indices.size(); i += 3) {
        const std::array corners{mesh.indices[i], mesh.indices[i + 1], mesh.indices[i + 2]};
        const glm::vec3 sum = mesh.normals[corners[0]] + mesh.normals[corners[1]] + mesh.normals[corners[2]];
        for (const std::uint32_t corner : corners) {
            sums[corner] += sum;
        }
    }
    for (std::size_t v = 0; v < sums.size(); ++v) {
        const float length = glm::length(sums[v]);
        mesh.normals[v] = length > 1e-3F ? sums[v] / length : mesh.normals[v];
    }
}

/// Keeps the warped normals where the skin lies as it was, and takes those of the triangles where fat moved it.
void blend_normals(TriangleMesh& skin, std::span<const glm::vec3> fat) {
    const std::vector<glm::vec3> warped = skin.normals;
    recalculate_normals(skin);
    smooth_normals(skin);
    for (std::size_t v = 0; v < warped.size(); ++v) {
        const float moved = glm::smoothstep(0.1F, 1.0F, glm::length(fat[v]));
        const glm::vec3 mixed = glm::mix(warped[v], skin.normals[v], moved);
        const float length = glm::length(mixed);
        skin.normals[v] = length > 0.0F ? mixed / length : skin.normals[v];
    }
}

}  // namespace

BodyShaper::BodyShaper(const FormRecipe& recipe, const BodyForm& form, std::span<const BodyMesh> body)
    : recipe_(recipe), shares_(shares_of(form)) {
    const TriangleMesh* skin = find_skin(body);
    if (form == BodyForm{} || skin == nullptr) {
        return;
    }
    moves_ = true;
    const Box box = bounds(*skin);
    const float base_mm = box.size().y;
    const float own_mm = recipe_.own_stature_mm[static_cast<std::size_t>(form.shape)];
    const float wanted_mm = form.stature_mm.value_or(own_mm > 0.0F ? own_mm : base_mm);
    warp_ = BodyWarp(place_stations(recipe_, shares_, wanted_mm / base_mm), recipe_.softness_mm);
    const glm::vec2 heights = warped_heights(warp_, *skin, box);
    const float factor = wanted_mm / (heights.y - heights.x);
    warp_.stretch_heights(factor, box.low.y - factor * heights.x);
}

void BodyShaper::reshape(TriangleMesh& mesh) const {
    if (!moves_) {
        return;
    }
    std::vector<WarpedPoint> warped(mesh.positions_mm.size());
    warp_.move(mesh.positions_mm, warped);
    for (std::size_t v = 0; v < warped.size(); ++v) {
        mesh.positions_mm[v] = warped[v].position_mm;
        mesh.normals[v] = turned(warped[v].stretch, mesh.normals[v]);
    }
}

void BodyShaper::reshape_skin(TriangleMesh& skin, std::span<const std::uint32_t> facing) const {
    if (!moves_) {
        return;
    }
    std::vector<glm::vec3> fat = calc_fat(skin, recipe_, shares_);
    const std::size_t count = skin.positions_mm.size();
    parallel_for((count + k_block - 1) / k_block, [&](std::size_t block) {
        const std::size_t first = block * k_block;
        const std::size_t size = std::min(k_block, count - first);
        std::vector<WarpedPoint> warped(size);
        warp_.move(std::span(skin.positions_mm).subspan(first, size), warped);
        for (std::size_t i = 0; i < size; ++i) {
            skin.positions_mm[first + i] = warped[i].position_mm;
            skin.normals[first + i] = turned(warped[i].stretch, skin.normals[first + i]);
            fat[first + i] = warped[i].stretch * fat[first + i];
        }
    });
    keep_apart(fat, skin, facing);
    ease_folds(fat, skin);
    for (std::size_t v = 0; v < count; ++v) {
        skin.positions_mm[v] += fat[v];
    }
    blend_normals(skin, fat);
    unfold_fully(skin, k_mirror_plane_x_mm);
}

}  // namespace palpate::parametric
