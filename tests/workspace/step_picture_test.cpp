#include "workspace/step_picture.h"

#include "support/clinical_content.h"
#include "support/error_code.h"
#include "support/tiny_atlas.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>

using namespace palpate;
using test::clinical_content;

namespace {

/// The tiny body with everything a picture of a step is made of.
struct Studio {
    std::shared_ptr<const Atlas> atlas = test::tiny_atlas();
    Picker picker{atlas};
    StrokeGround ground{*atlas, std::make_shared<const SurfaceGraph>(atlas->structures().back().mesh)};
    Knowledge knowledge{*atlas, clinical_content().anatomy, clinical_content().clinical};

    [[nodiscard]] StepPicture picture(const char* technique, std::vector<StructureId> structures,
                                      bool arrows = true) const {
        const PlanItem item{.part = PlanPart::Home,
                            .technique = technique,
                            .structures = std::move(structures),
                            .minutes = 4,
                            .pressure = 2,
                            .note = "private"};
        return make_step_picture(item, {.knowledge = knowledge,
                                        .picker = picker,
                                        .ground = arrows ? &ground : nullptr,
                                        .words = clinical_content().english});
    }
    [[nodiscard]] const Drawable* find(const StepPicture& picture, const char* id) const {
        const auto index = atlas->find_index(StructureId(id));
        const auto found = std::ranges::find(picture.scene.drawables, *index, &Drawable::structure);
        return found == picture.scene.drawables.end() ? nullptr : &*found;
    }
};

const StructureId k_left_lat("latissimus-dorsi.left");
const StructureId k_right_lat("latissimus-dorsi.right");

}  // namespace

TEST_CASE("a picture of a step shows its muscle coloured among the bones, and nothing of the record", "[workspace]") {
    const Studio studio;
    const StepPicture picture = studio.picture("foam-rolling", {k_left_lat});
    const Drawable* muscle = studio.find(picture, "latissimus-dorsi.left");
    REQUIRE(muscle != nullptr);
    CHECK(muscle->selected);
    CHECK(muscle->tint.a > 0.0F);
    CHECK(studio.find(picture, "latissimus-dorsi.right") == nullptr);
    CHECK(studio.find(picture, "body-of-sternum.mid") != nullptr);
    CHECK(picture.scene.marks.empty());
    CHECK(picture.scene.keep_clear.empty());
    REQUIRE(picture.names.size() == 1);
    CHECK(picture.names.front().text == "Lats, your left");
}

TEST_CASE("a picture of a step is close to its place and nearer than one of the whole body", "[workspace]") {
    const Studio studio;
    const StepPicture close = studio.picture("static-stretching", {k_left_lat});
    const StepPicture whole = studio.picture("breathing-coaching", {});
    CHECK(close.camera.distance_mm < 0.5F * whole.camera.distance_mm);
    const auto place = close.camera.project({90, 1150, 20}, close.size);
    REQUIRE(place);
    CHECK(std::abs(place->x - 0.5F * static_cast<float>(close.size.width_px)) < 50.0F);
}

TEST_CASE("arrows stand on the skin where a technique touches it, and the caption says what they mean", "[workspace]") {
    const Studio studio;
    const StepPicture rolling = studio.picture("foam-rolling", {k_left_lat, k_right_lat});
    CHECK(rolling.scene.strokes.size() == 2);
    CHECK(rolling.caption.find("The arrows show which way to go.") != std::string::npos);
    const StepPicture pressing = studio.picture("ball-self-release", {k_left_lat});
    CHECK(pressing.caption.find("The rings show where to press.") != std::string::npos);
    CHECK(studio.picture("static-stretching", {k_left_lat}).scene.strokes.empty());
    CHECK(studio.picture("foam-rolling", {k_left_lat}, false).scene.strokes.empty());
}

TEST_CASE("the caption says what, where from the client's own side, and from where it is seen", "[workspace]") {
    const Studio studio;
    const std::string caption = studio.picture("static-stretching", {k_left_lat}).caption;
    CHECK(caption.starts_with("Static stretching: your left mid back, coloured green, seen from "));
    CHECK(studio.picture("static-stretching", {k_left_lat, k_right_lat})
              .caption.starts_with("Static stretching: your left and right mid back"));
    CHECK(caption.find_first_of("{}@") == std::string::npos);
}

TEST_CASE("what is for the whole person shows the whole body from the front", "[workspace]") {
    const Studio studio;
    for (const auto& structures : {std::vector<StructureId>{}, std::vector{k_left_lat}}) {
        const StepPicture picture = studio.picture("breathing-coaching", structures);
        CHECK(picture.caption == "Breathing coaching: the whole body, seen from the front.");
        CHECK(picture.camera.azimuth_rad == 0.0F);
        CHECK(picture.scene.strokes.empty());
        CHECK(picture.names.empty());
    }
}

TEST_CASE("a place this body does not have gives the whole body", "[workspace]") {
    CHECK(Studio().picture("static-stretching", {StructureId("soleus.left")}).names.empty());
}

TEST_CASE("a technique made for certain places shows these where none is named", "[workspace]") {
    const auto everything = test::atlas_of_everything();
    const Picker picker(everything);
    const PlanItem item{.part = PlanPart::Home, .technique = "self-massage-hand-forearm", .minutes = 5};
    const Knowledge knowledge{*everything, clinical_content().anatomy, clinical_content().clinical};
    const StepPicture picture =
        make_step_picture(item, {.knowledge = knowledge, .picker = picker, .words = clinical_content().english});
    CHECK(picture.caption.starts_with("Hand and forearm self-massage: what it is made for, coloured green, seen "));
    const auto selected = std::ranges::count_if(picture.scene.drawables, &Drawable::selected);
    CHECK(selected > 10);
    CHECK(selected < 150);
}

TEST_CASE("a technique the content does not know has no picture", "[workspace]") {
    CHECK(error_code_of([] { static_cast<void>(Studio().picture("ghost", {})); }) == ErrorCode::NotFound);
}
