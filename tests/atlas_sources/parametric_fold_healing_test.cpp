#include "anatomy/structure.h"
#include "atlas_sources/check/surface_check.h"
#include "atlas_sources/parametric/fold_healing.h"
#include "atlas_sources/parametric/part_mesh.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include <memory>

namespace palpate::parametric {
namespace {

using Catch::Approx;

double self_inside_share(const TriangleMesh& mesh) {
    Structure structure;
    structure.id = StructureId("soleus.left");
    structure.mesh = std::make_shared<const TriangleMesh>(mesh);
    return check_surface(structure, {.samples_per_part = 4000}).self_inside_share;
}

/// A tube along y, 60 mm long, whose second harmonic twists the section into a bow tie half way up.
SpindleFigure make_bow_tie(double twist_mm) {
    SpindleFigure figure;
    figure.harmonics = 2;
    figure.start_normal = {1, 0, 0};
    for (int i = 0; i < 7; ++i) {
        figure.axis.emplace_back(20, 10.0 * i, 5);
        const double twist = i == 3 ? twist_mm : 0.0;
        figure.section.insert(figure.section.end(), {10, 0, 0, 2, 0, 0, 0, twist});
    }
    return figure;
}

/// A plate bent sharply that is 24 mm thick: its inner face crosses itself.
SheetFigure make_thick_bend() {
    SheetFigure figure;
    figure.rows = 4;
    figure.cols = 6;
    const glm::dvec2 profile[] = {{-30, 0}, {-8, 0}, {-1, 0}, {0, 1}, {0, 8}, {0, 30}};
    for (std::size_t row = 0; row < figure.rows; ++row) {
        for (const glm::dvec2& at : profile) {
            figure.mid.emplace_back(at.x, 20.0 * static_cast<double>(row), at.y);
            figure.thickness_mm.push_back(24);
        }
    }
    return figure;
}

void require_healed(const TriangleMesh& folded) {
    REQUIRE(self_inside_share(folded) > 0.02);
    TriangleMesh healed = folded;
    heal_folds(healed);
    CHECK(self_inside_share(healed) < 0.005);
    CHECK(count_open_edges(healed) == 0);
    CHECK(healed.indices == folded.indices);
    CHECK(healed.fibre_uv == folded.fibre_uv);
    CHECK(calc_volume_mm3(healed) == Approx(calc_volume_mm3(folded)).epsilon(0.12));
}

}  // namespace

TEST_CASE("a tube whose sections cross comes out of itself", "[parametric]") {
    require_healed(make_spindle_mesh(make_bow_tie(6)));
}

TEST_CASE("a plate thicker than its bend comes out of itself", "[parametric]") {
    require_healed(make_sheet_mesh(make_thick_bend()));
}

TEST_CASE("a surface without folds comes back as it was", "[parametric]") {
    const TriangleMesh whole = make_spindle_mesh(make_bow_tie(0));
    TriangleMesh healed = whole;
    heal_folds(healed);
    CHECK(healed.positions_mm == whole.positions_mm);
    CHECK(healed.normals == whole.normals);
}

}  // namespace palpate::parametric
