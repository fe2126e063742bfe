#include "workspace/rig.h"
#include "workspace/views.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <glm/geometric.hpp>

#include <algorithm>

using namespace palpate;
using palpate::test::Rig;

TEST_CASE("an atlas that cannot be built leaves the one on screen", "[workspace]") {
    Rig rig;
    rig.start();
    const auto before = rig.workspace->atlas();
    rig.workspace->run("atlas.use", {{"name", "nowhere"}});
    rig.workspace->run_until_idle();
    CHECK(rig.workspace->atlas() == before);
    CHECK(rig.workspace->atlas_name() == "tiny");
    REQUIRE_FALSE(rig.workspace->notifications().empty());
    CHECK(rig.workspace->notifications().back().code == ErrorCode::NotFound);
}

TEST_CASE("of two atlases asked for in a row the second is shown", "[workspace]") {
    Rig rig;
    rig.start();
    rig.workspace->load_atlas("slow");
    rig.workspace->load_atlas("other");
    CHECK(rig.workspace->atlas_loading());
    rig.let_go.set_value();
    rig.workspace->run_until_idle();
    CHECK(rig.workspace->atlas_name() == "other");
    CHECK_FALSE(rig.workspace->atlas_loading());
    REQUIRE(rig.workspace->picker() != nullptr);
    CHECK(&rig.workspace->picker()->atlas() == rig.workspace->atlas().get());
}

TEST_CASE("marks move to another atlas by their anchors", "[workspace]") {
    Rig rig;
    rig.start_session();
    static_cast<void>(rig.add_mark());
    CHECK(rig.workspace->place_error_mm(*rig.workspace->selected_mark()) == 0.0F);
    rig.workspace->run("atlas.use", {{"name", "other"}});
    rig.workspace->run_until_idle_or_throw();
    const auto error_mm = rig.workspace->place_error_mm(*rig.workspace->selected_mark());
    REQUIRE(error_mm);
    CHECK(*error_mm < 0.01F);  // the same surfaces under another fingerprint
}

TEST_CASE("turning the view keeps the distance, whole body fits it again", "[workspace]") {
    Rig rig;
    rig.start();
    const OrbitCamera whole = rig.workspace->view().camera;
    rig.workspace->run("view.zoom-to", {{"structure", "rhomboid-major.left"}});
    const float close_mm = rig.workspace->view().camera.distance_mm;
    CHECK(close_mm < whole.distance_mm);
    rig.workspace->run("view.back");
    CHECK(rig.workspace->view().camera.distance_mm == close_mm);
    CHECK(rig.workspace->view().camera.azimuth_rad == find_view_angles_rad("back")->x);
    rig.workspace->run("view.reset");
    CHECK(rig.workspace->view().camera == whole);
}

TEST_CASE("a mark lies where the body is clicked", "[workspace]") {
    Rig rig;
    rig.start_session();
    rig.workspace->set_viewport({800, 800});
    rig.workspace->run("view.reset");
    const Structure& muscle = rig.workspace->require_atlas().structure(StructureId("rectus-abdominis.left"));
    const auto pixel = rig.workspace->view().camera.project(bounds(*muscle.mesh).centre(), {800, 800});
    REQUIRE(pixel);
    const std::string at = std::to_string(pixel->x) + "," + std::to_string(pixel->y);
    rig.workspace->run("mark.add", {{"pixel", at}, {"size", "800x800"}});
    CHECK(rig.workspace->selected_mark()->anchor.structure == muscle.id);
    CHECK_THROWS_AS(rig.workspace->run("mark.add", {{"pixel", "1,1"}, {"size", "800x800"}}), Error);
}

TEST_CASE("a mark named by structure and point lies there, and a point far off is refused", "[workspace]") {
    Rig rig;
    rig.start_session();
    rig.workspace->run("mark.add", {{"structure", "latissimus-dorsi.left"}, {"at", "90,1150,42"}});
    const auto place = resolve(rig.workspace->selected_mark()->anchor, rig.workspace->require_atlas());
    REQUIRE(place);
    CHECK(glm::distance(place->point.position_mm, glm::vec3(90, 1150, 40)) < 2.5F);
    const std::size_t marks = rig.workspace->require_document().marks.size();
    CHECK_THROWS_AS(rig.workspace->run("mark.add", {{"structure", "latissimus-dorsi.left"}, {"at", "0,0,0"}}), Error);
    CHECK_THROWS_AS(rig.workspace->run("mark.add", {{"structure", "no-such.left"}}), Error);
    CHECK(rig.workspace->require_document().marks.size() == marks);
}

