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
constexpr glm::vec3 k_selected_on_light{0.02F, 0.40F, 0.34F};  ///< words of that colour would be too pale there
constexpr float k_picture_margin_px = 8.0F;
constexpr glm::vec2 k_label_padding_px{9.0F, 5.0F};
constexpr float k_label_ground = 0.55F;  ///< opacity of the ground behind words
constexpr glm::vec2 k_name_padding_px{6.0F, 4.0F};
constexpr float k_widest_name = 0.24F;  ///< share of the picture's breadth, where there is less room beside the body
constexpr float k_widest_selected = 0.42F;
constexpr float k_beside_names_px = 50.0F;  ///< gaps and borders beside the body that names leave free
constexpr glm::vec3 k_leader_casing{0.05F, 0.06F, 0.08F};

constexpr float k_beside_px = 8.0F;  ///< between words and the body
constexpr float k_level = 0.5F;      ///< words that point more up or down belong to a body seen from its end

/// Across the picture: beside the body on the side the words point to. Exactly from the side they point to neither: then
/// both stand on the near one's side, one above the other. Seen from above or below they follow their own place.
float calc_label_x(const SideLabel& label, const glm::vec3& outward, const glm::vec2& base, float half_width_px,
                   const ScreenBox& body) {
    constexpr float k_side_on = 0.93F;  // squared: within 15 degrees
    if (std::abs(outward.y) > k_level) {
        return base.x + std::clamp(3.0F * outward.x, -1.0F, 1.0F) * half_width_px;
    }
    const bool side_on = outward.z * outward.z > k_side_on;
    const float side = side_on ? label.outward.x * outward.z : outward.x;
    return side > 0.0F ? std::max(base.x, body.high.x + k_beside_px) + half_width_px
                       : std::min(base.x, body.low.x - k_beside_px) - half_width_px;
}

PlacedLabel place_label(const SideLabel& label, const OrbitCamera& camera, const Viewport& viewport,
                        const ScreenBox& body, const glm::vec2& half_size) {
    const glm::vec3 outward = label.outward * camera.axes();  // right, up, towards the eye
    const glm::vec2 size(static_cast<float>(viewport.width_px), static_cast<float>(viewport.height_px));
    // Words behind the camera are sent to the picture's border on their side.
    const glm::vec2 base = camera.project(label.position_mm, viewport)
                               .value_or(0.5F * size + glm::vec2(std::copysign(size.x, outward.x), 0.0F));
    PlacedLabel placed{.half_size_px = half_size};
    placed.centre_px = {calc_label_x(label, outward, base, half_size.x, body), base.y};
    // In a narrow picture words beside the body would lie on its hips: they stand over its head, where there is room.
    const float beside_px = std::min(body.low.x, size.x - body.high.x);
    const float over_head_px = body.low.y - half_size.y - k_beside_px;
    const bool upright = std::abs(outward.y) <= k_level;
    if (upright && beside_px < 2.0F * half_size.x + k_beside_px && over_head_px > 4.0F * half_size.y) {
        placed.centre_px.y = over_head_px;
    }
    placed.alpha = glm::mix(1.0F, 0.5F, glm::smoothstep(0.5F, 0.95F, -outward.z));
    const glm::vec2 room = half_size + k_picture_margin_px;
    placed.centre_px = glm::clamp(placed.centre_px, glm::min(room, 0.5F * size), glm::max(size - room, 0.5F * size));
    return placed;
}

/// Words that would lie under a box stand beside it, towards the picture's middle.
void move_beside(const ScreenBox& box, float middle_px, PlacedLabel& label) {
    if (overlap(box, {label.centre_px - label.half_size_px, label.centre_px + label.half_size_px})) {
        const bool box_at_left = box.low.x + box.high.x < 2.0F * middle_px;
        label.centre_px.x = box_at_left ? box.high.x + k_beside_px + label.half_size_px.x
                                        : box.low.x - k_beside_px - label.half_size_px.x;
    }
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
    const OverlayColour casing = to_overlay_colour(k_leader_casing, 0.8F);
    const OverlayColour white = to_overlay_colour(k_ring, 1.0F);
    builder.add_line(placed.place_px, placed.centre_px, 1.6F * ui_scale, white, {1.0F * ui_scale, casing});
    builder.add_dot(placed.place_px, 2.4F * ui_scale, white, {1.2F * ui_scale, casing});
}

