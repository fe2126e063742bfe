#include "clinical/effect.h"

#include <algorithm>
#include <array>

namespace palpate {
namespace {

constexpr std::array<std::string_view, k_stage_count> k_stage_names{"red-flag", "absolute", "local", "caution", "fit"};

}  // namespace

std::string_view name_of(Stage stage) { return k_stage_names[static_cast<std::size_t>(stage)]; }

std::optional<Stage> find_stage(std::string_view name) {
    const auto found = std::ranges::find(k_stage_names, name);
    return found == k_stage_names.end() ? std::nullopt
                                        : std::optional(static_cast<Stage>(found - k_stage_names.begin()));
}

bool Effect::leaves_out(std::string_view technique, std::string_view family) const {
    return std::ranges::find(techniques, technique) != techniques.end() ||
           std::ranges::find(families, family) != families.end();
}

}  // namespace palpate
