#include "base/error.h"
#include "workspace/brush_stroke.h"
#include "workspace/rig.h"

#include <catch2/catch_test_macros.hpp>
#include <glm/geometric.hpp>

#include <algorithm>

using namespace palpate;

namespace {

/// A session of a client who wants a spot of the front of the tiny body left alone.
struct SpotRig : test::Rig {
    SpotRig() {
        start_session();
        workspace->run("client.spot", {{"avoid", "yes"}, {"structure", "skin.mid"}, {"at", "100,1000,200"}});
        workspace->run_until_idle_or_throw();
    }
    /// What the brush paints with one dab there, as it is drawn while the button is down.
    [[nodiscard]] MarkTrace painted_at(const glm::vec3& place_mm) const {
        BrushStroke stroke(workspace->atlas(), PaintedSkin(workspace->require_skin_surface()), {});
        stroke.move_to(closest_point(workspace->require_skin_surface()->mesh(), place_mm), 15.0F, false);
        MarkTrace trace;
        trace.shape = make_area_shape(std::make_shared<const PaintedSkin>(stroke.painted()));
        return trace;
    }
    [[nodiscard]] std::size_t told() const {
        return static_cast<std::size_t>(std::ranges::count_if(
            workspace->notifications(),
            [](const Notification& message) { return message.text.key == "workspace.brush-enters"; }));
    }
};

}  // namespace

TEST_CASE("round a spot a disc is hatched and named, and is gone with it", "[workspace]") {
    SpotRig rig;
    REQUIRE(rig.workspace->scene().keep_clear.size() == 1);
    const MarkTrace& hatching = rig.workspace->scene().keep_clear.front();
    const auto radius_mm = static_cast<float>(rig.workspace->clinical().rules().wish_radius_mm);
    for (const glm::vec3& corner : hatching.shape->corners_mm) {
        CHECK(glm::distance(corner, hatching.place_mm) < radius_mm + 0.5F);
    }
    const auto names = rig.workspace->names_in(rig.workspace->panes().front());
    CHECK(std::ranges::count_if(names, [](const SeenName& name) { return name.text.starts_with("Leave alone: "); }) ==
          1);
    rig.workspace->run("edit.undo");
    rig.workspace->run_until_idle_or_throw();
    CHECK(rig.workspace->scene().keep_clear.empty());
}

TEST_CASE("two spots of one rule are named each for itself", "[workspace]") {
    SpotRig rig;
    rig.workspace->run("client.spot", {{"avoid", "yes"}, {"structure", "skin.mid"}, {"at", "-100,1000,200"}});
    rig.workspace->run_until_idle_or_throw();
    CHECK(rig.workspace->scene().keep_clear.size() == 2);
    const auto names = rig.workspace->names_in(rig.workspace->panes().front());
    CHECK(std::ranges::count_if(names, [](const SeenName& name) { return name.text.starts_with("Leave alone: "); }) ==
          2);
}

TEST_CASE("what is hatched stays as it is while nothing happens, and while the rules are asked anew", "[workspace]") {
    SpotRig rig;
    const auto shape = rig.workspace->scene().keep_clear.front().shape;
    const std::size_t revision = rig.workspace->revision();
    CHECK_FALSE(rig.workspace->update());
    CHECK(rig.workspace->revision() == revision);
    static_cast<void>(rig.add_mark());
    rig.workspace->update();
    CHECK(rig.workspace->scene().keep_clear.front().shape == shape);
    rig.workspace->run_until_idle_or_throw();
    CHECK(rig.workspace->scene().keep_clear.front().shape == shape);
}

TEST_CASE("a brush that comes into what is to be left alone is told so once, and may mark there", "[workspace]") {
    SpotRig rig;
    rig.workspace->show_while_painting(rig.painted_at({-100.0F, 1000.0F, 200.0F}));
    CHECK(rig.told() == 0);
    rig.workspace->show_while_painting(rig.painted_at({110.0F, 1000.0F, 195.0F}));
    CHECK(rig.told() == 1);
    const auto& told = rig.workspace->notifications().back();
    CHECK(told.text.arguments.front().second.starts_with("Leave alone: "));
    CHECK_FALSE(told.code);
    rig.workspace->show_while_painting(rig.painted_at({100.0F, 1000.0F, 200.0F}));
    CHECK(rig.told() == 1);
    rig.workspace->show_while_painting(std::nullopt);
    rig.workspace->show_while_painting(rig.painted_at({110.0F, 1000.0F, 195.0F}));
    CHECK(rig.told() == 1);  // the new message took the place of the old one
    CHECK_NOTHROW(rig.workspace->run("mark.add", {{"stroke", "100,1000,200"}, {"brush", "15"}, {"now", "6"}}));
}
