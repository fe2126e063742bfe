#pragma once

#include <glm/vec3.hpp>
#include <glm/vec4.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace palpate {

/// How the skin of the built-in body is grown from its muscles and bones: the numbers of assets/figures/skin.json.
/// All lengths in mm, all places in the product frame, left half (x right of the mirror plane).
struct SkinRecipe {
    /// Closing radius and fat over the solids at one height; between two heights they blend.
    struct Station {
        float y_mm = 0.0F;
        float closing_mm = 0.0F;  ///< hollows narrower than twice this are bridged
        float fat_mm = 0.0F;      ///< thickness over the bridged solids
        float calm = 0.0F;        ///< 0: every muscle shows; 1: only the grid's broad form (blurred by calm_blur_mm)
    };

    /// Solids whose box centre lies in one of these boxes belong to the group; the first group that claims one gets it.
    struct Claim {
        glm::vec3 low{0.0F};
        glm::vec3 high{0.0F};
    };
    struct Group {
        std::string name;
        std::vector<Claim> claims;  ///< empty: everything left over
    };

    /// One box of voxels over one group.
    struct Grid {
        std::string name;
        std::string group;
        float voxel_mm = 2.5F;
        float blur_mm = 9.0F;        ///< Gaussian over the finished distance
        float calm_blur_mm = 20.0F;  ///< and where calm
        float from_y_mm = -1.0e4F;   ///< only this stretch of the body
        float to_y_mm = 1.0e4F;
        float mound_mm = 4.0F;            ///< spread of the mounds that cover what would show
        bool meets_mirror_plane = false;  ///< closed together with its mirror image
        std::vector<Station> stations;    ///< by falling y
    };

    /// The grid `fine` takes over from the grid `coarse` between two heights.
    struct Takeover {
        std::string coarse;
        std::string fine;
        float from_y_mm = 0.0F;  ///< coarse alone here
        float to_y_mm = 0.0F;    ///< fine alone here
    };

    /// A chain of balls, each two joined by their hull, added to a grid (or carved out of it) with a rounded seam.
    struct Pad {
        std::string name;
        std::string grid;
        std::vector<glm::vec4> balls;  ///< x, y, z, radius
        float seam_mm = 0.0F;          ///< reach of the rounding between pad and body
        bool carve = false;
        float blur_mm = 0.0F;  ///< Gaussian over the pad's surroundings once it is there: takes out ribs of the chain
    };

    /// A line along which the skin sinks, or rises where the depth is negative. One seen from the front (lids, palm) sinks
    /// wherever it lies in z; any other is drawn onto the skin near its points.
    struct Crease {
        std::string name;
        std::string grid;
        std::vector<glm::vec4> points;       ///< x, y, z (0 if seen from the front), share of the depth there
        std::optional<float> front_of_z_mm;  ///< seen from the front: only what lies before this
        float width_mm = 1.5F;               ///< standard deviation of the profile
        float depth_mm = 1.0F;
    };

    /// The nail on a digit's last segment; none without width.
    struct NailShape {
        glm::vec3 dorsal{0.0F};  ///< about where it faces
        float length_mm = 0.0F;  ///< from its fold to its free edge
        float width_mm = 0.0F;   ///< round the digit
        float edge_mm = 0.0F;    ///< the free edge lies this far beyond the last ball's centre
    };
    /// A finger or toe as a chain of round cones along its bones, from the hand or foot to the tip.
    struct Digit {
        std::vector<std::string> bones;
        std::vector<float> radii_mm;  ///< at each joint, from the first bone's near end to the tip
        glm::vec3 offset_mm{0.0F};    ///< pulp: the chain lies this far from the bones
        NailShape nail;
    };
    /// What shows at a digit's joints; the lines run half way round it.
    struct Joints {
        float fold_mm = 0.0F;  ///< depth of the flexion folds on the side without nail
        float fold_width_mm = 1.0F;
        float base_fold_at = -1.0F;  ///< one more fold at this share of the first bone; none below 0
        float knuckle_mm = 0.0F;     ///< rise of the joint on the side with the nail
        float knuckle_width_mm = 4.0F;
        float wrinkle_mm = 0.0F;  ///< depth of the two wrinkles across it
    };
    struct Digits {
        std::string grid;
        Joints joints;
        float seam_mm = 0.0F;
        float tip_mm = 0.0F;  ///< the last ball's centre stands off the bone's far end by this (negative: inside it)
        std::vector<Digit> digits;
    };

    /// Where the head field is trusted: it shrinks away beyond these planes, so that neck and nape take over.
    struct HeadCut {
        glm::vec3 point_mm{0.0F};
        glm::vec3 outward{0.0F, -1.0F, 0.0F};  ///< unit
        float slope = 0.7F;                    ///< mm of shrinking per mm beyond the plane
    };
    struct Head {
        float voxel_mm = 1.5F;
        float blur_mm = 1.5F;
        float scalp_blur_mm = 6.0F;  ///< behind face_z_mm and above face_y_mm, coming in over face_fade_mm
        float face_z_mm = 125.0F;
        float face_y_mm = 1555.0F;
        float face_fade_mm = 35.0F;
        float nape_y_mm = 1485.0F;  ///< the seam is full below, gone nape_fade_mm above
        float nape_fade_mm = 50.0F;
        float seam_mm = 14.0F;   ///< with neck and nape
        float mound_mm = 10.0F;  ///< spread of the mounds that cover what would show
        std::vector<HeadCut> cuts;
    };

    /// Where form is fine the surface keeps closer to the field: by `factor`, from one height to the other in full.
    struct Magnifier {
        glm::vec3 centre_mm{0.0F};
        float from_x_mm = -1.0e4F;  ///< only what lies beyond
        float from_y_mm = 0.0F;
        float to_y_mm = 0.0F;
        float factor = 1.0F;
    };

    /// Rounded seams where groups meet.
    struct Seams {
        float arm_mm = 12.0F;
        float armpit_y_mm = 1170.0F;  ///< no seam below; full seam `armpit_fade_mm` above
        float armpit_fade_mm = 80.0F;
        float leg_mm = 25.0F;
        float thighs_mm = 6.0F;  ///< between left and right
    };

    std::vector<Group> groups;
    std::vector<Grid> grids;
    std::vector<Takeover> takeovers;
    std::vector<Pad> pads;
    std::vector<Crease> creases;
    std::vector<Digits> digits;
    Head head;
    Seams seams;
    float clearance_mm = 1.0F;        ///< muscle and bone stay at least this deep
    float coarse_cell_mm = 3.6F;      ///< of the surface; a third of it on face, hands and feet
    float simplify_error_mm = 0.15F;  ///< the finished surface may differ from the field by this much
    std::vector<Magnifier> magnifiers;
    std::vector<Claim> fine;  ///< boxes meshed finely
};

/// Throws Error NotFound, or InvalidContent naming the file and the field.
[[nodiscard]] SkinRecipe load_skin_recipe(const std::filesystem::path& file);

}  // namespace palpate
