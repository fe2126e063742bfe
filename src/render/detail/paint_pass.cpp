#include "render/detail/paint_pass.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace palpate {
namespace {

constexpr float k_lift_mm = 2.5F;        ///< towards the eye: more than depth confuses, less than a finger is thick
constexpr float k_invisible_px = 0.55F;  ///< by which a border under a line of that width may be off
constexpr float k_pattern_px = 9.0F;
constexpr glm::vec3 k_casing{0.05F, 0.06F, 0.08F};
constexpr glm::vec3 k_ring{1.0F};
constexpr glm::vec3 k_selected_ring{0.31F, 0.82F, 0.71F};

/// Half the width of a stroke: in mm of the body, but within these pixels.
struct HalfWidth {
    float mm = 0.0F;
    float least_px = 0.0F;
    float most_px = 0.0F;
    float more_px = 0.0F;  ///< added to it
};
constexpr HalfWidth k_rim_casing{0.0F, 1.9F, 1.9F, 0.0F};
constexpr HalfWidth k_rim{0.0F, 0.9F, 0.9F, 0.0F};
constexpr HalfWidth k_selected_rim{0.0F, 1.3F, 1.3F, 0.0F};
constexpr HalfWidth k_band{3.0F, 2.2F, 5.0F, 0.0F};
constexpr float k_band_ring_px = 1.3F;
constexpr float k_band_casing_px = 2.4F;

struct StrokeInstance {
    glm::vec3 from_mm;
    glm::vec3 to_mm;
    glm::vec4 normal_arrow;
};

void describe_strokes() {
    constexpr GLsizei k_stride = sizeof(StrokeInstance);
    glVertexAttribPointer(0, 3, GL_FLOAT, GL_FALSE, k_stride, buffer_offset(offsetof(StrokeInstance, from_mm)));
    glVertexAttribPointer(1, 3, GL_FLOAT, GL_FALSE, k_stride, buffer_offset(offsetof(StrokeInstance, to_mm)));
    glVertexAttribPointer(2, 4, GL_FLOAT, GL_FALSE, k_stride, buffer_offset(offsetof(StrokeInstance, normal_arrow)));
    for (GLuint attribute = 0; attribute < 3; ++attribute) {
        glEnableVertexAttribArray(attribute);
        glVertexAttribDivisor(attribute, 1);
    }
}

/// Pixels of a millimetre at a distance of one; in a tile those of the whole picture.
float calc_px_at_1_mm(const OrbitCamera& camera, const Viewport& viewport) {
    return 0.5F * static_cast<float>(viewport.whole().height_px) / std::tan(0.5F * camera.vertical_field_of_view_rad);
}

void set_frame(const ShaderProgram& program, const Scene& scene, const OrbitCamera& camera, const Viewport& viewport,
               float lift_mm) {
    program.use();
    program.set("u_view_projection", camera.projection(viewport) * camera.view());
    program.set("u_eye_mm", camera.eye_mm());
    program.set("u_lift_mm", lift_mm);
    program.set("u_section", scene.section ? scene.section->equation() : glm::vec4(0.0F));
}

}  // namespace

PaintPass::PaintPass(const std::filesystem::path& shader_folder)
    : fill_(shader_folder, "paint_fill.vert", "paint_fill.frag"),
      stroke_(shader_folder, "paint_stroke.vert", "paint_stroke.frag") {}

PaintPass::GpuStrokes PaintPass::upload(const std::vector<SkinStroke>& strokes) {
    if (strokes.empty()) {
        return {};
    }
    std::vector<StrokeInstance> instances;
    instances.reserve(strokes.size());
    for (const SkinStroke& stroke : strokes) {
        instances.push_back({stroke.from_mm, stroke.to_mm, glm::vec4(stroke.normal, stroke.arrow ? 1.0F : 0.0F)});
    }
    GpuStrokes uploaded{make_vertex_array(), make_buffer(), static_cast<GLsizei>(instances.size())};
    glBindVertexArray(uploaded.array.name());
    glBindBuffer(GL_ARRAY_BUFFER, uploaded.instances.name());
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(instances.size() * sizeof(StrokeInstance)), instances.data(),
                 GL_STATIC_DRAW);
    describe_strokes();
    return uploaded;
}

/// Both forms share the corners; their indices stand one after the other.
void PaintPass::upload_area(const MarkShape& shape, GpuShape& gpu) {
    if (shape.indices.empty()) {
        return;
    }
    std::vector<std::uint32_t> indices = shape.indices;
    indices.insert(indices.end(), shape.coarse_indices.begin(), shape.coarse_indices.end());
    gpu.area = {0, static_cast<GLsizei>(shape.indices.size())};
    gpu.coarse_area = {shape.indices.size(), static_cast<GLsizei>(shape.coarse_indices.size())};
    gpu.area_array = make_vertex_array();
    gpu.corners = make_buffer();
    gpu.indices = make_buffer();
    glBindVertexArray(gpu.area_array.name());
    glBindBuffer(GL_ARRAY_BUFFER, gpu.corners.name());
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(shape.corners_mm.size() * sizeof(glm::vec3)),
                 shape.corners_mm.data(), GL_STATIC_DRAW);
    glVertexAttribPointer(0, 3, GL_FLOAT, GL_FALSE, sizeof(glm::vec3), buffer_offset(0));
    glEnableVertexAttribArray(0);
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, gpu.indices.name());
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, static_cast<GLsizeiptr>(indices.size() * sizeof(std::uint32_t)),
                 indices.data(), GL_STATIC_DRAW);
}

