#include "workspace/rig.h"
#include "workspace/views.h"

#include <catch2/catch_test_macros.hpp>

using namespace palpate;
using palpate::test::Rig;

namespace {

constexpr Viewport k_size{1000, 700};

std::string text_of(const glm::vec2& pixel) { return std::to_string(pixel.x) + "," + std::to_string(pixel.y); }

/// A pixel of the whole picture in which a pane shows the middle of a structure.
glm::vec2 pixel_of(const Workspace& workspace, std::size_t pane, const char* structure) {
    const Pane shown = workspace.panes(k_size)[pane].pane;
    const glm::vec3 middle = bounds(*workspace.require_atlas().structure(StructureId(structure)).mesh).centre();
    return *shown.camera.project(middle, shown.viewport) + glm::vec2(shown.corner_px);
}

void make_two_sessions(Rig& rig) {
    rig.start_session();
    static_cast<void>(rig.add_mark("latissimus-dorsi.left"));
    rig.workspace->run("session.add", {{"date", "2026-11-29"}});
    static_cast<void>(rig.add_mark("rectus-abdominis.left"));
    rig.workspace->set_viewport(k_size);
}

}  // namespace

TEST_CASE("each of the four views picks what it shows", "[workspace]") {
    Rig rig;
    rig.start_session();
    rig.workspace->set_viewport(k_size);
    rig.workspace->run("view.four");
    REQUIRE(rig.workspace->panes().size() == 4);
    rig.workspace->run("mark.add", {{"pixel", text_of(pixel_of(*rig.workspace, 0, "rectus-abdominis.left"))}});
    CHECK(rig.workspace->selected_mark()->anchor.structure.text() == "rectus-abdominis.left");
    rig.workspace->run(
        "mark.add", {{"pixel", text_of(pixel_of(*rig.workspace, 1, "latissimus-dorsi.right"))}, {"size", "1000x700"}});
    CHECK(rig.workspace->selected_mark()->anchor.structure.text() == "latissimus-dorsi.right");
    for (const SessionPane& pane : rig.workspace->panes()) {
        CHECK_FALSE(pane.read_only);
        CHECK(pane.session == rig.workspace->session());
    }
    rig.workspace->run("view.four");  // once more goes back
    CHECK(rig.workspace->panes().size() == 1);
}

TEST_CASE("in the four views a named view gets the keys and turns nothing", "[workspace]") {
    Rig rig;
    rig.start();
    const OrbitCamera camera = rig.workspace->view().camera;
    rig.workspace->run("view.four");
    rig.workspace->run("view.right");
    CHECK(rig.workspace->view().focused_pane == 3);
    CHECK(rig.workspace->view().camera == camera);
    rig.workspace->run("view.single");
    rig.workspace->run("view.right");
    CHECK(rig.workspace->view().camera != camera);
}

TEST_CASE("a zoomed view is whole again on its own or with all", "[workspace]") {
    Rig rig;
    rig.start();
    rig.workspace->run("view.four");
    ViewState view = rig.workspace->view();
    view.zoomed[0] = view.zoomed[2] = view.camera;
    rig.workspace->set_view(view);
    rig.workspace->run("view.whole", {{"pane", "front"}});
    CHECK_FALSE(rig.workspace->view().zoomed[0]);
    CHECK(rig.workspace->view().zoomed[2]);
    rig.workspace->run("view.reset");
    CHECK_FALSE(rig.workspace->view().zoomed[2]);
    CHECK_THROWS_AS(rig.workspace->run("view.whole", {{"pane", "top"}}), Error);
}

TEST_CASE("two sessions stand side by side, the earlier one left, under one camera", "[workspace]") {
    Rig rig;
    make_two_sessions(rig);
    const SessionId first = rig.workspace->require_document().sessions[0].id;
    const SessionId second = rig.workspace->require_document().sessions[1].id;
    rig.workspace->run("view.compare");
    auto panes = rig.workspace->panes();
    REQUIRE(panes.size() == 2);
    CHECK(panes[0].session == first);
    CHECK(panes[0].read_only);
    CHECK(panes[1].session == second);
    CHECK_FALSE(panes[1].read_only);
    CHECK(panes[0].pane.camera == panes[1].pane.camera);
    CHECK(rig.workspace->scene_of(first).marks.size() == 1);
    CHECK(rig.workspace->scene_of(second).marks.size() == 1);
    CHECK(rig.workspace->scene_of(first).marks[0].id != rig.workspace->scene_of(second).marks[0].id);
    rig.workspace->run("session.open", {{"session", "1"}});  // the two change places, not sides
    panes = rig.workspace->panes();
    REQUIRE(panes.size() == 2);
    CHECK(panes[0].session == first);
    CHECK_FALSE(panes[0].read_only);
    CHECK(panes[1].read_only);
    rig.workspace->run("view.compare", {{"session", "off"}});
    CHECK(rig.workspace->panes().size() == 1);
}

TEST_CASE("nothing is marked in the picture of another session", "[workspace]") {
    Rig rig;
    make_two_sessions(rig);
    rig.workspace->run("view.compare", {{"session", "1"}});
    rig.workspace->run("view.reset");
    const std::size_t marks = rig.workspace->require_document().marks.size();
    const std::string left = text_of(pixel_of(*rig.workspace, 0, "rectus-abdominis.right"));
    const std::string right = text_of(pixel_of(*rig.workspace, 1, "rectus-abdominis.right"));
    CHECK_THROWS_AS(rig.workspace->run("mark.add", {{"pixel", left}}), Error);
    rig.workspace->run("mark.add", {{"pixel", right}});
    CHECK(rig.workspace->require_document().marks.size() == marks + 1);
    CHECK(rig.workspace->selected_mark()->session == rig.workspace->session());
}

TEST_CASE("comparing needs two sessions that differ", "[workspace]") {
    Rig rig;
    rig.start_session();
    CHECK_FALSE(find_command("view.compare")->enabled(*rig.workspace));
    CHECK_THROWS_AS(rig.workspace->run("view.compare"), Error);
    rig.workspace->run("session.add", {{"date", "2026-11-29"}});
    CHECK_THROWS_AS(rig.workspace->run("view.compare", {{"session", "2"}}), Error);
    CHECK_THROWS_AS(rig.workspace->run("view.compare", {{"session", "9"}}), Error);
    rig.workspace->run("view.compare", {{"session", "1"}});
    rig.workspace->run("client.add", {{"name", "Another"}});
    CHECK(rig.workspace->panes().size() == 1);  // of another client there is nothing to compare with
}
