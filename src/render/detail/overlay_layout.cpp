#include "render/detail/overlay_layout.h"

#include "scene/sign_layout.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>

namespace palpate {
namespace {

constexpr glm::vec3 k_ring{1.0F};
constexpr glm::vec3 k_selected_ring{0.31F, 0.82F, 0.71F};
constexpr float k_shadow_px = 4.0F;  ///< how far a sign's shadow reaches beyond it
constexpr float k_picture_margin_px = 8.0F;
constexpr glm::vec2 k_label_padding_px{9.0F, 5.0F};
constexpr float k_label_ground = 0.55F;  ///< opacity of the ground behind words
constexpr float k_side_on_shift_px = 17.0F;

std::array<std::uint8_t, 4> to_bytes(const glm::vec3& colour, float alpha) {
    const glm::vec4 scaled = 255.0F * glm::clamp(glm::vec4(colour, alpha), 0.0F, 1.0F) + 0.5F;
    return {static_cast<std::uint8_t>(scaled.r), static_cast<std::uint8_t>(scaled.g),
            static_cast<std::uint8_t>(scaled.b), static_cast<std::uint8_t>(scaled.a)};
}

struct Rectangle {
    glm::vec2 low;
    glm::vec2 high;
};

class OverlayBuilder {
public:
    explicit OverlayBuilder(const GlyphSheet& letters) : letters_(letters) {}

    /// Where the shape and letters to come sit in depth; zero for what is always seen.
    void set_place(const glm::vec4& place) { place_ = place; }

    void add_shape(const glm::vec2& centre, const glm::vec2& half_size, float corner, float grown,
                   const std::array<std::uint8_t, 4>& fill, const std::array<std::uint8_t, 4>& ring) {
        const glm::vec2 reach = half_size + grown;
        add_quad({centre - reach, centre + reach}, {-reach, reach}, {0.0F, half_size.x, half_size.y, corner}, fill,
                 ring);
    }

    /// Centred on `centre`; letters stand on whole pixels, which keeps them crisp.
    void add_text(std::u32string_view text, const glm::vec2& centre, const std::array<std::uint8_t, 4>& ink) {
        glm::vec2 pen = glm::round(centre + 0.5F * glm::vec2(-letters_.width_of(text), letters_.capital_height_px));
        const glm::vec2 sheet_size(static_cast<float>(letters_.width_px), static_cast<float>(letters_.height_px));
        for (const char32_t letter : text) {
            const auto found = letters_.glyphs.find(letter);
            if (found == letters_.glyphs.end()) {
                continue;
            }
            const Glyph& glyph = found->second;
            const glm::vec2 snapped = glm::round(pen) - 0.5F;  // letters' edges on the borders of pixels
            add_quad({snapped + glyph.offset_low, snapped + glyph.offset_high},
                     {glyph.sheet_low / sheet_size, glyph.sheet_high / sheet_size}, {1.0F, 0.0F, 0.0F, 0.0F}, ink, {});
            pen.x += glyph.advance_px;
        }
    }

    [[nodiscard]] std::vector<OverlayVertex> take() { return std::move(vertices_); }

private:
    void add_quad(const Rectangle& where, const Rectangle& local, const glm::vec4& shape,
                  const std::array<std::uint8_t, 4>& fill, const std::array<std::uint8_t, 4>& ring) {
        for (const glm::vec2 corner :
             {glm::vec2(0, 0), glm::vec2(1, 0), glm::vec2(1, 1), glm::vec2(0, 0), glm::vec2(1, 1), glm::vec2(0, 1)}) {
            vertices_.push_back({.position_px = glm::mix(where.low, where.high, corner),
                                 .shape = shape,
                                 .local = glm::mix(local.low, local.high, corner),
                                 .fill = fill,
                                 .ring = ring,
                                 .place = place_});
        }
    }

