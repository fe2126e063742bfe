#pragma once

#include "anatomy/anatomy_catalogue.h"
#include "anatomy/atlas.h"
#include "atlas_sources/check/attachment_check.h"
#include "atlas_sources/check/overlap_check.h"
#include "atlas_sources/check/surface_check.h"
#include "atlas_sources/check/volume_check.h"
#include "base/jobs.h"
#include "base/translator.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace palpate {

/// An entry of the catalogue without a surface.
struct NotDrawn {
    std::string id;
    std::string why;  ///< of figures/not_drawn.json; empty where it says nothing
    bool info_only = false;
};

struct BodyCheckOptions {
    SurfaceCheckOptions surfaces;
    OverlapOptions overlaps;
};

/// Everything that is measured on a body, for the command, the tests and assets/atlas/README.md.
struct BodyCheck {
    std::string atlas;
    std::size_t structures = 0;
    std::size_t triangles = 0;           ///< at full detail
    std::size_t coarsest_triangles = 0;  ///< at the coarsest level
    std::size_t muscle_entries = 0;      ///< of the catalogue, without those that are for information only
    std::vector<NotDrawn> not_drawn;
    std::size_t unmirrored = 0;  ///< right structures that are no exact mirror image of the left
    std::vector<SurfaceFaults> surfaces;
    OverlapReport overlaps;
    std::vector<MuscleEnds> ends;
    std::vector<VolumeComparison> volumes;
};

/// Entries of muscles.json that the atlas does not draw, with the reasons of `figures_folder`/not_drawn.json.
[[nodiscard]] std::vector<NotDrawn> find_not_drawn(const Atlas& atlas, const AnatomyCatalogue& catalogue,
                                                   const std::filesystem::path& figures_folder);

/// Measures the whole body. `asset_folder` holds atlas/ and figures/. Parallel; about 20 s of computing. Throws Error
/// Cancelled, NotFound, InvalidContent.
[[nodiscard]] BodyCheck check_body(const Atlas& atlas, const AnatomyCatalogue& catalogue,
                                   const std::filesystem::path& asset_folder, const BodyCheckOptions& options,
                                   JobContext& context);

/// For `palpate atlas check --json`: all figures, every structure.
[[nodiscard]] std::string to_json(const BodyCheck& check);
/// For `palpate atlas check` and assets/atlas/README.md: tables in Markdown, the bars beside the figures. Volumes in
/// full, of the rest what is worst.
[[nodiscard]] std::string to_markdown(const BodyCheck& check, const Translator& words);

}  // namespace palpate
