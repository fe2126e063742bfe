#pragma once

#include "casebook/mark.h"
#include "workspace/place_words.h"
#include "workspace/workspace.h"

#include <string>
#include <string_view>
#include <vector>

namespace palpate {

// Reading places of the skin as commands spell them (place_words.h).

/// Throws Error Usage naming the argument, InvalidEdit for a point that is far from the skin.
[[nodiscard]] std::vector<SurfacePoint> read_places(const Workspace& workspace, std::string_view argument,
                                                    const std::string& text);
[[nodiscard]] std::vector<BrushDab> read_dabs(const Workspace& workspace, std::string_view argument,
                                              const std::string& text);
/// The anchor of a place of the skin on screen.
[[nodiscard]] SurfaceAnchor skin_anchor(const Workspace& workspace, const SurfacePoint& place);

/// Gives the mark what the arguments say it covers: `dabs`, or a `stroke` with `brush` and `erase` (after the dabs it
/// has); `path`; `arrows`. True when they say anything. Sets extent, measure and, of areas and lines, the anchor.
/// Throws Error InvalidEdit where nothing is left of an area.
bool read_skin_places(Workspace& workspace, const CommandArguments& arguments, Mark& mark);
/// The names of these arguments.
[[nodiscard]] const std::vector<std::string>& skin_place_parameters();

}  // namespace palpate
