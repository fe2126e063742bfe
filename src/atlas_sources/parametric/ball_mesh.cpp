#include "atlas_sources/parametric/ball_field.h"
#include "atlas_sources/parametric/iso_surface.h"
#include "atlas_sources/parametric/part_mesh.h"
#include "atlas_sources/parametric/surface_smoothing.h"

namespace palpate::parametric {

TriangleMesh make_balls_mesh(const BallsFigure& figure, const JobContext& context) {
    TriangleMesh mesh = make_iso_surface(make_ball_field(figure, choose_field_step_mm(figure), context), context);
    drop_pockets(mesh);
    finish_surface(mesh);
    smooth_surface(mesh);
    return mesh;
}

}  // namespace palpate::parametric
