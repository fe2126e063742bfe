// sample: the sample client's body map and hand-out as files. Shows what the program does where there is no display.

#include "base/error.h"
#include "casebook/sample_case.h"
#include "geometry/image.h"
#include "programs/composition.h"
#include "programs/console.h"
#include "programs/verb_table.h"
#include "render/gl_context.h"
#include "render/gl_scene_renderer.h"
#include "report/hand_out.h"
#include "workspace/views.h"

#include <CLI/CLI.hpp>

namespace palpate {
namespace {

constexpr Viewport k_picture_size{900, 1200};
constexpr const char* k_views[] = {"front", "back", "left", "right"};

std::vector<HandOutPicture> write_pictures(const Application& application, const Atlas& atlas,
                                           const CaseDocument& document, const SessionId& session,
                                           const std::filesystem::path& folder) {
    const Translator& words = application.words();
    const SceneWords side_words{words.tr("scene.side.left"), words.tr("scene.side.right")};
    ViewSettings settings;
    settings.dark_background = false;  // pictures for paper
    const Scene scene = build_scene(atlas, &document, session, settings, side_words);
    const std::unique_ptr<GlContext> context = GlContext::create_offscreen();
    GlSceneRenderer renderer(application.places().shaders);
    std::vector<HandOutPicture> pictures;
    for (const char* view : k_views) {
        const OrbitCamera camera = make_view_camera(atlas, view, {}, k_picture_size);
        const std::string file = std::string(view) + ".png";
        write_png(renderer.render(scene, camera, k_picture_size, RenderQuality{.ui_scale = 1.5F}), folder / file);
        pictures.push_back({.file = file, .caption = words.tr(std::string("cli.sample-view.") + view)});
    }
    return pictures;
}

void write_sample(Application& application, const std::filesystem::path& folder) {
    Workspace& workspace = application.start({.atlas = true, .clicks = false});
    const WorkspaceServices& services = workspace.services();
    const Atlas& atlas = workspace.require_atlas();
    const CaseDocument document = make_sample_case(atlas, *services.clock, *services.ids, application.words());
    const SessionId session = document.sessions.back().id;
    const std::vector<MarkMatches> matches = match_session(document, session, {}, {atlas, *services.anatomy, *services.clinical}).marks;
    const HandOut hand_out =
        build_hand_out({.document = document,
                        .session = session,
                        .atlas = atlas,
                        .anatomy = *services.anatomy,
                        .clinical = *services.clinical,
                        .matches = matches,
                        .translator = application.words(),
                        .pictures = write_pictures(application, atlas, document, session, folder)});
    write_hand_out(hand_out, application.words(), folder);
    print_line(application.words().tr({"cli.sample-written", {{"folder", folder.string()}}}));
}

}  // namespace

void add_sample_verb(VerbTable& table) {
    const auto folder = std::make_shared<std::string>();
    CLI::App& verb = table.verb("sample", [folder](Application& app) { write_sample(app, *folder); });
    table.option(verb, "out", *folder, true);
}

}  // namespace palpate
