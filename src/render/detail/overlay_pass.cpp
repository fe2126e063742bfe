#include "render/detail/overlay_pass.h"

#include "render/detail/overlay_layout.h"
#include "scene/sign_layout.h"

#include <algorithm>
#include <cmath>

namespace palpate {
namespace {

constexpr float k_covered_alpha = 0.6F;

void bind_texture(GLenum unit, GLuint texture) {
    glActiveTexture(unit);
    glBindTexture(GL_TEXTURE_2D, texture);
}

/// Laid out for the whole picture, drawn into its tile.
void move_to_tile(std::vector<OverlayVertex>& vertices, const Viewport& viewport) {
    for (OverlayVertex& vertex : vertices) {
        vertex.position_px -= glm::vec2(viewport.corner_px);
        vertex.place -= glm::vec4(viewport.corner_px, 0, 0);
    }
}

}  // namespace

OverlayPass::OverlayPass(const std::filesystem::path& shader_folder)
    : shapes_(shader_folder, "overlay.vert", "overlay.frag"),
      sign_copies_(shader_folder, "overlay.vert", "sign_copy.frag"),
      signs_(shader_folder),
      font_file_(find_label_font()) {
    shapes_.use();
    shapes_.set("u_depth", 0);
    shapes_.set("u_letters", 1);
    sign_copies_.use();
    sign_copies_.set("u_depth", 0);
    sign_copies_.set("u_signs", 1);
}

void OverlayPass::draw(const Scene& scene, const OrbitCamera& camera, const FrameTargets& targets,
                       const RenderQuality& quality) {
    if (scene.marks.empty() && scene.side_labels.empty() && quality.names.empty()) {
        return;
    }
    make_letters(scene, quality);
    const Viewport& viewport = targets.viewport();
    Overlay overlay =
        build_overlay({scene, camera, viewport.whole(), letters_, quality.ui_scale, quality.names, quality.covered});
    signs_.add(overlay.signs, {letters_, letter_texture_.name(), shapes_}, quality.ui_scale);
    targets.bind_picture();
    glViewport(0, 0, viewport.width_px, viewport.height_px);
    bind_texture(GL_TEXTURE0, targets.depth());
    bind_texture(GL_TEXTURE1, letter_texture_.name());
    set_frame(shapes_, camera, viewport);
    move_to_tile(overlay.shapes, viewport);
    triangles_.draw(overlay.shapes);
    if (overlay.signs.empty()) {
        return;
    }
    OverlayBuilder copies(letters_);
    for (const OverlaySign& sign : overlay.signs) {
        signs_.copy(sign, copies);
    }
    bind_texture(GL_TEXTURE1, signs_.texture());
    set_frame(sign_copies_, camera, viewport);
    move_to_tile(copies.vertices(), viewport);
    triangles_.draw(copies.vertices());
}

void OverlayPass::set_frame(const ShaderProgram& program, const OrbitCamera& camera, const Viewport& viewport) const {
    const Viewport whole = viewport.whole();
    program.use();
    program.set("u_size_px", glm::vec2(viewport.width_px, viewport.height_px));
    program.set("u_depth_range_mm", glm::vec2(camera.near_mm(), camera.far_mm()));
    program.set("u_view_axis_of_pixel",
                glm::vec3(std::tan(0.5F * camera.vertical_field_of_view_rad), whole.aspect(), 0.0F));
    program.set("u_tile", glm::vec4(viewport.corner_px, whole.width_px, whole.height_px));
    program.set("u_visibility", glm::vec4(k_clear_gap_mm, k_covered_gap_mm, k_covered_alpha, 0.0F));
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
    signs_.clear();
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
