#include "atlas_sources/parametric/body_solids.h"

#include "atlas_sources/parametric/part_mesh.h"

#include <glm/common.hpp>

#include <algorithm>
#include <atomic>
#include <variant>

namespace palpate::parametric {
namespace {

/// One part to make; ball figures cost most and go first, so that no core waits for the last one.
struct PartTask {
    std::size_t place = 0;  ///< in the result
    const FigurePart* part = nullptr;
    std::size_t weight = 0;
};

std::vector<PartTask> list_tasks(std::span<const FigureStructure> figures) {
    std::vector<PartTask> tasks;
    for (const FigureStructure& figure : figures) {
        for (const FigurePart& part : figure.parts) {
            const auto* balls = std::get_if<BallsFigure>(&part);
            tasks.push_back({tasks.size(), &part, balls != nullptr ? balls->balls.size() : 0});
        }
    }
    std::ranges::stable_sort(tasks, std::greater{}, &PartTask::weight);
    return tasks;
}

bool has_fibres(StructureClass structure_class) {
    return structure_class == StructureClass::Muscle || structure_class == StructureClass::Connective;
}

}  // namespace

std::vector<BodySolid> generate_solids(std::span<const FigureStructure> figures, const JobContext& context) {
    std::vector<BodySolid> solids;
    for (std::size_t i = 0; i < figures.size(); ++i) {
        for (std::size_t part = 0; part < figures[i].parts.size(); ++part) {
            solids.push_back({i, {}});
        }
    }
    const std::vector<PartTask> tasks = list_tasks(figures);
    std::atomic<std::size_t> done{0};
    parallel_for(tasks.size(), [&](std::size_t i) {
        context.check_stop();
        solids[tasks[i].place].mesh = make_part_mesh(*tasks[i].part, context);
        context.progress({++done, tasks.size(), {"progress.atlas.solids", {}}});
    });
    return solids;
}

TriangleMesh join_parts(std::span<const TriangleMesh* const> parts, StructureClass structure_class) {
    TriangleMesh joined;
    glm::vec2 extent(0.0F);
    for (const TriangleMesh* part : parts) {
        extent = glm::max(extent, part->fibre_extent_mm);
    }
    for (const TriangleMesh* part : parts) {
        const std::size_t first = joined.positions_mm.size();
        append(joined, *part);
        const float share = extent.y > 0 ? part->fibre_extent_mm.y / extent.y : 1.0F;
        for (std::size_t i = first; i < joined.fibre_uv.size(); ++i) {
            joined.fibre_uv[i].y *= share;
        }
    }
    if (!has_fibres(structure_class)) {
        joined.fibre_uv.clear();
        joined.tendon.clear();
        joined.fibre_extent_mm = glm::vec2(0.0F);
    } else if (structure_class == StructureClass::Connective) {
        joined.tendon.assign(joined.positions_mm.size(), 1.0F);
    }
    return joined;
}

}  // namespace palpate::parametric
