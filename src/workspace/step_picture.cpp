#include "workspace/step_picture.h"

#include "anatomy/anatomy_names.h"
#include "base/error.h"
#include "base/translator.h"
#include "matching/home_care.h"
#include "scene/build_scene.h"
#include "scene/fly_to.h"
#include "scene/seen_names.h"
#include "scene/stroke_patch.h"
#include "workspace/stroke_style_of.h"
#include "workspace/views.h"

#include <glm/gtc/constants.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <span>

namespace palpate {
namespace {

constexpr float k_skin_opacity = 0.34F;      // the muscle shows through, the arrows lie on it
constexpr float k_least_share_seen = 0.08F;  // less of it than this is not seen, as in view.fly-to
constexpr float k_height_of_scale_1 = 640;   // signs and words larger than on screen: for paper

const Technique& technique_of(const PlanItem& item, const ClinicalCatalogue& clinical) {
    const Technique* technique = clinical.find_technique(item.technique);
    if (technique == nullptr) {
        throw Error(ErrorCode::NotFound, {"workspace.no-such-technique", {{"technique", item.technique}}});
    }
    return *technique;
}

/// Everything the technique is made for, where that is said.
std::vector<StructureId> structures_of(const Technique& technique, const Knowledge& knowledge) {
    std::vector<StructureId> structures;
    for (const Structure& structure : knowledge.atlas.structures()) {
        const bool here = !technique.only_at.empty() && structure.structure_class == StructureClass::Muscle &&
                          technique.only_at.contains(place_of(structure, knowledge.anatomy));
        if (here) {
            structures.push_back(structure.id);
        }
    }
    return structures;
}

/// What of this body the step is about; nothing where it is about the whole person.
std::vector<StructureId> shown_structures(const PlanItem& item, const Technique& technique,
                                          const Knowledge& knowledge) {
    std::vector<StructureId> structures;
    if (is_for_whole_person(technique)) {
        return structures;
    }
    std::ranges::copy_if(item.structures, std::back_inserter(structures), [&](const StructureId& id) {
        const Structure* known = knowledge.atlas.find(id);
        return known != nullptr && known->structure_class != StructureClass::Skin;
    });
    return item.structures.empty() ? structures_of(technique, knowledge) : structures;
}

/// The skin to look through, the bones to find one's way by, and of the muscles only what the step is about.
ViewSettings settings_for(std::span<const StructureId> structures, const StepPictureSources& sources) {
    ViewSettings settings;
    settings.dark_background = false;
    settings.skin_tone = sources.skin_tone;
    settings.selected.insert(structures.begin(), structures.end());
    settings.lit = settings.selected;
    float& skin = settings.layer_opacity[static_cast<std::size_t>(Layer::Skin)];
    skin = structures.empty() ? 1.0F : k_skin_opacity;
    for (const Structure& structure : sources.knowledge.atlas.structures()) {
        const bool covers = structure.structure_class == StructureClass::Muscle ||
                            structure.structure_class == StructureClass::Connective;
        if (covers && !settings.selected.contains(structure.id)) {
            settings.hidden.insert(structure.id);
        }
    }
    return settings;
}

Scene scene_with(const ViewSettings& settings, const StepPictureSources& sources) {
    const SceneWords sides{sources.words.tr("scene.side.left"), sources.words.tr("scene.side.right")};
    return build_scene(sources.knowledge.atlas, nullptr, {}, settings, sides);
}

/// The side of the body on which most of the structures lies: seen from there with all its muscles. Of what lies deep, where
/// nothing of it is seen then, the side from which the bones leave most of it free; where they leave nothing, they become
/// ghosts.
void look_at(StepPicture& picture, const std::vector<StructureId>& structures, const StepPictureSources& sources) {
    const Atlas& atlas = sources.knowledge.atlas;
    Box box;
    std::ranges::for_each(structures, [&](const StructureId& id) { box.add(bounds(*atlas.structure(id).mesh)); });
    const glm::vec2 outward = outward_angles_rad(0.5F * (box.low + box.high), atlas.bounds());
    const auto sight_in = [&](const Scene& scene) {
        return best_sight(sources.picker, scene, structures, outward, picture.size);
    };
    ViewSettings settings = settings_for(structures, sources);
    ViewSettings whole = settings;
    whole.hidden.clear();
    Sight sight = sight_in(scene_with(whole, sources));
    if (sight.share < k_least_share_seen) {
        sight = sight_in(picture.scene);
    }
    if (sight.share < k_least_share_seen) {
        settings.others = Others::Ghosted;
        settings.kept = settings.selected;
        picture.scene = scene_with(settings, sources);
        sight = sight_in(picture.scene);
    }
    picture.camera = zoom_camera(box, sight.angles_rad, picture.size);
}

void add_names(StepPicture& picture, const StepPictureSources& sources) {
    const auto name_of_structure = [&](const Structure& structure) {
        const std::string name = with_capital(shown_name(sources.words, structure));
        const std::string key = "structure.title." + std::string(name_of(structure.side));
        return WrittenName{sources.words.tr(Text{key, {{"name", name}}}), name};
    };
    picture.names = find_seen_names(sources.picker, {picture.scene, picture.camera, picture.size}, name_of_structure);
}

/// Pressing is shown where the structure itself lies under the hand as the picture shows it: beside it, where the route
/// ends up on round parts of the body, may be bone. All stay where none would be left.
void keep_over_structure(StrokeRoute& route, const StructureId& id, const StepPicture& picture, const Picker& picker) {
    const auto beside = [&](const StrokeStep& step) {
        const StrokeTrack& track = step.hands.front();
        const auto pixel = picture.camera.project(track.points.front().place.position_mm, picture.size);
        const auto seen = track.points.size() == 1 && pixel
                              ? picker.seen_at(picture.scene, picture.camera, picture.size, *pixel)
                              : std::nullopt;
        return seen && picker.atlas().structures()[seen->surface].id != id;
    };
    if (!std::ranges::all_of(route.steps, beside)) {
        std::erase_if(route.steps, beside);
    }
}

/// As firm as the plan says, on each of the structures.
void add_strokes(StepPicture& picture, const PlanItem& item, const Technique& technique,
                 const std::vector<StructureId>& structures, const StepPictureSources& sources) {
    StrokeStyle style = stroke_style_of(technique);
    if (sources.ground == nullptr || !touches_skin(style)) {
        return;
    }
    style.pressure_max = std::clamp(item.pressure, style.pressure_min, style.pressure_max);
    for (const StructureId& id : structures) {
        if (auto route = make_stroke_route(*sources.ground, sources.knowledge.atlas.structure(id), style)) {
            keep_over_structure(*route, id, picture, sources.picker);
            std::ranges::move(draw_still(*sources.ground, *route), std::back_inserter(picture.scene.strokes));
        }
    }
}

/// "front", "back", "left" or "right": the nearest of the four.
std::string view_name(const OrbitCamera& camera) {
    constexpr const char* k_names[] = {"front", "left", "back", "right"};
    const auto quarter = static_cast<int>(std::lround(camera.azimuth_rad / glm::half_pi<float>()));
    return k_names[static_cast<std::size_t>((quarter % 4 + 4) % 4)];
}

bool has_arrows(const Scene& scene) {
    return std::ranges::any_of(scene.strokes, [](const MarkTrace& trace) {
        return std::ranges::any_of(trace.shape->band, &SkinStroke::arrow);
    });
}

std::string caption_of(const StepPicture& picture, const PlanItem& item, const Technique& technique,
                       const std::vector<StructureId>& structures, const StepPictureSources& sources) {
    const Translator& words = sources.words;
    if (structures.empty()) {
        return words.tr(Text{"step-picture.whole-body", {{"technique", technique.name}}});
    }
    Text where{"step-picture.place",
               {{"technique", technique.name}, {"view", "@step-picture.view." + view_name(picture.camera)}}};
    if (item.structures.empty()) {
        where.key = "step-picture.made-for";  // all muscles of a forearm and hand by name would be no help
    } else {
        where.arguments.emplace_back("place", step_place_words(structures, sources.knowledge, words));
    }
    std::string caption = words.tr(where);
    if (!picture.scene.strokes.empty()) {
        caption += ' ' + words.tr(has_arrows(picture.scene) ? "step-picture.arrows" : "step-picture.rings");
    }
    return caption;
}

}  // namespace

StepPicture make_step_picture(const PlanItem& item, const StepPictureSources& sources) {
    const Technique& technique = technique_of(item, sources.knowledge.clinical);
    const std::vector<StructureId> structures = shown_structures(item, technique, sources.knowledge);
    StepPicture picture;
    picture.size = sources.size;
    picture.scene = scene_with(settings_for(structures, sources), sources);
    if (structures.empty()) {
        picture.camera = fit_camera(sources.knowledge.atlas.bounds(), 0.0F, 0.0F, picture.size);
    } else {
        look_at(picture, structures, sources);
        add_strokes(picture, item, technique, structures, sources);
        add_names(picture, sources);
    }
    picture.caption = caption_of(picture, item, technique, structures, sources);
    return picture;
}

Image draw(const StepPicture& picture, SceneRenderer& renderer) {
    const float scale = static_cast<float>(picture.size.height_px) / k_height_of_scale_1;
    return renderer.render(picture.scene, picture.camera, picture.size,
                           {.samples = 4, .ui_scale = scale, .names = picture.names});
}

}  // namespace palpate
