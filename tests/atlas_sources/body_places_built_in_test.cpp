#include "atlas_sources/atlas_sources.h"
#include "base/file_io.h"
#include "geometry/frame.h"
#include "support/formed_body.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <glm/geometric.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <set>

namespace palpate {
namespace {

const Atlas& body() {
    static const std::shared_ptr<const Atlas> atlas = test::build_body({});
    return *atlas;
}

const Landmark& landmark(const std::string& id) {
    const auto found = std::ranges::find(body().landmarks(), id, &Landmark::id);
    REQUIRE(found != body().landmarks().end());
    return *found;
}

float height(const std::string& id) { return landmark(id).position_mm.y; }

/// mm under the skin, negative outside; the sign is the nearest surface's.
float depth_under_skin(const glm::vec3& place) {
    const SurfacePoint nearest = closest_point(*body().structure(StructureId("skin.mid")).mesh, place);
    const float distance = glm::distance(nearest.position_mm, place);
    return glm::dot(nearest.normal, nearest.position_mm - place) > 0.0F ? distance : -distance;
}

}  // namespace

TEST_CASE("at least sixty landmarks lie on their structures", "[built-in]") {
    CHECK(body().landmarks().size() >= 120);  // sixty and more names, most of them on both sides
    std::set<std::string> ids;
    for (const Landmark& point : body().landmarks()) {
        INFO(point.id);
        CHECK(ids.insert(point.id).second);
        CHECK_FALSE(point.name_common.empty());
        CHECK_FALSE(point.name_latin.empty());
        const SurfacePoint nearest = closest_point(*body().structure(point.structure).mesh, point.position_mm);
        CHECK(glm::distance(nearest.position_mm, point.position_mm) < 0.5F);
    }
}

TEST_CASE("landmarks stay where the file puts them, left and right alike", "[built-in]") {
    std::ifstream stream(find_asset_folder() / "anatomy" / "landmarks.json");
    const auto file = nlohmann::json::parse(stream);
    for (const auto& record : file.at("landmarks")) {
        const auto id = record.at("id").get<std::string>();
        INFO(id);
        const auto& at = record.at("near_mm");
        const glm::vec3 stated(at[0].get<float>(), at[1].get<float>(), at[2].get<float>());
        const bool sided = record.at("sided").get<bool>();
        const glm::vec3 placed = landmark(id + (sided ? ".left" : ".mid")).position_mm;
        CHECK(glm::distance(placed, stated) < 8.0F);  // bones are corrected now and then
        if (sided) {
            glm::vec3 other = landmark(id + ".right").position_mm;
            other.x = 2.0F * k_mirror_plane_x_mm - other.x;
            CHECK(glm::distance(placed, other) < 9.0F);  // some bones of the measured subject are not quite symmetric
        }
    }
}

TEST_CASE("landmarks come in the order of the body", "[built-in]") {
    const std::vector<const char*> downwards{"external-occipital-protuberance.mid",
                                             "c2-spine.mid",
                                             "c7-spine.mid",
                                             "t1-spine.mid",
                                             "t4-spine.mid",
                                             "t7-spine.mid",
                                             "t10-spine.mid",
                                             "t12-spine.mid",
                                             "l1-spine.mid",
                                             "l4-spine.mid",
                                             "l5-spine.mid",
                                             "s2-spine.mid",
                                             "coccyx-tip.mid"};
    for (std::size_t i = 1; i < downwards.size(); ++i) {
        INFO(downwards[i]);
        CHECK(height(downwards[i]) < height(downwards[i - 1]));
    }
    CHECK(height("jugular-notch.mid") > height("sternal-angle.mid"));
    CHECK(height("sternal-angle.mid") > height("xiphoid-tip.mid"));
    CHECK(height("acromion.left") > height("coracoid.left"));
    CHECK(height("asis.left") > height("greater-trochanter.left"));
    CHECK(height("patella-upper-pole.left") > height("patella-lower-pole.left"));
    CHECK(height("patella-lower-pole.left") > height("tibial-tuberosity.left"));
    CHECK(height("medial-malleolus.left") > height("lateral-malleolus.left"));
    CHECK(landmark("acromion.left").position_mm.x > landmark("clavicle-sternal-end.left").position_mm.x);
    CHECK(landmark("radial-styloid.left").position_mm.x > landmark("ulnar-styloid.left").position_mm.x);
    CHECK(landmark("psis.left").position_mm.z < landmark("asis.left").position_mm.z);
    // The line between the iliac crests crosses the fourth lumbar spine, the rule of every examination room.
    CHECK(height("iliac-crest-top.left") == Catch::Approx(height("l4-spine.mid")).margin(25.0));
}

TEST_CASE("every endangerment site has a shape under skin of its own, and no shape is of an unknown site",
          "[built-in]") {
    std::ifstream stream(find_asset_folder() / "clinical" / "endangerment_sites.json");
    const auto sites = nlohmann::json::parse(stream);
    std::set<std::string> stated;
    for (const auto& site : sites.at("endangerment_sites")) {
        stated.insert(site.at("id").get<std::string>());
    }
    std::set<std::string> drawn;
    for (const EndangermentVolume& volume : body().endangerment()) {
        drawn.insert(volume.site_id);
    }
    CHECK(drawn == stated);
    const auto map = std::ranges::find(body().skin_maps(), k_endangerment_map, &SkinMap::id);
    REQUIRE(map != body().skin_maps().end());
    for (const AreaShare& share : area_shares(*map, *body().structure(StructureId("skin.mid")).mesh)) {
        INFO(share.area);
        CHECK(share.area_mm2 > 200.0);
    }
}

TEST_CASE("the volumes of endangerment sites lie inside the skin at their depth", "[built-in]") {
    for (const EndangermentVolume& volume : body().endangerment()) {
        for (const glm::vec4& ball : volume.balls) {
            INFO(volume.site_id << ' ' << volume.name << ' ' << ball.x << ' ' << ball.y << ' ' << ball.z);
            CHECK(depth_under_skin(glm::vec3(ball)) > ball.w);
        }
    }
    const auto depth_of = [](const char* site, const char* name) {
        const auto found = std::ranges::find_if(body().endangerment(), [&](const EndangermentVolume& volume) {
            return volume.site_id == site && volume.name == name;
        });
        REQUIRE(found != body().endangerment().end());
        return depth_under_skin(glm::vec3(found->balls[found->balls.size() / 2]));
    };
    CHECK(depth_of("es-anterior-neck", "carotid artery") == Catch::Approx(25.0).margin(12.0));
    CHECK(depth_of("es-ulnar-groove", "ulnar nerve") < 12.0F);
    CHECK(depth_of("es-abdominal-aorta", "abdominal aorta") > 60.0F);
    CHECK(depth_of("es-dorsal-foot", "dorsal artery of the foot") < 12.0F);
}

TEST_CASE("sites lie beside the landmarks a hand finds them by", "[built-in]") {
    const auto gap = [](const char* site, const std::string& place) {
        float nearest = 1e9F;
        for (const EndangermentVolume& volume : body().endangerment()) {
            for (const glm::vec4& ball : volume.balls) {
                if (volume.site_id == site) {
                    nearest = std::min(nearest, glm::distance(glm::vec3(ball), landmark(place).position_mm) - ball.w);
                }
            }
        }
        return nearest;
    };
    CHECK(gap("es-ulnar-groove", "medial-epicondyle-of-humerus.left") < 15.0F);
    CHECK(gap("es-fibular-head", "fibular-head.left") < 15.0F);
    CHECK(gap("es-tarsal-tunnel", "medial-malleolus.left") < 25.0F);
    CHECK(gap("es-inguinal", "asis.left") < 30.0F);
    CHECK(gap("es-kidney", "twelfth-rib-tip.left") < 30.0F);
    CHECK(gap("es-xiphoid", "xiphoid-tip.mid") < 10.0F);
    CHECK(gap("es-sciatic-notch", "ischial-tuberosity.right") < 40.0F);
}

TEST_CASE("landmarks, volumes and maps follow the body's form", "[built-in]") {
    BodyForm tall;
    tall.stature_mm = 1900.0F;
    const auto other = test::build_body(tall);
    REQUIRE(other->landmarks().size() == body().landmarks().size());
    for (std::size_t i = 0; i < body().landmarks().size(); ++i) {
        const Landmark& point = other->landmarks()[i];
        INFO(point.id);
        const SurfacePoint nearest = closest_point(*other->structure(point.structure).mesh, point.position_mm);
        CHECK(glm::distance(nearest.position_mm, point.position_mm) < 0.5F);
    }
    CHECK(other->skin_maps().front().labels == body().skin_maps().front().labels);
    CHECK(other->endangerment().front().balls.front().y > body().endangerment().front().balls.front().y);
}

TEST_CASE("volumes of endangerment sites grow with the body and are drawn as large as they are", "[built-in]") {
    BodyForm tall;
    tall.stature_mm = 1900.0F;
    const auto other = test::build_body(tall);
    const float stature_mm = body().bounds().size().y;
    const float growth = other->bounds().size().y / stature_mm;
    REQUIRE(other->endangerment().size() == body().endangerment().size());
    double sum = 0.0;
    for (std::size_t i = 0; i < body().endangerment().size(); ++i) {
        const EndangermentVolume& before = body().endangerment()[i];
        const EndangermentVolume& after = other->endangerment()[i];
        INFO(after.site_id << ' ' << after.name);
        REQUIRE(after.balls.size() == before.balls.size());
        const float ratio = after.balls.front().w / before.balls.front().w;
        CHECK(ratio > 1.0F);
        CHECK(ratio < growth * growth);
        sum += ratio;
        REQUIRE(after.mesh != nullptr);
        CHECK(count_open_edges(*after.mesh) == 0);
        for (const glm::vec4& ball : after.balls) {
            const SurfacePoint nearest = closest_point(*after.mesh, glm::vec3(ball));
            CHECK(glm::distance(nearest.position_mm, glm::vec3(ball)) < 1.05F * ball.w);
        }
    }
    CHECK(sum / static_cast<double>(body().endangerment().size()) == Catch::Approx(growth).epsilon(0.05));
}

TEST_CASE("the volumes of endangerment sites lie inside the skin in slim and heavy bodies", "[built-in]") {
    for (const float how : {-1.0F, 1.0F}) {
        BodyForm form;
        form.shape = how > 0.0F ? BodyShape::Feminine : BodyShape::Neutral;
        form.build = how;
        const auto other = test::build_body(form);
        const TriangleMesh& skin = *other->structure(StructureId("skin.mid")).mesh;
        for (const EndangermentVolume& volume : other->endangerment()) {
            const glm::vec4& ball = volume.balls[volume.balls.size() / 2];
            const SurfacePoint nearest = closest_point(skin, glm::vec3(ball));
            INFO(name_of(form.shape) << ' ' << how << ' ' << volume.site_id << ' ' << volume.name);
            CHECK(glm::dot(nearest.normal, nearest.position_mm - glm::vec3(ball)) > 0.0F);
        }
    }
}

}  // namespace palpate
