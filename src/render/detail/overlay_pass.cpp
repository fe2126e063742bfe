#include "render/detail/overlay_pass.h"

#include "render/detail/overlay_layout.h"
#include "scene/sign_layout.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace palpate {
namespace {

constexpr float k_covered_alpha = 0.6F;

const void* offset(std::size_t bytes) { return reinterpret_cast<const void*>(bytes); }

void describe_vertices() {
    constexpr GLsizei k_stride = sizeof(OverlayVertex);
    glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, k_stride, offset(offsetof(OverlayVertex, position_px)));
    glVertexAttribPointer(1, 4, GL_FLOAT, GL_FALSE, k_stride, offset(offsetof(OverlayVertex, shape)));
    glVertexAttribPointer(2, 2, GL_FLOAT, GL_FALSE, k_stride, offset(offsetof(OverlayVertex, local)));
    glVertexAttribPointer(3, 4, GL_UNSIGNED_BYTE, GL_TRUE, k_stride, offset(offsetof(OverlayVertex, fill)));
    glVertexAttribPointer(4, 4, GL_UNSIGNED_BYTE, GL_TRUE, k_stride, offset(offsetof(OverlayVertex, ring)));
    glVertexAttribPointer(5, 4, GL_FLOAT, GL_FALSE, k_stride, offset(offsetof(OverlayVertex, place)));
    glVertexAttribPointer(6, 4, GL_FLOAT, GL_FALSE, k_stride, offset(offsetof(OverlayVertex, style)));
    for (GLuint attribute = 0; attribute < 7; ++attribute) {
        glEnableVertexAttribArray(attribute);
    }
}

}  // namespace

OverlayPass::OverlayPass(const std::filesystem::path& shader_folder)
    : program_(shader_folder, "overlay.vert", "overlay.frag"),
      font_file_(find_label_font()),
      vertex_array_(make_vertex_array()),
      vertices_(make_buffer()) {
    glBindVertexArray(vertex_array_.name());
    glBindBuffer(GL_ARRAY_BUFFER, vertices_.name());
    describe_vertices();
    glBindVertexArray(0);
}

void OverlayPass::draw(const Scene& scene, const OrbitCamera& camera, const FrameTargets& targets,
                       const RenderQuality& quality) {
    if (scene.marks.empty() && scene.side_labels.empty() && quality.names.empty()) {
        return;
    }
    const float ui_scale = quality.ui_scale;
    make_letters(scene, quality);
    const Viewport& viewport = targets.viewport();
    const Viewport whole = viewport.whole();
    std::vector<OverlayVertex> vertices = build_overlay({scene, camera, whole, letters_, ui_scale, quality.names});
    for (OverlayVertex& vertex : vertices) {  // laid out for the whole picture, drawn into its tile
        vertex.position_px -= glm::vec2(viewport.corner_px);
        vertex.place -= glm::vec4(viewport.corner_px, 0, 0);
    }
    program_.use();
    program_.set("u_size_px", glm::vec2(viewport.width_px, viewport.height_px));
    program_.set("u_depth_range_mm", glm::vec2(camera.near_mm(), camera.far_mm()));
    program_.set("u_view_axis_of_pixel",
                 glm::vec3(std::tan(0.5F * camera.vertical_field_of_view_rad), whole.aspect(), 0.0F));
    program_.set("u_tile", glm::vec4(viewport.corner_px, whole.width_px, whole.height_px));
    program_.set("u_visibility", glm::vec4(k_clear_gap_mm, k_covered_gap_mm, k_covered_alpha, 0.0F));
    program_.set("u_scale", ui_scale);
    program_.set("u_depth", 0);
    program_.set("u_letters", 1);
    glActiveTexture(GL_TEXTURE1);
    glBindTexture(GL_TEXTURE_2D, letter_texture_.name());
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_2D, targets.depth());
    glBindVertexArray(vertex_array_.name());
    glBindBuffer(GL_ARRAY_BUFFER, vertices_.name());
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(vertices.size() * sizeof(OverlayVertex)), vertices.data(),
                 GL_STREAM_DRAW);
    glEnable(GL_BLEND);
    glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    glDrawArrays(GL_TRIANGLES, 0, static_cast<GLsizei>(vertices.size()));
    glDisable(GL_BLEND);
    glBindVertexArray(0);
}

void OverlayPass::make_letters(const Scene& scene, const RenderQuality& quality) {
    const float ui_scale = quality.ui_scale;
    std::u32string needed = letters_of(scene, quality.names);
    const bool all_there =
        std::ranges::all_of(needed, [&](char32_t letter) { return letters_.glyphs.contains(letter); });
    if (all_there && letters_scale_ == ui_scale) {
        return;
    }
    for (const auto& [letter, glyph] : letters_.glyphs) {
        needed += letter;  // names change while the body turns: no letter is made twice
    }
    std::ranges::sort(needed);
    const auto repeated = std::ranges::unique(needed);
    needed.erase(repeated.begin(), repeated.end());
    letters_ = make_glyph_sheet(font_file_, k_letter_height_px * ui_scale, needed);
    letters_scale_ = ui_scale;
    letter_texture_ = make_texture();
    glBindTexture(GL_TEXTURE_2D, letter_texture_.name());
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_R8, letters_.width_px, letters_.height_px, 0, GL_RED, GL_UNSIGNED_BYTE,
                 letters_.coverage.data());
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
}

}  // namespace palpate
