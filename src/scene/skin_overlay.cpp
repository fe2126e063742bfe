#include "scene/skin_overlay.h"

#include "base/error.h"
#include "scene/detail/colours.h"
#include "scene/detail/skin_pieces.h"

#include <algorithm>
#include <array>
#include <bitset>

namespace palpate {
namespace {

/// Light, matte and far apart also for eyes that see no red or no green; marks and lines stay readable on all of them.
constexpr std::array k_area_colours{from_hex(0xe8c39e), from_hex(0x9fc5d9), from_hex(0xc9b5dd), from_hex(0xb4cf9c),
                                    from_hex(0xeeb1a6), from_hex(0xe9dc93), from_hex(0x8fbcae), from_hex(0xd9d5cf)};
constexpr glm::vec3 k_line_colour = from_hex(0x2b333d);
constexpr float k_line_width_mm = 1.3F;
constexpr std::size_t k_labels = k_no_area + 1;
constexpr std::uint32_t k_triangles_per_step = 8192;

using Neighbours = std::vector<std::bitset<k_labels>>;

/// Areas that share a triangle are neighbours; those that meet at the midline share the triangles beside it.
Neighbours find_neighbours(const SkinMap& map, const TriangleMesh& skin) {
    Neighbours neighbours(k_labels);
    std::vector<SkinPiece> store;
    for (const SkinMap::Cut& cut : map.cuts) {
        std::bitset<k_labels> here;
        for (std::size_t corner = 0; corner < 3; ++corner) {
            here.set(map.labels[skin.indices[std::size_t{3} * cut.triangle + corner]]);
        }
        for (const SkinPiece& piece : pieces_of(map, skin, cut.triangle, store)) {
            here.set(piece.label);
        }
        for (std::size_t label = 0; label < k_labels; ++label) {
            if (here.test(label)) {
                neighbours[label] |= here;
            }
        }
    }
    return neighbours;
}

/// The area's mirror image, found by its name: "calf-upper-right" for "calf-upper-left". The area itself where the name
/// ends otherwise.
std::size_t find_twin(const SkinMap& map, std::size_t area) {
    constexpr std::string_view k_left = "-left";
    const std::string& id = map.areas[area];
    if (!id.ends_with(k_left)) {
        return area;
    }
    const auto twin = std::ranges::find(map.areas, id.substr(0, id.size() - k_left.size()) + "-right");
    return twin == map.areas.end() ? area : static_cast<std::size_t>(twin - map.areas.begin());
}

constexpr std::size_t k_uncoloured = k_area_colours.size();

/// A colour for every area that no neighbour has, the same left and right where they do not touch.
class Colouring {
public:
    Colouring(const SkinMap& map, const TriangleMesh& skin)
        : neighbours_(find_neighbours(map, skin)), colours_(map.areas.size(), k_uncoloured) {
        for (std::size_t area = 0; area < map.areas.size(); ++area) {
            if (colours_[area] != k_uncoloured) {
                continue;
            }
            const std::size_t twin = find_twin(map, area);
            if (twin == area || neighbours_[area].test(twin)) {
                give(area, area);
            } else {
                give(area, twin);
            }
        }
    }
    [[nodiscard]] const std::vector<std::size_t>& colours() const { return colours_; }

private:
    /// The colour used least so far among those that neither's neighbours have.
    void give(std::size_t area, std::size_t twin) {
        const auto both = neighbours_[area] | neighbours_[twin];
        std::array<bool, k_area_colours.size()> taken{};
        for (std::size_t other = 0; other < colours_.size(); ++other) {
            if (both.test(other) && colours_[other] != k_uncoloured) {
                taken[colours_[other]] = true;
            }
        }
        std::size_t best = 0;
        for (std::size_t colour = 1; colour < k_area_colours.size(); ++colour) {
            const bool better = taken[best] || used_[colour] < used_[best];
            best = !taken[colour] && better ? colour : best;
        }
        colours_[area] = best;
        colours_[twin] = best;
        ++used_[best];
    }

    Neighbours neighbours_;
    std::vector<std::size_t> colours_;
    std::array<std::size_t, k_area_colours.size()> used_{};
};

}  // namespace

std::optional<std::size_t> find_skin(const Atlas& atlas) {
    const auto& structures = atlas.structures();
    const auto skin = std::ranges::find(structures, StructureClass::Skin, &Structure::structure_class);
    return skin == structures.end() ? std::nullopt : std::optional(static_cast<std::size_t>(skin - structures.begin()));
}

const SkinMap& require_skin_map(const Atlas& atlas, std::string_view map_id) {
    const auto map = std::ranges::find(atlas.skin_maps(), map_id, &SkinMap::id);
    if (map != atlas.skin_maps().end()) {
        return *map;
    }
    std::string known;
    for (const SkinMap& other : atlas.skin_maps()) {
        known += (known.empty() ? "" : ", ") + other.id;
    }
    throw Error(ErrorCode::NotFound,
                {known.empty() ? "scene.no-skin-maps" : "scene.unknown-skin-map",
                 {{"map", std::string(map_id)}, {"atlas", atlas.credit().name}, {"known", known}}});
}

std::shared_ptr<const SkinOverlay> make_skin_overlay(const Atlas& atlas, std::string_view map_id,
                                                     const JobContext& context) {
    const SkinMap& map = require_skin_map(atlas, map_id);
    const auto skin = find_skin(atlas);
    PALPATE_ASSERT(skin.has_value());  // maps are of a skin
    const TriangleMesh& mesh = *atlas.structures()[*skin].mesh;
    const std::vector<std::size_t> colours = Colouring(map, mesh).colours();
    constexpr std::size_t k_outside = k_area_colours.size();
    std::vector<SkinPieces> pieces(k_area_colours.size() + 1, SkinPieces(mesh));
    SkinLines lines(mesh, k_line_width_mm);
    std::vector<SkinPiece> piece_store;
    std::vector<SkinLine> line_store;
    for (std::uint32_t triangle = 0; triangle < mesh.triangle_count(); ++triangle) {
        if (triangle % k_triangles_per_step == 0) {
            context.check_stop();
            context.progress({triangle, mesh.triangle_count(), {"scene.progress.skin-map", {}}});
        }
        for (const SkinPiece& piece : pieces_of(map, mesh, triangle, piece_store)) {
            pieces[piece.label == k_no_area ? k_outside : colours[piece.label]].add(triangle, piece.corners);
        }
        for (const auto& [from, to] : lines_of(map, triangle, line_store)) {
            lines.add(triangle, from, to);
        }
    }
    auto overlay = std::make_shared<SkinOverlay>();
    overlay->structure = *skin;
    overlay->map_id = map_id;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (auto part = pieces[i].take()) {
            overlay->parts.push_back(
                {std::move(part), i == k_outside ? std::nullopt : std::optional(k_area_colours[i])});
        }
    }
    if (auto part = lines.take()) {
        overlay->parts.push_back({std::move(part), k_line_colour});
    }
    return overlay;
}

}  // namespace palpate