    const GlyphSheet& letters_;
    glm::vec4 place_{0.0F};
    std::vector<OverlayVertex> vertices_;
};

PlacedLabel place_label(const SideLabel& label, const OrbitCamera& camera, const Viewport& viewport,
                        const glm::vec2& half_size, float ui_scale) {
    const glm::mat3 axes = camera.axes();
    const glm::vec3 outward = label.outward * axes;  // right, up, towards the eye
    const float side = std::clamp(3.0F * outward.x, -1.0F, 1.0F);
    const glm::vec2 size(static_cast<float>(viewport.width_px), static_cast<float>(viewport.height_px));
    // Words behind the camera are sent to the picture's border on their side.
    const glm::vec2 base =
        camera.project(label.position_mm, viewport).value_or(0.5F * size + glm::vec2(side * size.x, 0.0F));
    PlacedLabel placed{.half_size_px = half_size};
    const float side_on = outward.z * outward.z * outward.z;
    placed.centre_px = base + glm::vec2(side * half_size.x, side_on * k_side_on_shift_px * ui_scale);
    placed.alpha = glm::mix(1.0F, 0.5F, glm::smoothstep(0.5F, 0.95F, -outward.z));
    const glm::vec2 room = half_size + k_picture_margin_px;
    placed.centre_px = glm::clamp(placed.centre_px, glm::min(room, 0.5F * size), glm::max(size - room, 0.5F * size));
    return placed;
}

bool overlap(const PlacedLabel& a, const PlacedLabel& b) {
    return glm::all(glm::lessThan(glm::abs(a.centre_px - b.centre_px), a.half_size_px + b.half_size_px));
}

void add_sign(OverlayBuilder& builder, const MarkSign& sign, const PlacedSign& placed, float ui_scale) {
    builder.set_place({placed.centre_px, placed.depth_mm, placed.facing});
    const glm::vec3 ring = sign.selected ? k_selected_ring : k_ring;
    const glm::vec2 half_size(placed.radius_px);
    builder.add_shape(placed.centre_px, half_size, placed.radius_px, k_shadow_px * ui_scale,
                      to_bytes(sign.fill, sign.hollow ? 0.72F : 1.0F), to_bytes(ring, 1.0F));
    builder.add_text(to_code_points(sign.label), placed.centre_px, to_bytes(sign.ink, 1.0F));
}

}  // namespace

std::vector<PlacedLabel> place_labels(const Scene& scene, const OrbitCamera& camera, const Viewport& viewport,
                                      const GlyphSheet& letters, float ui_scale) {
    std::vector<PlacedLabel> placed;
    for (std::size_t i = 0; i < scene.side_labels.size(); ++i) {
        const SideLabel& label = scene.side_labels[i];
        const glm::vec2 text_size(letters.width_of(to_code_points(label.text)), letters.capital_height_px);
        const glm::vec2 half_size = 0.5F * text_size + k_label_padding_px * ui_scale;
        PlacedLabel next = place_label(label, camera, viewport, half_size, ui_scale);
        next.label = i;
        for (const PlacedLabel& earlier : placed) {
            if (overlap(next, earlier)) {
                const float down = next.centre_px.y < earlier.centre_px.y ? -1.0F : 1.0F;
                next.centre_px.y =
                    earlier.centre_px.y + down * (earlier.half_size_px.y + next.half_size_px.y + 2.0F * ui_scale);
            }
        }
        placed.push_back(next);
    }
    return placed;
}

std::vector<OverlayVertex> build_overlay(const Scene& scene, const OrbitCamera& camera, const Viewport& viewport,
                                         const GlyphSheet& letters, float ui_scale) {
    OverlayBuilder builder(letters);
    for (const PlacedLabel& placed : place_labels(scene, camera, viewport, letters, ui_scale)) {
        builder.set_place(glm::vec4(0.0F));
        builder.add_shape(placed.centre_px, placed.half_size_px, 6.0F * ui_scale, 1.0F,
                          to_bytes(scene.background_edge, k_label_ground * placed.alpha), {});
        builder.add_text(to_code_points(scene.side_labels[placed.label].text), placed.centre_px,
                         to_bytes(scene.label_ink, placed.alpha));
    }
    for (const PlacedSign& placed : place_signs(scene, camera, viewport, ui_scale)) {
        add_sign(builder, scene.marks[placed.sign], placed, ui_scale);
    }
    return builder.take();
}

std::u32string letters_of(const Scene& scene) {
    std::u32string letters = U"0123456789";
    for (const SideLabel& label : scene.side_labels) {
        letters += to_code_points(label.text);
    }
    for (const MarkSign& sign : scene.marks) {
        letters += to_code_points(sign.label);
    }
    std::ranges::sort(letters);
    const auto repeated = std::ranges::unique(letters);
    letters.erase(repeated.begin(), repeated.end());
    return letters;
}

}  // namespace palpate
