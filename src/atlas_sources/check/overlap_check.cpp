#include "atlas_sources/check/overlap_check.h"

#include "atlas_sources/surface_samples.h"

#include <glm/vector_relational.hpp>

#include <algorithm>
#include <atomic>
#include <functional>
#include <map>
#include <numeric>

namespace palpate {
namespace {

bool is_neighbour(const Structure& structure) {
    return structure.structure_class != StructureClass::Skin && structure.structure_class != StructureClass::Connective;
}

/// What the samples of one muscle met.
struct MuscleOverlap {
    std::size_t samples = 0;
    std::size_t deep = 0;
    std::size_t in_muscle = 0;
    std::size_t in_bone = 0;
    double area_per_sample_mm2 = 0.0;
    std::map<std::size_t, std::size_t> by_neighbour;  ///< index of the structure -> samples deep in it
};

/// Neighbours whose boxes meet the muscle's.
std::vector<std::size_t> find_near(const SolidBody& body, std::size_t muscle) {
    const Box& box = body.box(muscle);
    std::vector<std::size_t> near;
    for (std::size_t i = 0; i < body.structures().size(); ++i) {
        if (i != muscle && is_neighbour(body.structures()[i]) && glm::all(glm::lessThan(body.box(i).low, box.high)) &&
            glm::all(glm::greaterThan(body.box(i).high, box.low))) {
            near.push_back(i);
        }
    }
    return near;
}

void add_sample(MuscleOverlap& result, const SolidBody& body, const glm::vec3& point,
                const std::vector<std::size_t>& near) {
    bool in_muscle = false;
    bool in_bone = false;
    for (const std::size_t other : near) {
        if (body.is_deeper(other, point, k_overlap_depth_mm)) {
            ++result.by_neighbour[other];
            (body.structures()[other].structure_class == StructureClass::Muscle ? in_muscle : in_bone) = true;
        }
    }
    ++result.samples;
    result.in_muscle += in_muscle ? 1 : 0;
    result.in_bone += in_bone ? 1 : 0;
    result.deep += in_muscle || in_bone ? 1 : 0;
}

MuscleOverlap measure_muscle(const SolidBody& body, std::size_t muscle, std::size_t wanted, std::uint64_t seed) {
    constexpr float k_just_above_mm = 0.02F;
    const Structure& structure = body.structures()[muscle];
    const std::vector<std::size_t> near = find_near(body, muscle);
    SampleRandom random(sample_seed(seed, structure.id.text()));
    MuscleOverlap result;
    result.area_per_sample_mm2 = calc_area_mm2(*structure.mesh) / static_cast<double>(wanted);
    for (const SurfaceSample& sample : sample_surface(*structure.mesh, wanted, random)) {
        // What is hidden in another part of the same muscle is no surface of the body.
        if (!body.contains(muscle, sample.position_mm + k_just_above_mm * sample.normal)) {
            add_sample(result, body, sample.position_mm, near);
        }
    }
    return result;
}

/// Shares and pairs from the counts of all muscles.
OverlapReport sum_up(const SolidBody& body, const std::vector<std::size_t>& muscles,
                     const std::vector<MuscleOverlap>& overlaps) {
    OverlapReport report;
    for (std::size_t i = 0; i < muscles.size(); ++i) {
        const MuscleOverlap& one = overlaps[i];
        report.samples += one.samples;
        report.share += static_cast<double>(one.deep);
        report.in_muscle_share += static_cast<double>(one.in_muscle);
        report.in_bone_share += static_cast<double>(one.in_bone);
        for (const auto& [other, count] : one.by_neighbour) {
            report.pairs.push_back({body.structures()[muscles[i]].id, body.structures()[other].id,
                                    static_cast<double>(count) * one.area_per_sample_mm2,
                                    static_cast<double>(count) / static_cast<double>(one.samples)});
        }
    }
    const auto all = static_cast<double>(std::max<std::size_t>(report.samples, 1));
    for (double* share : {&report.share, &report.in_muscle_share, &report.in_bone_share}) {
        *share /= all;
    }
    std::ranges::stable_sort(report.pairs, std::greater{}, &OverlapPair::area_mm2);
    return report;
}

}  // namespace

OverlapReport check_overlaps(const SolidBody& body, const OverlapOptions& options, const JobContext& context) {
    std::vector<std::size_t> muscles;
    std::vector<double> areas_mm2;
    for (std::size_t i = 0; i < body.structures().size(); ++i) {
        if (body.structures()[i].structure_class == StructureClass::Muscle) {
            muscles.push_back(i);
            areas_mm2.push_back(calc_area_mm2(*body.structures()[i].mesh));
        }
    }
    const double per_mm2 =
        static_cast<double>(options.samples) / std::max(std::accumulate(areas_mm2.begin(), areas_mm2.end(), 0.0), 1e-9);
    std::vector<MuscleOverlap> overlaps(muscles.size());
    std::atomic<std::size_t> done = 0;
    parallel_for(muscles.size(), [&](std::size_t i) {
        context.check_stop();
        const auto wanted = static_cast<std::size_t>(std::max(1.0, areas_mm2[i] * per_mm2));
        overlaps[i] = measure_muscle(body, muscles[i], wanted, options.seed);
        context.progress({++done, muscles.size(), {"check.progress-overlaps", {}}});
    });
    return sum_up(body, muscles, overlaps);
}

}  // namespace palpate
