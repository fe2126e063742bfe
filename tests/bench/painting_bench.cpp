#include "anatomy/painted_skin.h"
#include "base/file_io.h"
#include "bench/measure.h"
#include "programs/composition.h"
#include "render/gl_context.h"
#include "render/gl_scene_renderer.h"
#include "scene/build_scene.h"
#include "scene/skin_overlay.h"
#include "ui/gui_app.h"
#include "workspace/views.h"

#include <fmt/format.h>
#include <glm/geometric.hpp>

#include <random>

namespace palpate::bench {
namespace {

constexpr Viewport k_viewport{1280, 800};
constexpr glm::ivec2 k_window{1280, 800};
const SessionId k_session{"bench"};

struct Body {
    std::shared_ptr<const Atlas> atlas;
    const Structure* skin = nullptr;
    std::shared_ptr<const SurfaceGraph> surface;
    std::mt19937 random{3};

    explicit Body(const Workspace& workspace)
        : atlas(workspace.atlas()),
          skin(&atlas->structures()[*find_skin(*atlas)]),
          surface(workspace.require_skin_surface()) {
        const std::vector<float> areas = areas_mm2(*skin->mesh);
        by_area_ = std::discrete_distribution<std::uint32_t>(areas.begin(), areas.end());
    }

    /// Every square millimetre of the skin is as likely.
    SurfacePoint any_place() {
        const auto triangle = static_cast<std::uint32_t>(by_area_(random));
        return surface_point(*skin->mesh, triangle, {0.4F, 0.3F, 0.3F});
    }

private:
    static std::vector<float> areas_mm2(const TriangleMesh& mesh) {
        std::vector<float> areas;
        for (std::uint32_t i = 0; i < mesh.triangle_count(); ++i) {
            const auto [a, b, c] = mesh.triangle(i);
            areas.push_back(0.5F * glm::length(glm::cross(b - a, c - a)));
        }
        return areas;
    }
    std::discrete_distribution<std::uint32_t> by_area_;
};

Row dab_row(Body& body, float radius_mm) {
    std::vector<double> times;
    for (int i = 0; i < 300; ++i) {
        PaintedSkin painted(body.surface);
        const SurfacePoint place = body.any_place();
        times.push_back(time_ms([&] { painted.add(place, radius_mm, false); }));
    }
    return {fmt::format("one dab of {:.0f} mm on the skin, median (19 of 20 below)", radius_mm),
            fmt::format("{:.2f} ms ({:.2f} ms)", median(times), percentile95(times))};
}

/// 450 signs, and 50 areas of some eight dabs of 20 mm.
CaseDocument make_many_marks(Body& body) {
    CaseDocument document;
    for (int i = 0; i < 500; ++i) {
        Mark mark;
        mark.id = MarkId(fmt::format("mark-{}", i));
        mark.session = k_session;
        mark.now = i % 11;
        mark.kind = all_mark_kinds()[static_cast<std::size_t>(i) % all_mark_kinds().size()];
        SurfacePoint place = body.any_place();
        mark.anchor = make_anchor(*body.atlas, *body.skin, place);
        for (int dab = 0; i % 10 == 0 && dab < 8; ++dab) {
            mark.extent = MarkExtent::Area;
            mark.dabs.push_back({make_anchor(*body.atlas, *body.skin, place), 20.0F, false});
            place = closest_point(*body.skin->mesh, place.position_mm + glm::vec3(0.0F, 10.0F, 0.0F));
        }
        document.marks.push_back(std::move(mark));
    }
    return document;
}

/// Medians of frames of each scene in turn, so that whatever else the machine does meets them alike.
std::vector<double> median_frames_ms(GlSceneRenderer& renderer, const std::vector<const Scene*>& scenes,
                                     OrbitCamera camera, bool moving) {
    constexpr int k_frames = 40;
    constexpr int k_first_frames = 4;  // upload what is drawn
    const RenderQuality quality{.samples = moving ? 1 : 4, .triangle_budget = moving ? std::size_t{90'000} : 0};
    std::vector<std::vector<double>> times(scenes.size());
    for (int i = 0; i < k_first_frames + k_frames; ++i) {
        for (std::size_t s = 0; s < scenes.size(); ++s) {
            camera.orbit(0.005F, 0.0F);  // in every frame: a body seen as before is not drawn again
            const double ms =
                time_ms([&] { static_cast<void>(renderer.render(*scenes[s], camera, k_viewport, quality)); });
            if (i >= k_first_frames) {
                times[s].push_back(ms);
            }
        }
    }
    std::vector<double> medians;
    for (std::vector<double>& of_scene : times) {
        medians.push_back(median(of_scene));
    }
    return medians;
}

std::vector<Row> many_marks_rows(const Application& application, Body& body) {
    const std::unique_ptr<GlContext> context = GlContext::create_offscreen();
    GlSceneRenderer renderer(application.places().shaders);
    const CaseDocument document = make_many_marks(body);
    MarkShapes shapes;
    for (const Mark& mark : document.marks) {
        if (has_shape(mark)) {
            shapes[mark.id] = make_mark_shape(body.surface, *body.atlas, mark);
        }
    }
    const ViewSettings settings;
    const SceneWords words{"your LEFT", "your RIGHT"};
    const Scene bare = build_scene(*body.atlas, nullptr, k_session, settings, words);
    const Scene marked = build_scene(*body.atlas, &document, k_session, settings, words, nullptr, &shapes);
    const OrbitCamera camera = make_view_camera(*body.atlas, "front", {}, k_viewport);
    std::vector<Row> rows;
    for (const bool moving : {true, false}) {
        const std::vector<double> ms = median_frames_ms(renderer, {&marked, &bare}, camera, moving);
        rows.push_back({fmt::format("a {} frame with 500 marks, 50 of them painted, against one with none",
                                    moving ? "moving" : "still"),
                        fmt::format("{:.1f} ms, {:.1f} ms: {:+.0f} %", ms[0], ms[1], 100.0 * (ms[0] / ms[1] - 1.0))});
    }
    return rows;
}

/// Frames of the window while a brush of 20 mm runs to and fro over the trunk, with a new place in every one.
Row painting_row() {
    GlobalOptions options;
    options.store_folder = user_data_folder() / "painting";
    options.atlas = k_built_in_atlas;
    Application application(
        options, {std::make_shared<const Translator>(Translator::load(find_asset_folder() / "i18n" / "en")), "en"});
    const std::unique_ptr<OffscreenWindow> window = make_offscreen_window(k_window);
    Workspace& workspace = application.start_window([] {});
    bool complete = false;
    GuiApp app(workspace, *window,
               {.shader_folder = application.places().shaders,
                .settings_file = {},
                .on_complete_picture = [&] { complete = true; },
                .on_frame = {}});
    const auto frame = [&] {
        app.expect_input();
        app.frame();
        static_cast<void>(window->screenshot());
    };
    while (!complete || workspace.picker() == nullptr) {
        frame();
    }
    workspace.run("tool.paint");
    ImGuiIO& io = ImGui::GetIO();
    glm::vec2 pointer(k_window.x / 2 - 52, 270);
    io.AddMousePosEvent(pointer.x, pointer.y);
    frame();
    io.AddMouseButtonEvent(ImGuiMouseButton_Left, true);
    frame();
    std::vector<double> times;
    for (int i = 0; i < 120; ++i) {
        pointer += glm::vec2((i / 12) % 2 == 0 ? 5.0F : -5.0F, 1.0F);
        io.AddMousePosEvent(pointer.x, pointer.y);
        times.push_back(time_ms(frame));
    }
    const Scene& scene = workspace.scene();
    const bool painted = !scene.traces.empty();
    io.AddMouseButtonEvent(ImGuiMouseButton_Left, false);
    const double end_ms = time_ms(frame);
    return {"a frame of the window while a brush paints, median (19 of 20 below); the one that ends the stroke",
            painted ? fmt::format("{:.0f} ms ({:.0f} ms); {:.0f} ms", median(times), percentile95(times), end_ms)
                    : "nothing was painted"};
}

}  // namespace

std::vector<Row> measure_painting() {
    std::vector<Row> rows;
    {
        GlobalOptions options;
        options.store_folder = user_data_folder() / "painting-parts";
        options.atlas = k_built_in_atlas;
        Application application(
            options, {std::make_shared<const Translator>(Translator::load(find_asset_folder() / "i18n" / "en")), "en"});
        Workspace& workspace = application.start({.atlas = true});
        Body body(workspace);
        for (const float radius_mm : {5.0F, 20.0F, 60.0F}) {
            rows.push_back(dab_row(body, radius_mm));
        }
        for (Row& row : many_marks_rows(application, body)) {
            rows.push_back(std::move(row));
        }
    }
    rows.push_back(painting_row());
    return rows;
}

}  // namespace palpate::bench
