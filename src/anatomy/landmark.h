#pragma once

#include "anatomy/structure.h"

#include <glm/vec3.hpp>

#include <string>

namespace palpate {

/// A named point of the body that fingers can find: acromion, C7 spine, medial malleolus. It follows the body's form.
struct Landmark {
    std::string id;  ///< "acromion.left", "c7-spine.mid"
    Side side = Side::Mid;
    std::string name_common;
    std::string name_latin;
    StructureId structure;  ///< whose surface it lies on
    glm::vec3 position_mm{0.0F};
};

}  // namespace palpate
