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
constexpr glm::vec2 k_name_padding_px{6.0F, 4.0F};
constexpr float k_widest_name = 0.24F;  ///< share of the picture's breadth, where there is less room beside the body
constexpr float k_widest_selected = 0.42F;
constexpr float k_beside_names_px = 50.0F;  ///< gaps and borders beside the body that names leave free
constexpr glm::vec3 k_leader_casing{0.05F, 0.06F, 0.08F};

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

    void add_sign(const PlacedSign& placed, const MarkSign& sign, float grown, const glm::vec3& ring) {
        const float radius = placed.radius_px;
        const glm::vec2 reach(1.25F * radius + grown);  // some outlines stand out from the disc
        const float dashed = sign.unconfirmed ? 1.0F : 0.0F;
        const float alpha = sign.hollow || sign.unconfirmed ? 0.72F : 1.0F;
        style_ = {static_cast<float>(sign.rings), sign.share, dashed, 0.0F};
        add_quad({placed.centre_px - reach, placed.centre_px + reach}, {-reach, reach},
                 {2.0F + static_cast<float>(sign.outline), radius, radius, radius}, to_bytes(sign.fill, alpha),
                 to_bytes(ring, 1.0F));
        style_ = glm::vec4(0.0F);
    }

    void add_line(const glm::vec2& from, const glm::vec2& to, float width, const std::array<std::uint8_t, 4>& colour) {
        const glm::vec2 half(0.5F * glm::length(to - from), 0.5F * width);
        if (half.x < 0.5F) {
            return;
        }
        const glm::vec2 along = (to - from) / (2.0F * half.x);
        const glm::vec2 across(-along.y, along.x);
        const glm::vec2 reach = half + 1.0F;
        const std::size_t first = vertices_.size();
        add_quad({-reach, reach}, {-reach, reach}, {0.0F, half.x, half.y, half.y}, colour, {});
        for (std::size_t i = first; i < vertices_.size(); ++i) {
            const glm::vec2 local = vertices_[i].position_px;
            vertices_[i].position_px = 0.5F * (from + to) + local.x * along + local.y * across;
        }
    }

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
                                 .place = place_,
                                 .style = style_});
        }
    }

    const GlyphSheet& letters_;
    glm::vec4 place_{0.0F};
    glm::vec4 style_{0.0F};
    std::vector<OverlayVertex> vertices_;
};

/// What the body's box covers of the picture; all of it where the box reaches behind the camera.
Rectangle find_body(const Box& body, const OrbitCamera& camera, const Viewport& viewport) {
    const glm::vec2 size(static_cast<float>(viewport.width_px), static_cast<float>(viewport.height_px));
    Rectangle found{size, glm::vec2(0.0F)};
    for (unsigned int i = 0; i < 8; ++i) {
        const glm::vec3 corner((i & 1U) != 0 ? body.high.x : body.low.x, (i & 2U) != 0 ? body.high.y : body.low.y,
                               (i & 4U) != 0 ? body.high.z : body.low.z);
        const auto pixel = camera.project(corner, viewport);
        found.low = glm::min(found.low, pixel.value_or(glm::vec2(0.0F)));
        found.high = glm::max(found.high, pixel.value_or(size));
    }
    return found;
}

/// Across the picture: beside the body on the side the words point to. Exactly from the side they point to neither: then
/// both stand on the near one's side, one above the other. Seen from above or below they follow their own place.
float calc_label_x(const SideLabel& label, const glm::vec3& outward, const glm::vec2& base, float half_width_px,
                   const Rectangle& body) {
    constexpr float k_side_on = 0.93F;  // squared: within 15 degrees
    constexpr float k_beside_px = 8.0F;
    if (std::abs(outward.y) > 0.5F) {
        return base.x + std::clamp(3.0F * outward.x, -1.0F, 1.0F) * half_width_px;
    }
    const bool side_on = outward.z * outward.z > k_side_on;
    const float side = side_on ? label.outward.x * outward.z : outward.x;
    return side > 0.0F ? std::max(base.x, body.high.x + k_beside_px) + half_width_px
                       : std::min(base.x, body.low.x - k_beside_px) - half_width_px;
}