const PaintPass::GpuShape& PaintPass::obtain(const std::shared_ptr<const MarkShape>& shape) {
    GpuShape& gpu = shapes_[shape.get()];
    if (!gpu.source.expired()) {  // a new shape may lie where a dead one lay
        return gpu;
    }
    gpu = GpuShape{};
    gpu.source = shape;
    upload_area(*shape, gpu);
    gpu.rim = upload(shape->rim);
    gpu.coarse_rim = upload(shape->coarse_rim);
    gpu.band = upload(shape->band);
    glBindVertexArray(0);
    return gpu;
}

std::vector<PaintPass::Item> PaintPass::choose_detail(const Scene& scene, const OrbitCamera& camera,
                                                      const Viewport& viewport) {
    std::vector<Item> items;
    const auto add = [&](const MarkTrace& trace) {
        const float distance_mm = glm::distance(camera.eye_mm(), trace.place_mm);
        const float px_per_mm = calc_px_at_1_mm(camera, viewport) / std::max(distance_mm, 1.0F);
        const bool coarse = k_coarse_shape_error_mm * px_per_mm <= k_invisible_px && !trace.shape->coarse_rim.empty();
        items.push_back({&trace, &obtain(trace.shape), coarse});
    };
    std::ranges::for_each(scene.keep_clear, add);
    std::ranges::for_each(scene.traces, add);
    std::ranges::for_each(scene.strokes, add);
    return items;
}

void PaintPass::draw(const Scene& scene, const OrbitCamera& camera, const FrameTargets& targets, float ui_scale,
                     float skin_error_mm) {
    std::erase_if(shapes_, [](const auto& entry) { return entry.second.source.expired(); });
    if (scene.keep_clear.empty() && scene.traces.empty() && scene.strokes.empty()) {
        return;
    }
    const Viewport& viewport = targets.viewport();
    const float lift_mm = k_lift_mm + skin_error_mm;
    targets.bind_picture_with_depth();
    glEnable(GL_DEPTH_TEST);
    glDepthFunc(GL_LEQUAL);
    glDepthMask(GL_FALSE);
    glEnable(GL_BLEND);
    glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    glEnable(GL_CULL_FACE);
    const std::vector<Item> items = choose_detail(scene, camera, viewport);
    set_frame(fill_, scene, camera, viewport, lift_mm);
    draw_areas(items, camera, viewport, ui_scale);
    glDisable(GL_CULL_FACE);
    set_frame(stroke_, scene, camera, viewport, lift_mm + 0.5F);
    stroke_.set("u_size_px", glm::vec2(viewport.width_px, viewport.height_px));
    stroke_.set("u_px_at_1_mm", calc_px_at_1_mm(camera, viewport));
    draw_strokes(items, ui_scale);
    glDisable(GL_BLEND);
    glDepthMask(GL_TRUE);
    glDisable(GL_DEPTH_TEST);
    glBindVertexArray(0);
}

void PaintPass::draw_areas(const std::vector<Item>& items, const OrbitCamera& camera, const Viewport& viewport,
                           float ui_scale) {
    fill_.set("u_period_px", k_pattern_px * ui_scale);
    for (const auto& [trace, gpu, coarse] : items) {
        const IndexRange& range = coarse ? gpu->coarse_area : gpu->area;
        if (range.count == 0) {
            continue;
        }
        // The pattern hangs on the mark's place, so that it goes along when the body is moved.
        const glm::vec2 place = camera.project(trace->place_mm, viewport).value_or(glm::vec2(0.0F));
        fill_.set("u_origin_px", glm::vec2(place.x, static_cast<float>(viewport.height_px) - place.y));
        fill_.set("u_fill", glm::vec4(trace->fill, trace->hollow ? 0.12F : trace->selected ? 0.56F : trace->opacity));
        fill_.set("u_ink", glm::vec4(trace->ink, 0.5F));
        fill_.set("u_pattern", static_cast<int>(trace->pattern));
        glBindVertexArray(gpu->area_array.name());
        glDrawElements(GL_TRIANGLES, range.count, GL_UNSIGNED_INT, buffer_offset(range.first * sizeof(std::uint32_t)));
    }
}

void PaintPass::draw_strokes(const std::vector<Item>& items, float ui_scale) {
    const auto stroke = [&](const GpuStrokes& strokes, const HalfWidth& half, const glm::vec3& colour) {
        if (strokes.count > 0) {
            stroke_.set("u_half_width",
                        glm::vec4(half.mm, glm::vec3(half.least_px, half.most_px, half.more_px) * ui_scale));
            stroke_.set("u_colour", colour);
            glBindVertexArray(strokes.array.name());
            glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, strokes.count);
        }
    };
    for (const auto& [trace, gpu, coarse] : items) {
        const GpuStrokes& rim = coarse ? gpu->coarse_rim : gpu->rim;
        const glm::vec3& ring = trace->selected ? k_selected_ring : k_ring;
        stroke(rim, k_rim_casing, k_casing);
        stroke(rim, trace->selected ? k_selected_rim : k_rim, ring);
        HalfWidth band = k_band;
        band.more_px = k_band_casing_px;
        stroke(gpu->band, band, k_casing);
        band.more_px = k_band_ring_px;
        stroke(gpu->band, band, ring);
        stroke(gpu->band, k_band, trace->fill);
    }
}

}  // namespace palpate
