#include "scene/seen_names.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace palpate {
namespace {

constexpr float k_most_rays = 3500.0F;
constexpr float k_finest_px = 4.0F;
constexpr std::size_t k_least_seen = 3;  ///< rays that must meet a structure for it to be worth a name
constexpr float k_free_border = 0.26F;   ///< of the breadth on either side, where the names themselves will stand

struct Sample {
    glm::vec2 pixel{0.0F};
    glm::vec3 position_mm{0.0F};
};
using SamplesByStructure = std::map<std::size_t, std::vector<Sample>>;

/// What a box covers of the picture's pixels.
ScreenBox find_covered(const Box& box, const OrbitCamera& camera, const Viewport& viewport) {
    const glm::vec2 last(static_cast<float>(viewport.width_px - 1), static_cast<float>(viewport.height_px - 1));
    const ScreenBox covered = project_box(box, camera, viewport);
    return {glm::clamp(covered.low, glm::vec2(0.0F), last), glm::clamp(covered.high, glm::vec2(0.0F), last)};
}

/// Looks through a grid of pixels over the box and notes what each meets.
void look_at(const Picker& picker, const NameQuestion& question, const Box& box, SamplesByStructure& seen) {
    const ScreenBox covered = find_covered(box, question.camera, question.viewport);
    const glm::vec2 size = covered.high - covered.low;
    if (size.x < 1.0F || size.y < 1.0F) {
        return;
    }
    const float step_px = std::max(k_finest_px, std::sqrt(size.x * size.y / k_most_rays));
    for (float y = covered.low.y + 0.5F * step_px; y < covered.high.y; y += step_px) {
        for (float x = covered.low.x + 0.5F * step_px; x < covered.high.x; x += step_px) {
            const glm::vec2 pixel(x, y);
            if (const auto hit = picker.seen_at(question.scene, question.camera, question.viewport, pixel)) {
                seen[hit->surface].push_back({pixel, hit->point.position_mm});
            }
        }
    }
}

/// The sample nearest to the middle of them; those in the middle of the picture first, where lines have room.
Sample middle_of(const std::vector<Sample>& samples, float breadth_px) {
    std::vector<Sample> free;
    std::ranges::copy_if(samples, std::back_inserter(free), [&](const Sample& sample) {
        return std::abs(sample.pixel.x / breadth_px - 0.5F) < 0.5F - k_free_border;
    });
    const std::vector<Sample>& from = free.empty() ? samples : free;
    glm::vec2 mean(0.0F);
    for (const Sample& sample : from) {
        mean += sample.pixel / static_cast<float>(from.size());
    }
    return *std::ranges::min_element(from, {}, [&](const Sample& sample) { return glm::length(sample.pixel - mean); });
}

}  // namespace

std::vector<SeenName> find_seen_names(const Picker& picker, const NameQuestion& question,
                                      const std::function<WrittenName(const Structure&)>& name_of) {
    const std::vector<Structure>& structures = picker.atlas().structures();
    std::set<std::size_t> selected;
    SamplesByStructure seen;
    for (const Drawable& drawable : question.scene.drawables) {
        if (drawable.selected && selected.insert(drawable.structure).second && !question.all) {
            look_at(picker, question, bounds(*structures[drawable.structure].mesh), seen);
        }
    }
    if (question.all) {
        look_at(picker, question, question.scene.bounds, seen);
    }
    std::vector<SeenName> names;
    const auto breadth_px = static_cast<float>(question.viewport.width_px);
    for (const auto& [index, samples] : seen) {
        const Structure& structure = structures[index];
        const bool wanted =
            question.all && structure.structure_class != StructureClass::Skin && samples.size() >= k_least_seen;
        if (wanted || selected.contains(index)) {
            WrittenName name = name_of(structure);
            names.push_back({std::move(name.whole), std::move(name.without_side),
                             middle_of(samples, breadth_px).position_mm, static_cast<float>(samples.size()),
                             selected.contains(index)});
        }
        selected.erase(index);
    }
    for (const std::size_t covered : selected) {
        const auto place = picker.nearest_place(covered, bounds(*structures[covered].mesh).centre());
        if (place) {
            WrittenName name = name_of(structures[covered]);
            names.push_back({std::move(name.whole), std::move(name.without_side), place->position_mm, 0.0F, true});
        }
    }
    return names;
}

}  // namespace palpate
