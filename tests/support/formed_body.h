#pragma once

#include "anatomy/anatomy_catalogue.h"
#include "anatomy/atlas.h"
#include "anatomy/body_form.h"
#include "atlas_sources/atlas_sources.h"
#include "base/file_io.h"
#include "support/built_in_body.h"

#include <memory>

namespace palpate::test {

/// The built-in body in a form, from the shared cache: about 0.3 s. For tests tagged [built-in].
inline std::shared_ptr<const Atlas> build_body(const BodyForm& form) {
    const auto catalogue =
        std::make_shared<const AnatomyCatalogue>(AnatomyCatalogue::load(find_asset_folder() / "anatomy"));
    JobContext context;
    return make_atlas_source({find_asset_folder(), shared_body_cache(), {}, catalogue}, k_built_in_atlas, form)
        ->build(context);
}

}  // namespace palpate::test
