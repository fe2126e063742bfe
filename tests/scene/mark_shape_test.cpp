#include "scene/mark_shape.h"

#include "scene/build_scene.h"
#include "scene/picking.h"
#include "scene/skin_overlay.h"
#include "support/tiny_atlas.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include <set>

using namespace palpate;
using Catch::Approx;

namespace {

constexpr Viewport k_viewport{600, 600};
const SessionId k_today{"today"};

struct Stage {
    std::shared_ptr<const Atlas> atlas = test::tiny_atlas_in({});
    const Structure& skin = atlas->structures()[*find_skin(*atlas)];
    std::shared_ptr<const SurfaceGraph> surface = std::make_shared<const SurfaceGraph>(skin.mesh);
    CaseDocument document;
    MarkShapes shapes;
    ViewSettings settings;

    SurfaceAnchor anchor(const glm::vec3& near_mm) const {
        return make_anchor(*atlas, skin, closest_point(*skin.mesh, near_mm));
    }
    void add(Mark mark) {
        mark.session = k_today;
        mark.now = 6;
        shapes[mark.id] = make_mark_shape(surface, *atlas, mark);
        document.marks.push_back(std::move(mark));
    }
    Scene scene() const { return build_scene(*atlas, &document, k_today, settings, {}, nullptr, &shapes); }
    std::string picked_at(const glm::vec3& place_mm) const {
        const OrbitCamera camera = fit_camera(atlas->bounds(), 0, 0, k_viewport);
        const auto hit = Picker(atlas).pick(scene(), camera, k_viewport, *camera.project(place_mm, k_viewport));
        return hit ? std::visit([](const auto& id) { return id.text(); }, hit->target) : "";
    }
};

}  // namespace

TEST_CASE("a click on painted skin finds its mark, however clear the skin is drawn", "[scene]") {
    Stage stage;
    Mark mark;
    mark.id = MarkId("area");
    mark.extent = MarkExtent::Area;
    mark.dabs = {{stage.anchor({100, 1000, 200}), 40.0F, false}};
    mark.anchor = mark.dabs.front().place;
    stage.add(mark);
    const glm::vec3 place = surface_point(*stage.skin.mesh, mark.anchor.triangle, mark.anchor.barycentric).position_mm;
    stage.settings.layer_opacity = parse_layers("skin=0.2,bones");
    CHECK(stage.picked_at(place + glm::vec3(20, 0, 0)) == "area");
    CHECK(stage.picked_at(place + glm::vec3(70, 0, 0)) != "area");
}

TEST_CASE("a saved area has a coarse form for the view from afar, one being painted has none", "[scene]") {
    Stage stage;
    Mark mark;
    mark.extent = MarkExtent::Area;
    mark.dabs = {{stage.anchor({100, 1000, 200}), 40.0F, false}};
    const auto shape = make_mark_shape(stage.surface, *stage.atlas, mark);
    CHECK_FALSE(shape->coarse_indices.empty());
    CHECK(shape->coarse_indices.size() <= shape->indices.size());
    CHECK_FALSE(shape->coarse_rim.empty());
    CHECK(shape->coarse_rim.size() <= shape->rim.size());
    const auto painting = make_area_shape(shape->painted);
    CHECK(painting->coarse_indices.empty());
    CHECK(painting->coarse_rim.empty());
    CHECK(painting->rim.size() == shape->rim.size());
}

TEST_CASE("a click beside a line finds its mark", "[scene]") {
    Stage stage;
    Mark mark;
    mark.id = MarkId("line");
    mark.extent = MarkExtent::Line;
    mark.path = {stage.anchor({100, 900, 200}), stage.anchor({100, 1200, 150})};
    mark.anchor = mark.path.front();
    stage.add(mark);
    const auto& band = stage.shapes.at(mark.id)->band;
    REQUIRE(band.size() >= 2);
    CHECK(band.back().arrow);
    CHECK(stage.picked_at(0.5F * (band.front().from_mm + band.back().to_mm)) == "line");
}

TEST_CASE("a region's mark covers the region and no more", "[scene]") {
    Stage stage;
    const SkinMap& map = stage.atlas->skin_maps().front();
    const auto left = make_region_shape(*stage.skin.mesh, map, 0);
    const auto right = make_region_shape(*stage.skin.mesh, map, 1);
    CHECK(left->indices.size() + right->indices.size() == stage.skin.mesh->indices.size());
    for (const glm::vec3& corner : left->corners_mm) {
        CHECK(corner.x > -10.0F);
    }
}

TEST_CASE("the mark of a group colours all of the group on its side", "[scene]") {
    Stage stage;
    const auto index = *stage.atlas->find_index(StructureId("latissimus-dorsi.left"));
    const auto group = find_group(*stage.atlas, index);
    CHECK(group == std::vector{index});
    Mark mark;
    mark.id = MarkId("group");
    mark.extent = MarkExtent::Group;
    const Structure& lats = stage.atlas->structures()[index];
    mark.anchor = make_anchor(*stage.atlas, lats, closest_point(*lats.mesh, {90, 1150, 40}));
    stage.add(mark);
    std::set<std::string> tinted;
    for (const Drawable& drawable : stage.scene().drawables) {
        if (drawable.tint.a > 0.0F) {
            tinted.insert(stage.atlas->structures()[drawable.structure].id.text());
        }
    }
    CHECK(tinted == std::set<std::string>{"latissimus-dorsi.left"});
}

TEST_CASE("the selected mark's paint lies over the others'", "[scene]") {
    Stage stage;
    for (const char* id : {"a", "b", "c"}) {
        Mark mark;
        mark.id = MarkId(id);
        mark.extent = MarkExtent::Area;
        mark.dabs = {{stage.anchor({100, 1000, 200}), 30.0F, false}};
        mark.anchor = mark.dabs.front().place;
        stage.add(mark);
    }
    stage.settings.selected_mark = MarkId("a");
    const Scene scene = stage.scene();
    REQUIRE(scene.traces.size() == 3);
    CHECK(scene.traces.back().id == MarkId("a"));
    CHECK(scene.traces.front().id == MarkId("b"));
}