TEST_CASE("the scene is made anew for marks and layers, not for the camera", "[workspace]") {
    Rig rig;
    rig.start_session();
    const Scene* before = &rig.workspace->scene();
    const std::size_t drawables = before->drawables.size();
    ViewState view = rig.workspace->view();
    view.camera.orbit(0.5F, 0.0F);
    rig.workspace->set_view(view);
    CHECK(rig.workspace->scene().drawables.size() == drawables);
    static_cast<void>(rig.add_mark());
    CHECK(rig.workspace->scene().marks.size() == 1);
    rig.workspace->run("view.layers", {{"layers", "bones"}});
    CHECK(rig.workspace->scene().drawables.size() < drawables);
    rig.workspace->run("view.hide", {{"structure", "body-of-sternum.mid"}});
    CHECK(rig.workspace->scene().drawables.empty());
}

namespace {

float skin_opacity(const Workspace& workspace) {
    const auto& drawables = workspace.scene().drawables;
    const auto skin = std::ranges::find(drawables, Surface::Skin, &Drawable::surface);
    return skin == drawables.end() ? 0.0F : skin->opacity;
}

void show_map(Workspace& workspace, const std::string& map, float opacity = 1.0F) {
    ViewState view = workspace.view();
    view.settings.skin_map = map;
    view.settings.layer_opacity[static_cast<std::size_t>(Layer::Skin)] = opacity;
    workspace.set_view(view);
}

std::ptrdiff_t count_skin_parts(const Workspace& workspace) {
    return std::ranges::count(workspace.scene().drawables, Surface::Skin, &Drawable::surface);
}

}  // namespace

TEST_CASE("a map comes onto the skin at once when it is ready, and goes at once", "[workspace]") {
    Rig rig;
    rig.start();
    const float before = skin_opacity(*rig.workspace);
    show_map(*rig.workspace, "sides");
    CHECK(rig.workspace->skin_map_loading());
    CHECK(count_skin_parts(*rig.workspace) == 1);   // until then the skin is as it was: plain ..
    CHECK(skin_opacity(*rig.workspace) == before);  // .. and no more solid than it was
    rig.workspace->run_until_idle_or_throw();
    CHECK_FALSE(rig.workspace->skin_map_loading());
    CHECK(count_skin_parts(*rig.workspace) == 2);
    CHECK(skin_opacity(*rig.workspace) == 1.0F);
    show_map(*rig.workspace, "", before);
    CHECK(count_skin_parts(*rig.workspace) == 1);
    CHECK(skin_opacity(*rig.workspace) == before);
}

TEST_CASE("of two maps asked for in a row the second is shown, and none that was taken back", "[workspace]") {
    Rig rig;
    rig.start();
    show_map(*rig.workspace, "sides");
    show_map(*rig.workspace, "halves");
    rig.workspace->run_until_idle_or_throw();
    CHECK_FALSE(rig.workspace->skin_map_loading());
    CHECK(rig.workspace->view().settings.skin_map == "halves");
    CHECK(count_skin_parts(*rig.workspace) == 2);
    show_map(*rig.workspace, "");
    show_map(*rig.workspace, "sides");
    show_map(*rig.workspace, "");
    rig.workspace->run_until_idle_or_throw();
    CHECK(count_skin_parts(*rig.workspace) == 1);
}

TEST_CASE("a body in another form brings the map along: never one without the other", "[workspace]") {
    Rig rig;
    rig.start();
    show_map(*rig.workspace, "sides");
    rig.workspace->run_until_idle_or_throw();
    BodyForm tall;
    tall.stature_mm = 1900.0F;
    rig.workspace->set_body_form(tall);
    while (rig.workspace->atlas_loading()) {
        CHECK(count_skin_parts(*rig.workspace) == 2);
        static_cast<void>(rig.workspace->update());
    }
    CHECK(rig.workspace->atlas()->form() == tall);
    CHECK(count_skin_parts(*rig.workspace) == 2);
    CHECK_FALSE(rig.workspace->skin_map_loading());
    rig.workspace->run_until_idle_or_throw();
}

TEST_CASE("a map asked for just before the form changes is cancelled and comes with the new body", "[workspace]") {
    Rig rig;
    rig.start();
    const float before = skin_opacity(*rig.workspace);
    show_map(*rig.workspace, "sides");
    BodyForm tall;
    tall.stature_mm = 1900.0F;
    rig.workspace->set_body_form(tall);
    while (rig.workspace->atlas_loading()) {
        CHECK(count_skin_parts(*rig.workspace) == 1);
        CHECK(skin_opacity(*rig.workspace) == before);
        static_cast<void>(rig.workspace->update());
    }
    CHECK(count_skin_parts(*rig.workspace) == 2);
    CHECK(skin_opacity(*rig.workspace) == 1.0F);
}

TEST_CASE("a body that cannot be built leaves the map that was asked for to the body on screen", "[workspace]") {
    Rig rig;
    rig.start();
    show_map(*rig.workspace, "sides");
    rig.workspace->load_atlas("nowhere");
    rig.workspace->run_until_idle();
    CHECK(rig.workspace->atlas_name() == "tiny");
    CHECK(count_skin_parts(*rig.workspace) == 2);
}

