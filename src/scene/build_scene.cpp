#include "scene/build_scene.h"

#include "base/error.h"
#include "scene/detail/colours.h"
#include "scene/sign_layout.h"
#include "scene/visibility.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace palpate {
namespace {

constexpr std::array<glm::vec3, 5> k_rating_fills{from_hex(0xfff3b0), from_hex(0xf9b25c), from_hex(0xe0605a),
                                                  from_hex(0x9c2f7f), from_hex(0x3b0f70)};
constexpr glm::vec3 k_dark_ink = from_hex(0x12161d);
constexpr glm::vec3 k_light_ink = from_hex(0xffffff);

constexpr float k_tint_weakest = 0.26F;    ///< share of the rating's colour at 1 ..
constexpr float k_tint_strongest = 0.62F;  ///< .. and at 10
constexpr float k_label_gap_mm = 45.0F;    ///< between the hand and the words beside it
constexpr float k_hand_height = 0.49F;     ///< share of the body's height at which the hands hang

/// Between the reds of flesh and of a mark, and lighter than both, so that it reads on either.
constexpr glm::vec3 k_site_colour = from_hex(0xff8a3c);
constexpr float k_site_opacity = 0.985F;  ///< like glass: clearest, a half, where it faces the reader

constexpr glm::vec3 k_lit_colour = from_hex(0x49c8b4);  ///< what is selected is outlined in
constexpr float k_lit_share = 0.55F;

struct Background {
    glm::vec3 centre;
    glm::vec3 edge;
    glm::vec3 label_ink;
};
constexpr Background k_dark{from_hex(0x2b3240), from_hex(0x12171e), from_hex(0xd3ece6)};
constexpr Background k_light{from_hex(0xfbfaf7), from_hex(0xd9dee3), from_hex(0x1d4a43)};

/// A solid skin hides all else: what lies beneath need not be drawn, and cannot flicker through where it is thin.
bool is_covered_by_skin(const Atlas& atlas, const ViewSettings& settings) {
    return !settings.section && std::ranges::any_of(atlas.structures(), [&](const Structure& structure) {
        return structure.structure_class == StructureClass::Skin && opacity_of(structure, settings) >= 1.0F;
    });
}

/// Nothing of another body's is kept alone: there everything is shown.
ViewSettings fitted_to(const Atlas& atlas, ViewSettings settings) {
    const auto here = [&](const StructureId& id) { return atlas.find(id) != nullptr; };
    if (settings.others != Others::Shown && std::ranges::none_of(settings.kept, here)) {
        settings.others = Others::Shown;
    }
    return settings;
}

Drawable make_drawable(const Structure& structure, std::size_t index, float opacity, const ViewSettings& settings) {
    const Surface surface = surface_of(structure.structure_class);
    return {.structure = index,
            .mesh = structure.mesh,
            .surface = surface,
            .layer = structure.layer,
            .colour = surface == Surface::Skin ? colour_of(settings.skin_tone) : colour_of(structure),
            .tint = glm::vec4(0.0F),
            .opacity = opacity,
            // A line round the whole skin would speak of the whole body where one place is meant.
            .selected = surface != Surface::Skin && settings.selected.contains(structure.id),
            .hovered = surface != Surface::Skin &&
                       (settings.hovered == structure.id || settings.hovered_along.contains(structure.id))};
}

/// The map's pieces, each shown as the skin would be.
void add_overlay(Scene& scene, const SkinOverlay& overlay, const Drawable& skin) {
    for (const SkinOverlay::Part& part : overlay.parts) {
        scene.drawables.push_back(skin);
        scene.drawables.back().mesh = part.mesh;
        scene.drawables.back().colour = part.colour.value_or(skin.colour);
    }
}

/// A mark's number, place and colours; nullopt where the atlas has no such structure.
std::optional<MarkSign> make_sign(const Mark& mark, const Atlas& atlas, const ViewSettings& settings) {
    const auto place = resolve(mark.anchor, atlas);
    if (!place) {
        return std::nullopt;
    }
    const RatingColours colours = rating_colours(mark.now);
    return MarkSign{.id = mark.id,
                    .structure = place->structure_index,
                    .point = place->point,
                    .position_mm = place->point.position_mm + k_sign_lift_mm * place->point.normal,
                    .label = std::to_string(mark.now),
                    .fill = colours.fill,
                    .ink = colours.ink,
                    .hollow = mark.now == 0,
                    .outline = pattern_of(mark.kind).outline,
                    .rings = ring_count(mark.author),
                    .share = static_cast<float>(mark.now) / 10.0F,
                    .unconfirmed = !mark.confirmed,
                    .selected = settings.selected_mark == mark.id};
}

void add_trace(Scene& scene, const Mark& mark, const MarkSign& sign, const MarkShapes& shapes) {
    const auto shape = shapes.find(mark.id);
    if (shape != shapes.end() && shape->second != nullptr && !shape->second->empty()) {
        scene.traces.push_back({.id = mark.id,
                                .shape = shape->second,
                                .place_mm = sign.point.position_mm,
                                .fill = sign.fill,
                                .ink = sign.ink,
                                .pattern = pattern_of(mark.kind).area,
                                .hollow = sign.hollow,
                                .selected = sign.selected});
    }
}

using RatingByStructure = std::unordered_map<std::size_t, int>;

RatingByStructure add_marks(Scene& scene, const Atlas& atlas, const CaseDocument& document, const SessionId& session,
                            const ViewSettings& settings, const MarkShapes* shapes) {
    RatingByStructure highest;
    for (const Mark& mark : document.marks) {
        if (mark.session != session || mark.author != settings.author.value_or(mark.author)) {
            continue;
        }
        auto sign = make_sign(mark, atlas, settings);
        if (sign && !(settings.section && settings.section->cuts_away(sign->point.position_mm))) {
            const bool whole_group = mark.extent == MarkExtent::Group;
            for (const std::size_t index :
                 whole_group ? find_group(atlas, sign->structure) : std::vector{sign->structure}) {
                highest[index] = std::max(highest[index], mark.now);
            }
            if (shapes != nullptr) {
                add_trace(scene, mark, *sign, *shapes);
            }
            scene.marks.push_back(std::move(*sign));
        }
    }
    std::ranges::stable_partition(scene.traces, [](const MarkTrace& trace) { return !trace.selected; });
    return highest;
}

/// The skin is one structure all round: a mark on it says nothing of the rest and tints nothing.
void tint_marked(Scene& scene, const RatingByStructure& highest) {
    for (Drawable& drawable : scene.drawables) {
        const auto found = highest.find(drawable.structure);
        if (found == highest.end() || found->second == 0 || drawable.surface == Surface::Skin) {
            continue;
        }
        const float strength = static_cast<float>(found->second - 1) / 9.0F;
        drawable.tint = glm::vec4(rating_colours(found->second).fill,
                                  k_tint_weakest + strength * (k_tint_strongest - k_tint_weakest));
    }
}

/// Over the marks' tints: it is what was asked for last.
void tint_lit(Scene& scene, const Atlas& atlas, const ViewSettings& settings) {
    for (Drawable& drawable : scene.drawables) {
        if (!settings.lit.empty() && settings.lit.contains(atlas.structures()[drawable.structure].id)) {
            drawable.tint = glm::vec4(k_lit_colour, k_lit_share);
        }
    }
}

void add_sites(Scene& scene, const Atlas& atlas) {
    for (const EndangermentVolume& volume : atlas.endangerment()) {
        Drawable site;
        site.mesh = volume.mesh;
        site.surface = Surface::Connective;
        site.layer = Layer::Deep;
        site.colour = k_site_colour;
        site.opacity = k_site_opacity;
        scene.sites.push_back(std::move(site));
    }
}

void add_side_labels(Scene& scene, const Box& body, const SceneWords& words) {
    const float height = body.low.y + k_hand_height * body.size().y;
    const float depth = body.centre().z;
    scene.side_labels.push_back({{body.high.x + k_label_gap_mm, height, depth}, {1.0F, 0.0F, 0.0F}, words.left});
    scene.side_labels.push_back({{body.low.x - k_label_gap_mm, height, depth}, {-1.0F, 0.0F, 0.0F}, words.right});
}

}  // namespace