OverlaySign make_overlay_sign(const MarkSign& sign, const PlacedSign& placed) {
    const float alpha = sign.hollow || sign.unconfirmed ? 0.72F : 1.0F;
    return {.look = {.outline = sign.outline,
                     .rings = sign.rings,
                     .share = sign.share,
                     .dashed = sign.unconfirmed,
                     .radius_px = placed.radius_px,
                     .fill = to_overlay_colour(sign.fill, alpha),
                     .ring = to_overlay_colour(sign.selected ? k_selected_ring : k_ring, 1.0F),
                     .ink = to_overlay_colour(sign.ink, 1.0F),
                     .number = sign.label},
            .centre_px = placed.centre_px,
            .place = {placed.place_px, placed.depth_mm, placed.facing}};
}

/// The name, its short form where that is too long, or as much of its beginning as fits with three dots behind it.
std::u32string fitted(const SeenName& name, float width_px, const GlyphSheet& letters) {
    std::u32string text = to_code_points(name.text);
    if (letters.width_of(text) <= width_px) {
        return text;
    }
    if (!name.short_text.empty()) {
        text = to_code_points(name.short_text);
        if (letters.width_of(text) <= width_px) {
            return text;
        }
    }
    while (!text.empty() && letters.width_of(text + U"...") > width_px) {
        text.pop_back();
    }
    return text + U"...";
}

/// The colour of a name and its line.
const glm::vec3& ink_of(bool selected, const Scene& scene) {
    if (!selected) {
        return scene.label_ink;
    }
    return scene.background_edge.g > 0.5F ? k_selected_on_light : k_selected_ring;
}

/// Names with their words, and where they stand.
struct LaidOutNames {
    std::vector<NameWish> wishes;
    std::vector<std::u32string> texts;
    std::vector<PlacedName> placed;

    /// What is selected and lies in the picture, but found no room.
    [[nodiscard]] std::size_t selected_missing(const glm::vec2& size_px) const {
        const auto wanted = std::ranges::count_if(wishes, [&](const NameWish& wish) {
            return wish.selected && glm::all(glm::greaterThanEqual(wish.anchor_px, glm::vec2(0.0F))) &&
                   glm::all(glm::lessThanEqual(wish.anchor_px, size_px));
        });
        const auto there =
            std::ranges::count_if(placed, [&](const PlacedName& name) { return wishes[name.wish].selected; });
        return static_cast<std::size_t>(std::max(wanted - there, std::ptrdiff_t{0}));
    }
};

/// With words as broad as `share` of what they may be.
LaidOutNames lay_out_names(const OverlayContent& content, const NameRoom& room, float share) {
    const float scale = content.ui_scale;
    const float beside_px = std::min(room.body_low_px, room.size_px.x - room.body_high_px) - k_beside_names_px * scale;
    const float widest_px = std::max(k_widest_name * room.size_px.x, beside_px);
    LaidOutNames names;
    for (const SeenName& name : content.names) {
        if (const auto anchor_px = content.camera.project(name.position_mm, content.viewport)) {
            // What is selected is read to its end: there stands its side.
            const float own_px = name.selected ? std::max(widest_px, k_widest_selected * room.size_px.x) : widest_px;
            names.texts.push_back(fitted(name, share * own_px, content.letters));
            const glm::vec2 text_size(content.letters.width_of(names.texts.back()), content.letters.capital_height_px);
            names.wishes.push_back(
                {*anchor_px, 0.5F * text_size + k_name_padding_px * scale, name.weight, name.selected});
        }
    }
    names.placed = place_names(names.wishes, room);
    return names;
}

/// A broad name moves its column over the body, and places under the column get none: then all become shorter, as long
/// as that gives one more of the selected a name.
LaidOutNames lay_out_names(const OverlayContent& content, const NameRoom& room) {
    LaidOutNames best = lay_out_names(content, room, 1.0F);
    for (const float share : {0.7F, 0.45F}) {
        if (best.selected_missing(room.size_px) == 0) {
            break;
        }
        LaidOutNames shorter = lay_out_names(content, room, share);
        if (shorter.selected_missing(room.size_px) < best.selected_missing(room.size_px)) {
            best = std::move(shorter);
        }
    }
    return best;
}

