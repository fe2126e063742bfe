#include "atlas_sources/pack/structure_mapping.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <utility>

namespace palpate {
namespace {

std::string in_lower_case(std::string_view text) {
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(), [](char letter) {
        return static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    });
    return lower;
}

bool is_letter(char letter) { return letter >= 'a' && letter <= 'z'; }

std::optional<Side> read_map_side(std::string_view word) {
    if (word == "left") {
        return Side::Left;
    }
    if (word == "right") {
        return Side::Right;
    }
    return word == "midline" ? std::optional(Side::Mid) : std::nullopt;
}

}  // namespace

StructureMapping::StructureMapping(const AnatomyCatalogue& catalogue) : catalogue_(catalogue) {
    for (const auto& row : catalogue.mesh_map()) {
        by_fma_.emplace(row.fma, MappedStructure{row.entry_id, row.part, read_map_side(row.side)});
    }
    for (const auto& muscle : catalogue.muscles()) {
        add(muscle.fma_left, muscle.id, Side::Left);
        add(muscle.fma_right, muscle.id, Side::Right);
    }
    for (const auto& bone : catalogue.bones()) {
        add(bone.fma_left, bone.id, Side::Left);
        add(bone.fma_right, bone.id, Side::Right);
        add(bone.fma_midline, bone.id, Side::Mid);
    }
    if (const auto skin = describe_structure(catalogue, k_skin_id, "", Side::Mid)) {
        add(skin->fma, skin->catalogue_id, Side::Mid);
    }
    for (const auto& bone : catalogue.bones()) {
        add(bone.fma, bone.id, std::nullopt);
    }
    for (const auto& muscle : catalogue.muscles()) {
        add(muscle.fma, muscle.id, std::nullopt);
    }
}

void StructureMapping::add(std::optional<int> fma, const std::string& catalogue_id, std::optional<Side> side) {
    if (fma) {
        by_fma_.emplace(*fma, MappedStructure{catalogue_id, "", side});
    }
}

std::optional<MappedStructure> StructureMapping::find_by_fma(int fma, std::optional<Side> named_side) const {
    const auto found = by_fma_.find(fma);
    if (found == by_fma_.end()) {
        return std::nullopt;
    }
    MappedStructure mapped = found->second;
    if (!mapped.side) {
        mapped.side = named_side;
    }
    return mapped;
}

std::optional<MappedStructure> StructureMapping::find_by_structure_id(std::string_view id) const {
    const auto last_dot = id.rfind('.');
    if (last_dot == std::string_view::npos) {
        return std::nullopt;
    }
    const std::optional<Side> side = find_side(id.substr(last_dot + 1));
    const std::string_view entry_and_part = id.substr(0, last_dot);
    const auto first_dot = entry_and_part.find('.');
    const std::string_view entry = entry_and_part.substr(0, first_dot);
    const std::string_view part = first_dot == std::string_view::npos ? "" : entry_and_part.substr(first_dot + 1);
    const bool plain = std::ranges::all_of(
        part, [](char letter) { return is_letter(letter) || letter == '-' || (letter >= '0' && letter <= '9'); });
    if (!side || !plain || !describe_structure(catalogue_, entry, part, *side)) {
        return std::nullopt;
    }
    return MappedStructure{std::string(entry), std::string(part), side};
}

std::optional<int> find_fma(std::string_view name) {
    const std::string lower = in_lower_case(name);
    for (auto at = lower.find("fma"); at != std::string::npos; at = lower.find("fma", at + 3)) {
        if (at > 0 && is_letter(lower[at - 1])) {
            continue;
        }
        auto start = at + 3;
        if (start < lower.size() &&
            (lower[start] == '_' || lower[start] == '-' || lower[start] == ' ' || lower[start] == ':')) {
            ++start;
        }
        int number = 0;
        const auto [end, fault] = std::from_chars(lower.data() + start, lower.data() + lower.size(), number);
        if (fault == std::errc{} && number > 0) {
            return number;
        }
    }
    return std::nullopt;
}

std::optional<Side> find_named_side(std::string_view name) {
    const std::string lower = in_lower_case(name);
    std::optional<Side> side;
    for (std::size_t start = 0; start < lower.size();) {
        std::size_t end = start;
        while (end < lower.size() && is_letter(lower[end])) {
            ++end;
        }
        const std::string_view word = std::string_view(lower).substr(start, end - start);
        const bool left = word == "left" || word == "l";
        const bool right = word == "right" || word == "r";
        if (left || right) {
            const Side found = left ? Side::Left : Side::Right;
            if (side && *side != found) {
                return std::nullopt;  // "left and right": a name that says both says neither
            }
            side = found;
        }
        start = std::max(end, start + 1);
    }
    return side;
}

}  // namespace palpate
