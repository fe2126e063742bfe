#pragma once

#include "anatomy/anatomy_catalogue.h"

#include <glm/mat3x3.hpp>
#include <glm/vec2.hpp>
#include <glm/vec3.hpp>
#include <glm/vec4.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace palpate::parametric {

// The figures of assets/figures/structures: control numbers from which every surface of the built-in body is made.
// The mathematics is in assets/figures/README.md. Millimetres, product frame (frame.h).

/// The fleshy range along the fibres: below `start` and above `end` the surface is tendon. start >= end: all tendon.
struct FleshyRange {
    double start = 0.0;
    double end = 1.0;
};

/// A tube about a B-spline axis whose section is a short Fourier series.
struct SpindleFigure {
    std::vector<glm::dvec3> axis;
    std::size_t harmonics = 1;
    std::vector<double>
        section;  ///< one row of 4 * harmonics numbers per axis control: aN aB bN bB, harmonic by harmonic
    glm::dvec3 start_normal{0.0};
    double start_cap_mm = 0.0;
    double end_cap_mm = 0.0;
    FleshyRange fleshy;
};

/// A narrow band of tendon across the fibres, as those that part the bellies of the rectus abdominis.
struct Inscription {
    double at = 0.0;            ///< along the fibres, 0..1
    double half_breadth = 0.0;  ///< in the same unit
};

/// Where a sheet is flesh. Limits may change across the fibres: each list holds B-spline controls over the breadth of
/// the sheet, a list of one is the same everywhere.
struct SheetFlesh {
    std::vector<double> start{0.0};
    std::vector<double> end{1.0};
    std::vector<Inscription> inscriptions;
    /// How pale the flesh is under a sheath: mm past the border of the flesh that count everywhere, B-spline controls along
    /// the fibres; empty: no sheath.
    std::vector<double> sheath_mm;
};

enum class SheetSide : std::uint8_t { FirstRow, LastRow, FirstColumn, LastColumn };

/// One edge of a sheet, or a stretch of it, that follows a curve which its neighbours follow too.
struct SharedEdge {
    SheetSide side = SheetSide::FirstRow;
    std::string curve;               ///< its name in borders.json
    std::vector<glm::dvec3> points;  ///< B-spline controls of the curve
    std::vector<double> along;       ///< B-spline controls: the curve's parameter over the stretch
    double first = 0.0;              ///< the stretch, as the edge's own parameter
    double last = 1.0;
};

/// A plate: a tensor-product B-spline mid-surface with a thickness and a round rim.
struct SheetFigure {
    std::size_t rows = 0;
    std::size_t cols = 0;
    std::vector<glm::dvec3> mid;  ///< rows * cols, row by row
    std::vector<double> thickness_mm;
    glm::dvec2 fibre{1.0, 0.0};  ///< direction of the fibres in (u, v), u along the rows' index
    SheetFlesh fleshy;
    std::vector<SharedEdge> edges;  ///< where two sides meet at a corner, the later one has the last word
};

/// The hulls of balls: every ball, edge and triangle swept by balls of interpolated centre and radius, then blurred.
struct BallsFigure {
    std::vector<glm::dvec4> balls;  ///< centre, radius
    std::vector<std::array<std::uint32_t, 2>> edges;
    std::vector<std::array<std::uint32_t, 3>> triangles;
    double blend_mm = 0.0;
};

using FigurePart = std::variant<SpindleFigure, SheetFigure, BallsFigure>;

/// How the right structure stands off the exact mirror image of the left one, where the measured subject's does: a
/// turn followed by a move, in the product frame. No body is quite symmetric.
struct RightPlacement {
    glm::mat3 turn{1.0F};
    glm::vec3 move_mm{0.0F};

    [[nodiscard]] bool none() const { return *this == RightPlacement{}; }
    bool operator==(const RightPlacement&) const = default;
};

/// One structure of the left half or the midline: the union of its parts.
struct FigureStructure {
    std::string catalogue_id;
    std::string part;  ///< kebab-case, empty for whole entries
    bool midline = false;
    bool measured = false;  ///< fitted to a mesh, not drawn from descriptions
    RightPlacement right;
    double join_mm = 0.0;  ///< above 0: the parts become one solid, its seams rounded over about this width
    std::vector<FigurePart> parts;
};

/// The shared curves, in the figures' folder.
inline constexpr const char* k_borders_file = "borders.json";

/// The figure files, sorted by name. Throws Error NotFound when there are none.
[[nodiscard]] std::vector<std::filesystem::path> list_figure_files(const std::filesystem::path& figures_folder);

/// Reads all figure files and the curves of borders.json that they follow, where there is one. Throws Error NotFound, or InvalidContent naming file, structure and field for text that is
/// not JSON, a missing field, a number that is none, wrong counts, an id the catalogue lacks, an id given twice or a curve that is
/// not in borders.json.
[[nodiscard]] std::vector<FigureStructure> load_figures(const std::filesystem::path& figures_folder,
                                                        const AnatomyCatalogue& catalogue);

/// Throws Error InvalidContent naming the first entry of the catalogue that has neither a figure nor a reason in
/// not_drawn.json: a figure file that is missing must not leave holes in the body without a word.
void require_all_drawn(std::span<const FigureStructure> figures, const std::filesystem::path& figures_folder,
                       const AnatomyCatalogue& catalogue);

}  // namespace palpate::parametric
