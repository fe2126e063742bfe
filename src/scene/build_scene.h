#pragma once

#include "anatomy/atlas.h"
#include "scene/scene.h"
#include "scene/skin_overlay.h"

namespace palpate {

/// Words the scene needs, already translated.
struct SceneWords {
    std::string left = "L";
    std::string right = "R";
};

/// The scene of an atlas with the marks of one session. `document` may be null: no marks. `overlay`, made for this atlas
/// and settings.skin_map, takes the place of the skin; without one the skin is plain. `shapes` are what marks cover of this atlas' skin; a mark without one is a sign alone.
/// O(structures + marks).
[[nodiscard]] Scene build_scene(const Atlas& atlas, const CaseDocument* document, const SessionId& session,
                                const ViewSettings& settings, const SceneWords& words,
                                const SkinOverlay* overlay = nullptr, const MarkShapes* shapes = nullptr);

/// The structures of one's group on its side, itself included; only itself where it has no group. O(structures).
[[nodiscard]] std::vector<std::size_t> find_group(const Atlas& atlas, std::size_t structure);

/// Fill and ink of a rating 0..10, in the five steps of the product's palette.
struct RatingColours {
    glm::vec3 fill;
    glm::vec3 ink;
};
[[nodiscard]] RatingColours rating_colours(int rating);

}  // namespace palpate
