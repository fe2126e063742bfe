#include "scene/detail/stroke_field.h"

#include "geometry/frame.h"

#include <glm/common.hpp>
#include <glm/exponential.hpp>
#include <glm/geometric.hpp>
#include <glm/vector_relational.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <tuple>

namespace palpate {
namespace {

constexpr std::size_t k_most_facets = 3000;
constexpr std::size_t k_wanted_samples = 400;
constexpr std::size_t k_sections = 8;   ///< along the fibres: each has its own side that faces out
constexpr float k_most_tendon = 0.85F;  ///< hands work on flesh
constexpr float k_least_flesh = 0.3F;   ///< of the surface; a muscle of tendon alone is taken whole
constexpr float k_near_mm = 6.0F;       ///< a depth less than this is as good as none
constexpr float k_least_facing = 0.15F;
constexpr float k_same_side = 0.25F;
constexpr float k_least_agreement = 0.2F;  ///< of directions about a place: below it they cancel out

/// One triangle of the muscle and the skin nearest to it.
struct Facet {
    glm::vec3 centre_mm{0.0F};
    glm::vec3 normal{0.0F};
    glm::vec3 fibres{0.0F};  ///< unit vector
    float u = 0.0F;
    float area_mm2 = 0.0F;
    float tendon = 0.0F;
    SurfacePoint skin;

