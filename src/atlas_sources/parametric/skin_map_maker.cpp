#include "atlas_sources/parametric/skin_map_maker.h"

#include "atlas_sources/parametric/skin_cutter.h"
#include "base/error.h"
#include "geometry/frame.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

namespace palpate::parametric {
namespace {

using Recipe = SkinMapRecipe;

bool on_left(const glm::vec3& place) { return place.x >= k_mirror_plane_x_mm; }

std::uint8_t pick_side(const Recipe::Sides& sides, bool left) { return left ? sides.left : sides.right; }

class Divider {
public:
    explicit Divider(const Recipe& recipe) : recipe_(recipe) {}

    /// Which of the division's places holds a point of the left half.
    [[nodiscard]] std::size_t place_at(const Recipe::Division& division, const glm::vec3& point) const {
        const auto place = find_place(division.rules, point);
        PALPATE_ASSERT(place.has_value());  // the last rule holds everywhere
        return *place;
    }
    [[nodiscard]] bool all_hold(const std::vector<Recipe::Condition>& conditions, const glm::vec3& point) const {
        return std::ranges::all_of(conditions, [&](const Recipe::Condition& condition) {
            return recipe_.borders[condition.border].contains(point) == condition.inside;
        });
    }

private:
    [[nodiscard]] std::optional<std::size_t> find_place(const std::vector<Recipe::Rule>& rules,
                                                        const glm::vec3& point) const {
        for (const Recipe::Rule& rule : rules) {
            if (!all_hold(rule.where, point)) {
                continue;
            }
            if (rule.place) {
                return rule.place;
            }
            if (const auto place = find_place(rule.among, point)) {
                return place;
            }
        }
        return std::nullopt;
    }

    const Recipe& recipe_;
};

SideLabel label_by_rules(const Divider& divider, const Recipe::Division& division) {
    return [&divider, &division](const glm::vec3& point, bool left) {
        return pick_side(division.places[divider.place_at(division, folded(point))], left);
    };
}

SideLabel label_by_region(const Divider& divider, const Recipe::Division& regions,
                          const Recipe::Instrument& instrument) {
    return [&divider, &regions, &instrument](const glm::vec3& point, bool left) {
        const glm::vec3 place = folded(point);
        const Recipe::Membership& membership = instrument.of_region[divider.place_at(regions, place)];
        if (membership.areas.empty()) {
            return k_no_area;
        }
        const bool second = membership.areas.size() > 1 && !divider.all_hold(membership.first_where, place);
        return pick_side(membership.areas[second ? 1 : 0], left);
    };
}

constexpr std::size_t k_chunk = 2048;

/// Runs `work(first, end)` for 0..count in chunks, on all cores.
template <class Work>
void for_each_chunk(std::size_t count, const JobContext& context, const Work& work) {
    parallel_for((count + k_chunk - 1) / k_chunk, [&](std::size_t chunk) {
        context.check_stop();
        work(chunk * k_chunk, std::min(count, (chunk + 1) * k_chunk));
    });
}

SkinMap::Corner packed(const glm::vec3& weights) {
    const auto whole = [](float weight) {
        return static_cast<std::uint16_t>(std::lround(std::clamp(weight, 0.0F, 1.0F) * SkinMap::k_whole));
    };
    return {whole(weights.y), whole(weights.z)};
}

/// What a run of triangles adds to the map.
struct Cuttings {
    std::vector<SkinMap::Cut> cuts;
    std::vector<SkinMap::Piece> pieces;
    std::vector<SkinMap::Line> lines;
};

void cut_triangle(Cuttings& cuttings, const SkinMap& map, const TriangleMesh& skin, std::uint32_t triangle,
                  const SideLabel& label) {
    const std::uint32_t* vertices = &skin.indices[std::size_t{3} * triangle];
    const std::array labels{map.labels[vertices[0]], map.labels[vertices[1]], map.labels[vertices[2]]};
    const SkinCutter cutter(label, skin.triangle(triangle), labels);
    const bool whole = cutter.pieces().size() == 1 && cutter.lines().empty() &&
                       std::ranges::all_of(labels, [&](std::uint8_t own) { return own == cutter.pieces()[0].label; });
    if (whole) {
        return;
    }
    cuttings.cuts.push_back({triangle, static_cast<std::uint32_t>(cuttings.pieces.size()),
                             static_cast<std::uint32_t>(cuttings.lines.size())});
    for (const SkinPiece& piece : cutter.pieces()) {
        const auto& [a, b, c] = piece.corners;
        cuttings.pieces.push_back({{packed(a), packed(b), packed(c)}, piece.label});
    }
    for (const auto& [from, to] : cutter.lines()) {
        cuttings.lines.push_back({packed(from), packed(to)});
    }
}

void append(SkinMap& map, const Cuttings& cuttings) {
    const auto first_piece = static_cast<std::uint32_t>(map.pieces.size());
    const auto first_line = static_cast<std::uint32_t>(map.lines.size());
    for (const SkinMap::Cut& cut : cuttings.cuts) {
        map.cuts.push_back({cut.triangle, first_piece + cut.first_piece, first_line + cut.first_line});
    }
    map.pieces.insert(map.pieces.end(), cuttings.pieces.begin(), cuttings.pieces.end());
    map.lines.insert(map.lines.end(), cuttings.lines.begin(), cuttings.lines.end());
}

}  // namespace

glm::vec3 folded(const glm::vec3& place_mm) {
    return {k_mirror_plane_x_mm + std::abs(place_mm.x - k_mirror_plane_x_mm), place_mm.y, place_mm.z};
}

SkinMap make_skin_map(std::string id, std::vector<std::string> areas, const TriangleMesh& skin, const SideLabel& label,
                      const JobContext& context) {
    SkinMap map;
    map.id = std::move(id);
    map.areas = std::move(areas);
    map.labels.resize(skin.positions_mm.size());
    for_each_chunk(map.labels.size(), context, [&](std::size_t first, std::size_t end) {
        for (std::size_t i = first; i < end; ++i) {
            map.labels[i] = label(skin.positions_mm[i], on_left(skin.positions_mm[i]));
        }
    });
    std::vector<Cuttings> cuttings((skin.triangle_count() + k_chunk - 1) / k_chunk);
    for_each_chunk(skin.triangle_count(), context, [&](std::size_t first, std::size_t end) {
        for (std::size_t i = first; i < end; ++i) {
            cut_triangle(cuttings[first / k_chunk], map, skin, static_cast<std::uint32_t>(i), label);
        }
    });
    for (const Cuttings& part : cuttings) {
        append(map, part);
    }
    return map;
}

std::vector<SkinMap> make_skin_maps(const SkinMapRecipe& recipe, const TriangleMesh& skin, const JobContext& context) {
    const Divider divider(recipe);
    std::vector<SkinMap> maps;
    for (const Recipe::Division& division : recipe.divisions) {
        maps.push_back(make_skin_map(division.id, division.areas, skin, label_by_rules(divider, division), context));
    }
    for (const Recipe::Instrument& instrument : recipe.instruments) {
        const auto label = label_by_region(divider, recipe.divisions.front(), instrument);
        maps.push_back(make_skin_map(instrument.id, instrument.areas, skin, label, context));
    }
    return maps;
}

}  // namespace palpate::parametric
