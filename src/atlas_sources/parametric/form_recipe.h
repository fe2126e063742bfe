#pragma once

#include "anatomy/body_form.h"

#include <glm/vec2.hpp>
#include <glm/vec3.hpp>

#include <array>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace palpate::parametric {

/// What the forms of the built-in body are made of: assets/figures/forms.json. Millimetres, product frame, in places of
/// the base body; left half and midline, the right half is the mirror image.
struct FormRecipe {
    /// What one form does to a station: factors of the way from the parent and of the section, then a move.
    struct Change {
        float length = 1.0F;
        float breadth = 1.0F;
        float depth = 1.0F;
        glm::vec3 move_mm{0.0F};
    };

    /// A cross-section of the base body, or a single point where both half axes are zero. Stations hang on each other:
    /// a change moves all that hangs on it.
    struct Station {
        std::string name;
        std::optional<std::size_t> parent;  ///< an earlier station; none: the first
        bool root = false;  ///< a limb's first: its way from the parent follows the parent's breadth and depth
        glm::vec3 centre_mm{0.0F};
        glm::vec3 breadth_mm{0.0F};  ///< half axes of the section
        glm::vec3 depth_mm{0.0F};
        float grow_length = 1.0F;  ///< exponents: how the length grows with the stature
        float grow_girth = 1.0F;
        Change feminine;
        Change heavy;
        Change slim;
    };

    /// How thick fat lies, mm, on the base body's skin in its own size.
    struct Amount {
        float feminine_mm = 0.0F;        ///< at the usual build; neutral has half of a layer, a quarter of a mound
        float heavy_mm = 0.0F;           ///< more at build 1
        float heavy_feminine_mm = 0.0F;  ///< and more than that where the shape is feminine
    };

    /// A layer of fat about a line inside the body; it pushes the skin away from that line.
    struct Layer {
        std::string name;
        bool arm = false;  ///< lies on the arms alone; the others on all but the arms
        std::array<glm::vec3, 2> axis_mm{};
        float reach_mm = 0.0F;    ///< fades to nothing this far beyond the ends
        float within_mm = 0.0F;   ///< skin farther from the line than this belongs to another part
        glm::vec3 towards{0.0F};  ///< unit vector to the side where it is thickest; zero: all round
        float focus = 0.0F;       ///< how much thinner away from there: power of the half cosine
        glm::vec3 sag{0.0F};      ///< mixed into the direction of the push
        Amount amount;
    };

    /// A soft mound on the front of the body: the breast.
    struct Mound {
        std::string name;
        glm::vec3 centre_mm{0.0F};
        float up_mm = 0.0F;  ///< from the centre to its border, seen from the front
        float down_mm = 0.0F;
        float medial_mm = 0.0F;
        float lateral_mm = 0.0F;
        glm::vec3 direction{0.0F, 0.0F, 1.0F};  ///< unit
        float sag = 0.0F;                       ///< how far the fullest part sinks, as a share of the height
        Amount amount;
    };

    /// Where hollows between muscles are filled: 1 inside, fading to 0 over fade_mm.
    struct Soft {
        float from_y_mm = 0.0F;
        float to_y_mm = 0.0F;
        float fade_mm = 1.0F;
        float hand_y_mm = 0.0F;  ///< arms below this stay as they are
        std::size_t rounds = 0;
        float feminine = 0.0F;  ///< share filled
        float heavy = 0.0F;
    };

    /// Where the skin of an arm begins at a height: this far from the mirror plane, over a seam of that half width.
    struct ArmBorder {
        float y_mm = 0.0F;
        float x_mm = 0.0F;
        float seam_mm = 1.0F;
    };

    std::array<float, 3> own_stature_mm{};  ///< by BodyShape; 0: the base body's
    float softness_mm = 30.0F;              ///< of the warp about its control points
    std::vector<Station> stations;
    std::vector<Layer> layers;
    std::vector<Mound> mounds;
    Soft soft;
    std::vector<ArmBorder> arm_border;  ///< from below
};

/// Throws Error NotFound; InvalidContent naming what is wrong.
[[nodiscard]] FormRecipe load_form_recipe(const std::filesystem::path& file);

/// A form as shares: how feminine (0, 0.5, 1), how heavy (0..1), how slim (0..1).
struct FormShares {
    float feminine = 0.0F;
    float heavy = 0.0F;
    float slim = 0.0F;
};
[[nodiscard]] FormShares shares_of(const BodyForm& form);

}  // namespace palpate::parametric