    [[nodiscard]] float depth_mm() const { return glm::distance(centre_mm, skin.position_mm); }
};

/// The longest axis of all corners, by power iteration. It points up, else to the subject's left or the front.
glm::vec3 find_axis(const TriangleMesh& mesh) {
    const glm::vec3 middle = bounds(mesh).centre();
    glm::vec3 axis = glm::normalize(bounds(mesh).size() + glm::vec3(1e-3F));
    for (int i = 0; i < 30; ++i) {
        glm::vec3 next(0.0F);
        for (const glm::vec3& position : mesh.positions_mm) {
            next += glm::dot(position - middle, axis) * (position - middle);
        }
        axis = glm::length(next) > 0.0F ? glm::normalize(next) : axis;
    }
    const glm::vec3 size = glm::abs(axis);
    const float sign = size.y > 0.3F ? axis.y : size.x > size.z ? axis.x : axis.z;
    return sign < 0.0F ? -axis : axis;
}

/// The way in a triangle along which u grows and v stays; zero where the coordinates say nothing.
glm::vec3 fibres_in(const TriangleMesh& mesh, std::size_t triangle) {
    const auto corner = [&](std::size_t i) { return mesh.indices[3 * triangle + i]; };
    const auto [a, b, c] = mesh.triangle(triangle);
    const glm::vec2 first = mesh.fibre_uv[corner(1)] - mesh.fibre_uv[corner(0)];
    const glm::vec2 second = mesh.fibre_uv[corner(2)] - mesh.fibre_uv[corner(0)];
    const float turn = first.x * second.y - first.y * second.x;
    const glm::vec3 way = (second.y * (b - a) - first.y * (c - a)) * (turn < 0.0F ? -1.0F : 1.0F);
    const float length = glm::length(way);
    return std::abs(turn) > 1e-9F && length > 0.0F ? way / length : glm::vec3(0.0F);
}

std::vector<Facet> make_facets(const StrokeGround& ground, const TriangleMesh& mesh) {
    const bool has_fibres = !mesh.fibre_uv.empty();
    const glm::vec3 axis = has_fibres ? glm::vec3(0.0F) : find_axis(mesh);
    const Box box = bounds(mesh);
    const float extent = std::max(glm::length(box.size()), 1e-3F);
    const std::size_t stride = std::max<std::size_t>(mesh.triangle_count() / k_most_facets, 1);
    std::vector<Facet> facets;
    for (std::size_t triangle = 0; triangle < mesh.triangle_count(); triangle += stride) {
        const auto [a, b, c] = mesh.triangle(triangle);
        const glm::vec3 twice_area = glm::cross(b - a, c - a);
        const float size = glm::length(twice_area);
        const glm::vec3 fibres = has_fibres ? fibres_in(mesh, triangle) : axis;
        if (size <= 0.0F || fibres == glm::vec3(0.0F)) {
            continue;
        }
        Facet facet{.centre_mm = (a + b + c) / 3.0F,
                    .normal = twice_area / size,
                    .fibres = fibres,
                    .u = 0.5F,
                    .area_mm2 = 0.5F * size,
                    .tendon = 0.0F,
                    .skin = {}};
        facet.u = has_fibres ? 0.0F : 0.5F + glm::dot(facet.centre_mm - box.centre(), axis) / extent;
        for (std::size_t i = 0; i < 3; ++i) {
            const std::uint32_t vertex = mesh.indices[3 * triangle + i];
            facet.u += has_fibres ? mesh.fibre_uv[vertex].x / 3.0F : 0.0F;
            facet.tendon += mesh.tendon.empty() ? 0.0F : mesh.tendon[vertex] / 3.0F;
        }
        facets.push_back(facet);
    }
    for (Facet& facet : facets) {
        facet.skin = ground.nearest(facet.centre_mm);
    }
    return facets;
}

void drop_tendons(std::vector<Facet>& facets) {
    float all = 0.0F;
    float flesh = 0.0F;
    for (const Facet& facet : facets) {
        all += facet.area_mm2;
        flesh += facet.tendon < k_most_tendon ? facet.area_mm2 : 0.0F;
    }
    if (flesh >= k_least_flesh * all) {
        std::erase_if(facets, [](const Facet& facet) { return facet.tendon >= k_most_tendon; });
    }
}

/// Which way is out: of the skin near a muscle, the side that is nearest to most of it. Seen from `before`, or from
/// nowhere where that is zero.
glm::vec3 find_outward(const std::vector<Facet>& facets, const glm::vec3& before, float low_u, float high_u) {
    glm::vec3 outward = before;
    for (int round = 0; round < 6; ++round) {
        glm::vec3 sum(0.0F);
        for (const Facet& facet : facets) {
            const float facing = glm::dot(facet.normal, facet.skin.normal);
            const bool here = facet.u >= low_u && facet.u <= high_u;
            const bool this_side = outward == glm::vec3(0.0F) || glm::dot(facet.skin.normal, outward) > k_same_side;
            if (here && this_side && facing > 0.0F) {
                const float depth = facet.depth_mm() + k_near_mm;
                sum += facet.area_mm2 * facing / (depth * depth) * facet.skin.normal;
            }
        }
        if (glm::length(sum) <= 0.0F) {
            return outward;
        }
        outward = glm::normalize(sum);
    }
    return outward;
}

/// Outward by section of the fibres' length, from the middle to both ends, so that a muscle that winds about a limb is
/// followed round.
std::array<glm::vec3, k_sections> find_outward_by_section(const std::vector<Facet>& facets) {
    std::array<glm::vec3, k_sections> outward;
    const glm::vec3 whole = find_outward(facets, glm::vec3(0.0F), -1e9F, 1e9F);
    constexpr float k_size = 1.0F / k_sections;
    const auto of_section = [&](std::size_t section, const glm::vec3& before) {
        const float low = k_size * static_cast<float>(section);
        return find_outward(facets, before, low - k_size, low + 2.0F * k_size);
    };
    constexpr std::size_t k_middle = k_sections / 2;
    outward[k_middle] = of_section(k_middle, whole);
    for (std::size_t i = k_middle; i + 1 < k_sections; ++i) {
        outward[i + 1] = of_section(i + 1, outward[i]);
    }
    for (std::size_t i = k_middle; i > 0; --i) {
        outward[i - 1] = of_section(i - 1, outward[i]);
    }
    return outward;
}

/// The skin over a facet that faces out; nullopt for one that does not.
std::optional<SurfacePoint> find_skin_over(const StrokeGround& ground, const Facet& facet, const glm::vec3& outward) {
    if (glm::dot(facet.normal, outward) < k_least_facing) {
        return std::nullopt;
    }
    if (glm::dot(facet.skin.normal, outward) > k_same_side) {
        return facet.skin;
    }
    const auto hit = ground.find_along({facet.centre_mm, outward});
    return hit && glm::dot(hit->normal, outward) > k_same_side ? hit : std::nullopt;
}

/// Means over cubes of the skin's space, whose edges mirror each other left and right.
class SampleGrid {
public:
    explicit SampleGrid(float size_mm) : size_mm_(size_mm) {}

