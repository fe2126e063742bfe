#pragma once

#include "anatomy/painted_skin.h"

#include <memory>
#include <vector>

namespace palpate {

/// A brush on its way over the skin: turns the places it comes by into evenly spaced dabs after those of the area it
/// goes on with, and keeps what they cover up to date dab by dab. Thread: one.
class BrushStroke {
public:
    /// Goes on with an area: `before` are its dabs and `painted` what they cover. `skin` is made of the atlas' skin.
    BrushStroke(std::shared_ptr<const Atlas> atlas, PaintedSkin painted, std::vector<BrushDab> before);

    /// Moves the brush to a place of the skin. Dabs follow each other at k_dab_spacing along the way over the skin; one
    /// that changes less than k_least_change of its own area is left out. True when anything changed.
    /// Throws Error InvalidEdit when the area would have more than k_most_dabs.
    bool move_to(const SurfacePoint& place, float radius_mm, bool erase);
    /// Lifts the brush: the next place starts anew, with no way from the last one.
    void lift() { last_.reset(); }

    [[nodiscard]] const std::vector<BrushDab>& dabs() const { return dabs_; }
    /// Those that this stroke added.
    [[nodiscard]] std::span<const BrushDab> fresh() const { return std::span(dabs_).subspan(first_fresh_); }
    [[nodiscard]] const PaintedSkin& painted() const { return painted_; }

    static constexpr double k_least_change = 0.002;

private:
    bool put(const SurfacePoint& place, float radius_mm, bool erase);

    std::shared_ptr<const Atlas> atlas_;
    const Structure* structure_;
    PaintedSkin painted_;
    std::vector<BrushDab> dabs_;
    std::size_t first_fresh_;
    std::optional<SurfacePoint> last_;  ///< of the last dab
};

}  // namespace palpate
