#include "support/error_code.h"
#include "workspace/brush_stroke.h"
#include "workspace/place_words.h"
#include "workspace/rig.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include <numbers>

using namespace palpate;
using Catch::Approx;

namespace {

const Mark& only_mark(const test::Rig& rig) {
    const auto& marks = rig.workspace->require_document().marks;
    REQUIRE(marks.size() == 1);
    return marks.front();
}

/// A dab on the flat front of the tiny skin.
std::string paint_one(test::Rig& rig, const char* place = "100,1000,200", const char* brush = "20") {
    return rig.workspace->run("mark.add", {{"stroke", place}, {"brush", brush}, {"now", "6"}});
}

}  // namespace

TEST_CASE("a stroke makes an area mark with its size and its share of the skin", "[workspace]") {
    test::Rig rig;
    rig.start_session();
    paint_one(rig);
    const Mark& mark = only_mark(rig);
    CHECK(mark.extent == MarkExtent::Area);
    CHECK(mark.dabs.size() == 1);
    CHECK(mark.anchor.structure.text() == "skin.mid");
    REQUIRE(mark.measure);
    CHECK(mark.measure->area_mm2 == Approx(std::numbers::pi * 400.0).epsilon(1e-3));
    CHECK(mark.measure->share > 0.0);
    rig.workspace->run_until_idle_or_throw();
    REQUIRE(rig.workspace->scene().traces.size() == 1);
    CHECK(rig.workspace->scene().traces.front().id == mark.id);
    CHECK(rig.stored().marks.front().dabs == mark.dabs);
}

TEST_CASE("one stroke is one step of undo, and takes the picture of it along", "[workspace]") {
    test::Rig rig;
    rig.start_session();
    paint_one(rig);
    const double before = only_mark(rig).measure->area_mm2;
    rig.workspace->run("mark.paint", {{"stroke", "140,1000,200;160,1000,180;180,1000,170"}, {"brush", "15"}});
    CHECK(only_mark(rig).dabs.size() > 3);
    CHECK(only_mark(rig).measure->area_mm2 > before + 800.0);
    rig.workspace->run("edit.undo");
    CHECK(only_mark(rig).measure->area_mm2 == before);
    rig.workspace->run_until_idle_or_throw();
    const auto shape = rig.workspace->find_shape(only_mark(rig).id);
    REQUIRE(shape);
    CHECK(shape->painted->measure().area_mm2 == before);
    rig.workspace->run("edit.undo");
    CHECK(rig.workspace->scene().traces.empty());
}

TEST_CASE("wiping takes away, but not the last of an area: for that the mark is removed", "[workspace]") {
    test::Rig rig;
    rig.start_session();
    paint_one(rig, "100,1000,200", "40");
    rig.workspace->run("mark.paint", {{"stroke", "100,1000,200"}, {"brush", "20"}, {"erase", "yes"}});
    CHECK(only_mark(rig).measure->area_mm2 == Approx(std::numbers::pi * 1200.0).epsilon(1e-3));
    const auto wipe_all = [&] {
        rig.workspace->run("mark.paint", {{"stroke", "100,1000,200"}, {"brush", "60"}, {"erase", "yes"}});
    };
    CHECK(error_key_of(wipe_all) == "workspace.nothing-painted");
    CHECK(only_mark(rig).dabs.size() == 2);
}

TEST_CASE("the exact words of dabs read back as the same dabs", "[workspace]") {
    test::Rig rig;
    rig.start_session();
    paint_one(rig);
    rig.workspace->run("mark.paint", {{"stroke", "130,990,200"}, {"brush", "12"}, {"erase", "yes"}});
    const Mark before = only_mark(rig);
    rig.workspace->run("mark.add", {{"dabs", spell_dabs(before.dabs)}, {"now", "2"}});
    const Mark& again = rig.workspace->require_document().marks.back();
    CHECK(again.dabs == before.dabs);
    CHECK(again.measure == before.measure);
}

