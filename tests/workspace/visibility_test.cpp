#include "scene/visibility.h"

#include "workspace/rig.h"
#include "workspace/visibility_history.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

using namespace palpate;
using palpate::test::Rig;

namespace {

const ViewSettings& settings_of(const Rig& rig) { return rig.workspace->view().settings; }

struct BodyOnScreen : Rig {
    BodyOnScreen() {
        start();
        workspace->run("view.select", {{"structure", "rhomboid-major.left"}});
    }
};

}  // namespace

TEST_CASE("isolate keeps the selection alone, and once more shows all", "[workspace]") {
    const BodyOnScreen rig;
    rig.workspace->run("view.isolate");
    CHECK(settings_of(rig).others == Others::Hidden);
    CHECK(settings_of(rig).kept == std::unordered_set{StructureId("rhomboid-major.left")});
    CHECK(rig.workspace->scene().drawables.size() == 1);
    rig.workspace->run("view.isolate");
    CHECK(settings_of(rig).others == Others::Shown);
}

TEST_CASE("the group of the selection can be shown alone", "[workspace]") {
    const BodyOnScreen rig;
    rig.workspace->run("view.show-group");
    CHECK(rig.workspace->scene().drawables.size() == 2);  // left and right
    rig.workspace->run("view.show-all");
    CHECK(rig.workspace->scene().drawables.size() == 8);
}

TEST_CASE("several structures can be selected, hidden and fitted", "[workspace]") {
    const BodyOnScreen rig;
    rig.workspace->run("view.zoom-to");
    const float one_mm = rig.workspace->view().camera.distance_mm;
    rig.workspace->run("view.select-also", {{"structure", "rectus-abdominis.right"}});
    CHECK(settings_of(rig).selected.size() == 2);
    rig.workspace->run("view.zoom-to");
    CHECK(rig.workspace->view().camera.distance_mm > one_mm);
    rig.workspace->run("view.hide");
    CHECK(rig.workspace->scene().drawables.size() == 6);
    rig.workspace->run("view.select-also", {{"structure", "rectus-abdominis.right"}});
    CHECK(settings_of(rig).selected == std::unordered_set{StructureId("rhomboid-major.left")});
    CHECK(rig.workspace->focus() == StructureId("rhomboid-major.left"));
}

TEST_CASE("every step of visibility can be taken back and done again", "[workspace]") {
    const BodyOnScreen rig;
    std::vector<Visibility> seen{visibility_of(settings_of(rig))};
    for (const char* command : {"view.hide", "view.peel-deeper", "view.isolate", "view.section-next",
                                "view.section-flip", "view.show-all", "view.peel-back", "view.section-off"}) {
        rig.workspace->run(command);
        seen.push_back(visibility_of(settings_of(rig)));
    }
    for (std::size_t i = seen.size() - 1; i > 0; --i) {
        rig.workspace->run("view.visibility-undo");
        CHECK(visibility_of(settings_of(rig)) == seen[i - 1]);
    }
    CHECK_FALSE(find_command("view.visibility-undo")->enabled(*rig.workspace));
    for (std::size_t i = 1; i < seen.size(); ++i) {
        rig.workspace->run("view.visibility-redo");
        CHECK(visibility_of(settings_of(rig)) == seen[i]);
    }
    CHECK_FALSE(find_command("view.visibility-redo")->enabled(*rig.workspace));
}

TEST_CASE("one drag of a slider is one step, and the camera and the selection are none", "[workspace]") {
    const BodyOnScreen rig;
    const Visibility before = visibility_of(settings_of(rig));
    rig.workspace->settle_visibility();
    for (float level = 0.8F; level < 2.0F; level += 0.1F) {
        ViewState view = rig.workspace->view();
        view.settings.layer_opacity = peeled_layers(level);
        view.camera.orbit(0.1F, 0.0F);
        rig.workspace->set_view(view);
    }
    rig.workspace->settle_visibility();
    rig.workspace->run("view.back");
    rig.workspace->run("view.select", {{"structure", "rectus-abdominis.left"}});
    const OrbitCamera camera = rig.workspace->view().camera;
    rig.workspace->run("view.visibility-undo");
    CHECK(visibility_of(settings_of(rig)) == before);
    CHECK(rig.workspace->view().camera == camera);
    CHECK(rig.workspace->focus() == StructureId("rectus-abdominis.left"));
}

TEST_CASE("the history of visibility forgets the oldest steps, not the newest", "[workspace]") {
    VisibilityHistory history;
    Visibility now;
    for (int i = 0; i < 150; ++i) {
        now.layer_opacity[0] = static_cast<float>(i);
        history.settle(now);
    }
    int steps = 0;
    while (const auto before = history.step(now, false)) {
        now = *before;
        ++steps;
    }
    CHECK(steps == 100);
    CHECK(now.layer_opacity[0] == 49.0F);
}

TEST_CASE("the body is cut through the middle of what is selected", "[workspace]") {
    const BodyOnScreen rig;
    rig.workspace->run("view.section", {{"axis", "transverse"}});
    CHECK(settings_of(rig).section->at_mm == Catch::Approx(1290.0F));
    rig.workspace->run("view.section", {{"axis", "frontal"}, {"at", "30"}, {"flipped", "1"}});
    CHECK(settings_of(rig).section == SectionPlane{SectionAxis::Frontal, 30.0F, true});
    CHECK_THROWS_AS(rig.workspace->run("view.section", {{"axis", "oblique"}}), Error);
    CHECK_THROWS_AS(rig.workspace->run("view.section", {{"axis", "frontal"}, {"at", "3000"}}), Error);
}

TEST_CASE("peeling asks for a level that there is", "[workspace]") {
    const BodyOnScreen rig;
    rig.workspace->run("view.peel", {{"level", "2.5"}});
    CHECK(settings_of(rig).layer_opacity == peeled_layers(2.5F));
    CHECK_THROWS_AS(rig.workspace->run("view.peel", {{"level", "5"}}), Error);
    CHECK_THROWS_AS(rig.workspace->run("view.peel"), Error);
}
