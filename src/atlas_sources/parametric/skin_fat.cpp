#include "atlas_sources/parametric/skin_fat.h"

#include "base/jobs.h"
#include "geometry/frame.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <numeric>
#include <utility>

namespace palpate::parametric {
namespace {

/// `feminine`: how much of the feminine amount there is.
float amount_mm(const FormRecipe::Amount& amount, const FormShares& shares, float feminine) {
    return feminine * amount.feminine_mm + shares.heavy * (amount.heavy_mm + feminine * amount.heavy_feminine_mm);
}

glm::vec3 mirror_point(glm::vec3 point) {
    point.x = 2.0F * k_mirror_plane_x_mm - point.x;
    return point;
}

glm::vec3 mirror_way(const glm::vec3& way) { return {-way.x, way.y, way.z}; }

bool on_midline(const FormRecipe::Layer& layer) {
    return std::abs(0.5F * (layer.axis_mm[0].x + layer.axis_mm[1].x) - k_mirror_plane_x_mm) < 1.0F;
}

/// How much a point of the skin belongs to an arm, 0 or 1 but for a seam at the shoulder.
float arm_share(const FormRecipe& recipe, const glm::vec3& point) {
    const auto& border = recipe.arm_border;
    const auto above = std::ranges::find_if(border, [&](const auto& step) { return step.y_mm >= point.y; });
    FormRecipe::ArmBorder here = above == border.end() ? border.back() : *above;
    if (above != border.begin() && above != border.end()) {
        const FormRecipe::ArmBorder& below = *(above - 1);
        const float share = (point.y - below.y_mm) / (above->y_mm - below.y_mm);
        here.x_mm = glm::mix(below.x_mm, above->x_mm, share);
        here.seam_mm = glm::mix(below.seam_mm, above->seam_mm, share);
    }
    const float x = std::abs(point.x - k_mirror_plane_x_mm);
    return glm::smoothstep(here.x_mm - here.seam_mm, here.x_mm + here.seam_mm, x);
}

void in_parallel(std::size_t count, const std::function<void(std::size_t, std::size_t)>& work) {
    constexpr std::size_t k_block = 4096;
    parallel_for((count + k_block - 1) / k_block,
                 [&](std::size_t block) { work(block * k_block, std::min(count, (block + 1) * k_block)); });
}

/// Who is joined to whom by an edge, and how much: neighbours of vertex v are to[start[v]] .. to[start[v + 1]].
/// Cotangent weights: on a flat part the mean of the neighbours is where the vertex is, however uneven the triangles.
struct Neighbours {
    std::vector<std::uint32_t> start;
    std::vector<std::uint32_t> to;
    std::vector<float> weight;  ///< sums to 1 about each vertex

    explicit Neighbours(const TriangleMesh& mesh) : start(mesh.positions_mm.size() + 1, 0) {
        for (const std::uint32_t corner : mesh.indices) {
            start[corner + 1] += 2;
        }
        for (std::size_t i = 1; i < start.size(); ++i) {
            start[i] += start[i - 1];
        }
        to.resize(2 * mesh.indices.size());
        weight.resize(to.size());
        std::vector<std::uint32_t> place(start.begin(), start.end() - 1);
        for (std::size_t i = 0; i < mesh.indices.size(); ++i) {
            const std::uint32_t a = mesh.indices[i];
            const std::uint32_t b = mesh.indices[i % 3 == 2 ? i - 2 : i + 1];
            const std::uint32_t opposite = mesh.indices[i % 3 == 0 ? i + 2 : i - 1];
            const float share = cotangent(mesh.positions_mm[a], mesh.positions_mm[b], mesh.positions_mm[opposite]);
            to[place[a]] = b;
            weight[place[a]++] = share;
            to[place[b]] = a;
            weight[place[b]++] = share;
        }
        for (std::size_t v = 0; v + 1 < start.size(); ++v) {
            const std::span<float> own(weight.data() + start[v], start[v + 1] - start[v]);
            const float sum = std::accumulate(own.begin(), own.end(), 0.0F);
            std::ranges::for_each(own, [&](float& share) { share /= sum; });
        }
    }

