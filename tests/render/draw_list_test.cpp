#include "render/detail/draw_list.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace palpate;

namespace {

/// Meshes with levels of the given triangle counts and errors; nothing of them is on a GPU.
struct Meshes {
    std::vector<std::unique_ptr<GpuMesh>> meshes;
    std::vector<DrawItem> items;

    void add(const std::vector<std::pair<int, float>>& levels) {
        auto mesh = std::make_unique<GpuMesh>();
        for (const auto& [triangles, error_mm] : levels) {
            mesh->levels.push_back({.first_byte = 0, .index_count = 3 * triangles, .error_mm = error_mm});
        }
        DrawItem item;
        item.mesh = mesh.get();
        items.push_back(item);
        meshes.push_back(std::move(mesh));
    }
};

Meshes make_meshes() {
    Meshes meshes;
    meshes.add({{1000, 0.0F}, {400, 0.5F}, {100, 2.0F}});
    meshes.add({{2000, 0.0F}, {900, 0.5F}, {300, 1.0F}, {50, 4.0F}});
    meshes.add({{10, 0.0F}});
    return meshes;
}

Box make_box(const glm::vec3& low, const glm::vec3& high) {
    Box box;
    box.add(low);
    box.add(high);
    return box;
}

}  // namespace

TEST_CASE("without a budget everything is drawn in full", "[render]") {
    Meshes meshes = make_meshes();
    choose_levels(meshes.items, 0);
    CHECK(count_triangles(meshes.items) == 3010);
    choose_levels(meshes.items, 3010);
    CHECK(count_triangles(meshes.items) == 3010);
}

TEST_CASE("a budget is kept with the smallest common error", "[render]") {
    Meshes meshes = make_meshes();
    choose_levels(meshes.items, 1400);
    CHECK(count_triangles(meshes.items) == 1310);  // 0.5 mm for all
    choose_levels(meshes.items, 1300);
    CHECK(count_triangles(meshes.items) == 710);  // 1 mm: the first mesh keeps its 0.5 mm level
    choose_levels(meshes.items, 500);
    CHECK(count_triangles(meshes.items) == 410);  // 2 mm
}

TEST_CASE("levels that look the same from afar are used without being asked for", "[render]") {
    Meshes meshes = make_meshes();
    meshes.items[1].invisible_error_mm = 1.5F;
    choose_levels(meshes.items, 0);
    CHECK(count_triangles(meshes.items) == 1310);  // 300 of the second, all of the others
    choose_levels(meshes.items, 800);
    CHECK(count_triangles(meshes.items) == 710);
    OrbitCamera camera;
    const float near_mm = calc_invisible_error_mm(camera, {800, 800}, 300);
    CHECK(near_mm < 0.05F);
    CHECK(calc_invisible_error_mm(camera, {800, 800}, 3000) > 9.0F * near_mm);
    CHECK(calc_invisible_error_mm(camera, {800, 400}, 300) > 1.9F * near_mm);
    CHECK(calc_invisible_error_mm(camera, {800, 800}, -5) == 0.0F);
}

TEST_CASE("a budget nothing can keep takes the coarsest levels", "[render]") {
    Meshes meshes = make_meshes();
    choose_levels(meshes.items, 20);
    CHECK(count_triangles(meshes.items) == 160);
}

TEST_CASE("outer layers are drawn before inner ones, near before far", "[render]") {
    Meshes meshes = make_meshes();
    Drawable skin;
    skin.layer = Layer::Skin;
    Drawable deep;
    deep.layer = Layer::Deep;
    meshes.items[0].drawable = &deep;
    meshes.items[0].nearest_mm = 10;
    meshes.items[1].drawable = &skin;
    meshes.items[1].nearest_mm = 500;
    meshes.items[2].drawable = &deep;
    meshes.items[2].nearest_mm = 5;
    sort_for_early_depth(meshes.items);
    CHECK(meshes.items[0].drawable == &skin);
    CHECK(meshes.items[1].nearest_mm == 5);
    CHECK(meshes.items[2].nearest_mm == 10);
}

TEST_CASE("only boxes wholly outside the picture are left out", "[render]") {
    const Viewport viewport{400, 300};
    OrbitCamera camera;
    camera.target_mm = {0, 1000, 0};
    camera.distance_mm = 1000;
    const glm::mat4 matrix = camera.projection(viewport) * camera.view();
    CHECK(may_be_seen(make_box({-50, 950, -50}, {50, 1050, 50}), matrix));
    CHECK(may_be_seen(make_box({-5000, -5000, -500}, {5000, 5000, 500}), matrix));
    CHECK_FALSE(may_be_seen(make_box({800, 950, -50}, {900, 1050, 50}), matrix));
    CHECK_FALSE(may_be_seen(make_box({-50, 1900, -50}, {50, 2000, 50}), matrix));
    CHECK_FALSE(may_be_seen(make_box({-50, 950, 1500}, {50, 1050, 1600}), matrix));
}
