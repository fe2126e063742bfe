#include "support/error_code.h"
#include "workspace/rig.h"
#include "workspace/stroke_style_of.h"

#include <catch2/catch_test_macros.hpp>
#include <glm/geometric.hpp>

using namespace palpate;
using palpate::test::Rig;

namespace {

void play(Rig& rig, const char* technique = "effleurage", const char* structure = "latissimus-dorsi.left") {
    rig.workspace->run("stroke.play", {{"technique", technique}, {"structure", structure}});
    rig.workspace->run_until_idle_or_throw();
}

const std::vector<MarkTrace>& strokes(const Rig& rig) { return rig.workspace->scene().strokes; }

}  // namespace

TEST_CASE("a technique plays on a structure: its hand is in the scene and moves with time", "[workspace][strokes]") {
    Rig rig;
    rig.start();
    CHECK_FALSE(rig.workspace->stroke_play());
    CHECK_FALSE(rig.workspace->advance_stroke(1.0));
    play(rig);
    REQUIRE(rig.workspace->stroke_play());
    CHECK(rig.workspace->stroke_play()->technique_id == "effleurage");
    CHECK(rig.workspace->strokes().ready());
    REQUIRE(strokes(rig).size() == 1);
    const glm::vec3 start = strokes(rig)[0].place_mm;
    const std::size_t revision = rig.workspace->revision();
    CHECK(rig.workspace->advance_stroke(1.0));
    CHECK(rig.workspace->revision() > revision);
    CHECK(glm::distance(strokes(rig)[0].place_mm, start) > 1.0F);
    rig.workspace->run("stroke.stop");
    CHECK_FALSE(rig.workspace->stroke_play());
    CHECK(strokes(rig).empty());
}

TEST_CASE("nothing moves and nothing is drawn anew while strokes pause", "[workspace][strokes]") {
    Rig rig;
    rig.start();
    play(rig);
    rig.workspace->run("stroke.pause");
    CHECK_FALSE(rig.workspace->stroke_play()->playing);
    const std::size_t revision = rig.workspace->revision();
    const auto shape = strokes(rig)[0].shape;
    CHECK_FALSE(rig.workspace->advance_stroke(2.0));
    CHECK(rig.workspace->revision() == revision);
    CHECK(strokes(rig)[0].shape == shape);
    rig.workspace->run("stroke.pause");
    CHECK(rig.workspace->advance_stroke(2.0));
}

TEST_CASE("strokes run at the rate that is asked for, and keep it for the next technique", "[workspace][strokes]") {
    Rig rig;
    rig.start();
    play(rig);
    rig.workspace->run("stroke.rate", {{"rate", "0.5"}});
    rig.workspace->advance_stroke(2.0);
    CHECK(rig.workspace->stroke_play()->seconds == 1.0);
    CHECK(error_code_of([&] { rig.workspace->run("stroke.rate", {{"rate", "9"}}); }) == ErrorCode::Usage);
    play(rig, "friction-transverse");
    CHECK(rig.workspace->stroke_play()->rate == 0.5);
    CHECK(rig.workspace->stroke_play()->seconds == 0.0);
}

TEST_CASE("with reduced motion strokes stand still as arrows", "[workspace][strokes]") {
    Rig rig;
    rig.start();
    play(rig);
    CHECK(strokes(rig)[0].shape->band.empty());
    ViewState view = rig.workspace->view();
    view.reduce_motion = true;
    rig.workspace->set_view(view);
    CHECK_FALSE(strokes(rig)[0].shape->band.empty());
    CHECK_FALSE(rig.workspace->advance_stroke(1.0));
}

TEST_CASE("strokes go along to another form of the body and end on one without the structure", "[workspace][strokes]") {
    Rig rig;
    rig.start();
    play(rig);
    BodyForm tall;
    tall.stature_mm = 2000.0F;
    const float low = strokes(rig)[0].place_mm.y;
    rig.workspace->set_body_form(tall);
    rig.workspace->run_until_idle_or_throw();
    REQUIRE(strokes(rig).size() == 1);
    CHECK(strokes(rig)[0].place_mm.y > low);
}

TEST_CASE("what cannot be shown is refused, and what was shown goes on", "[workspace][strokes]") {
    Rig rig;
    rig.start();
    play(rig);
    const auto refused = [&](const char* technique, const char* structure) {
        return error_key_of([&] { play(rig, technique, structure); });
    };
    CHECK(refused("no-such", "latissimus-dorsi.left") == "workspace.unknown-technique");
    CHECK(refused("effleurage", "skin.mid") == "workspace.no-strokes-here");
    CHECK_FALSE(refused("effleurage", "no-such.left").empty());
    CHECK(error_key_of([&] {
              rig.workspace->play_stroke({.structure = StructureId("latissimus-dorsi.left"),
                                          .style = make_stroke_style("hold", "along", "none", 0, 30, 3, 1, 1),
                                          .technique_id = "static-stretching"});
          }) == "workspace.nothing-touched");
    CHECK(rig.workspace->stroke_play()->technique_id == "effleurage");
    CHECK(strokes(rig).size() == 1);
}

TEST_CASE("a stroke without a structure plays on the one the panels speak of", "[workspace][strokes]") {
    Rig rig;
    rig.start();
    CHECK(error_code_of([&] { rig.workspace->run("stroke.play", {{"technique", "effleurage"}}); }) == ErrorCode::Usage);
    rig.workspace->focus_on(StructureId("rhomboid-major.right"));
    rig.workspace->run("stroke.play", {{"technique", "effleurage"}});
    CHECK(rig.workspace->stroke_play()->structure == StructureId("rhomboid-major.right"));
}

TEST_CASE("a hold that lasts is drawn once", "[workspace][strokes]") {
    Rig rig;
    rig.start();
    rig.workspace->play_stroke({.structure = StructureId("latissimus-dorsi.left"),
                                .style = make_stroke_style("press", "static", "thumb", 0, 60, 3, 2, 4),
                                .technique_id = "ischaemic-compression"});
    rig.workspace->run_until_idle_or_throw();
    rig.workspace->advance_stroke(5.1);
    CHECK_FALSE(rig.workspace->advance_stroke(0.2));
    CHECK(rig.workspace->advance_stroke(1.0));  // the next second of a clock
}

TEST_CASE("every technique of the catalogue has a style", "[workspace][strokes]") {
    const Rig rig;
    for (const Technique& technique : rig.workspace->clinical().techniques()) {
        CAPTURE(technique.id.text());
        CHECK_NOTHROW(stroke_style_of(technique));
    }
}
