#pragma once

#include "anatomy/structure.h"

#include <glm/vec4.hpp>

#include <memory>
#include <string>
#include <vector>

namespace palpate {

/// Where an endangerment site lies inside the body: vessels, nerves and organs as chains of balls, in the atlas' form.
/// The skin above all sites is the map k_endangerment_map; its areas are "<site>-left", "<site>-right" or "<site>".
struct EndangermentVolume {
    std::string site_id;  ///< of assets/clinical/endangerment_sites.json
    Side side = Side::Mid;
    std::string name;                          ///< "carotid artery"
    std::vector<glm::vec4> balls;              ///< x, y, z, radius, mm; neighbours are joined
    std::shared_ptr<const TriangleMesh> mesh;  ///< the closed surface round them
};

inline constexpr const char* k_endangerment_map = "endangerment";

}  // namespace palpate
