#include "scene/picking.h"

#include "scene/build_scene.h"
#include "scene/sign_layout.h"
#include "support/tiny_atlas.h"

#include <catch2/catch_test_macros.hpp>
#include <glm/geometric.hpp>

using namespace palpate;

namespace {

constexpr Viewport k_viewport{600, 600};
const SessionId k_today{"today"};

/// The tiny atlas with a picker, seen from a named side.
struct Stage {
    std::shared_ptr<const Atlas> atlas = test::tiny_atlas();
    Picker picker{atlas};
    ViewSettings settings;
    CaseDocument document;
    OrbitCamera camera;

    explicit Stage(const char* layers, const char* view = "front") {
        settings.layer_opacity = parse_layers(layers);
        const glm::vec2 angles = *find_view_angles_rad(view);
        camera = fit_camera(atlas->bounds(), angles.x, angles.y, k_viewport);
    }
    [[nodiscard]] Scene scene() const { return build_scene(*atlas, &document, k_today, settings, {}); }
    [[nodiscard]] std::optional<PickHit> pick_at(const glm::vec3& place_mm) const {
        return picker.pick(scene(), camera, k_viewport, *camera.project(place_mm, k_viewport));
    }
    /// What was hit in the direction of a place: a structure's or mark's id, or nothing.
    [[nodiscard]] std::string hit_at(const glm::vec3& place_mm) const {
        const auto hit = pick_at(place_mm);
        return hit ? std::visit([](const auto& id) { return id.text(); }, hit->target) : "";
    }
    void add_mark(const char* id, const char* structure, const glm::vec3& near_mm, int now = 6) {
        const Structure& place = atlas->structure(StructureId(structure));
        Mark mark;
        mark.id = MarkId(id);
        mark.session = k_today;
        mark.now = now;
        mark.anchor = make_anchor(*atlas, place, closest_point(*place.mesh, near_mm));
        document.marks.push_back(mark);
    }
};

constexpr glm::vec3 k_rectus{30, 1050, 160};
constexpr glm::vec3 k_sternum{-0.65F, 1250, 148};

}  // namespace

TEST_CASE("a click takes the nearest structure that is shown", "[scene]") {
    CHECK(Stage("superficial,bones").hit_at(k_rectus) == "rectus-abdominis.left");
    CHECK(Stage("bones").hit_at(k_rectus).empty());
    CHECK(Stage("bones").hit_at(k_sternum) == "body-of-sternum.mid");
    CHECK(Stage("skin,superficial").hit_at(k_rectus) == "skin.mid");
    Stage hidden("superficial");
    hidden.settings.hidden.insert(StructureId("rectus-abdominis.left"));
    CHECK(hidden.hit_at(k_rectus).empty());
}

TEST_CASE("clicks fall through the skin below half opacity", "[scene]") {
    CHECK(Stage("skin=0.49,superficial").hit_at(k_rectus) == "rectus-abdominis.left");
    CHECK(Stage("skin=0.5,superficial").hit_at(k_rectus) == "skin.mid");
    CHECK(Stage("skin=0.3").hit_at(k_rectus).empty());
}

TEST_CASE("a hit tells its place and region", "[scene]") {
    const auto hit = Stage("superficial").pick_at(k_rectus);
    REQUIRE(hit);
    CHECK(hit->region_id == "mid-abdomen");
    CHECK(glm::length(hit->point.position_mm - k_rectus) < 15.0F);
    CHECK(hit->point.normal.z > 0.0F);
}

TEST_CASE("a place of the skin has the region of what lies nearest below", "[scene]") {
    const Stage stage("skin");
    const auto hit = stage.pick_at({30, 1050, 250});
    REQUIRE(hit);
    CHECK(std::get<StructureId>(hit->target).text() == "skin.mid");
    CHECK(hit->region_id == "mid-abdomen");
    CHECK_FALSE(stage.picker.structure_beneath({0, 0, 900}));
}

TEST_CASE("marks are picked before what they sit on, within their disc", "[scene]") {
    Stage stage("superficial");
    stage.add_mark("m1", "rectus-abdominis.left", k_rectus);
    const Scene scene = stage.scene();
    const glm::vec2 centre = *stage.camera.project(scene.marks[0].position_mm, k_viewport);
    const auto pick = [&](float offset_px, float ui_scale) {
        return stage.picker.pick(scene, stage.camera, k_viewport, centre + glm::vec2(0, offset_px), ui_scale);
    };
    REQUIRE(pick(0, 1));
    CHECK(std::get<MarkId>(pick(0, 1)->target).text() == "m1");
    CHECK(pick(0, 1)->structure == stage.atlas->find_index(StructureId("rectus-abdominis.left")));
    CHECK(std::holds_alternative<MarkId>(pick(k_sign_radius_px - 0.5F, 1)->target));
    CHECK(std::holds_alternative<StructureId>(pick(k_sign_radius_px + 0.5F, 1)->target));
    CHECK(std::holds_alternative<MarkId>(pick(k_sign_radius_px + 0.5F, 2)->target));
}