TEST_CASE("a body without maps shows plain skin", "[workspace]") {
    Rig rig;
    rig.start();
    show_map(*rig.workspace, "sides");
    rig.workspace->run_until_idle_or_throw();
    rig.workspace->load_atlas("other");
    rig.workspace->run_until_idle_or_throw();
    CHECK(count_skin_parts(*rig.workspace) == 1);
    CHECK_FALSE(rig.workspace->skin_map_loading());
    rig.workspace->load_atlas("tiny");
    rig.workspace->run_until_idle_or_throw();
    CHECK(count_skin_parts(*rig.workspace) == 2);
}

TEST_CASE("a map that is stopped leaves the skin and the choice as they were", "[workspace]") {
    Rig rig;
    rig.start();
    const float before = skin_opacity(*rig.workspace);
    show_map(*rig.workspace, "sides");
    for (const auto& job : rig.workspace->running_jobs()) {
        rig.workspace->cancel_job(job.handle);
    }
    rig.workspace->run_until_idle();
    CHECK_FALSE(rig.workspace->skin_map_loading());
    const bool stopped = rig.workspace->view().settings.skin_map.empty();  // else it was quicker than the hand
    CHECK(count_skin_parts(*rig.workspace) == (stopped ? 1 : 2));
    CHECK(skin_opacity(*rig.workspace) == (stopped ? before : 1.0F));
}

TEST_CASE("places are named from the client's own side", "[workspace]") {
    Rig rig;
    rig.start_session();
    const Structure& muscle = rig.workspace->require_atlas().structure(StructureId("latissimus-dorsi.right"));
    CHECK(rig.workspace->title_of(muscle) == "Lats, your right");
    const Structure& bone = rig.workspace->require_atlas().structure(StructureId("body-of-sternum.mid"));
    CHECK(rig.workspace->title_of(bone) == "Breastbone");
}

TEST_CASE("a mark on a structure the atlas does not have keeps its name", "[workspace]") {
    Rig rig;
    rig.start_session();
    Mark mark;
    mark.anchor.structure = StructureId("soleus.left");
    CHECK_FALSE(rig.workspace->place_error_mm(mark));
    CHECK(rig.workspace->title_of(mark).find("your left") != std::string::npos);
}

TEST_CASE("picture sizes are two numbers with an x between them", "[workspace]") {
    CHECK(parse_viewport("1280x800") == Viewport{1280, 800});
    for (const char* wrong : {"", "1280", "1280x", "x800", "1280x800x2", "0x10", "-5x10", "99999x10", "1280 x 800"}) {
        CHECK_THROWS_AS(parse_viewport(wrong), Error);
    }
}

TEST_CASE("a mark stays on its triangle when the body changes its form", "[workspace]") {
    Rig rig;
    rig.start_session();
    static_cast<void>(rig.add_mark());
    const auto anchor = rig.workspace->selected_mark()->anchor;
    rig.workspace->run("body.form", {{"shape", "feminine"}, {"stature", "1.5"}});
    rig.workspace->run_until_idle_or_throw();
    CHECK(rig.workspace->atlas()->form() == BodyForm{BodyShape::Feminine, 1500.0F, 0.0F});
    CHECK(rig.workspace->place_error_mm(*rig.workspace->selected_mark()) == 0.0F);
    const auto place = resolve(anchor, *rig.workspace->atlas());
    REQUIRE(place);
    CHECK(place->point.triangle == anchor.triangle);
    CHECK(place->point.barycentric == anchor.barycentric);
}

TEST_CASE("a form asked for in part keeps the rest, and none is lost with another body", "[workspace]") {
    Rig rig;
    rig.start();
    rig.workspace->run("body.form", {{"shape", "neutral"}});
    rig.workspace->run("body.form", {{"build", "0.5"}});
    rig.workspace->run_until_idle_or_throw();
    const BodyForm wanted{BodyShape::Neutral, std::nullopt, 0.5F};
    CHECK(rig.workspace->body_form() == wanted);
    CHECK(rig.workspace->atlas()->form() == wanted);
    rig.workspace->run("atlas.use", {{"name", "other"}});
    rig.workspace->run_until_idle_or_throw();
    CHECK_FALSE(rig.workspace->atlas()->form());
    CHECK(rig.workspace->body_form() == wanted);
    CHECK_THROWS_AS(rig.workspace->run("body.form"), Error);
    CHECK_THROWS_AS(rig.workspace->run("body.form", {{"stature", "3"}}), Error);
    CHECK(rig.workspace->body_form() == wanted);
}

TEST_CASE("the body keeps its place in the picture when it grows", "[workspace]") {
    Rig rig;
    rig.start();
    rig.workspace->run("view.reset");
    rig.workspace->run("body.form", {{"stature", "1.5"}});
    rig.workspace->run_until_idle_or_throw();
    const OrbitCamera kept = rig.workspace->view().camera;
    rig.workspace->run("view.reset");
    CHECK(kept.target_mm.y == Catch::Approx(rig.workspace->view().camera.target_mm.y).margin(1.0));
    CHECK(kept.distance_mm == Catch::Approx(rig.workspace->view().camera.distance_mm).epsilon(0.02));
}
