#include "atlas_sources/check/volume_check.h"

#include "base/error.h"
#include "base/file_io.h"

#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace palpate {
namespace {

using Json = nlohmann::json;

constexpr double k_mm3_per_cm3 = 1000.0;

LiteratureGroup read_group(const Json& json) {
    LiteratureGroup group{json.at("id").get<std::string>(), json.at("source").get<std::string>(), {}};
    double total_cm3 = 0.0;
    for (const Json& muscle : json.at("muscles")) {
        total_cm3 += muscle.value("volume_cm3", 0.0);
    }
    for (const Json& muscle : json.at("muscles")) {
        const bool mean = muscle.contains("volume_cm3");
        group.muscles.push_back(
            {.structures = muscle.at("structures").get<std::vector<std::string>>(),
             .share = mean ? muscle.at("volume_cm3").get<double>() / total_cm3 : muscle.at("share").get<double>(),
             .offset_cm3 = mean ? 0.0 : muscle.at("offset_cm3").get<double>()});
    }
    return group;
}

/// Left structures that ids without side stand for; none where the body lacks one of them.
std::vector<std::size_t> find_structures(const SolidBody& body, const std::vector<std::string>& ids) {
    std::vector<std::size_t> found;
    for (const std::string& id : ids) {
        const std::size_t before = found.size();
        for (std::size_t i = 0; i < body.structures().size(); ++i) {
            const Structure& structure = body.structures()[i];
            if (structure.side == Side::Left &&
                (structure.catalogue_id == id || structure.id == StructureId(id + ".left"))) {
                found.push_back(i);
            }
        }
        if (found.size() == before) {
            return {};
        }
    }
    return found;
}

}  // namespace

bool VolumeComparison::holds() const { return std::abs(ratio() - 1.0) <= k_volume_tolerance; }

std::vector<LiteratureGroup> load_literature_volumes(const std::filesystem::path& file) {
    const std::string text = read_text_file(file);
    try {
        const Json json = Json::parse(text);
        std::vector<LiteratureGroup> groups;
        for (const Json& group : json.at("groups")) {
            groups.push_back(read_group(group));
        }
        return groups;
    } catch (const Json::exception& fault) {
        throw Error(ErrorCode::InvalidContent,
                    {"error.check.not-json", {{"file", file.filename().string()}, {"reason", fault.what()}}});
    }
}

double calc_fleshy_volume_cm3(const SolidBody& body, std::size_t structure) {
    constexpr double k_points = 6'000.0;
    const Box& box = body.box(structure);
    const double outer_mm3 = std::max(calc_volume_mm3(*body.structures()[structure].mesh), 1.0);
    const auto step = static_cast<float>(std::cbrt(outer_mm3 / k_points));
    std::size_t inside = 0;
    for (float x = box.low.x + 0.5F * step; x < box.high.x; x += step) {
        for (float y = box.low.y + 0.5F * step; y < box.high.y; y += step) {
            for (float z = box.low.z + 0.5F * step; z < box.high.z; z += step) {
                const glm::vec3 point(x, y, z);
                inside += body.contains(structure, point) && body.is_fleshy(structure, point) ? 1 : 0;
            }
        }
    }
    return static_cast<double>(inside) * std::pow(static_cast<double>(step), 3.0) / k_mm3_per_cm3;
}

std::vector<VolumeComparison> check_volumes(const SolidBody& body, const std::vector<LiteratureGroup>& groups,
                                            const JobContext& context) {
    std::vector<VolumeComparison> comparisons;
    for (const LiteratureGroup& group : groups) {
        std::vector<double> volumes(group.muscles.size());
        parallel_for(volumes.size(), [&](std::size_t i) {
            context.check_stop();
            for (const std::size_t structure : find_structures(body, group.muscles[i].structures)) {
                volumes[i] += calc_fleshy_volume_cm3(body, structure);
            }
        });
        const double total = std::accumulate(volumes.begin(), volumes.end(), 0.0);
        for (std::size_t i = 0; i < volumes.size(); ++i) {
            const LiteratureVolume& muscle = group.muscles[i];
            if (volumes[i] <= 0) {
                continue;  // not drawn
            }
            comparisons.push_back({group.id, fmt::format("{}", fmt::join(muscle.structures, " + ")), volumes[i],
                                   muscle.share * total + muscle.offset_cm3});
        }
    }
    return comparisons;
}

}  // namespace palpate
