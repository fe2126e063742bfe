#include "workspace/progress_places.h"

#include "change/change_words.h"
#include "scene/skin_overlay.h"
#include "workspace/progress_look.h"

#include <glm/geometric.hpp>

#include <algorithm>

namespace palpate {
namespace {

/// Where a mark is on the body, and where that is on its skin.
struct PlaceOnBody {
    std::size_t structure = 0;
    SurfacePoint on_skin;
};
std::optional<PlaceOnBody> find_place(const Atlas& atlas, const Mark& mark, const SurfaceGraph* skin) {
    const auto place = resolve(mark.anchor, atlas);
    if (!place) {
        return std::nullopt;
    }
    const bool is_skin = atlas.structures()[place->structure_index].structure_class == StructureClass::Skin;
    if (skin == nullptr || is_skin) {
        return PlaceOnBody{place->structure_index, place->point};
    }
    return PlaceOnBody{place->structure_index, closest_point(skin->mesh(), place->point.position_mm)};
}

std::shared_ptr<const MarkShape> shape_of(const std::shared_ptr<const SurfaceGraph>& skin, const Atlas& atlas,
                                          const Mark& mark, const SurfacePoint& on_skin, const JobContext& context) {
    if (!mark.dabs.empty() || mark.extent == MarkExtent::Region) {
        auto shape = make_mark_shape(skin, atlas, mark, context);
        if (shape != nullptr && !shape->empty()) {
            return shape;
        }
    }
    auto patch = std::make_shared<PaintedSkin>(skin);
    patch->add(on_skin, std::max(mark.radius_mm, k_patch_radius_mm), false);
    return make_area_shape(std::move(patch));
}

}  // namespace

const AuthorProgress* find_progress(const ProgressReport& report, Author author) {
    const auto found = std::ranges::find(report.authors, author, &AuthorProgress::author);
    return found == report.authors.end() ? nullptr : &*found;
}

std::vector<ProgressPlace> make_progress_places(const Atlas& atlas, const CaseDocument& document,
                                                const AuthorProgress& progress, ProgressShow show,
                                                const std::shared_ptr<const SurfaceGraph>& skin,
                                                const JobContext& context) {
    std::vector<ProgressPlace> places;
    const auto add = [&](ProgressPlace place) {
        context.check_stop();
        const Mark* mark = find_mark(document, place.mark);
        const auto on_body = mark != nullptr ? find_place(atlas, *mark, skin.get()) : std::nullopt;
        if (!on_body) {
            return;
        }
        place.structure = on_body->structure;
        place.point = on_body->on_skin;
        if (skin != nullptr && place.outcome) {
            place.shape = shape_of(skin, atlas, *mark, place.point, context);
        }
        places.push_back(std::move(place));
    };
    if (show == ProgressShow::Often) {
        for (const MarkedOften& often : progress.often.places) {
            add({.id = often.id, .mark = often.latest, .label = short_words_of(often, progress.often)});
        }
        return places;
    }
    for (const PlaceChange& change : progress.changes) {
        add({.id = change.place.id,
             .mark = change.after.empty() ? change.before : change.after,
             .outcome = change.outcome,
             .label = short_words_of(change)});
    }
    return places;
}

float reach_px(const ProgressPlace& place, const Pane& pane) {
    constexpr float k_bare_place_px = 7.0F;  // of one that is not coloured
    const glm::vec3& middle = place.point.position_mm;
    const auto middle_px = pane.camera.project(middle, pane.viewport);
    const auto edge_px = pane.camera.project(middle + k_patch_radius_mm * pane.camera.axes()[0], pane.viewport);
    const bool coloured = place.shape != nullptr && middle_px && edge_px;
    return coloured ? glm::distance(*middle_px, *edge_px) : k_bare_place_px;
}

}  // namespace palpate
