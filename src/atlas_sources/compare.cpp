#include "atlas_sources/compare.h"

#include "atlas_sources/pack/detail/fit_json.h"
#include "atlas_sources/pack/inside_test.h"
#include "atlas_sources/pack/mesh_folder.h"
#include "atlas_sources/surface_samples.h"
#include "base/error.h"
#include "geometry/surface_tracer.h"

#include <glm/geometric.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <memory>
#include <numeric>
#include <utility>

namespace palpate {
namespace {

using Json = nlohmann::json;

/// A part of a structure gets at least this many points, however small it is.
constexpr std::size_t k_least_samples = 40;

std::vector<glm::vec3> positions_of(const std::vector<SurfaceSample>& samples) {
    std::vector<glm::vec3> positions(samples.size());
    std::ranges::transform(samples, positions.begin(), &SurfaceSample::position_mm);
    return positions;
}

/// Points on the outside of a structure made of overlapping closed parts.
std::vector<glm::vec3> sample_outside(const TriangleMesh& mesh, std::size_t count, SampleRandom& random) {
    const std::vector<TriangleMesh> parts = find_surface_parts(mesh);
    std::vector<double> areas;
    std::vector<InsideTest> solids;
    for (const auto& part : parts) {
        areas.push_back(calc_area_mm2(part));
        solids.emplace_back(part.positions_mm, part.indices);
    }
    const double whole = std::accumulate(areas.begin(), areas.end(), 0.0);
    std::vector<glm::vec3> points;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto share = static_cast<std::size_t>(static_cast<double>(count) * areas[i] / std::max(whole, 1e-9));
        // A speck of a file with hundreds of them must not outweigh its area; a real part gets its least.
        const std::size_t wanted = parts.size() > 100 ? share : std::max(share, k_least_samples);
        for (const SurfaceSample& sample : sample_surface(parts[i], wanted, random)) {
            bool hidden = false;
            for (std::size_t other = 0; other < parts.size() && !hidden; ++other) {
                hidden = other != i && solids[other].contains(sample.position_mm);
            }
            if (!hidden) {
                points.push_back(sample.position_mm);
            }
        }
    }
    return points;
}

void add_distances(std::vector<double>& distances, const std::vector<glm::vec3>& points, const TriangleMesh& surface) {
    // Borrowed for this call alone: the tracer does not outlive it.
    const std::shared_ptr<const TriangleMesh> borrowed(std::shared_ptr<const TriangleMesh>(), &surface);
    const SurfaceTracer tracer({borrowed});
    constexpr float k_far_mm = 1e5F;
    for (const auto& point : points) {
        const auto nearest = tracer.closest_point(point, k_far_mm);
        PALPATE_ASSERT(nearest.has_value());
        distances.push_back(static_cast<double>(nearest->distance_mm));
    }
}

double calc_percentile(std::vector<double>& values, double share) {
    const auto rank = static_cast<std::ptrdiff_t>(std::ceil(share * static_cast<double>(values.size()))) - 1;
    const auto at = values.begin() + std::clamp<std::ptrdiff_t>(rank, 0, std::ssize(values) - 1);
    std::ranges::nth_element(values, at);
    return *at;
}

void add(ClassComparison& total, const StructureComparison& one) {
    ++total.count;
    total.mean_of_means_mm += one.mean_mm;
    total.mean_of_percentiles95_mm += one.percentile95_mm;
    if (total.worst.empty() || one.mean_mm > total.worst_mean_mm) {
        total.worst_mean_mm = one.mean_mm;
        total.worst = one.id;
    }
}

void divide(ClassComparison& total) {
    if (total.count > 0) {
        total.mean_of_means_mm /= static_cast<double>(total.count);
        total.mean_of_percentiles95_mm /= static_cast<double>(total.count);
    }
}

void sum_up(CompareReport& report) {
    for (const auto& structure : report.structures) {
        add(report.classes[std::string(name_of(structure.structure_class))], structure);
        add(report.all, structure);
    }
    for (auto& [name, total] : report.classes) {
        divide(total);
    }
    divide(report.all);
}

double rounded(double value) { return std::round(value * 1e4) / 1e4; }

Json to_json(const ClassComparison& total) {
    return {{"count", total.count},
            {"mean_of_means_mm", rounded(total.mean_of_means_mm)},
            {"mean_of_percentiles95_mm", rounded(total.mean_of_percentiles95_mm)},
            {"worst_mean_mm", rounded(total.worst_mean_mm)},
            {"worst", total.worst.text()}};
}

}  // namespace

