#pragma once

#include "base/ids.h"
#include "clinical/place.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {

using TechniqueId = StrongId<struct TechniqueIdTag>;

/// The order in which rules speak. An earlier one is never outweighed by a later one.
enum class Stage {
    RedFlag,   ///< refer: no techniques
    Absolute,  ///< no massage until cleared
    Local,     ///< this area is left alone, the rest may be treated
    Caution,   ///< less pressure, fewer techniques
    Fit,       ///< what merely does not suit
};
inline constexpr int k_stage_count = 5;
/// "red-flag", "absolute", "local", "caution", "fit"; texts: match.stage.<name>.
[[nodiscard]] std::string_view name_of(Stage stage);
[[nodiscard]] std::optional<Stage> find_stage(std::string_view name);

enum class Act {
    Stop,   ///< no technique there
    Limit,  ///< a ceiling of pressure, techniques left out
};
enum class Where {
    Everywhere,
    Places,  ///< Effect::places
    Said,    ///< where the client says it is; Effect::places until that is said
};

/// What a record of assets/clinical does once it holds of a client: the one vocabulary of all safety rules.
/// Invariant: a limit lowers the pressure or leaves something out; only a stop is `Where::Said`.
struct Effect {
    Act act = Act::Limit;
    Where where = Where::Everywhere;
    PlaceList places;
    int radius_mm = 0;        ///< of a stop round the place said, on the body
    bool whole_limb = false;  ///< of a stop: the whole limb of the place said
    int pressure_max = 5;
    std::vector<std::string> techniques;  ///< ids left out
    std::vector<std::string> families;    ///< techniques of these families are left out

    /// Whether the effect names the technique of that id and family.
    [[nodiscard]] bool leaves_out(std::string_view technique, std::string_view family) const;
};

}  // namespace palpate