std::vector<std::size_t> find_group(const Atlas& atlas, std::size_t structure) {
    const Structure& one = atlas.structures()[structure];
    std::vector<std::size_t> group;
    for (std::size_t i = 0; i < atlas.structures().size(); ++i) {
        const Structure& other = atlas.structures()[i];
        if (i == structure || (!one.group_id.empty() && other.group_id == one.group_id && other.side == one.side)) {
            group.push_back(i);
        }
    }
    return group;
}

RatingColours rating_colours(int rating) {
    PALPATE_ASSERT(rating >= 0 && rating <= 10);
    if (rating == 0) {
        return {k_dark_ink, k_light_ink};
    }
    const glm::vec3 fill = k_rating_fills[static_cast<std::size_t>(rating - 1) / 2];
    const bool dark_reads_better = calc_contrast(fill, k_dark_ink) >= calc_contrast(fill, k_light_ink);
    return {fill, dark_reads_better ? k_dark_ink : k_light_ink};
}

Scene build_scene(const Atlas& atlas, const CaseDocument* document, const SessionId& session,
                  const ViewSettings& chosen, const SceneWords& words, const SkinOverlay* overlay,
                  const MarkShapes* shapes) {
    const ViewSettings settings = fitted_to(atlas, chosen);
    Scene scene;
    const Background& background = settings.dark_background ? k_dark : k_light;
    scene.background_centre = background.centre;
    scene.background_edge = background.edge;
    scene.label_ink = background.label_ink;
    scene.bounds = atlas.bounds();
    scene.section = settings.section;
    const bool covered = is_covered_by_skin(atlas, settings);
    for (std::size_t i = 0; i < atlas.structures().size(); ++i) {
        const Structure& structure = atlas.structures()[i];
        const float opacity = opacity_of(structure, settings);
        if (opacity > 0.0F && (!covered || structure.structure_class == StructureClass::Skin)) {
            const Drawable drawable = make_drawable(structure, i, opacity, settings);
            if (overlay != nullptr && overlay->structure == i) {
                add_overlay(scene, *overlay, drawable);
            } else {
                scene.drawables.push_back(drawable);
            }
        }
    }
    if (document != nullptr && settings.show_marks) {
        tint_marked(scene, add_marks(scene, atlas, *document, session, settings, shapes));
    }
    tint_lit(scene, atlas, settings);
    if (settings.show_sites) {
        add_sites(scene, atlas);
    }
    if (settings.show_side_letters) {
        add_side_labels(scene, atlas.bounds(), words);
    }
    return scene;
}

}  // namespace palpate
