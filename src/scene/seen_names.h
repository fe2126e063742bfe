#pragma once

#include "scene/picking.h"
#include "scene/scene_renderer.h"

#include <functional>
#include <string>
#include <vector>

namespace palpate {

/// What of a picture is to be named: always what is selected, with `all` everything that is seen of the body but its
/// skin.
struct NameQuestion {
    const Scene& scene;
    const OrbitCamera& camera;
    const Viewport& viewport;
    bool all = false;
};

/// As it is written beside the body, and for where there is less room.
struct WrittenName {
    std::string whole;
    std::string without_side;
};

/// Names with a place each where the structure is really seen, near the middle of what is seen of it; what is selected
/// and covered by others is named at its own middle. Asks some thousand rays, 1 us each.
[[nodiscard]] std::vector<SeenName> find_seen_names(const Picker& picker, const NameQuestion& question,
                                                    const std::function<WrittenName(const Structure&)>& name_of);

}  // namespace palpate
