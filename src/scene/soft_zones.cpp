#include "scene/soft_zones.h"

#include "anatomy/painted_skin.h"
#include "anatomy/referral.h"
#include "base/error.h"
#include "geometry/surface_distance.h"
#include "scene/build_scene.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <queue>
#include <utility>

namespace palpate {
namespace {

constexpr float k_blur_mm = 16.0F;         ///< each way from a region's border
constexpr float k_full_inside_mm = 10.0F;  ///< as deep inside a region it counts fully: fingers are narrow
constexpr float k_least_spot_mm = 12.0F;   ///< a mark is felt at least this far about its place ..
constexpr float k_fall_off_mm = 55.0F;     ///< .. and ever less over this
constexpr float k_line_half_width_mm = 10.0F;
constexpr float k_referral_alpha = 0.72F;
constexpr float k_heat_alpha = 0.86F;
constexpr float k_first_seen = 1.0F;  ///< heat below this runs out into the skin

constexpr std::array<std::string_view, k_all_soft_zones.size()> k_names{"none", "referral", "now", "often",
                                                                        "strongest"};

float smooth(float low, float high, float value) {
    const float t = std::clamp((value - low) / (high - low), 0.0F, 1.0F);
    return t * t * (3.0F - 2.0F * t);
}

/// Of every vertex to the nearest with `mask`, along edges; more than `reach_mm` where it is farther.
std::vector<float> calc_edge_distances(const SurfaceGraph& skin, const std::vector<bool>& mask, float reach_mm) {
    const auto& positions = skin.mesh().positions_mm;
    std::vector<float> distances(mask.size(), std::numeric_limits<float>::max());
    using Entry = std::pair<float, std::uint32_t>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
    for (std::uint32_t vertex = 0; vertex < mask.size(); ++vertex) {
        if (mask[vertex]) {
            distances[vertex] = 0.0F;
            queue.emplace(0.0F, vertex);
        }
    }
    while (!queue.empty()) {
        const auto [distance, vertex] = queue.top();
        queue.pop();
        if (distance > distances[vertex] || distance > reach_mm) {
            continue;
        }
        for (const std::uint32_t triangle : skin.around(vertex)) {
            for (const std::uint32_t next : skin.corners(triangle)) {
                const float farther = distance + glm::distance(positions[vertex], positions[next]);
                if (farther < distances[next]) {
                    distances[next] = farther;
                    queue.emplace(farther, next);
                }
            }
        }
    }
    return distances;
}

/// The vertex that stands for each: those at one position share one.
std::vector<std::uint32_t> find_named_vertices(const SurfaceGraph& skin) {
    const TriangleMesh& mesh = skin.mesh();
    std::vector<std::uint32_t> named(mesh.positions_mm.size());
    for (std::uint32_t triangle = 0; triangle < mesh.triangle_count(); ++triangle) {
        for (std::size_t corner = 0; corner < 3; ++corner) {
            named[mesh.indices[std::size_t{3} * triangle + corner]] = skin.corners(triangle)[corner];
        }
    }
    return named;
}

/// How far about a place something is felt.
struct Spot {
    SurfacePoint place;
    float radius_mm = k_least_spot_mm;
    bool erase = false;
};

/// Where a mark is felt on the skin; none where it has no place on this atlas.
std::vector<Spot> find_spots(const SurfaceGraph& skin, const Atlas& atlas, const Mark& mark) {
    const auto on_skin = [&](const SurfaceAnchor& anchor) -> std::optional<SurfacePoint> {
        const auto place = resolve(anchor, atlas);
        if (!place) {
            return std::nullopt;
        }
        const bool is_skin = atlas.structures()[place->structure_index].mesh == skin.shared_mesh();
        return is_skin ? place->point : closest_point(skin.mesh(), place->point.position_mm);
    };
    std::vector<Spot> spots;
    const auto add = [&](const SurfaceAnchor& anchor, float radius_mm, bool erase) {
        if (const auto place = on_skin(anchor)) {
            spots.push_back({*place, radius_mm, erase});
        }
    };
    if (mark.extent == MarkExtent::Area) {
        for (const BrushDab& dab : mark.dabs) {
            add(dab.place, dab.radius_mm, dab.erase);
        }
    } else if (mark.extent == MarkExtent::Line) {
        for (const SurfaceAnchor& anchor : mark.path) {
            add(anchor, k_line_half_width_mm, false);
        }
    }
    if (spots.empty()) {
        add(mark.anchor, std::max(mark.radius_mm, k_least_spot_mm), false);
    }
    return spots;
}

/// Raises `shares` (per named vertex, 0..1) about the spot, or lowers them where it wipes away.
void apply_spot(const SurfaceGraph& skin, const Spot& spot, std::vector<float>& shares) {
    const float reach_mm = spot.radius_mm + k_fall_off_mm;
    const SurfaceDistances distances = find_distances(skin, spot.place, reach_mm);
    const auto& positions = skin.mesh().positions_mm;
    for (std::uint32_t vertex = 0; vertex < positions.size(); ++vertex) {
        if (glm::distance(positions[vertex], spot.place.position_mm) > reach_mm) {
            continue;  // along the skin it is no nearer
        }
        const auto distance_mm = distances.find(vertex);
        if (!distance_mm) {
            continue;
        }
        const float outside_mm = static_cast<float>(*distance_mm) - spot.radius_mm;
        if (spot.erase) {
            shares[vertex] = std::min(shares[vertex], smooth(-k_least_spot_mm, 0.0F, outside_mm));
        } else {
            shares[vertex] = std::max(shares[vertex], 1.0F - smooth(0.0F, k_fall_off_mm, outside_mm));
        }
    }
}

std::vector<float> calc_mark_shares(const SurfaceGraph& skin, const Atlas& atlas, const Mark& mark) {
    std::vector<float> shares(skin.mesh().positions_mm.size(), 0.0F);
    for (const Spot& spot : find_spots(skin, atlas, mark)) {
        apply_spot(skin, spot, shares);
    }
    return shares;
}

/// Values of named vertices for all of them.
std::vector<float> spread_to_all(const SurfaceGraph& skin, const std::vector<float>& of_named) {
    std::vector<float> values;
    values.reserve(of_named.size());
    for (const std::uint32_t vertex : find_named_vertices(skin)) {
        values.push_back(of_named[vertex]);
    }
    return values;
}

/// The skin's drawable with a colour (straight alpha) for each vertex.
std::shared_ptr<const SkinOverlay> make_overlay(const Atlas& atlas, std::size_t skin, const std::vector<float>& values,
                                                const std::function<glm::vec4(float)>& colour_of) {
    TriangleMesh mesh = *atlas.structures()[skin].mesh;
    mesh.overlay.reserve(values.size());
    for (const float value : values) {
        const glm::vec4 colour = colour_of(value);
        mesh.overlay.emplace_back(glm::vec3(colour) * colour.a, colour.a);
    }
    auto overlay = std::make_shared<SkinOverlay>();
    overlay->structure = skin;
    overlay->parts.push_back({std::make_shared<const TriangleMesh>(std::move(mesh)), std::nullopt});
    return overlay;
}

std::size_t require_skin(const Atlas& atlas) {
    const auto skin = find_skin(atlas);
    if (!skin) {
        throw Error(ErrorCode::NotFound, {"scene.no-skin", {{"atlas", atlas.credit().name}}});
    }
    return *skin;
}

}  // namespace

std::string_view name_of(SoftZones zones) { return k_names[static_cast<std::size_t>(zones)]; }

std::optional<SoftZones> find_soft_zones(std::string_view name) {
    const auto* const found = std::ranges::find(k_names, name);
    return found == k_names.end() ? std::nullopt
                                  : std::optional(k_all_soft_zones[static_cast<std::size_t>(found - k_names.begin())]);
}

bool is_heat(SoftZones zones) { return zones != SoftZones::None && zones != SoftZones::Referral; }

std::vector<float> calc_area_shares(const SurfaceGraph& skin, const SkinMap& map, std::span<const std::string> areas) {
    const auto wanted = [&](std::uint8_t label) {
        return label != k_no_area && std::ranges::find(areas, map.areas[label]) != areas.end();
    };
    const std::vector<std::uint32_t> named = find_named_vertices(skin);
    std::vector<bool> inside(named.size());
    std::vector<bool> outside(named.size());
    for (const std::uint32_t vertex : named) {
        inside[vertex] = wanted(map.labels[vertex]);
        outside[vertex] = !inside[vertex];
    }
    const std::vector<float> to_inside = calc_edge_distances(skin, inside, k_blur_mm);
    const std::vector<float> to_outside = calc_edge_distances(skin, outside, k_blur_mm);
    std::vector<float> shares;
    shares.reserve(named.size());
    for (const std::uint32_t vertex : named) {
        const float depth_mm =
            inside[vertex] ? std::min(to_outside[vertex], k_blur_mm) : -std::min(to_inside[vertex], k_blur_mm);
        shares.push_back(smooth(-k_blur_mm, k_full_inside_mm, depth_mm));
    }
    return shares;
}

std::vector<float> calc_heat(const SurfaceGraph& skin, const Atlas& atlas, std::span<const Mark* const> marks,
                             const JobContext& context) {
    std::vector<float> heat(skin.mesh().positions_mm.size(), 0.0F);
    for (std::size_t i = 0; i < marks.size(); ++i) {
        context.check_stop();
        context.progress({i, marks.size(), {"scene.progress.soft-zones", {}}});
        if (marks[i]->now == 0) {
            continue;
        }
        const std::vector<float> shares = calc_mark_shares(skin, atlas, *marks[i]);
        for (std::size_t vertex = 0; vertex < heat.size(); ++vertex) {
            heat[vertex] = std::max(heat[vertex], static_cast<float>(marks[i]->now) * shares[vertex]);
        }
    }
    return spread_to_all(skin, heat);
}

std::vector<float> calc_heat_often(const SurfaceGraph& skin, const Atlas& atlas, const CaseDocument& document,
                                   const JobContext& context) {
    std::vector<float> sum(skin.mesh().positions_mm.size(), 0.0F);
    for (const Session& session : document.sessions) {
        context.check_stop();
        std::vector<float> here(sum.size(), 0.0F);
        for (const Mark* mark : marks_of(document, session.id)) {
            if (mark->now > 0) {
                const std::vector<float> shares = calc_mark_shares(skin, atlas, *mark);
                std::ranges::transform(here, shares, here.begin(), [](float a, float b) { return std::max(a, b); });
            }
        }
        std::ranges::transform(sum, here, sum.begin(), std::plus<>());
    }
    const float tenths = 10.0F / static_cast<float>(std::max<std::size_t>(document.sessions.size(), 1));
    for (float& value : sum) {
        value *= tenths;
    }
    return spread_to_all(skin, sum);
}

glm::vec4 heat_colour(float value) {
    const float step = std::clamp(value / 2.0F - 0.75F, 0.0F, 4.0F);  // a step's own colour in its middle: 1.5, 3.5 ..
    const auto below = static_cast<int>(step);
    const glm::vec3 low = rating_colours(2 * below + 1).fill;
    const glm::vec3 high = rating_colours(2 * std::min(below + 1, 4) + 1).fill;
    return {glm::mix(low, high, step - static_cast<float>(below)), k_heat_alpha * smooth(0.0F, k_first_seen, value)};
}

std::shared_ptr<const SkinOverlay> make_referral_overlay(const Atlas& atlas, const AnatomyCatalogue& catalogue,
                                                         const MuscleEntry& muscle, Side side,
                                                         const JobContext& context) {
    const std::size_t skin = require_skin(atlas);
    std::vector<std::string> areas;
    for (const std::string& region : referral_regions(muscle)) {
        std::ranges::copy(region_areas(catalogue, region, side), std::back_inserter(areas));
    }
    const SkinMap& map = require_skin_map(atlas, k_region_map);
    const SurfaceGraph graph(atlas.structures()[skin].mesh);
    context.check_stop();
    return make_overlay(atlas, skin, calc_area_shares(graph, map, areas),
                        [](float share) { return glm::vec4(k_referral_colour, k_referral_alpha * share); });
}

std::shared_ptr<const SkinOverlay> make_heat_overlay(const Atlas& atlas, const CaseDocument& document,
                                                     const SessionId& session, SoftZones zones,
                                                     const JobContext& context) {
    PALPATE_ASSERT(is_heat(zones));
    const std::size_t skin = require_skin(atlas);
    const SurfaceGraph graph(atlas.structures()[skin].mesh);
    if (zones == SoftZones::HeatOften) {
        return make_overlay(atlas, skin, calc_heat_often(graph, atlas, document, context), heat_colour);
    }
    std::vector<const Mark*> marks;
    for (const Mark& mark : document.marks) {
        if (zones == SoftZones::HeatStrongest || mark.session == session) {
            marks.push_back(&mark);
        }
    }
    return make_overlay(atlas, skin, calc_heat(graph, atlas, marks, context), heat_colour);
}

}  // namespace palpate
