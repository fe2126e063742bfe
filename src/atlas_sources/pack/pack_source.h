#pragma once

#include "atlas_sources/atlas_sources.h"

#include <vector>

namespace palpate {

/// The imported packs of config.atlas_folder, by name. One whose description is damaged is listed with its name alone:
/// opening it says what to do. Empty where the folder is missing. (make_pack_source is declared in atlas_sources.h.)
[[nodiscard]] std::vector<AtlasCredit> list_packs(const AtlasSourceConfig& config);

}  // namespace palpate