TEST_CASE("a line and the arrows of a point lie on the skin and are drawn", "[workspace]") {
    test::Rig rig;
    rig.start_session();
    rig.workspace->run("mark.add", {{"path", "100,1000,200;100,1100,180;120,1200,150"}, {"now", "4"}});
    CHECK(only_mark(rig).extent == MarkExtent::Line);
    CHECK(only_mark(rig).path.size() == 3);
    CHECK(only_mark(rig).anchor == only_mark(rig).path.front());
    rig.workspace->run("mark.add",
                       {{"extent", "point"}, {"structure", "skin.mid"}, {"at", "100,900,210"}, {"now", "5"}});
    rig.workspace->run("mark.radiate", {{"to", "160,900,190"}});
    rig.workspace->run("mark.radiate", {{"to", "100,800,200"}});
    CHECK(rig.workspace->require_document().marks.back().arrows.size() == 2);
    rig.workspace->run_until_idle_or_throw();
    const Scene& scene = rig.workspace->scene();
    REQUIRE(scene.traces.size() == 2);
    for (const MarkTrace& trace : scene.traces) {
        const auto heads = std::ranges::count(trace.shape->band, true, &SkinStroke::arrow);
        CHECK(heads == (trace.selected ? 2 : 1));
    }
}

TEST_CASE("painting that makes no sense is refused in words", "[workspace]") {
    test::Rig rig;
    rig.start_session();
    Workspace& workspace = *rig.workspace;
    const auto add = [&](const char* name, const char* value) {
        return error_code_of([&] { workspace.run("mark.add", {{name, value}, {"now", "3"}}); });
    };
    CHECK(add("stroke", "nowhere") == ErrorCode::Usage);
    CHECK(add("stroke", "1,2,nan") == ErrorCode::Usage);
    CHECK(add("stroke", "9000,0,0") == ErrorCode::InvalidEdit);
    CHECK(add("dabs", "nan@100,1000,200") == ErrorCode::InvalidEdit);
    CHECK(add("dabs", "500@100,1000,200") == ErrorCode::InvalidEdit);
    CHECK(add("dabs", "20@#99999/1/0/0") == ErrorCode::Usage);
    CHECK(add("dabs", "20") == ErrorCode::Usage);
    CHECK(add("path", "100,1000,200") == ErrorCode::Usage);
    workspace.run("mark.add", {{"path", "100,1000,200;100,1100,180"}, {"now", "4"}});
    const auto paint_line = [&] { workspace.run("mark.paint", {{"stroke", "100,1000,200"}}); };
    CHECK(error_key_of(paint_line) == "workspace.not-an-area");
}

TEST_CASE("in another form of the body the same dabs are painted anew", "[workspace]") {
    test::Rig rig;
    rig.start_session();
    paint_one(rig);
    rig.workspace->run("body.form", {{"stature", "1.60"}});
    rig.workspace->run_until_idle_or_throw();
    const auto shape = rig.workspace->find_shape(only_mark(rig).id);
    REQUIRE(shape);
    CHECK(shape->painted->measure().area_mm2 == Approx(std::numbers::pi * 400.0).epsilon(1e-3));
    CHECK(shape->corners_mm.front().y < 950.0F);
}

TEST_CASE("tools and the size of the brush are commands", "[workspace]") {
    test::Rig rig;
    Workspace& workspace = *rig.workspace;
    for (const Tool tool : k_tools) {
        workspace.run("tool." + std::string(name_of(tool)));
        CHECK(workspace.tool().tool == tool);
    }
    workspace.run("brush.size", {{"radius", "60"}});
    workspace.run("brush.larger");
    CHECK(workspace.tool().brush_radius_mm == k_largest_brush_mm);
    for (int i = 0; i < 30; ++i) {
        workspace.run("brush.smaller");
    }
    CHECK(workspace.tool().brush_radius_mm == k_least_brush_mm);
    CHECK(error_code_of([&] { workspace.run("brush.size", {{"radius", "61"}}); }) == ErrorCode::Usage);
}

TEST_CASE("a brush leaves evenly spaced dabs, and none where it rubs over its own paint", "[workspace]") {
    test::Rig rig;
    rig.start_session();
    const auto atlas = rig.workspace->atlas();
    const auto skin = rig.workspace->require_skin_surface();
    BrushStroke stroke(atlas, PaintedSkin(skin), {});
    const auto at = [&](float x) { return closest_point(skin->mesh(), {x, 1000.0F, 210.0F - 0.5F * x}); };
    for (float x = 60.0F; x <= 160.0F; x += 1.0F) {
        stroke.move_to(at(x), 20.0F, false);
    }
    const std::size_t there = stroke.dabs().size();
    CHECK(there >= 10);
    CHECK(there <= 13);
    const double area = stroke.painted().measure().area_mm2;
    for (float x = 160.0F; x >= 60.0F; x -= 1.0F) {
        stroke.move_to(at(x), 18.0F, false);
    }
    CHECK(stroke.dabs().size() <= there + 1);
    CHECK(stroke.painted().measure().area_mm2 == Approx(area).epsilon(0.005));
}