    /// Each value moves half way to the mean of its neighbours, `rounds` times.
    template <class Value>
    void smooth(std::vector<Value>& values, std::size_t rounds) const {
        std::vector<Value> next(values.size());
        for (std::size_t round = 0; round < rounds; ++round) {
            in_parallel(values.size(), [&](std::size_t first, std::size_t last) {
                for (std::size_t v = first; v < last; ++v) {
                    Value mean(0.0F);
                    for (std::uint32_t n = start[v]; n < start[v + 1]; ++n) {
                        mean += weight[n] * values[to[n]];
                    }
                    next[v] = 0.5F * (values[v] + mean);
                }
            });
            std::swap(values, next);
        }
    }

private:
    /// Of the angle at `corner` between two others; kept above zero, so that smoothing stays between the values.
    static float cotangent(const glm::vec3& a, const glm::vec3& b, const glm::vec3& corner) {
        constexpr float k_least = 0.02F;
        constexpr float k_most = 20.0F;
        const glm::vec3 to_a = a - corner;
        const glm::vec3 to_b = b - corner;
        const float area = glm::length(glm::cross(to_a, to_b));
        return area > 1e-9F ? std::clamp(glm::dot(to_a, to_b) / area, k_least, k_most) : k_least;
    }
};

/// The push of a layer of unit thickness on a point of the skin.
glm::vec3 push_of(const FormRecipe::Layer& layer, const glm::vec3& point, const glm::vec3& normal) {
    const glm::vec3 line = layer.axis_mm[1] - layer.axis_mm[0];
    const float length = glm::length(line);
    const glm::vec3 along = line / length;
    const glm::vec3 from_start = point - layer.axis_mm[0];
    const float place = glm::dot(from_start, along);
    const float beyond = std::max({0.0F, -place, place - length});
    if (beyond >= layer.reach_mm) {
        return glm::vec3(0.0F);
    }
    // Square to the line also beyond its ends: fat that also pushed along it would pile up in rolls.
    const glm::vec3 away = from_start - place * along;
    const float distance = glm::length(away);
    if (distance >= layer.within_mm || distance < 1e-3F) {
        return glm::vec3(0.0F);
    }
    const glm::vec3 out = away / distance;
    // Skin that does not face away from the line belongs to another part: the ribs beside the arm, the other thigh.
    const float facing = glm::smoothstep(0.0F, 0.6F, glm::dot(normal, out));
    const float end = 1.0F - beyond * beyond / (layer.reach_mm * layer.reach_mm);
    const float inside = 1.0F - glm::smoothstep(0.75F * layer.within_mm, layer.within_mm, distance);
    // Rounding may take the product of two opposite unit vectors below -1, and a root of that is no number.
    const float towards = std::max(0.0F, 0.5F + 0.5F * glm::dot(out, layer.towards));
    const float side = layer.focus > 0.0F ? std::pow(towards, layer.focus) : 1.0F;
    return facing * end * end * inside * side * glm::normalize(out + layer.sag);
}

/// The push of a mound of unit height. Steep below, where the fold is, and running out softly above.
glm::vec3 push_of(const FormRecipe::Mound& mound, const glm::vec3& point, const glm::vec3& normal) {
    constexpr float k_steep = 1.3F;
    constexpr float k_soft = 2.2F;
    const glm::vec3 off = point - mound.centre_mm;
    const float across = off.x / (off.x > 0.0F ? mound.lateral_mm : mound.medial_mm);
    const float up = off.y / (off.y > 0.0F ? mound.up_mm : mound.down_mm);
    const float distance2 = across * across + up * up;
    if (distance2 >= 1.0F) {
        return glm::vec3(0.0F);
    }
    const float above = 0.5F + 0.5F * up / std::sqrt(std::max(distance2, 1e-6F));
    const float slope = glm::mix(1.4F, glm::mix(k_steep, k_soft, above), std::sqrt(distance2));
    const float facing = glm::smoothstep(-0.1F, 0.35F, normal.z);
    const float height = facing * std::pow(1.0F - distance2, slope);
    return height * (mound.direction + glm::vec3(0.0F, -mound.sag, 0.0F));
}

/// What one item of the recipe does on both sides.
template <class Item>
glm::vec3 push_on_both_sides(const Item& item, bool midline, const glm::vec3& point, const glm::vec3& normal) {
    const glm::vec3 push = push_of(item, point, normal);
    return midline ? push : push + mirror_way(push_of(item, mirror_point(point), mirror_way(normal)));
}

glm::vec3 calc_push(const FormRecipe& recipe, const FormShares& shares, const glm::vec3& point,
                    const glm::vec3& normal) {
    glm::vec3 push(0.0F);
    const float arm = arm_share(recipe, point);
    for (const FormRecipe::Layer& layer : recipe.layers) {
        const float part = layer.arm ? arm : 1.0F - arm;
        const float thickness = part * amount_mm(layer.amount, shares, shares.feminine);
        if (thickness != 0.0F) {
            push += thickness * push_on_both_sides(layer, on_midline(layer), point, normal);
        }
    }
    for (const FormRecipe::Mound& mound : recipe.mounds) {
        if (const float height = (1.0F - arm) * amount_mm(mound.amount, shares, shares.feminine * shares.feminine);
            height != 0.0F) {
            push += height * push_on_both_sides(mound, false, point, normal);
        }
    }
    return push;
}

/// Share of hollows filled at a point: none on hands, feet and head.
float softness_at(const FormRecipe& recipe, const glm::vec3& point) {
    const FormRecipe::Soft& soft = recipe.soft;
    const float above = glm::smoothstep(soft.from_y_mm, soft.from_y_mm + soft.fade_mm, point.y);
    const float below = 1.0F - glm::smoothstep(soft.to_y_mm - soft.fade_mm, soft.to_y_mm, point.y);
    const float hand = 1.0F - glm::smoothstep(soft.hand_y_mm, soft.hand_y_mm + soft.fade_mm, point.y);
    return above * below * (1.0F - hand * arm_share(recipe, point));
}

/// Fills the hollows between muscles: outward only, so that nothing under the skin comes through.
void fill_hollows(std::vector<glm::vec3>& push, const TriangleMesh& skin, const Neighbours& neighbours,
                  const FormRecipe& recipe, const FormShares& shares) {
    const FormRecipe::Soft& soft = recipe.soft;
    const float share = std::min(1.0F, shares.feminine * soft.feminine + shares.heavy * soft.heavy);
    if (share <= 0.0F) {
        return;
    }
    std::vector<glm::vec3> smoothed = skin.positions_mm;
    neighbours.smooth(smoothed, soft.rounds);
    std::vector<float> filled(push.size());
    for (std::size_t v = 0; v < push.size(); ++v) {
        const glm::vec3& point = skin.positions_mm[v];
        const float outward = glm::dot(smoothed[v] - point, skin.normals[v]);
        filled[v] = share * softness_at(recipe, point) * std::max(0.0F, outward);
    }
    neighbours.smooth(filled, soft.rounds / 4);
    for (std::size_t v = 0; v < push.size(); ++v) {
        push[v] += filled[v] * skin.normals[v];
    }
}

}  // namespace

std::vector<glm::vec3> calc_fat(const TriangleMesh& skin, const FormRecipe& recipe, const FormShares& shares) {
    const Neighbours neighbours(skin);
    std::vector<glm::vec3> push(skin.positions_mm.size());
    in_parallel(push.size(), [&](std::size_t first, std::size_t last) {
        for (std::size_t v = first; v < last; ++v) {
            push[v] = calc_push(recipe, shares, skin.positions_mm[v], skin.normals[v]);
        }
    });
    fill_hollows(push, skin, neighbours, recipe, shares);
    return push;
}

}  // namespace palpate::parametric
