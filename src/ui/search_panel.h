#pragma once

#include "anatomy/search_index.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace palpate {

struct PanelContext;

/// What was typed into the search box and what it found.
struct SearchState {
    std::string typed;
    std::string searched;  ///< what `hits` answer
    std::vector<SearchHit> hits;
    std::optional<NamedPlace> complaint;  ///< chosen: `hits` are its muscles
    std::size_t chosen = 0;               ///< of the hits, by the arrow keys
    bool take_focus = false;
    bool open = false;
};

/// The box in the top bar, that wide.
void draw_search_box(PanelContext& context, float width);
/// What it found, below the box and over everything else.
void draw_search_results(PanelContext& context);

}  // namespace palpate
