#include "anatomy/surface_anchor.h"
#include "atlas_sources/atlas_sources.h"
#include "base/file_io.h"
#include "geometry/frame.h"
#include "geometry/surface_tracer.h"
#include "support/body_measures.h"
#include "support/built_in_body.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <random>
#include <string>

namespace palpate {
namespace {

using test::BodyMeasures;

/// The built-in body in a form.
std::shared_ptr<const Atlas> body(const BodyForm& form = {}) {
    static const auto catalogue =
        std::make_shared<const AnatomyCatalogue>(AnatomyCatalogue::load(find_asset_folder() / "anatomy"));
    JobContext context;
    return make_parametric_source({.asset_folder = find_asset_folder(),
                                   .cache_folder = test::shared_body_cache(),
                                   .atlas_folder = {},
                                   .catalogue = catalogue},
                                  form)
        ->build(context);
}

const TriangleMesh& skin_of(const Atlas& atlas) { return *atlas.structure(StructureId("skin.mid")).mesh; }

/// The base body or an extreme one.
BodyForm any_form() {
    return GENERATE(BodyForm{}, BodyForm{BodyShape::Feminine, 1450.0F, 1.0F}, BodyForm{BodyShape::Feminine, {}, -1.0F},
                    BodyForm{BodyShape::Masculine, 2050.0F, 1.0F}, BodyForm{BodyShape::Masculine, 2050.0F, -1.0F},
                    BodyForm{BodyShape::Neutral, 1450.0F, -1.0F}, BodyForm{BodyShape::Neutral, {}, 1.0F});
}

/// Points spread over all surfaces under the skin by area, from a fixed seed.
std::vector<glm::vec3> sample_under_skin(const Atlas& atlas, std::size_t count) {
    std::vector<std::array<glm::vec3, 3>> triangles;
    std::vector<double> areas;
    for (const Structure& structure : atlas.structures()) {
        if (structure.structure_class == StructureClass::Skin) {
            continue;
        }
        for (std::size_t i = 0; i < structure.mesh->triangle_count(); ++i) {
            triangles.push_back(structure.mesh->triangle(i));
            const auto& [a, b, c] = triangles.back();
            areas.push_back(static_cast<double>(glm::length(glm::cross(b - a, c - a))));
        }
    }
    std::mt19937 random(20);
    std::discrete_distribution<std::size_t> choose(areas.begin(), areas.end());
    std::uniform_real_distribution<float> share(0.0F, 1.0F);
    std::vector<glm::vec3> points;
    for (std::size_t i = 0; i < count; ++i) {
        const auto& [a, b, c] = triangles[choose(random)];
        const float root = std::sqrt(share(random));
        const float t = share(random);
        points.push_back((1.0F - root) * a + root * (1.0F - t) * b + root * t * c);
    }
    return points;
}

struct Cover {
    std::size_t outside = 0;  ///< points out of the skin
    std::size_t close = 0;    ///< points less than 0.3 mm from it
};

Cover look_under(const SurfaceTracer& skin, const std::vector<glm::vec3>& points) {
    constexpr float k_clearance_mm = 0.3F;
    const auto leaves_skin = [&](const glm::vec3& point, const glm::vec3& direction) {
        const auto hit = skin.closest_hit({point, direction});
        return hit && glm::dot(hit->point.normal, direction) > 0.0F;
    };
    Cover cover;
    for (const glm::vec3& point : points) {
        // A ray may graze an edge; not two.
        cover.outside += leaves_skin(point, {0, 0, 1}) || leaves_skin(point, {0, 0, -1}) ? 0 : 1;
        cover.close += skin.closest_point(point, k_clearance_mm) ? 1 : 0;
    }
    return cover;
}

/// Triangles that lie on their back, against the normals of their corners; specks are not seen.
std::size_t count_turned_over(const TriangleMesh& mesh) {
    constexpr float k_speck_mm2 = 0.05F;
    std::size_t turned_over = 0;
    for (std::size_t t = 0; t < mesh.triangle_count(); ++t) {
        const auto [a, b, c] = mesh.triangle(t);
        glm::vec3 outward(0.0F);
        for (std::size_t corner = 0; corner < 3; ++corner) {
            outward += mesh.normals[mesh.indices[3 * t + corner]];
        }
        const glm::vec3 cross = glm::cross(b - a, c - a);
        turned_over += glm::dot(cross, outward) < 0.0F && 0.5F * glm::length(cross) > k_speck_mm2 ? 1 : 0;
    }
    return turned_over;
}

}  // namespace

TEST_CASE("a form has the stature asked for, to the millimetre, on the same floor", "[built-in][forms]") {
    const float floor_mm = bounds(skin_of(*body())).low.y;
    const BodyForm form = any_form();
    const auto atlas = body(form);
    const Box box = bounds(skin_of(*atlas));
    CHECK(box.low.y == Catch::Approx(floor_mm).margin(0.5));
    if (form.stature_mm) {
        CHECK(box.size().y == Catch::Approx(*form.stature_mm).margin(1.0));
    }
    CHECK(atlas->form() == form);
}

TEST_CASE("all forms have the triangles of the base body and a fingerprint of their own", "[built-in][forms]") {
    const auto base = body();
    const auto formed = body({BodyShape::Feminine, 1600.0F, 0.5F});
    CHECK(formed->topology() == base->topology());
    CHECK(formed->fingerprint() != base->fingerprint());
    CHECK(formed->fingerprint() != body({BodyShape::Feminine, 1601.0F, 0.5F})->fingerprint());
    REQUIRE(formed->structures().size() == base->structures().size());
    for (std::size_t i = 0; i < base->structures().size(); ++i) {
        REQUIRE(formed->structures()[i].id == base->structures()[i].id);
        REQUIRE(formed->structures()[i].mesh->indices == base->structures()[i].mesh->indices);
        REQUIRE(formed->structures()[i].mesh->coarse.size() == base->structures()[i].mesh->coarse.size());
    }
}

TEST_CASE("every place of every form is a number and every normal a unit vector", "[built-in][forms]") {
    const BodyForm form =
        GENERATE(BodyForm{BodyShape::Feminine, {}, 0.0F}, BodyForm{BodyShape::Neutral, {}, 0.0F},
                 BodyForm{BodyShape::Feminine, 1450.0F, 1.0F}, BodyForm{BodyShape::Masculine, 2050.0F, -1.0F});
    const auto atlas = body(form);
    std::size_t wrong = 0;
    for (const Structure& structure : atlas->structures()) {
        for (std::size_t i = 0; i < structure.mesh->normals.size(); ++i) {
            const float far = glm::length(structure.mesh->positions_mm[i]);
            const float length = glm::length(structure.mesh->normals[i]);
            wrong += far < 3000.0F && std::abs(length - 1.0F) < 0.01F ? 0 : 1;  // NaN is less than nothing
        }
    }
    CHECK(wrong == 0);
}

TEST_CASE("the default form is the body as the figures say, however it is asked for", "[built-in][forms]") {
    CHECK(body()->fingerprint() == body()->topology());
    CHECK(body({BodyShape::Masculine, std::nullopt, 0.0F})->fingerprint() == body()->fingerprint());
}

TEST_CASE("a mark set in one form lies on the same place of the same structure in every other", "[built-in][forms]") {
    const auto from = body({BodyShape::Feminine, 1580.0F, 0.4F});
    const auto to = body({BodyShape::Masculine, 1930.0F, -0.6F});
    std::mt19937 random(7);
    for (std::size_t i = 0; i < from->structures().size(); i += 13) {
        const Structure& structure = from->structures()[i];
        const auto triangle = static_cast<std::uint32_t>(random() % structure.mesh->triangle_count());
        const SurfacePoint place = surface_point(*structure.mesh, triangle, {0.2F, 0.3F, 0.5F});
        const auto resolved = resolve(make_anchor(*from, structure, place), *to);
        REQUIRE(resolved);
        CHECK(to->structures()[resolved->structure_index].id == structure.id);
        CHECK(resolved->error_mm == 0.0F);
        CHECK(resolved->point.triangle == triangle);
        CHECK(resolved->point.barycentric == place.barycentric);
    }
}

TEST_CASE("in every form the skin covers all with 0.3 mm to spare, unfolded and mirrored", "[built-in][forms]") {
    const auto atlas = body(any_form());
    INFO(*to_words(*atlas->form()).shape << ' ' << *to_words(*atlas->form()).build);
    const auto skin = atlas->structure(StructureId("skin.mid")).mesh;
    const SurfaceTracer tracer({skin});
    const Cover cover = look_under(tracer, sample_under_skin(*atlas, 200'000));
    CHECK(cover.outside == 0);
    CHECK(cover.close == 0);
    CHECK(count_turned_over(*skin) == 0);
    constexpr float k_tolerance_mm = 0.05F;
    const auto has_image = [&](const glm::vec3& place) {
        const glm::vec3 image(2.0F * k_mirror_plane_x_mm - place.x, place.y, place.z);
        return tracer.closest_point(image, k_tolerance_mm).has_value();
    };
    CHECK(std::ranges::all_of(skin->positions_mm, has_image));
}

TEST_CASE("the feminine form is to the masculine one as women are to men", "[built-in][forms]") {
    const auto men = body();
    const auto women = body({BodyShape::Feminine, {}, 0.0F});
    const BodyMeasures man(*men);
    const BodyMeasures woman(*women);
    struct Row {
        const char* name;
        float (BodyMeasures::*measure)() const;
        float men;  ///< means of ANSUR II, cm: see assets/figures/forms.json
        float women;
    };
    constexpr float k_men_cm = 175.6F;
    constexpr float k_women_cm = 162.8F;
    const std::array rows{Row{"biacromial breadth", &BodyMeasures::biacromial, 41.6F, 36.5F},
                          Row{"crotch height", &BodyMeasures::crotch_height, 84.6F, 78.2F},
                          Row{"hip breadth", &BodyMeasures::hip_breadth, 34.6F, 35.4F},
                          Row{"buttock circumference", &BodyMeasures::hip_girth, 102.0F, 102.1F},
                          Row{"buttock depth", &BodyMeasures::buttock_depth, 24.6F, 23.3F},
                          Row{"waist circumference", &BodyMeasures::waist_girth, 94.1F, 86.1F},
                          Row{"waist breadth", &BodyMeasures::waist_breadth, 32.6F, 30.0F},
                          Row{"waist depth", &BodyMeasures::waist_depth, 23.8F, 21.3F},
                          Row{"chest depth", &BodyMeasures::chest_depth, 25.4F, 24.7F},
                          Row{"neck circumference", &BodyMeasures::neck_girth, 39.8F, 33.0F},
                          Row{"thigh circumference", &BodyMeasures::thigh_girth, 62.5F, 61.6F},
                          Row{"biceps circumference", &BodyMeasures::upper_arm_girth, 35.8F, 30.6F},
                          Row{"wrist circumference", &BodyMeasures::wrist_girth, 17.6F, 15.5F}};
    for (const Row& row : rows) {
        INFO(row.name);
        const float ours = ((woman.*row.measure)() / woman.stature()) / ((man.*row.measure)() / man.stature());
        const float theirs = (row.women / k_women_cm) / (row.men / k_men_cm);
        CHECK(ours == Catch::Approx(theirs).epsilon(0.03));
    }
}

TEST_CASE("every girth grows with the build", "[built-in][forms]") {
    const BodyShape shape = GENERATE(BodyShape::Masculine, BodyShape::Feminine);
    std::map<std::string, float> before;
    for (const float build : {-1.0F, -0.5F, 0.0F, 0.5F, 1.0F}) {
        const auto atlas = body({shape, 1700.0F, build});
        const BodyMeasures measures(*atlas);
        const std::map<std::string, float> now{{"waist", measures.waist_girth()},   {"hips", measures.hip_girth()},
                                               {"thigh", measures.thigh_girth()},   {"calf", measures.calf_girth()},
                                               {"arm", measures.upper_arm_girth()}, {"neck", measures.neck_girth()},
                                               {"wrist", measures.wrist_girth()},   {"chest", measures.chest_depth()}};
        for (const auto& [name, girth] : before) {
            INFO(name << " at build " << build);
            CHECK(now.at(name) > girth);
        }
        before = now;
    }
}

TEST_CASE("a body in memory is small", "[built-in][forms]") {
    const auto atlas = body({BodyShape::Feminine, std::nullopt, 0.0F});
    std::size_t bytes = 0;
    const auto add = [&](const auto& values) { bytes += values.capacity() * sizeof(values[0]); };
    for (const Structure& structure : atlas->structures()) {
        const TriangleMesh& mesh = *structure.mesh;
        add(mesh.positions_mm);
        add(mesh.normals);
        add(mesh.indices);
        add(mesh.fibre_uv);
        add(mesh.tendon);
        add(mesh.openness);
        for (const CoarseLevel& level : mesh.coarse) {
            add(level.indices);
        }
    }
    CHECK(bytes < 120'000'000);
    UNSCOPED_INFO(bytes);
    CHECK(bytes > 20'000'000);
}

}  // namespace palpate