StructureComparison compare_surfaces(const Structure& structure, const TriangleMesh& mesh,
                                     const CompareOptions& options) {
    SampleRandom random(sample_seed(options.seed, structure.id.text()));
    std::vector<double> distances;
    add_distances(distances, positions_of(sample_surface(mesh, options.samples, random)), *structure.mesh);
    add_distances(distances, sample_outside(*structure.mesh, options.samples, random), mesh);
    StructureComparison result;
    result.id = structure.id;
    result.structure_class = structure.structure_class;
    result.mean_mm = std::accumulate(distances.begin(), distances.end(), 0.0) / static_cast<double>(distances.size());
    result.percentile95_mm = calc_percentile(distances, 0.95);
    result.volume_ratio = calc_volume_mm3(*structure.mesh) / std::max(std::abs(calc_volume_mm3(mesh)), 1e-9);
    return result;
}

CompareReport compare_with_meshes(const Atlas& atlas, const AnatomyCatalogue& catalogue,
                                  const std::filesystem::path& folder, const CompareOptions& options,
                                  JobContext& context) {
    MeshFolder meshes = read_mesh_folder({folder, options.frame, catalogue, atlas}, context);
    CompareReport report{atlas.credit().name,       folder, options, meshes.frame, {}, {}, {}, {},
                         std::move(meshes.findings)};
    std::vector<std::pair<const Structure*, const Structure*>> pairs;
    for (const auto& theirs : meshes.structures) {
        if (const Structure* ours = atlas.find(theirs.id)) {
            pairs.emplace_back(ours, &theirs);
        } else {
            report.only_in_folder.push_back(theirs.id);
        }
    }
    report.structures.resize(pairs.size());
    std::atomic<std::size_t> done = 0;
    parallel_for(pairs.size(), [&](std::size_t i) {
        context.check_stop();
        report.structures[i] = compare_surfaces(*pairs[i].first, *pairs[i].second->mesh, options);
        context.progress({++done, pairs.size(), {"compare.progress", {}}});
    });
    sum_up(report);
    return report;
}

std::string to_json(const CompareReport& report, const Translator& translator) {
    Json structures = Json::array();
    for (const auto& structure : report.structures) {
        structures.push_back({{"id", structure.id.text()},
                              {"class", name_of(structure.structure_class)},
                              {"mean_mm", rounded(structure.mean_mm)},
                              {"p95_mm", rounded(structure.percentile95_mm)},
                              {"volume_ratio", rounded(structure.volume_ratio)}});
    }
    Json classes = Json::object();
    for (const auto& [name, total] : report.classes) {
        classes[name] = to_json(total);
    }
    Json only = Json::array();
    for (const auto& id : report.only_in_folder) {
        only.push_back(id.text());
    }
    Json findings = Json::array();
    for (const auto& finding : report.findings) {
        findings.push_back({{"file", finding.where}, {"message", translator.tr(finding.text)}});
    }
    const Json json{{"atlas", report.atlas},
                    {"folder", report.folder.string()},
                    {"seed", report.options.seed},
                    {"samples", report.options.samples},
                    {"frame", to_json(report.frame)},
                    {"structures", structures},
                    {"classes", classes},
                    {"overall", to_json(report.all)},
                    {"only_in_folder", only},
                    {"findings", findings}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace palpate
