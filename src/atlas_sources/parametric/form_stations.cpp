#include "atlas_sources/parametric/form_stations.h"

#include "geometry/frame.h"

#include <cmath>

namespace palpate::parametric {
namespace {

using Change = FormRecipe::Change;
using Station = FormRecipe::Station;

/// All changes of a station together: factors multiply, moves add.
Change total_change(const Station& station, const FormShares& shares, float growth) {
    const auto factor = [&](float Change::*part, float exponent) {
        return std::pow(growth, exponent) * std::pow(station.feminine.*part, shares.feminine) *
               std::pow(station.heavy.*part, shares.heavy) * std::pow(station.slim.*part, shares.slim);
    };
    const float girth_growth = std::pow(growth, station.grow_girth);
    return {.length = factor(&Change::length, station.grow_length),
            .breadth = factor(&Change::breadth, station.grow_girth),
            .depth = factor(&Change::depth, station.grow_girth),
            .move_mm = girth_growth * (shares.feminine * station.feminine.move_mm +
                                       shares.heavy * station.heavy.move_mm + shares.slim * station.slim.move_mm)};
}

glm::vec3 mirror(glm::vec3 point) {
    point.x = 2.0F * k_mirror_plane_x_mm - point.x;
    return point;
}

void add_control(std::vector<WarpControl>& controls, const glm::vec3& from, const glm::vec3& to) {
    constexpr float k_on_plane_mm = 0.5F;
    if (std::abs(from.x - k_mirror_plane_x_mm) < k_on_plane_mm) {
        const glm::vec3 on_plane(k_mirror_plane_x_mm, from.y, from.z);
        controls.push_back({on_plane, {k_mirror_plane_x_mm, to.y, to.z}});
        return;
    }
    controls.push_back({from, to});
    controls.push_back({mirror(from), mirror(to)});
}

}  // namespace

std::vector<WarpControl> place_stations(const FormRecipe& recipe, const FormShares& shares, float growth) {
    std::vector<WarpControl> controls;
    std::vector<glm::vec3> placed;
    std::vector<Change> changes;
    for (const Station& station : recipe.stations) {
        const Change change = total_change(station, shares, growth);
        glm::vec3 centre = station.centre_mm + change.move_mm;
        if (station.parent) {
            const Station& parent = recipe.stations[*station.parent];
            const Change& above = changes[*station.parent];
            const glm::vec3 way = station.centre_mm - parent.centre_mm;
            const glm::vec3 factors =
                station.root ? glm::vec3(above.breadth, change.length, above.depth) : glm::vec3(change.length);
            centre = placed[*station.parent] + factors * way + change.move_mm;
        }
        placed.push_back(centre);
        changes.push_back(change);
        add_control(controls, station.centre_mm, centre);
        const bool midline = std::abs(station.centre_mm.x - k_mirror_plane_x_mm) < 0.5F;
        if (station.breadth_mm != glm::vec3(0.0F)) {
            add_control(controls, station.centre_mm + station.breadth_mm, centre + change.breadth * station.breadth_mm);
            if (!midline) {  // else it is the mirror image of the other end
                add_control(controls, station.centre_mm - station.breadth_mm,
                            centre - change.breadth * station.breadth_mm);
            }
        }
        if (station.depth_mm != glm::vec3(0.0F)) {
            add_control(controls, station.centre_mm + station.depth_mm, centre + change.depth * station.depth_mm);
            add_control(controls, station.centre_mm - station.depth_mm, centre - change.depth * station.depth_mm);
        }
    }
    return controls;
}

}  // namespace palpate::parametric