PlacedLabel place_label(const SideLabel& label, const OrbitCamera& camera, const Viewport& viewport,
                        const Rectangle& body, const glm::vec2& half_size) {
    const glm::vec3 outward = label.outward * camera.axes();  // right, up, towards the eye
    const glm::vec2 size(static_cast<float>(viewport.width_px), static_cast<float>(viewport.height_px));
    // Words behind the camera are sent to the picture's border on their side.
    const glm::vec2 base = camera.project(label.position_mm, viewport)
                               .value_or(0.5F * size + glm::vec2(std::copysign(size.x, outward.x), 0.0F));
    PlacedLabel placed{.half_size_px = half_size};
    placed.centre_px = {calc_label_x(label, outward, base, half_size.x, body), base.y};
    placed.alpha = glm::mix(1.0F, 0.5F, glm::smoothstep(0.5F, 0.95F, -outward.z));
    const glm::vec2 room = half_size + k_picture_margin_px;
    placed.centre_px = glm::clamp(placed.centre_px, glm::min(room, 0.5F * size), glm::max(size - room, 0.5F * size));
    return placed;
}

bool overlap(const PlacedLabel& a, const PlacedLabel& b) {
    return glm::all(glm::lessThan(glm::abs(a.centre_px - b.centre_px), a.half_size_px + b.half_size_px));
}

/// The line from a sign that had to move aside to its place.
void add_sign_leader(OverlayBuilder& builder, const PlacedSign& placed, float ui_scale) {
    if (glm::length(placed.centre_px - placed.place_px) <= k_leader_from_px * ui_scale) {
        return;
    }
    builder.set_place({placed.place_px, placed.depth_mm, placed.facing});
    builder.add_line(placed.place_px, placed.centre_px, 3.6F * ui_scale, to_bytes(k_leader_casing, 0.8F));
    builder.add_line(placed.place_px, placed.centre_px, 1.6F * ui_scale, to_bytes(k_ring, 1.0F));
    builder.add_shape(placed.place_px, glm::vec2(3.6F * ui_scale), 3.6F * ui_scale, 1.0F,
                      to_bytes(k_leader_casing, 0.8F), {});
    builder.add_shape(placed.place_px, glm::vec2(2.4F * ui_scale), 2.4F * ui_scale, 1.0F, to_bytes(k_ring, 1.0F), {});
}

void add_sign(OverlayBuilder& builder, const MarkSign& sign, const PlacedSign& placed, float ui_scale) {
    builder.set_place({placed.place_px, placed.depth_mm, placed.facing});
    builder.add_sign(placed, sign, k_shadow_px * ui_scale, sign.selected ? k_selected_ring : k_ring);
    builder.add_text(to_code_points(sign.label), placed.centre_px, to_bytes(sign.ink, 1.0F));
}

/// The text, or as much of its beginning as fits with three dots behind it.
std::u32string fitted(std::u32string text, float width_px, const GlyphSheet& letters) {
    if (letters.width_of(text) <= width_px) {
        return text;
    }
    while (!text.empty() && letters.width_of(text + U"...") > width_px) {
        text.pop_back();
    }
    return text + U"...";
}

