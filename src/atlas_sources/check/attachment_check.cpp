#include "atlas_sources/check/attachment_check.h"

#include "atlas_sources/pack/mesh_repair.h"
#include "atlas_sources/solid_tree.h"
#include "base/error.h"
#include "base/file_io.h"

#include <glm/geometric.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <memory>
#include <tuple>
#include <utility>

namespace palpate {
namespace {

using Json = nlohmann::json;
using Points = std::vector<glm::vec3>;

[[noreturn]] void refuse(const std::string& muscle, const std::string& what) {
    throw Error(ErrorCode::InvalidContent, {"error.check.attachment", {{"muscle", muscle}, {"what", what}}});
}

bool is_known(const AnatomyCatalogue& catalogue, const std::string& id) {
    return id == k_skin_id || catalogue.find_muscle(id) != nullptr || catalogue.find_bone(id) != nullptr;
}

/// The ids of one end, sets written out.
std::vector<std::string> read_ids(const Json& list, const Json& sets, const std::string& muscle,
                                  const AnatomyCatalogue& catalogue) {
    std::vector<std::string> ids;
    for (const auto& word : list.get<std::vector<std::string>>()) {
        if (word.starts_with('@')) {
            for (const auto& id : sets.at(word.substr(1)).get<std::vector<std::string>>()) {
                ids.push_back(id);
            }
        } else {
            ids.push_back(word);
        }
    }
    for (const std::string& id : ids) {
        if (!is_known(catalogue, id)) {
            refuse(muscle, id);
        }
    }
    return ids;
}

/// A connected part of a muscle's surface and where its fibres begin and end.
struct MusclePart {
    TriangleMesh surface;             ///< positions and indices only
    std::array<Points, 2> ends;       ///< the vertices at fibre u = 0 and at u = 1; empty where it has none
    std::unique_ptr<SolidTree> tree;  ///< of the surface; nullptr where the muscle is one part
};

std::vector<MusclePart> find_muscle_parts(const TriangleMesh& mesh) {
    constexpr float k_at_end = 1e-3F;
    std::map<std::tuple<float, float, float>, std::uint32_t> places;
    std::vector<std::uint32_t> indices;
    indices.reserve(mesh.indices.size());
    for (const std::uint32_t vertex : mesh.indices) {
        const glm::vec3& p = mesh.positions_mm[vertex];
        const auto next = static_cast<std::uint32_t>(places.size());
        indices.push_back(places.emplace(std::tuple(p.x, p.y, p.z), next).first->second);
    }
    const Shells shells = find_shells(indices, places.size());
    std::vector<MusclePart> parts(shells.count);
    for (std::size_t i = 0; i < mesh.indices.size(); ++i) {
        const std::uint32_t vertex = mesh.indices[i];
        const float u = mesh.fibre_uv[vertex].x;
        MusclePart& part = parts[shells.of_triangle[i / 3]];
        part.surface.indices.push_back(static_cast<std::uint32_t>(part.surface.positions_mm.size()));
        part.surface.positions_mm.push_back(mesh.positions_mm[vertex]);
        if (u <= k_at_end || u >= 1.0F - k_at_end) {
            part.ends[u <= k_at_end ? 0 : 1].push_back(mesh.positions_mm[vertex]);
        }
    }
    for (MusclePart& part : parts) {
        part.tree = parts.size() > 1 ? std::make_unique<SolidTree>(part.surface) : nullptr;
    }
    return parts;
}

/// True where an end of one part runs on in another: a tendon that begins in the belly, a belly that ends in its tendons.
bool runs_on(const std::vector<MusclePart>& parts, const MusclePart& part, const Points& end) {
    return std::ranges::any_of(parts, [&](const MusclePart& other) {
        return &other != &part && std::ranges::any_of(end, [&](const glm::vec3& point) {
            return other.tree->contains(point) || other.tree->find_nearest(point, k_joined_mm).has_value();
        });
    });
}

/// Distance of one end, by its nearest or its median point.
float calc_end_distance_mm(const SolidBody& body, const std::vector<std::size_t>& targets, const Points& end) {
    constexpr float k_broad_mm = 40.0F;
    constexpr float k_reach_mm = 60.0F;
    Box box;
    std::vector<float> distances;
    for (const glm::vec3& point : end) {
        box.add(point);
        distances.push_back(body.find_distance_mm(targets, point, k_reach_mm).value_or(k_reach_mm));
    }
    const auto middle = distances.begin() + (glm::length(box.size()) > k_broad_mm ? std::ssize(distances) / 2 : 0);
    std::ranges::nth_element(distances, middle);
    return *middle;
}

/// Structures of these entries on the side of `muscle`, or of the midline.
std::vector<std::size_t> find_targets(const SolidBody& body, const Structure& muscle,
                                      const std::vector<std::string>& ids) {
    std::vector<std::size_t> targets;
    for (std::size_t i = 0; i < body.structures().size(); ++i) {
        const Structure& other = body.structures()[i];
        const bool same_side = other.side == muscle.side || other.side == Side::Mid || muscle.side == Side::Mid;
        if (same_side && other.id != muscle.id && std::ranges::find(ids, other.catalogue_id) != ids.end()) {
            targets.push_back(i);
        }
    }
    return targets;
}

std::optional<float> smaller(const std::optional<float>& a, float b) { return std::min(a.value_or(b), b); }

/// What an end may touch, and where the least distance to it is kept.
struct EndTarget {
    std::vector<std::size_t> structures;
    std::optional<float>* least_mm = nullptr;
};

/// Distance of one end to the nearest of both targets.
float measure_end(const SolidBody& body, const std::array<EndTarget, 2>& targets, const Points& end) {
    float nearest = std::numeric_limits<float>::max();
    for (const EndTarget& target : targets) {
        if (!target.structures.empty()) {
            const float distance = calc_end_distance_mm(body, target.structures, end);
            *target.least_mm = smaller(*target.least_mm, distance);
            nearest = std::min(nearest, distance);
        }
    }
    return nearest;
}

MuscleEnds measure_ends(const SolidBody& body, const Structure& muscle, const Attachment& attachment) {
    MuscleEnds result;
    result.id = muscle.id;
    const std::array targets{EndTarget{find_targets(body, muscle, attachment.origin), &result.origin_mm},
                             EndTarget{find_targets(body, muscle, attachment.insertion), &result.insertion_mm}};
    const bool all_drawn = attachment.origin_note.empty() && attachment.insertion_note.empty() &&
                           !targets[0].structures.empty() && !targets[1].structures.empty();
    const std::vector<MusclePart> parts = find_muscle_parts(*muscle.mesh);
    for (const MusclePart& part : parts) {
        for (const Points& end : part.ends) {
            if (end.empty()) {
                continue;
            }
            ++result.ends;
            const float distance = measure_end(body, targets, end);
            if (all_drawn && distance >= result.farthest_end_mm.value_or(0.0F) && !runs_on(parts, part, end)) {
                result.farthest_end_mm = distance;
            }
        }
    }
    return result;
}

}  // namespace

bool MuscleEnds::holds() const {
    return std::max({origin_mm.value_or(0.0F), insertion_mm.value_or(0.0F), farthest_end_mm.value_or(0.0F)}) <=
           k_end_reach_mm;
}

Attachments load_attachments(const std::filesystem::path& file, const AnatomyCatalogue& catalogue) {
    const std::string text = read_text_file(file);
    Attachments attachments;
    try {
        const Json json = Json::parse(text);
        for (const Json& record : json.at("muscles")) {
            const auto muscle = record.at("id").get<std::string>();
            const auto read = [&](const char* field) {
                return read_ids(record.at(field), json.at("sets"), muscle, catalogue);
            };
            Attachment attachment{read("origin"), read("insertion"), record.value("origin_note", ""),
                                  record.value("insertion_note", "")};
            if (!is_known(catalogue, muscle) || !attachments.emplace(muscle, std::move(attachment)).second) {
                refuse(muscle, "id");
            }
        }
    } catch (const Json::exception& fault) {
        throw Error(ErrorCode::InvalidContent,
                    {"error.check.not-json", {{"file", file.filename().string()}, {"reason", fault.what()}}});
    }
    return attachments;
}

std::vector<MuscleEnds> check_ends(const SolidBody& body, const Attachments& attachments, const JobContext& context) {
    std::vector<const Structure*> muscles;
    for (const Structure& structure : body.structures()) {
        if (structure.structure_class == StructureClass::Muscle && structure.side != Side::Right &&
            !structure.mesh->fibre_uv.empty()) {
            if (!attachments.contains(structure.catalogue_id)) {
                refuse(structure.catalogue_id, "origin");
            }
            muscles.push_back(&structure);
        }
    }
    std::vector<MuscleEnds> ends(muscles.size());
    parallel_for(muscles.size(), [&](std::size_t i) {
        context.check_stop();
        ends[i] = measure_ends(body, *muscles[i], attachments.at(muscles[i]->catalogue_id));
    });
    return ends;
}

}  // namespace palpate
