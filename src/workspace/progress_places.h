#pragma once

#include "base/jobs.h"
#include "base/text.h"
#include "change/progress_report.h"
#include "geometry/surface_graph.h"
#include "scene/mark_shape.h"
#include "scene/pane_layout.h"
#include "scene/sign_layout.h"
#include "workspace/progress_view.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace palpate {

/// One place of a comparison, as the body shows it.
struct ProgressPlace {
    std::string id{};  ///< BodyPlace::id
    MarkId mark{};     ///< which it is drawn from: of the later session, of the earlier one where only that has it
    std::optional<PlaceOutcome> outcome{};     ///< none where it is counted how often it was marked
    Text label{};                              ///< short: "6 to 4"
    std::size_t structure = 0;                 ///< index in the atlas of what was marked
    SurfacePoint point{};                      ///< on the skin, where there is one
    std::shared_ptr<const MarkShape> shape{};  ///< what is coloured of the skin; null where nothing is
};

/// The part of a report that is this author's; nullptr where it has none.
[[nodiscard]] const AuthorProgress* find_progress(const ProgressReport& report, Author author);

/// What became of each place, or how often each was marked. Places that the atlas does not have are left out. `skin` may
/// be null: a body without one. Runs on a worker; some ms for each place. Throws Error Cancelled.
[[nodiscard]] std::vector<ProgressPlace> make_progress_places(const Atlas& atlas, const CaseDocument& document,
                                                              const AuthorProgress& progress, ProgressShow show,
                                                              const std::shared_ptr<const SurfaceGraph>& skin,
                                                              const JobContext& context = {});

/// How far round a place its colour reaches in a pane's picture, in pixels: what labels keep off.
[[nodiscard]] float reach_px(const ProgressPlace& place, const Pane& pane);

/// Where a place is seen in a picture, and how well.
struct SeenPlace {
    std::size_t place = 0;  ///< index among the places
    glm::vec2 anchor_px{0.0F};
    SignVisibility visibility = SignVisibility::Clear;
};

}  // namespace palpate