void add_names(OverlayBuilder& builder, const OverlayContent& content, std::span<const PlacedLabel> side_words) {
    const glm::vec2 size(static_cast<float>(content.viewport.width_px), static_cast<float>(content.viewport.height_px));
    const float scale = content.ui_scale;
    const Rectangle body = find_body(content.scene.bounds, content.camera, content.viewport);
    NameRoom room{size, body.low.x, body.high.x, {}, scale};
    for (const PlacedLabel& words : side_words) {
        room.taken.push_back({words.centre_px - words.half_size_px, words.centre_px + words.half_size_px});
    }
    const float beside_px = std::min(body.low.x, size.x - body.high.x) - k_beside_names_px * scale;
    const float widest_px = std::max(k_widest_name * size.x, beside_px);
    std::vector<NameWish> wishes;
    std::vector<std::u32string> texts;
    for (const SeenName& name : content.names) {
        const auto anchor_px = content.camera.project(name.position_mm, content.viewport);
        if (anchor_px) {
            // What is selected is read to its end: there stands its side.
            const float own_px = name.selected ? std::max(widest_px, k_widest_selected * size.x) : widest_px;
            texts.push_back(fitted(to_code_points(name.text), own_px, content.letters));
            const glm::vec2 text_size(content.letters.width_of(texts.back()), content.letters.capital_height_px);
            wishes.push_back({*anchor_px, 0.5F * text_size + k_name_padding_px * scale, name.weight, name.selected});
        }
    }
    builder.set_place(glm::vec4(0.0F));
    const std::vector<PlacedName> placed = place_names(wishes, room);
    for (const PlacedName& name : placed) {
        const glm::vec3& ink = wishes[name.wish].selected ? k_selected_ring : content.scene.label_ink;
        builder.add_line(name.anchor_px, name.port_px, 3.0F * scale, to_bytes(content.scene.background_edge, 0.7F));
        builder.add_line(name.anchor_px, name.port_px, 1.2F * scale, to_bytes(ink, 0.95F));
        builder.add_shape(name.anchor_px, glm::vec2(3.4F * scale), 3.4F * scale, 1.0F,
                          to_bytes(content.scene.background_edge, 0.9F), {});
        builder.add_shape(name.anchor_px, glm::vec2(2.2F * scale), 2.2F * scale, 1.0F, to_bytes(ink, 1.0F), {});
    }
    for (const PlacedName& name : placed) {
        const glm::vec2 centre = 0.5F * (name.box.low + name.box.high);
        const glm::vec3& ink = wishes[name.wish].selected ? k_selected_ring : content.scene.label_ink;
        builder.add_shape(centre, 0.5F * (name.box.high - name.box.low), 5.0F * scale, 1.0F,
                          to_bytes(content.scene.background_edge, k_label_ground), {});
        builder.add_text(texts[name.wish], centre, to_bytes(ink, 1.0F));
    }
}

}  // namespace

std::vector<PlacedLabel> place_labels(const Scene& scene, const OrbitCamera& camera, const Viewport& viewport,
                                      const GlyphSheet& letters, float ui_scale) {
    std::vector<PlacedLabel> placed;
    const Rectangle body = find_body(scene.bounds, camera, viewport);
    for (std::size_t i = 0; i < scene.side_labels.size(); ++i) {
        const SideLabel& label = scene.side_labels[i];
        const glm::vec2 text_size(letters.width_of(to_code_points(label.text)), letters.capital_height_px);
        const glm::vec2 half_size = 0.5F * text_size + k_label_padding_px * ui_scale;
        PlacedLabel next = place_label(label, camera, viewport, body, half_size);
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

std::vector<OverlayVertex> build_overlay(const OverlayContent& content) {
    const auto& [scene, camera, viewport, letters, ui_scale, names] = content;
    OverlayBuilder builder(letters);
    const std::vector<PlacedLabel> side_words = place_labels(scene, camera, viewport, letters, ui_scale);
    add_names(builder, content, side_words);
    for (const PlacedLabel& placed : side_words) {
        builder.set_place(glm::vec4(0.0F));
        builder.add_shape(placed.centre_px, placed.half_size_px, 6.0F * ui_scale, 1.0F,
                          to_bytes(scene.background_edge, k_label_ground * placed.alpha), {});
        builder.add_text(to_code_points(scene.side_labels[placed.label].text), placed.centre_px,
                         to_bytes(scene.label_ink, placed.alpha));
    }
    const std::vector<PlacedSign> signs = place_signs(scene, camera, viewport, ui_scale);
    for (const PlacedSign& placed : signs) {
        add_sign_leader(builder, placed, ui_scale);
    }
    for (const PlacedSign& placed : signs) {
        add_sign(builder, scene.marks[placed.sign], placed, ui_scale);
    }
    return builder.take();
}

std::u32string letters_of(const Scene& scene, std::span<const SeenName> names) {
    std::u32string letters = U"0123456789.";
    for (const SeenName& name : names) {
        letters += to_code_points(name.text);
    }
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
