#include "anatomy/structure.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace palpate {
namespace {

constexpr std::array<std::string_view, 3> k_side_names{"left", "right", "mid"};
constexpr std::array<std::string_view, 7> k_class_names{"skin",      "muscle", "connective", "bone",
                                                        "cartilage", "disc",   "tooth"};
constexpr std::array<std::string_view, k_layer_count> k_layer_names{"skin", "superficial", "intermediate", "deep",
                                                                    "bones"};

template <class Enum, std::size_t count>
std::optional<Enum> find_name(const std::array<std::string_view, count>& names, std::string_view name) {
    const auto found = std::ranges::find(names, name);
    if (found == names.end()) {
        return std::nullopt;
    }
    return static_cast<Enum>(found - names.begin());
}

}  // namespace

std::string_view name_of(Side side) { return k_side_names[static_cast<std::size_t>(side)]; }

std::string_view name_of(StructureClass structure_class) {
    return k_class_names[static_cast<std::size_t>(structure_class)];
}

std::string_view name_of(Layer layer) { return k_layer_names[static_cast<std::size_t>(layer)]; }

std::optional<Side> find_side(std::string_view name) { return find_name<Side>(k_side_names, name); }

std::optional<Layer> find_layer(std::string_view name) { return find_name<Layer>(k_layer_names, name); }

StructureId make_structure_id(std::string_view catalogue_id, std::string_view part, Side side) {
    std::string text(catalogue_id);
    if (!part.empty()) {
        text += '.';
        text += part;
    }
    text += '.';
    text += name_of(side);
    return StructureId(std::move(text));
}

StructureId mirrored(const StructureId& id) {
    const std::string& text = id.text();
    const std::size_t dot = text.rfind('.');
    const std::optional<Side> side =
        dot == std::string::npos ? std::nullopt : find_side(std::string_view(text).substr(dot + 1));
    if (!side || *side == Side::Mid) {
        return id;
    }
    const Side other = *side == Side::Left ? Side::Right : Side::Left;
    return StructureId(text.substr(0, dot + 1).append(name_of(other)));
}

}  // namespace palpate
