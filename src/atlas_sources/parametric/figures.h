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

/// A plate: a tensor-product B-spline mid-surface with a thickness and a round rim.
struct SheetFigure {
    std::size_t rows = 0;
    std::size_t cols = 0;
    std::vector<glm::dvec3> mid;  ///< rows * cols, row by row
    std::vector<double> thickness_mm;
    glm::dvec2 fibre{1.0, 0.0};  ///< direction of the fibres in (u, v), u along the rows' index
    FleshyRange fleshy;
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
    RightPlacement right;
    double join_mm = 0.0;  ///< above 0: the parts become one solid, its seams rounded over about this width
    std::vector<FigurePart> parts;
};

/// The figure files, sorted by name. Throws Error NotFound when there are none.
[[nodiscard]] std::vector<std::filesystem::path> list_figure_files(const std::filesystem::path& figures_folder);

/// Reads all figure files. Throws Error NotFound, or InvalidContent naming file, structure and field for text that is
/// not JSON, a missing field, a number that is none, wrong counts, an id the catalogue lacks or an id given twice.
[[nodiscard]] std::vector<FigureStructure> load_figures(const std::filesystem::path& figures_folder,
                                                        const AnatomyCatalogue& catalogue);

/// Throws Error InvalidContent naming the first entry of the catalogue that has neither a figure nor a reason in
/// not_drawn.json: a figure file that is missing must not leave holes in the body without a word.
void require_all_drawn(std::span<const FigureStructure> figures, const std::filesystem::path& figures_folder,
                       const AnatomyCatalogue& catalogue);

}  // namespace palpate::parametric
