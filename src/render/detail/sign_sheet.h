#pragma once

#include "geometry/glyph_sheet.h"
#include "render/detail/frame_targets.h"
#include "render/detail/overlay_builder.h"
#include "render/detail/overlay_triangles.h"
#include "render/detail/shader_program.h"
#include "scene/mark_pattern.h"

#include <compare>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace palpate {

/// All that decides how a sign looks, wherever it stands. Hundreds of marks have few looks.
struct SignLook {
    SignOutline outline = SignOutline::Disc;
    int rings = 1;
    float share = 0.0F;
    bool dashed = false;
    float radius_px = 0.0F;
    OverlayColour fill{};
    OverlayColour ring{};
    OverlayColour ink{};
    std::string number;

    auto operator<=>(const SignLook&) const = default;
};

struct OverlaySign {
    SignLook look;
    glm::vec2 centre_px{0.0F};
    glm::vec4 place{0.0F};  ///< as OverlayVertex::place
};

/// Pictures of signs, each drawn once: a frame with hundreds of marks then copies them and does not work out rings, arcs
/// and outlines in every pixel again.
class SignSheet {
public:
    explicit SignSheet(const std::filesystem::path& shader_folder);

    /// What draws a sign's number.
    struct Letters {
        const GlyphSheet& sheet;
        GLuint texture;
        const ShaderProgram& program;  ///< of overlay.vert and overlay.frag
    };
    /// Draws the looks that are not on the sheet yet. Changes the bound framebuffer and the viewport.
    void add(std::span<const OverlaySign> signs, const Letters& letters, float ui_scale);
    /// Forgets all pictures: the letters or their size changed.
    void clear() {
        cells_.clear();
        cell_px_ = 0;
    }

    /// The picture of a sign on the sheet, at whole pixels of the frame. Its look must have been added.
    void copy(const OverlaySign& sign, OverlayBuilder& builder) const;

    [[nodiscard]] GLuint texture() const { return target_->colour.name(); }

private:
    struct Cell {
        int number = 0;    ///< row by row
        int reach_px = 0;  ///< half the side of the sign's square
    };
    [[nodiscard]] glm::vec2 centre_of(const Cell& cell) const;
    [[nodiscard]] int capacity() const { return columns_ * (cell_px_ > 0 ? size_.height_px / cell_px_ : 0); }
    /// An empty sheet for so many signs, each in a square of `cell_px`.
    void make_sheet(int cells, int cell_px);
    /// Returns the looks that had no cell until now.
    std::vector<const SignLook*> give_cells(std::span<const OverlaySign> signs, float ui_scale);
    void draw(std::span<const SignLook* const> looks, const Letters& letters, float ui_scale);

    ShaderProgram program_;
    OverlayTriangles triangles_;
    std::optional<ColourTarget> target_;
    Viewport size_{0, 0};
    int cell_px_ = 0;
    int columns_ = 0;
    std::map<SignLook, Cell> cells_;
};

}  // namespace palpate
