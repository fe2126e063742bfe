#include "atlas_sources/compare.h"

#include "atlas_sources/pack/detail/fit_json.h"
#include "atlas_sources/pack/inside_test.h"
#include "atlas_sources/pack/mesh_folder.h"
#include "atlas_sources/pack/mesh_repair.h"
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

/// SplitMix64: small, seedable, the same everywhere.
class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    /// In [0, 1).
    double next() {
        std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1.0p-53;
    }

private:
    std::uint64_t state_;
};

/// Seed of one structure's points: the figures of a structure do not depend on which others are compared.
std::uint64_t mix(std::uint64_t seed, const std::string& text) {
    std::uint64_t hash = seed ^ 0xcbf29ce484222325ULL;
    for (const char letter : text) {
        hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001b3ULL;
    }
    return hash;
}

/// `count` points spread over a surface by area.
std::vector<glm::vec3> sample(const TriangleMesh& mesh, std::size_t count, Random& random) {
    std::vector<double> sums(mesh.triangle_count());
    double sum = 0;
    for (std::size_t i = 0; i < sums.size(); ++i) {
        const auto [a, b, c] = mesh.triangle(i);
        sums[i] = sum += static_cast<double>(glm::length(glm::cross(b - a, c - a)));
    }
    std::vector<glm::vec3> points;
    points.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const auto found = std::ranges::upper_bound(sums, random.next() * sum);
        const auto triangle = std::min<std::size_t>(static_cast<std::size_t>(found - sums.begin()), sums.size() - 1);
        const auto [a, b, c] = mesh.triangle(triangle);
        double u = random.next();
        double v = random.next();
        if (u + v > 1) {
            u = 1 - u;
            v = 1 - v;
        }
        points.push_back(a + static_cast<float>(u) * (b - a) + static_cast<float>(v) * (c - a));
    }
    return points;
}

/// The connected parts of a surface as meshes of their own, without normals.
std::vector<TriangleMesh> find_parts(const TriangleMesh& mesh) {
    const TriangleMesh joined = join_vertices(mesh.positions_mm, mesh.indices);
    const Shells shells = find_shells(joined.indices, joined.positions_mm.size());
    std::vector<TriangleMesh> parts(shells.count);
    std::vector<std::uint32_t> moved(joined.positions_mm.size(), 0);  // 1 + index in the vertex's part
    for (std::size_t i = 0; i < joined.triangle_count(); ++i) {
        TriangleMesh& part = parts[shells.of_triangle[i]];
        for (std::size_t k = 0; k < 3; ++k) {
            const std::uint32_t vertex = joined.indices[3 * i + k];
            if (moved[vertex] == 0) {
                part.positions_mm.push_back(joined.positions_mm[vertex]);
                moved[vertex] = static_cast<std::uint32_t>(part.positions_mm.size());
            }
            part.indices.push_back(moved[vertex] - 1);
        }
    }
    return parts;
}

/// Points on the outside of a structure made of overlapping closed parts.
std::vector<glm::vec3> sample_outside(const TriangleMesh& mesh, std::size_t count, Random& random) {
    const std::vector<TriangleMesh> parts = find_parts(mesh);
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
        for (const auto& point : sample(parts[i], wanted, random)) {
            bool hidden = false;
            for (std::size_t other = 0; other < parts.size() && !hidden; ++other) {
                hidden = other != i && solids[other].contains(point);
            }
            if (!hidden) {
                points.push_back(point);
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
    Random random(mix(options.seed, structure.id.text()));
    std::vector<double> distances;
    add_distances(distances, sample(mesh, options.samples, random), *structure.mesh);
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
