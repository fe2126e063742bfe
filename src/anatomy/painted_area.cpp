#include "anatomy/painted_area.h"

#include "base/error.h"

#include <fmt/format.h>

namespace palpate {

void check_dab_count(std::size_t count) {
    if (count > k_most_dabs) {
        throw Error(ErrorCode::InvalidEdit, {"error.area.too-many-dabs", {{"most", std::to_string(k_most_dabs)}}});
    }
}

void check_dabs(std::span<const BrushDab> dabs) {
    check_dab_count(dabs.size());
    for (const BrushDab& dab : dabs) {
        const bool fits = dab.radius_mm >= k_least_brush_mm && dab.radius_mm <= k_largest_brush_mm;  // false for NaN
        if (!fits) {
            throw Error(ErrorCode::InvalidEdit, {"error.area.radius",
                                                 {{"low", fmt::format("{}", k_least_brush_mm)},
                                                  {"high", fmt::format("{}", k_largest_brush_mm)}}});
        }
    }
}

}  // namespace palpate
