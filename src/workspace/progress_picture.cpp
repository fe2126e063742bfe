// The comparison's labels and legend in a saved picture: what the window draws over the body, without a window.

#include "workspace/progress_picture.h"

#include "geometry/image_canvas.h"
#include "scene/soft_zones.h"
#include "scene/tag_layout.h"
#include "workspace/progress_look.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <string>

namespace palpate {
namespace {

constexpr float k_letter_px = 15.0F;
constexpr float k_pad_px = 7.0F;
constexpr int k_most_steps = 10;
constexpr glm::vec3 k_white{1.0F};
constexpr glm::vec3 k_dark{0.07F, 0.09F, 0.11F};

void draw_box(Image& image, const glm::vec2& low, const glm::vec2& high, const glm::vec3& fill, const glm::vec3& rim,
              float rim_px) {
    fill_rectangle(image, glm::ivec2(low), glm::ivec2(high) - glm::ivec2(low), fill);
    draw_stroke(image, low, {high.x, low.y}, rim_px, rim);
    draw_stroke(image, {high.x, low.y}, high, rim_px, rim);
    draw_stroke(image, high, {low.x, high.y}, rim_px, rim);
    draw_stroke(image, {low.x, high.y}, low, rim_px, rim);
}

/// How much is left free for the words in the scene from the client's own side.
std::vector<ScreenBox> side_words(const Workspace& workspace, const SessionPane& pane, float scale) {
    std::vector<ScreenBox> boxes;
    for (const SideLabel& label : workspace.scene_of(pane.session).side_labels) {
        if (const auto pixel = pane.pane.camera.project(label.position_mm, pane.pane.viewport)) {
            const glm::vec2 half(width_of_words(label.text, 19.0F * scale), 16.0F * scale);
            boxes.push_back({*pixel - half, *pixel + half});
        }
    }
    return boxes;
}

void draw_tags(Image& image, const Workspace& workspace, const SessionPane& pane, float scale) {
    const auto& places = workspace.progress_places();
    std::vector<TagWish> wishes;
    std::vector<const ProgressPlace*> shown;
    std::vector<std::string> words;
    for (const SeenPlace& seen : workspace.seen_progress_places(pane)) {
        const ProgressPlace& place = places[seen.place];
        words.push_back(workspace.words().tr(place.label));
        const glm::vec2 size(width_of_words(words.back(), k_letter_px * scale) + 2.0F * k_pad_px * scale,
                             (k_letter_px + k_pad_px) * scale);
        wishes.push_back(
            {seen.anchor_px, 0.5F * size, place.id == workspace.view().progress.place, reach_px(place, pane.pane)});
        shown.push_back(&place);
    }
    const glm::vec2 size(pane.pane.viewport.width_px, pane.pane.viewport.height_px);
    const auto axis = pane.pane.camera.project(workspace.require_atlas().bounds().centre(), pane.pane.viewport);
    const auto placed = place_tags(wishes, {.size_px = size,
                                            .middle_px = axis ? axis->x : 0.5F * size.x,
                                            .taken = side_words(workspace, pane, scale),
                                            .scale = scale});
    const glm::vec2 corner(pane.pane.corner_px);
    for (const PlacedTag& tag : placed) {
        draw_stroke(image, corner + wishes[tag.wish].anchor_px, corner + tag.port_px, 3.5F * scale, k_dark);
        draw_stroke(image, corner + wishes[tag.wish].anchor_px, corner + tag.port_px, 1.5F * scale, k_white);
    }
    for (const PlacedTag& tag : placed) {
        if (shown[tag.wish]->shape == nullptr) {
            draw_disc(image, corner + wishes[tag.wish].anchor_px, 4.0F * scale, 0.0F, k_dark);
            draw_disc(image, corner + wishes[tag.wish].anchor_px, 2.5F * scale, 0.0F, k_white);
        }
    }
    for (const PlacedTag& tag : placed) {
        const auto& outcome = shown[tag.wish]->outcome;
        const glm::vec3 fill = outcome ? look_of(*outcome).fill : k_dark;
        const glm::vec3 ink = outcome ? look_of(*outcome).ink : k_white;
        draw_box(image, corner + tag.box.low, corner + tag.box.high, fill, k_white, 1.5F * scale);
        draw_words(image, words[tag.wish], corner + 0.5F * (tag.box.low + tag.box.high), k_letter_px * scale, ink);
    }
}

struct LegendItem {
    std::string sign;
    std::string words;  ///< empty: the sign alone
    glm::vec3 fill;
    glm::vec3 ink;
};

std::vector<LegendItem> outcomes_of(const Workspace& workspace) {
    std::vector<LegendItem> items;
    for (int i = 0; i <= static_cast<int>(PlaceOutcome::Ask); ++i) {
        const auto outcome = static_cast<PlaceOutcome>(i);
        if (std::ranges::find(workspace.progress_places(), std::optional(outcome), &ProgressPlace::outcome) !=
            workspace.progress_places().end()) {
            const ProgressLook& look = look_of(outcome);
            items.push_back({look.sign, workspace.words().tr("ui.progress.outcome." + std::string(name_of(outcome))),
                             look.fill, look.ink});
        }
    }
    return items;
}

glm::vec3 ink_on(const glm::vec3& fill) {
    return glm::dot(fill, glm::vec3(0.2126F, 0.7152F, 0.0722F)) > 0.45F ? k_dark : k_white;
}

std::vector<LegendItem> counts_of(const Workspace& workspace) {
    std::vector<LegendItem> items;
    const auto report = workspace.progress_report();
    const AuthorProgress* said = find_progress(*report, workspace.view().progress.author);
    const int total = said != nullptr && !said->often.places.empty() ? said->often.with_map : 0;
    const int steps = std::min(total, k_most_steps);
    for (int step = 1; step <= steps; ++step) {
        const int count = (step * total + steps / 2) / steps;
        const glm::vec3 fill(heat_colour(10.0F * static_cast<float>(count) / static_cast<float>(total)));
        items.push_back({std::to_string(count), {}, fill, ink_on(fill)});
    }
    return items;
}

/// In one row at the foot, in the middle.
void draw_legend(Image& image, const Workspace& workspace, float scale) {
    const bool often = workspace.shows_progress(ProgressShow::Often);
    const std::vector<LegendItem> items = often ? counts_of(workspace) : outcomes_of(workspace);
    if (items.empty()) {
        return;
    }
    const float letter = k_letter_px * scale;
    const float sign = letter + k_pad_px * scale;
    const std::string before =
        often ? workspace.words().tr({"ui.progress.often-legend", {{"total", items.back().sign}}}) : std::string();
    const auto width_of = [&](const LegendItem& item) {
        return sign + (item.words.empty() ? 0.0F : width_of_words(item.words, letter) + 22.0F * scale);
    };
    float whole = before.empty() ? 0.0F : width_of_words(before, letter) + 10.0F * scale;
    for (const LegendItem& item : items) {
        whole += width_of(item);
    }
    const glm::vec3 ink = workspace.scene().label_ink;
    const float middle = static_cast<float>(image.height_px) - sign;
    float x = 0.5F * (static_cast<float>(image.width_px) - whole);
    if (!before.empty()) {
        const float width = width_of_words(before, letter);
        draw_words(image, before, {x + 0.5F * width, middle}, letter, ink);
        x += width + 10.0F * scale;
    }
    for (const LegendItem& item : items) {
        draw_box(image, {x, middle - 0.5F * sign}, {x + sign, middle + 0.5F * sign}, item.fill, k_white, scale);
        draw_words(image, item.sign, {x + 0.5F * sign, middle}, letter, item.ink);
        if (!item.words.empty()) {
            const float width = width_of_words(item.words, letter);
            draw_words(image, item.words, {x + sign + 6.0F * scale + 0.5F * width, middle}, letter, ink);
        }
        x += width_of(item);
    }
}

}  // namespace

void draw_progress_labels(Image& image, const Workspace& workspace, const std::vector<SessionPane>& panes,
                          float scale) {
    if (workspace.progress_places().empty()) {
        return;
    }
    for (const SessionPane& pane : panes) {
        draw_tags(image, workspace, pane, scale);
    }
    draw_legend(image, workspace, scale);
}

}  // namespace palpate
