#pragma once

#include "atlas_sources/parametric/skin_chart.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace palpate::parametric {

/// assets/anatomy/skin_map.json and the areas of regions.json: how the skin of the left half is divided. The right half
/// is its mirror image.
struct SkinMapRecipe {
    struct Condition {
        std::size_t border = 0;
        bool inside = true;  ///< false: holds outside the border
    };
    /// The first rule of a list whose conditions all hold decides; among nested rules the search goes on inside.
    struct Rule {
        std::vector<Condition> where;
        std::optional<std::size_t> place;  ///< index into Division::places; none where `among` decides
        std::vector<Rule> among;
    };
    /// Labels of one place on the left and the right half; the same twice where the place has no side.
    struct Sides {
        std::uint8_t left = 0;
        std::uint8_t right = 0;
    };
    /// A map drawn by its own rules: "regions" (the first) and "dermatomes".
    struct Division {
        std::string id;
        std::vector<std::string> areas;
        std::vector<Sides> places;
        std::vector<Rule> rules;  ///< the last one has no conditions
    };
    /// The areas of an instrument that one region belongs to: none, one, or two and where the first of them is.
    struct Membership {
        std::vector<Sides> areas;
        std::vector<Condition> first_where;
    };
    /// A map made of the regions.
    struct Instrument {
        std::string id;
        std::vector<std::string> areas;
        std::vector<Membership> of_region;  ///< by place of the regions' division
    };

    std::vector<SkinBorder> borders;
    std::vector<Division> divisions;
    std::vector<Instrument> instruments;
};

/// Throws Error NotFound, or InvalidContent naming the file and what is wrong: an unknown name, a region without rule, a
/// region of two areas without a border between them.
[[nodiscard]] SkinMapRecipe load_skin_map_recipe(const std::filesystem::path& anatomy_folder);

}  // namespace palpate::parametric
