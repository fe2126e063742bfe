#include "atlas_sources/atlas_sources.h"

#include "atlas_sources/pack/pack_source.h"

#include <utility>

namespace palpate {

std::unique_ptr<AtlasSource> make_atlas_source(const AtlasSourceConfig& config, const std::string& name,
                                               const BodyForm& form) {
    return name == k_built_in_atlas ? make_parametric_source(config, form) : make_pack_source(config, name);
}

std::vector<AtlasCredit> list_atlases(const AtlasSourceConfig& config) {
    std::vector<AtlasCredit> atlases{make_parametric_source(config)->describe()};
    for (auto& pack : list_packs(config)) {
        atlases.push_back(std::move(pack));
    }
    return atlases;
}

}  // namespace palpate
