#pragma once

#include "anatomy/surface_anchor.h"
#include "store/detail/sql_session.h"

namespace palpate::detail {

// A place on the body stands in the same nine columns of every table: structure, box_x, box_y, box_z, atlas, triangle,
// weight_a, weight_b, weight_c.

[[nodiscard]] inline float real(const SqlStatement& row, int column) { return static_cast<float>(row.real(column)); }
[[nodiscard]] inline double wide(float value) { return static_cast<double>(value); }

/// From column `first` on.
[[nodiscard]] inline SurfaceAnchor read_anchor(const SqlStatement& row, int first) {
    return {.structure = StructureId(row.text(first)),
            .box_position = {real(row, first + 1), real(row, first + 2), real(row, first + 3)},
            .atlas_topology = row.text(first + 4),
            .triangle = static_cast<std::uint32_t>(row.integer(first + 5)),
            .barycentric = {real(row, first + 6), real(row, first + 7), real(row, first + 8)}};
}

}  // namespace palpate::detail
