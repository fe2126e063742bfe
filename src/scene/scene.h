#pragma once

#include "anatomy/structure.h"
#include "casebook/case_document.h"
#include "scene/mark_pattern.h"
#include "scene/mark_shape.h"
#include "scene/section_plane.h"
#include "scene/skin_tone.h"

#include <glm/vec3.hpp>
#include <glm/vec4.hpp>

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <variant>
#include <vector>

namespace palpate {

/// What lies softly over the skin, with blurred edges: nothing here has a sharp border.
enum class SoftZones {
    None,
    Referral,       ///< where the pain of the selected muscle may be felt
    HeatNow,        ///< the ratings of one session, spread over the skin
    HeatOften,      ///< in how many of the client's sessions a place was marked
    HeatStrongest,  ///< the highest rating any session had there
};

/// What becomes of the structures that are not in ViewSettings::kept.
enum class Others { Shown, Ghosted, Hidden };

/// What the user chose to see. Not part of the record; what is visible has a small history of its own (Visibility).
struct ViewSettings {
    /// Opacity per Layer: 0 hidden .. 1 solid. Indexed by static_cast<std::size_t>(Layer).
    std::array<float, k_layer_count> layer_opacity{0.25F, 1.0F, 1.0F, 1.0F, 1.0F};
    std::unordered_set<StructureId> hidden;
    std::unordered_set<StructureId> kept;  ///< shown solid while `others` are ghosts or hidden
    Others others = Others::Shown;
    std::optional<SectionPlane> section;  ///< where the body is cut open
    std::unordered_set<StructureId> selected;
    std::optional<StructureId> hovered;
    std::unordered_set<StructureId> hovered_along;  ///< the rest of a group under the pointer
    std::optional<MarkId> selected_mark;
    bool show_marks = true;
    std::optional<Author> author;  ///< whose marks; nullopt: the client's and the therapist's
    bool show_side_letters = true;
    bool show_names = false;  ///< of everything seen; what is selected is named in any case
    bool dark_background = true;
    SkinTone skin_tone = SkinTone::Clay;
    bool show_sites = false;  ///< the volumes of the endangerment sites (Atlas::endangerment)
    SoftZones soft_zones = SoftZones::None;
    /// Tinted: what a search for the origin of pain found.
    std::unordered_set<StructureId> lit;
    std::string skin_map;  ///< id of the map drawn on the skin (Atlas::skin_maps); empty: plain skin

    bool operator==(const ViewSettings&) const = default;
};

/// Parses "skin=0.3,superficial,intermediate,deep,bones": layers not named are hidden; a bare name is opacity 1.
/// Throws Error Usage naming the wrong word.
[[nodiscard]] std::array<float, k_layer_count> parse_layers(std::string_view text);

/// Below this a surface is something to look through: clicks go to what lies beneath.
inline constexpr float k_pickable_opacity = 0.5F;

enum class Surface { Skin, Muscle, Connective, Bone };

/// One mesh to draw. A plain value; the renderer draws a span of them, the picker tests the same span.
/// All colours of a scene are sRGB as designers write them, 0..1.
struct Drawable {
    std::size_t structure = 0;  ///< index in the atlas; without meaning for Scene::sites
    std::shared_ptr<const TriangleMesh> mesh;
    Surface surface = Surface::Muscle;
    Layer layer = Layer::Superficial;
    glm::vec3 colour{0.7F};
    glm::vec4 tint{0.0F};  ///< rgb and how much of it (a mark's colour on its structure)
    float opacity = 1.0F;  ///< above 0: what is hidden is not in the scene
    bool selected = false;
    bool hovered = false;
};

/// A mark's sign: a disc with its number on the surface, always readable, outlined so that colour is never the only
/// sign.
struct MarkSign {
    MarkId id;
    std::size_t structure = 0;    ///< index in the atlas: where it sits
    SurfacePoint point;           ///< on that structure's surface
    glm::vec3 position_mm{0.0F};  ///< lifted a little off the surface
    std::string label;            ///< "6"
    glm::vec3 fill{1.0F};
    glm::vec3 ink{0.0F};
    bool hollow = false;  ///< rating 0: an outline only
    SignOutline outline = SignOutline::Disc;
    int rings = 1;
    float share = 0.0F;        ///< of the worst rating: drawn as an arc, to be read without colours
    bool unconfirmed = false;  ///< taken over from another session and not looked at yet: dashed
    bool selected = false;
};

/// What a mark covers of the skin, in the colour of its rating and the pattern of its kind.
struct MarkTrace {
    MarkId id;  ///< empty for one that is being painted and is no mark yet
    std::shared_ptr<const MarkShape> shape;
    glm::vec3 place_mm{0.0F};  ///< the mark's own; the pattern hangs on it
    glm::vec3 fill{1.0F};
    glm::vec3 ink{0.0F};
    AreaPattern pattern = AreaPattern::Plain;
    bool hollow = false;  ///< rating 0: rim and pattern only
    bool selected = false;
    float opacity = 0.48F;  ///< of the fill, where it is neither hollow nor selected
};

/// Words that stay in the scene from the client's own side: "your LEFT" beside the left hand.
struct SideLabel {
    glm::vec3 position_mm{0.0F};
    glm::vec3 outward{1.0F, 0.0F, 0.0F};  ///< unit vector away from the body: the words grow that way
    std::string text;
};

struct Scene {
    std::vector<Drawable> drawables;
    /// Of no structure: vessels, nerves and organs to keep clear of. Translucent, and faint where something solid lies
    /// before them. Clicks go through.
    std::vector<Drawable> sites;
    std::vector<MarkSign> marks;
    std::vector<MarkTrace> traces;  ///< in the order they are painted; the selected one last
    std::vector<MarkTrace>
        keep_clear;                  ///< hatched, under the traces: left alone, or touched lightly. Clicks go through
    std::vector<MarkTrace> strokes;  ///< a technique as it is being shown, over the traces. Clicks go through
    std::vector<SideLabel> side_labels;
    glm::vec3 background_centre{0.15F, 0.17F, 0.22F};
    glm::vec3 background_edge{0.08F, 0.10F, 0.13F};
    glm::vec3 label_ink{0.8F, 0.9F, 0.9F};
    Box bounds;                           ///< of the whole body, shown or not
    std::optional<SectionPlane> section;  ///< what lies beyond it is neither drawn nor clicked
};

/// True where a click stops at this drawable and does not go through it to what lies beneath.
[[nodiscard]] bool stops_clicks(const Drawable& drawable);

using PickTarget = std::variant<StructureId, MarkId>;

}  // namespace palpate