void add_names(OverlayBuilder& builder, const OverlayContent& content, std::span<const PlacedLabel> side_words) {
    const glm::vec2 size(static_cast<float>(content.viewport.width_px), static_cast<float>(content.viewport.height_px));
    const float scale = content.ui_scale;
    const ScreenBox body = project_box(content.scene.bounds, content.camera, content.viewport);
    NameRoom room{size, body.low.x, body.high.x, {content.covered.begin(), content.covered.end()}, scale};
    for (const PlacedLabel& words : side_words) {
        room.taken.push_back({words.centre_px - words.half_size_px, words.centre_px + words.half_size_px});
    }
    const auto [wishes, texts, placed] = lay_out_names(content, room);
    builder.set_place(glm::vec4(0.0F));
    const OverlayColour ground = to_overlay_colour(content.scene.background_edge, 0.8F);
    for (const PlacedName& name : placed) {
        const glm::vec3& ink = ink_of(wishes[name.wish].selected, content.scene);
        const OverlayColour colour = to_overlay_colour(ink, 0.95F);
        builder.add_line(name.anchor_px, name.port_px, 1.2F * scale, colour, {0.9F * scale, ground});
        builder.add_dot(name.anchor_px, 2.2F * scale, colour, {1.2F * scale, ground});
    }
    for (const PlacedName& name : placed) {
        const glm::vec2 centre = 0.5F * (name.box.low + name.box.high);
        const glm::vec3& ink = ink_of(wishes[name.wish].selected, content.scene);
        builder.add_shape(centre, 0.5F * (name.box.high - name.box.low), 5.0F * scale,
                          to_overlay_colour(content.scene.background_edge, k_label_ground));
        builder.add_text(texts[name.wish], centre, to_overlay_colour(ink, 1.0F));
    }
}

}  // namespace

std::vector<PlacedLabel> place_labels(const Scene& scene, const OrbitCamera& camera, const Viewport& viewport,
                                      const GlyphSheet& letters, float ui_scale, std::span<const ScreenBox> covered) {
    std::vector<PlacedLabel> placed;
    const ScreenBox body = project_box(scene.bounds, camera, viewport);
    for (std::size_t i = 0; i < scene.side_labels.size(); ++i) {
        const SideLabel& label = scene.side_labels[i];
        const glm::vec2 text_size(letters.width_of(to_code_points(label.text)), letters.capital_height_px);
        const glm::vec2 half_size = 0.5F * text_size + k_label_padding_px * ui_scale;
        PlacedLabel next = place_label(label, camera, viewport, body, half_size);
        next.label = i;
        for (const ScreenBox& box : covered) {
            move_beside(box, 0.5F * static_cast<float>(viewport.width_px), next);
        }
        for (const PlacedLabel& earlier : placed) {
            if (overlap(next, earlier)) {
                const bool upwards = next.centre_px.y < std::max(earlier.centre_px.y, body.low.y);
                const float down = upwards ? -1.0F : 1.0F;
                next.centre_px.y =
                    earlier.centre_px.y + down * (earlier.half_size_px.y + next.half_size_px.y + 2.0F * ui_scale);
            }
        }
        placed.push_back(next);
    }
    return placed;
}

Overlay build_overlay(const OverlayContent& content) {
    const auto& [scene, camera, viewport, letters, ui_scale, names, covered] = content;
    OverlayBuilder builder(letters);
    const std::vector<PlacedLabel> side_words = place_labels(scene, camera, viewport, letters, ui_scale, covered);
    add_names(builder, content, side_words);
    for (const PlacedLabel& placed : side_words) {
        builder.set_place(glm::vec4(0.0F));
        builder.add_shape(placed.centre_px, placed.half_size_px, 6.0F * ui_scale,
                          to_overlay_colour(scene.background_edge, k_label_ground * placed.alpha));
        builder.add_text(to_code_points(scene.side_labels[placed.label].text), placed.centre_px,
                         to_overlay_colour(scene.label_ink, placed.alpha));
    }
    std::vector<OverlaySign> signs;
    for (const PlacedSign& placed : place_signs(scene, camera, viewport, ui_scale)) {
        add_sign_leader(builder, placed, ui_scale);
        signs.push_back(make_overlay_sign(scene.marks[placed.sign], placed));
    }
    return {std::move(builder.vertices()), std::move(signs)};
}

std::u32string letters_of(const Scene& scene, std::span<const SeenName> names) {
    std::u32string letters = U"0123456789.";
    for (const SeenName& name : names) {
        letters += to_code_points(name.text) + to_code_points(name.short_text);
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