    void add(const StrokeField::Sample& sample) {
        const glm::vec3& place = sample.place_mm;
        const auto cell = [&](float at) { return static_cast<int>(std::floor(at / size_mm_)); };
        const float aside = place.x - k_mirror_plane_x_mm;
        StrokeField::Sample& sum =
            cells_[{cell(std::abs(aside)) * (aside < 0.0F ? -1 : 1), aside < 0.0F, cell(place.y), cell(place.z)}];
        sum.place_mm += sample.weight * place;
        sum.fibres += sample.weight * sample.fibres;
        sum.heart += sample.weight * sample.heart;
        sum.weight += sample.weight;
    }
    [[nodiscard]] std::vector<StrokeField::Sample> take() const {
        std::vector<StrokeField::Sample> samples;
        for (const auto& [cell, sum] : cells_) {
            samples.push_back({sum.place_mm / sum.weight, sum.fibres / sum.weight, sum.heart / sum.weight, sum.weight});
        }
        return samples;
    }

private:
    float size_mm_;
    std::map<std::tuple<int, bool, int, int>, StrokeField::Sample> cells_;
};

std::vector<StrokeField::Sample> thin_out(const std::vector<StrokeField::Sample>& samples) {
    float area = 0.0F;
    for (const StrokeField::Sample& sample : samples) {
        area += sample.weight;
    }
    SampleGrid grid(glm::clamp(std::sqrt(area / static_cast<float>(k_wanted_samples)), 1.5F, 10.0F));
    for (const StrokeField::Sample& sample : samples) {
        grid.add(sample);
    }
    return grid.take();
}

std::vector<StrokeField::Sample> carry_out(const StrokeGround& ground, const std::vector<Facet>& facets) {
    const auto outward = find_outward_by_section(facets);
    std::vector<StrokeField::Sample> samples;
    for (const Facet& facet : facets) {
        const float section = glm::clamp(facet.u, 0.0F, 0.999F) * static_cast<float>(k_sections);
        if (const auto skin = find_skin_over(ground, facet, outward[static_cast<std::size_t>(section)])) {
            samples.push_back({skin->position_mm, in_plane(facet.fibres, skin->normal),
                               in_plane(ground.towards_heart(skin->triangle), skin->normal), facet.area_mm2});
        }
    }
    return samples;
}

}  // namespace

StrokeField::StrokeField(const StrokeGround& ground, const Structure& structure)
    : across_sign_(structure.side == Side::Right ? -1.0F : 1.0F) {
    std::vector<Facet> facets = make_facets(ground, *structure.mesh);
    drop_tendons(facets);
    samples_ = thin_out(carry_out(ground, facets));
    if (samples_.empty()) {  // nothing of it faces out: the skin nearest to its middle stands for it
        const SurfacePoint skin = ground.nearest(bounds(*structure.mesh).centre());
        samples_.push_back({skin.position_mm, in_plane(find_axis(*structure.mesh), skin.normal),
                            ground.towards_heart(skin.triangle), 1.0F});
    }
    measure_spacing();
    glm::vec3 mean(0.0F);
    float weight = 0.0F;
    for (const Sample& sample : samples_) {
        mean += sample.weight * sample.place_mm;
        weight += sample.weight;
    }
    mean /= weight;
    const auto nearest = std::ranges::min_element(
        samples_, {}, [&](const Sample& sample) { return glm::distance(sample.place_mm, mean); });
    middle_ = ground.nearest(nearest->place_mm);
}

void StrokeField::measure_spacing() {
    std::vector<float> gaps;
    for (const Sample& sample : samples_) {
        float least = std::numeric_limits<float>::max();
        for (const Sample& other : samples_) {
            if (&other != &sample) {
                least = std::min(least, glm::distance(sample.place_mm, other.place_mm));
            }
        }
        gaps.push_back(least);
    }
    const auto most = gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() * 4 / 5);
    std::ranges::nth_element(gaps, most);
    reach_mm_ = glm::clamp(2.0F * *most, 4.0F, 20.0F);
    step_mm_ = glm::clamp(0.5F * reach_mm_, 2.0F, 4.0F);
}

bool StrokeField::covers(const glm::vec3& place_mm) const {
    return std::ranges::any_of(
        samples_, [&](const Sample& sample) { return glm::distance(sample.place_mm, place_mm) <= reach_mm_; });
}

std::optional<glm::vec3> StrokeField::find_direction(const SurfacePoint& place, FieldWay way) const {
    const float width = std::max(8.0F, 1.2F * reach_mm_);
    glm::vec3 sum(0.0F);
    float all = 0.0F;
    for (const Sample& sample : samples_) {
        const glm::vec3 off = sample.place_mm - place.position_mm;
        const float near = sample.weight * std::exp(-0.5F * glm::dot(off, off) / (width * width));
        const glm::vec3& direction = way == FieldWay::Heart ? sample.heart : sample.fibres;
        sum += near * direction;
        all += near * glm::length(direction);
    }
    const glm::vec3 flat = in_plane(sum, place.normal);
    if (all <= 0.0F || glm::length(flat) < k_least_agreement * all) {
        return std::nullopt;
    }
    const glm::vec3 unit = glm::normalize(flat);
    return way == FieldWay::AcrossFibres ? across_sign_ * glm::cross(place.normal, unit) : unit;
}

}  // namespace palpate
