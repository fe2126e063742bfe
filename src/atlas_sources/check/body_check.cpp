#include "atlas_sources/check/body_check.h"

#include "base/error.h"
#include "base/file_io.h"

#include <glm/geometric.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace palpate {
namespace {

using Json = nlohmann::ordered_json;

/// Digits that mean something: shares to a hundredth of a percent, millimetres to a hundredth.
double rounded(double value) { return std::round(value * 1e4) / 1e4; }

Json or_null(const std::optional<float>& value) {
    return value ? Json(rounded(static_cast<double>(*value))) : Json(nullptr);
}

std::map<std::string, std::string> read_reasons(const std::filesystem::path& file) {
    std::map<std::string, std::string> reasons;
    const std::string text = read_text_file(file);
    try {
        const Json json = Json::parse(text);
        for (const Json& entry : json.at("structures")) {
            reasons.emplace(entry.at("id").get<std::string>(), entry.at("why").get<std::string>());
        }
    } catch (const Json::exception& fault) {
        throw Error(ErrorCode::InvalidContent,
                    {"error.check.not-json", {{"file", file.filename().string()}, {"reason", fault.what()}}});
    }
    return reasons;
}

/// Mirror images may differ by the rounding of coordinates, no more.
bool is_mirror_image(const TriangleMesh& left, const TriangleMesh& right) {
    constexpr float k_rounding_mm = 1e-3F;
    const TriangleMesh image = mirrored(left);
    return std::ranges::equal(image.positions_mm, right.positions_mm, [](const glm::vec3& a, const glm::vec3& b) {
        return glm::distance(a, b) <= k_rounding_mm;
    });
}

std::size_t count_unmirrored(const Atlas& atlas) {
    return static_cast<std::size_t>(std::ranges::count_if(atlas.structures(), [&](const Structure& left) {
        const Structure* right = left.side == Side::Left ? atlas.find(mirrored(left.id)) : nullptr;
        return left.side == Side::Left && (right == nullptr || !is_mirror_image(*left.mesh, *right->mesh));
    }));
}

Json to_json(const SurfaceFaults& faults) {
    return {{"id", faults.id.text()},
            {"open_edges", faults.open_edges},
            {"crowded_edges", faults.crowded_edges},
            {"inward_parts", faults.inward_parts},
            {"turned_share", rounded(faults.turned_share)},
            {"self_inside_share", rounded(faults.self_inside_share)}};
}

Json to_json(const OverlapReport& overlaps) {
    Json pairs = Json::array();
    for (const OverlapPair& pair : overlaps.pairs) {
        pairs.push_back({{"muscle", pair.muscle.text()},
                         {"neighbour", pair.neighbour.text()},
                         {"area_mm2", rounded(pair.area_mm2)},
                         {"muscle_share", rounded(pair.muscle_share)}});
    }
    return {{"samples", overlaps.samples},
            {"share", rounded(overlaps.share)},
            {"in_muscle_share", rounded(overlaps.in_muscle_share)},
            {"in_bone_share", rounded(overlaps.in_bone_share)},
            {"pairs", pairs}};
}

Json to_json(const MuscleEnds& ends) {
    return {{"id", ends.id.text()},
            {"ends", ends.ends},
            {"origin_mm", or_null(ends.origin_mm)},
            {"insertion_mm", or_null(ends.insertion_mm)},
            {"farthest_end_mm", or_null(ends.farthest_end_mm)},
            {"holds", ends.holds()}};
}

Json to_json(const VolumeComparison& volume) {
    return {{"group", volume.group},
            {"muscle", volume.name},
            {"volume_cm3", rounded(volume.volume_cm3)},
            {"expected_cm3", rounded(volume.expected_cm3)},
            {"ratio", rounded(volume.ratio())},
            {"holds", volume.holds()}};
}

template <class Value>
Json to_list(const std::vector<Value>& values) {
    Json list = Json::array();
    for (const Value& value : values) {
        list.push_back(to_json(value));
    }
    return list;
}

}  // namespace

std::vector<NotDrawn> find_not_drawn(const Atlas& atlas, const AnatomyCatalogue& catalogue,
                                     const std::filesystem::path& figures_folder) {
    const auto reasons = read_reasons(figures_folder / "not_drawn.json");
    std::set<std::string> drawn;
    for (const Structure& structure : atlas.structures()) {
        drawn.insert(structure.catalogue_id);
    }
    std::vector<NotDrawn> missing;
    for (const MuscleEntry& muscle : catalogue.muscles()) {
        if (!drawn.contains(muscle.id)) {
            const auto reason = reasons.find(muscle.id);
            missing.push_back({muscle.id, reason == reasons.end() ? "" : reason->second, muscle.info_only});
        }
    }
    return missing;
}

BodyCheck check_body(const Atlas& atlas, const AnatomyCatalogue& catalogue, const std::filesystem::path& asset_folder,
                     const BodyCheckOptions& options, JobContext& context) {
    const auto attachments = load_attachments(asset_folder / "atlas" / "attachments.json", catalogue);
    const auto literature = load_literature_volumes(asset_folder / "atlas" / "muscle_volumes.json");
    BodyCheck check;
    check.atlas = atlas.credit().name;
    check.structures = atlas.structures().size();
    for (const Structure& structure : atlas.structures()) {
        const TriangleMesh& mesh = *structure.mesh;
        check.triangles += mesh.triangle_count();
        check.coarsest_triangles += (mesh.coarse.empty() ? mesh.indices : mesh.coarse.back().indices).size() / 3;
    }
    check.muscle_entries = static_cast<std::size_t>(
        std::ranges::count_if(catalogue.muscles(), [](const MuscleEntry& muscle) { return !muscle.info_only; }));
    check.not_drawn = find_not_drawn(atlas, catalogue, asset_folder / "figures");
    check.unmirrored = count_unmirrored(atlas);
    check.surfaces = check_surfaces(atlas, options.surfaces, context);
    const SolidBody body(atlas, context);
    check.overlaps = check_overlaps(body, options.overlaps, context);
    check.ends = check_ends(body, attachments, context);
    check.volumes = check_volumes(body, literature, context);
    return check;
}

std::string to_json(const BodyCheck& check) {
    Json missing = Json::array();
    for (const NotDrawn& entry : check.not_drawn) {
        missing.push_back({{"id", entry.id}, {"why", entry.why}, {"info_only", entry.info_only}});
    }
    const Json json{{"atlas", check.atlas},
                    {"structures", check.structures},
                    {"triangles", check.triangles},
                    {"coarsest_triangles", check.coarsest_triangles},
                    {"muscle_entries", check.muscle_entries},
                    {"not_drawn", missing},
                    {"unmirrored", check.unmirrored},
                    {"surfaces", to_list(check.surfaces)},
                    {"overlaps", to_json(check.overlaps)},
                    {"ends", to_list(check.ends)},
                    {"volumes", to_list(check.volumes)}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace palpate
