#include "geometry/detail/nearest_on_triangle.h"

#include <glm/geometric.hpp>

#include <algorithm>

namespace palpate {

glm::vec3 nearest_weights(const glm::vec3& p, const glm::vec3& a, const glm::vec3& b, const glm::vec3& c) {
    const glm::vec3 ab = b - a;
    const glm::vec3 ac = c - a;
    const glm::vec3 ap = p - a;
    const float d1 = glm::dot(ab, ap);
    const float d2 = glm::dot(ac, ap);
    if (d1 <= 0 && d2 <= 0) {
        return {1, 0, 0};
    }
    const glm::vec3 bp = p - b;
    const float d3 = glm::dot(ab, bp);
    const float d4 = glm::dot(ac, bp);
    if (d3 >= 0 && d4 <= d3) {
        return {0, 1, 0};
    }
    const float vc = d1 * d4 - d3 * d2;
    if (vc <= 0 && d1 >= 0 && d3 <= 0) {
        const float v = d1 / std::max(d1 - d3, 1e-20F);
        return {1 - v, v, 0};
    }
    const glm::vec3 cp = p - c;
    const float d5 = glm::dot(ab, cp);
    const float d6 = glm::dot(ac, cp);
    if (d6 >= 0 && d5 <= d6) {
        return {0, 0, 1};
    }
    const float vb = d5 * d2 - d1 * d6;
    if (vb <= 0 && d2 >= 0 && d6 <= 0) {
        const float w = d2 / std::max(d2 - d6, 1e-20F);
        return {1 - w, 0, w};
    }
    const float va = d3 * d6 - d5 * d4;
    if (va <= 0 && d4 - d3 >= 0 && d5 - d6 >= 0) {
        const float w = (d4 - d3) / std::max((d4 - d3) + (d5 - d6), 1e-20F);
        return {0, 1 - w, w};
    }
    const float sum = va + vb + vc;
    if (sum <= 0) {
        return {1, 0, 0};
    }
    return {va / sum, vb / sum, vc / sum};
}

}  // namespace palpate
