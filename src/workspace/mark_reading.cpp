// What a mark says in words, and whether its words and its place agree.

#include "anatomy/skin_place.h"
#include "matching/mark_words.h"
#include "matching/marked_place.h"
#include "matching/side_words.h"
#include "workspace/workspace.h"

namespace palpate {

std::optional<Structure> Workspace::place_of(const Mark& mark) const {
    const Structure* marked = atlas_ ? atlas_->find(mark.anchor.structure) : nullptr;
    if (marked == nullptr || marked->structure_class != StructureClass::Skin) {
        return atlas_ ? marked_place(mark, *atlas_, anatomy()) : std::nullopt;
    }
    const auto place = resolve(mark.anchor, *atlas_);
    if (const auto on_map = find_skin_place(*atlas_, *marked, place->point)) {
        Structure region = *marked;
        region.region_id = on_map->region_id;
        region.side = on_map->side;
        return region;
    }
    // Panels ask in every frame: the picker knows what lies beneath at once, marked_place() looks at the whole body.
    const auto beneath = picker_ ? picker_->structure_beneath(place->point.position_mm) : std::nullopt;
    return beneath ? std::optional(atlas_->structures()[*beneath]) : marked_place(mark, *atlas_, anatomy());
}

std::string Workspace::read_back(const Mark& mark) const {
    const auto place = place_of(mark);
    std::string text = words().tr(palpate::read_back(mark, place ? &*place : nullptr)) + ".";
    for (const Text& sentence : read_back_details(mark)) {
        text += " " + words().tr(sentence);
    }
    return text;
}

std::optional<Side> Workspace::other_side_in_note(const Mark& mark) const {
    const auto place = place_of(mark);
    const NamedSides named = find_sides(mark.note, words());
    if (!place || place->side == Side::Mid || named.left == named.right) {
        return std::nullopt;
    }
    const Side said = named.left ? Side::Left : Side::Right;
    return said == place->side ? std::nullopt : std::optional(said);
}

}  // namespace palpate
