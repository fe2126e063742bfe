#include "programs/hand_out_files.h"

#include "base/error.h"
#include "geometry/image.h"
#include "matching/home_care.h"
#include "matching/record_facts.h"
#include "programs/composition.h"
#include "render/gl_context.h"
#include "render/gl_scene_renderer.h"
#include "report/hand_out.h"
#include "scene/skin_overlay.h"
#include "scene/stroke_ground.h"
#include "workspace/step_picture.h"
#include "workspace/views.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace palpate {
namespace {

constexpr Viewport k_body_size{900, 1200};
constexpr Viewport k_step_size{1200, 900};
constexpr Viewport k_whole_body_size{900, 1200};
constexpr const char* k_views[] = {"front", "back", "left", "right"};

std::vector<HandOutPicture> write_body_pictures(const HandOutOrder& order, const Atlas& atlas, const Translator& words,
                                                SceneRenderer& renderer) {
    std::vector<HandOutPicture> pictures;
    for (const char* view : k_views) {
        const OrbitCamera camera = make_view_camera(atlas, view, {}, k_body_size);
        const std::string file = std::string(view) + ".png";
        write_png(renderer.render(order.scene, camera, k_body_size, RenderQuality{.ui_scale = 1.5F}),
                  order.folder / file);
        pictures.push_back({.file = file, .caption = words.tr(std::string("cli.sample-view.") + view)});
    }
    return pictures;
}

/// Of the body on screen, for the arrows; nullopt where it has no skin. Some 300 ms.
std::optional<StrokeGround> make_ground(const Workspace& workspace) {
    if (workspace.skin_surface() == nullptr) {
        return std::nullopt;
    }
    return StrokeGround(workspace.require_atlas(), workspace.require_skin_surface());
}

/// One picture for each step at home that may be handed out, numbered in the plan's order.
std::vector<HandOutStepPicture> write_step_pictures(const Workspace& workspace, const HandOutOrder& order,
                                                    const CaseMatch& match, const CaseFacts& facts,
                                                    SceneRenderer& renderer) {
    const Knowledge knowledge{workspace.require_atlas(), workspace.anatomy(), workspace.clinical()};
    std::vector<HandOutStepPicture> pictures;
    std::optional<StrokeGround> ground;
    for (const PlanItem* item : plan_of(order.document, order.session, PlanPart::Home)) {
        if (!may_be_done_at_home(*item, match, facts, knowledge)) {
            continue;
        }
        ground = ground ? std::move(ground) : make_ground(workspace);
        const Technique& technique = *knowledge.clinical.find_technique(item->technique);
        const StepPicture picture =
            make_step_picture(*item, {.knowledge = knowledge,
                                      .picker = *workspace.picker(),
                                      .ground = ground ? &*ground : nullptr,
                                      .words = workspace.words(),
                                      .skin_tone = workspace.view().settings.skin_tone,
                                      .size = is_for_whole_person(technique) ? k_whole_body_size : k_step_size});
        const std::string file = "home-" + std::to_string(pictures.size() + 1) + ".png";
        write_png(draw(picture, renderer), order.folder / file);
        pictures.push_back({.item = item->id, .picture = {.file = file, .caption = picture.caption}});
    }
    return pictures;
}

}  // namespace

void write_hand_out_files(const Application& application, const Workspace& workspace, const HandOutOrder& order) {
    PALPATE_ASSERT(workspace.picker() != nullptr);
    const Atlas& atlas = workspace.require_atlas();
    const CaseFacts facts = case_facts_of(order.document, order.session);
    const CaseMatch match =
        match_session(order.document, order.session, facts, {atlas, workspace.anatomy(), workspace.clinical()});
    const std::unique_ptr<GlContext> context = GlContext::create_offscreen();
    GlSceneRenderer renderer(application.places().shaders);
    const HandOut hand_out =
        build_hand_out({.document = order.document,
                        .session = order.session,
                        .atlas = atlas,
                        .anatomy = workspace.anatomy(),
                        .clinical = workspace.clinical(),
                        .facts = facts,
                        .match = match,
                        .translator = workspace.words(),
                        .pictures = write_body_pictures(order, atlas, workspace.words(), renderer),
                        .step_pictures = write_step_pictures(workspace, order, match, facts, renderer)});
    write_hand_out(hand_out, workspace.words(), order.folder);
}

}  // namespace palpate
