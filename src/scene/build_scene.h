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
/// and settings.skin_map, takes the place of the skin; without one the skin is plain. O(structures + marks).
[[nodiscard]] Scene build_scene(const Atlas& atlas, const CaseDocument* document, const SessionId& session,
                                const ViewSettings& settings, const SceneWords& words,
                                const SkinOverlay* overlay = nullptr);

/// Fill and ink of a rating 0..10, in the five steps of the product's palette.
struct RatingColours {
    glm::vec3 fill;
    glm::vec3 ink;
};
[[nodiscard]] RatingColours rating_colours(int rating);

}  // namespace palpate
