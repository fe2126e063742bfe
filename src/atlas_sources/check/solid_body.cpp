#include "atlas_sources/check/solid_body.h"

#include "base/error.h"

#include <algorithm>

namespace palpate {

SolidBody::SolidBody(const Atlas& atlas, const JobContext& context)
    : structures_(atlas.structures()), trees_(structures_.size()) {
    parallel_for(structures_.size(), [&](std::size_t i) {
        context.check_stop();
        trees_[i] = std::make_unique<const SolidTree>(*structures_[i].mesh);
    });
}

bool SolidBody::contains(std::size_t structure, const glm::vec3& point_mm) const {
    return structures_[structure].structure_class != StructureClass::Skin && trees_[structure]->contains(point_mm);
}

bool SolidBody::is_deeper(std::size_t structure, const glm::vec3& point_mm, float depth_mm) const {
    return contains(structure, point_mm) && !trees_[structure]->find_nearest(point_mm, depth_mm).has_value();
}

bool SolidBody::is_fleshy(std::size_t structure, const glm::vec3& point_mm) const {
    constexpr float k_far_mm = 1e5F;
    const TriangleMesh& mesh = *structures_[structure].mesh;
    if (mesh.tendon.empty()) {
        return true;
    }
    const auto nearest = trees_[structure]->find_nearest(point_mm, k_far_mm);
    PALPATE_ASSERT(nearest.has_value());
    float tendon = 0.0F;
    for (std::uint32_t corner = 0; corner < 3; ++corner) {
        tendon += mesh.tendon[mesh.indices[3 * nearest->triangle + corner]];
    }
    return tendon < 1.5F;
}

std::optional<float> SolidBody::find_distance_mm(std::span<const std::size_t> structures, const glm::vec3& point_mm,
                                                 float reach_mm) const {
    std::optional<float> nearest;
    for (const std::size_t structure : structures) {
        if (contains(structure, point_mm)) {
            return 0.0F;
        }
        if (const auto hit = trees_[structure]->find_nearest(point_mm, nearest.value_or(reach_mm))) {
            nearest = std::min(nearest.value_or(reach_mm), hit->distance_mm);
        }
    }
    return nearest;
}

}  // namespace palpate