TEST_CASE("a mark behind the body cannot be clicked, one under a layer can", "[scene]") {
    Stage stage("skin=0.3,superficial", "back");
    stage.add_mark("front", "rectus-abdominis.left", k_rectus);
    stage.add_mark("back", "latissimus-dorsi.left", {90, 1150, 0});
    const Scene scene = stage.scene();
    // Something solid stands between the eye and the first mark only where the back muscle covers it.
    CHECK(stage.hit_at(scene.marks[1].position_mm) == "back");
    Stage under_skin("skin,superficial");
    under_skin.add_mark("m", "rectus-abdominis.left", k_rectus);
    CHECK(under_skin.hit_at(under_skin.scene().marks[0].position_mm) == "m");
    Stage behind("skin,superficial", "back");
    behind.add_mark("m", "rectus-abdominis.left", k_rectus);
    CHECK(behind.hit_at(behind.scene().marks[0].position_mm) == "skin.mid");
}

TEST_CASE("of two marks close together each is picked where its sign stands, the selected one on its place",
          "[scene]") {
    Stage stage("superficial,bones");
    stage.add_mark("first", "body-of-sternum.mid", k_sternum);
    stage.add_mark("second", "body-of-sternum.mid", k_sternum + glm::vec3(2, -2, 4));
    const auto pick_signs = [&] {
        const Scene scene = stage.scene();
        for (const PlacedSign& placed : place_signs(scene, stage.camera, k_viewport, 1.0F)) {
            const auto hit = stage.picker.pick(scene, stage.camera, k_viewport, placed.centre_px);
            REQUIRE(hit);
            CHECK(hit->target == PickTarget(scene.marks[placed.sign].id));
        }
    };
    pick_signs();
    stage.settings.selected_mark = MarkId("second");
    pick_signs();
    CHECK(stage.hit_at(stage.scene().marks[1].position_mm) == "second");
}

TEST_CASE("a sign is clear on the surface, pale under a layer and gone behind the body", "[scene]") {
    CHECK(calc_sign_visibility(-5.0F, 1.0F) == SignVisibility::Clear);
    CHECK(calc_sign_visibility(k_clear_gap_mm, -0.2F) == SignVisibility::Clear);
    CHECK(calc_sign_visibility(30.0F, 0.5F) == SignVisibility::Covered);
    CHECK(calc_sign_visibility(30.0F, -0.5F) == SignVisibility::Behind);
    CHECK(calc_sign_visibility(-5.0F, -0.4F) == SignVisibility::Behind);
    CHECK(calc_sign_visibility(300.0F, 1.0F) == SignVisibility::Behind);
}

TEST_CASE("what the section plane takes away cannot be clicked, what lies behind it can", "[scene]") {
    Stage stage("skin,superficial,bones");
    CHECK(stage.hit_at(k_rectus) == "skin.mid");
    stage.settings.section = SectionPlane{SectionAxis::Frontal, 170.0F, false};
    CHECK(stage.hit_at(k_rectus) == "rectus-abdominis.left");
    stage.settings.section->at_mm = 150.0F;  // through the muscle: its cut face
    CHECK(stage.hit_at(k_rectus) == "rectus-abdominis.left");
    stage.settings.section->at_mm = 100.0F;
    CHECK(stage.hit_at(k_rectus) == "skin.mid");  // the wall behind
    stage.settings.section->flipped = true;
    CHECK(stage.hit_at(k_rectus) == "skin.mid");
    CHECK(stage.pick_at(k_rectus)->point.position_mm.z > 100.0F);
    stage.settings.section = SectionPlane{SectionAxis::Transverse, 1000.0F, true};
    CHECK(stage.hit_at(k_rectus) == "skin.mid");
    stage.settings.section->flipped = false;
    CHECK(stage.hit_at(k_rectus).empty());
}

TEST_CASE("marks on what is cut away are not shown", "[scene]") {
    Stage stage("superficial");
    stage.add_mark("m1", "rectus-abdominis.left", k_rectus);
    stage.settings.section = SectionPlane{SectionAxis::Frontal, 100.0F, true};
    CHECK(stage.scene().marks.size() == 1);
    stage.settings.section->flipped = false;
    CHECK(stage.scene().marks.empty());
}

TEST_CASE("a click goes through ghosts to what is solid, and takes a ghost where there is nothing else", "[scene]") {
    Stage stage("superficial,bones");
    stage.settings.kept = {StructureId("body-of-sternum.mid")};
    stage.settings.others = Others::Ghosted;
    CHECK(stage.hit_at(k_sternum) == "body-of-sternum.mid");
    CHECK(stage.hit_at({30, 920, 150}) == "rectus-abdominis.left");
}
