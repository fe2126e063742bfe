// What can be looked for on the body, and what it is called.

#include "anatomy/anatomy_names.h"
#include "base/error.h"
#include "workspace/workspace.h"

#include <utility>

namespace palpate {
namespace {

std::string structure_name(const Workspace& workspace, const NamedPlace& place) {
    const std::size_t dot = place.id.find('.');
    const std::string part = dot == std::string::npos ? std::string() : place.id.substr(dot + 1);
    const auto known = describe_structure(workspace.anatomy(), place.id.substr(0, dot), part, Side::Mid);
    return known ? shown_name(workspace.words(), *known) : place.id;
}

std::string landmark_name(const Workspace& workspace, const NamedPlace& place) {
    const auto& atlas = workspace.atlas();
    if (atlas) {
        for (const Landmark& landmark : atlas->landmarks()) {
            if (std::string_view(landmark.id).substr(0, landmark.id.rfind('.')) == place.id) {
                return shown_name(workspace.words(), landmark);
            }
        }
    }
    return place.id;
}

std::string name_of_place(const Workspace& workspace, const NamedPlace& place) {
    switch (place.kind) {
        case PlaceKind::Structure: return structure_name(workspace, place);
        case PlaceKind::Landmark: return landmark_name(workspace, place);
        case PlaceKind::Complaint: return shown_vocabulary_name(workspace.words(), workspace.anatomy(), place.id);
        case PlaceKind::Group:
            if (const GroupEntry* group = workspace.anatomy().find_group(place.id)) {
                return shown_name(workspace.words(), *group);
            }
            break;
        case PlaceKind::Region:
            if (const RegionEntry* region = workspace.anatomy().find_region(place.id)) {
                return shown_name(workspace.words(), *region);
            }
            break;
    }
    return place.id;
}

}  // namespace

const SearchIndex& Workspace::search_index() const {
    const Atlas& atlas = require_atlas();
    if (!search_index_ || search_index_->first != atlas_) {
        std::vector<std::shared_ptr<const Translator>> languages{services_.translator};
        for (const Language& language : services_.languages) {
            if (language.code != services_.language && services_.load_words) {
                languages.push_back(services_.load_words(language.code));
            }
        }
        search_index_.emplace(atlas_, SearchIndex(atlas, anatomy(), services_.search_synonyms, languages));
    }
    return search_index_->second;
}

std::string Workspace::title_of(const NamedPlace& place) const {
    const Side side = place.side.value_or(Side::Mid);
    return words().tr(
        {"structure.title." + std::string(name_of(side)), {{"name", with_capital(name_of_place(*this, place))}}});
}

void Workspace::select_structures(const StructureId& focus, std::span<const StructureId> selected) {
    focus_on(focus);
    view_.settings.selected.insert(selected.begin(), selected.end());
    touch();
}

void Workspace::ask_window(std::string request) {
    window_requests_.push_back(std::move(request));
    touch();
}

std::vector<std::string> Workspace::take_window_requests() { return std::exchange(window_requests_, {}); }

}  // namespace palpate
