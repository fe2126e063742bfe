#include "change/body_place.h"

#include "anatomy/surface_anchor.h"
#include "change/change_map.h"
#include "change/record.h"
#include "change/widespread.h"
#include "support/tiny_atlas.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace palpate;
using test::Record;

namespace {

const AnatomyCatalogue& anatomy() { return test::clinical_content().anatomy; }

/// The tiny body, its skin parted into the two calves.
const Atlas& body() {
    static const Atlas atlas = [] {
        AtlasContent content;
        content.fingerprint = "calves";
        content.structures = test::tiny_structures();
        const auto skin = std::ranges::find(content.structures, StructureClass::Skin, &Structure::structure_class);
        SkinMap map = test::tiny_skin_map(*skin->mesh, k_region_map);
        map.areas = {"calf-upper-left", "calf-upper-right"};
        content.skin_maps = {std::move(map)};
        return Atlas(std::move(content));
    }();
    return atlas;
}

/// On the skin where it is furthest to the client's left (x above 0) or right.
SurfaceAnchor on_skin(float x_mm) {
    const Structure& skin = body().structure(StructureId("skin.mid"));
    return make_anchor(body(), skin, closest_point(*skin.mesh, {x_mm, 0.0F, 0.0F}));
}

Mark skin_mark(const std::string& id, float x_mm, int now) {
    Mark mark = Record::said(id, "skin.mid", now);
    mark.anchor = on_skin(x_mm);
    return mark;
}

}  // namespace

TEST_CASE("a mark on a structure is at that structure and in its region, on its side", "[change]") {
    const BodyPlaces places(anatomy());
    const BodyPlace place = places.of(Record::said("a", "infraspinatus.left", 3));
    CHECK(place.id == "infraspinatus.left");
    CHECK(place.region_id == "shoulder-blade");
    CHECK(place.side == Side::Left);
    CHECK(places.of(Record::said("a", "no-such-thing.right", 3)).region_id.empty());
}

TEST_CASE("a mark of a whole group or region is there, whichever structure was clicked", "[change]") {
    const BodyPlaces places(anatomy());
    Mark mark = Record::said("a", "infraspinatus.left", 3);
    mark.extent = MarkExtent::Region;
    CHECK(places.of(mark).id == "region:shoulder-blade.left");
    mark.extent = MarkExtent::Group;
    CHECK(places.of(mark).id == "group:" + anatomy().find_muscle("infraspinatus")->group_id + ".left");
}

TEST_CASE("a mark on the skin is at the region under it, and by itself where nobody knows that", "[change]") {
    const BodyPlaces places(anatomy(), &body());
    CHECK(places.of(skin_mark("a", 500.0F, 3)).id == "region:calf-upper.left");
    CHECK(places.of(skin_mark("a", -500.0F, 3)).id == "region:calf-upper.right");
    CHECK(BodyPlaces(anatomy()).of(skin_mark("a", 500.0F, 3)).id == "mark:a");
}

TEST_CASE("marks on the skin are paired by their regions", "[change]") {
    const BodyPlaces places(anatomy(), &body());
    const auto record = Record()
                            .session("1", "2026-08-12")
                            .mark(skin_mark("a", 500.0F, 6))
                            .mark(skin_mark("b", -500.0F, 5))
                            .session("2", "2026-11-22")
                            .mark(skin_mark("c", 500.0F, 4))
                            .document();
    const ChangeMap map = change_between(record, SessionId("1"), SessionId("2"), {.places = places});
    REQUIRE(map.client.size() == 2);
    CHECK(map.client[0].before == MarkId("a"));
    CHECK(map.client[0].after == MarkId("c"));
    CHECK(map.client[1].outcome == PlaceOutcome::Ask);
}

TEST_CASE("a painted area reaches every region it was painted in and not wiped from", "[change]") {
    const BodyPlaces places(anatomy(), &body());
    Mark area = skin_mark("a", 500.0F, 4);
    area.extent = MarkExtent::Area;
    area.dabs = {{.place = on_skin(500.0F)}, {.place = on_skin(-500.0F)}};
    CHECK(places.reached_by(area).size() == 2);
    const auto count = [&] {
        const auto record = Record().session("1", "2026-08-12").mark(area).document();
        return count_widespread(record, SessionId("1"), places)->areas;
    };
    CHECK(count() == std::vector<std::string>{"lower-leg-left", "lower-leg-right"});
    area.dabs.push_back({.place = on_skin(-500.0F), .erase = true});
    CHECK(count() == std::vector<std::string>{"lower-leg-left"});
}
