#pragma once

#include "anatomy/search_index.h"

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace palpate {

struct PanelContext;

/// A line of the tree of the body: what it is called, what lies in it, and the lines under it.
struct PartNode {
    NamedPlace place;
    std::string name;  ///< in the language of the words
    std::vector<StructureId> structures;
    std::vector<PartNode> children;
};

/// How the tree of the body is looked at.
struct PartsState {
    bool by_region = false;
    std::string filter;
    bool take_focus = false;             ///< of the filter
    std::set<std::string> open;          ///< keys of the lines that are unfolded
    std::optional<NamedPlace> chosen;    ///< chosen last: chosen again, it is marked
    std::shared_ptr<const Atlas> atlas;  ///< the trees below are of this body and language
    std::string language;
    std::vector<PartNode> groups;   ///< areas, their muscle groups and bones, the structures
    std::vector<PartNode> regions;  ///< regions of the skin by side, and what lies beneath
};

/// The body as a tree of areas, groups and structures, or of regions: show and hide with the boxes, press a name to go
/// there, press it again to mark it. Typing narrows it down.
void draw_parts_panel(PanelContext& context);

}  // namespace palpate
