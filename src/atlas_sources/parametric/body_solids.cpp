#include "atlas_sources/parametric/body_solids.h"

#include "atlas_sources/parametric/part_mesh.h"

#include <glm/common.hpp>

#include <algorithm>
#include <atomic>
#include <variant>

namespace palpate::parametric {
namespace {

/// One solid to make: a part, or all parts of a structure that joins them.
struct SolidTask {
    std::size_t place = 0;  ///< in the result
    std::size_t structure = 0;
    const FigurePart* part = nullptr;  ///< null: all
    std::size_t weight = 0;
};

std::size_t calc_weight(const FigurePart& part) {
    const auto* balls = std::get_if<BallsFigure>(&part);
    return balls != nullptr ? balls->balls.size() : 1;
}

/// Joined solids and ball figures cost most and go first, so that no core waits for the last one.
std::vector<SolidTask> list_tasks(std::span<const FigureStructure> figures) {
    constexpr std::size_t k_join_weight = 500;
    std::vector<SolidTask> tasks;
    for (std::size_t i = 0; i < figures.size(); ++i) {
        if (figures[i].join_mm > 0) {
            tasks.push_back({tasks.size(), i, nullptr, k_join_weight});
            continue;
        }
        for (const FigurePart& part : figures[i].parts) {
            tasks.push_back({tasks.size(), i, &part, calc_weight(part)});
        }
    }
    std::ranges::stable_sort(tasks, std::greater{}, &SolidTask::weight);
    return tasks;
}

bool has_fibres(StructureClass structure_class) {
    return structure_class == StructureClass::Muscle || structure_class == StructureClass::Connective;
}

}  // namespace

std::vector<BodySolid> generate_solids(std::span<const FigureStructure> figures, const JobContext& context) {
    const std::vector<SolidTask> tasks = list_tasks(figures);
    std::vector<BodySolid> solids(tasks.size());
    std::atomic<std::size_t> done{0};
    parallel_for(tasks.size(), [&](std::size_t i) {
        context.check_stop();
        const SolidTask& task = tasks[i];
        solids[task.place] = {task.structure, task.part != nullptr
                                                  ? make_part_mesh(*task.part, context)
                                                  : make_joined_structure_mesh(figures[task.structure], context)};
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
