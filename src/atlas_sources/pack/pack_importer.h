#pragma once

#include "atlas_sources/atlas_sources.h"
#include "atlas_sources/pack/frame_fit.h"
#include "atlas_sources/pack/mesh_file_check.h"
#include "base/translator.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace palpate {

struct ImportRequest {
    std::filesystem::path folder;  ///< meshes, and perhaps a pack.json
    AtlasSourceConfig config;      ///< catalogue and atlas_folder must be set
    std::string name;              ///< what --atlas will take; empty: pack.json's id, else the folder's name
    FrameStatement frame;          ///< --unit, --up, --front; wins over pack.json
    /// The body to fit to; null: the built-in one is made (seconds, or from its cache).
    std::shared_ptr<const Atlas> reference;
    MeshFileLimits limits = {};
};

/// What an import did.
struct ImportReport {
    AtlasCredit credit;            ///< credit.name is what --atlas takes
    std::filesystem::path stored;  ///< the folder it was stored in
    std::size_t files = 0;
    std::size_t files_loaded = 0;
    std::size_t files_mapped = 0;
    std::size_t structures = 0;
    std::size_t triangles = 0;
    FrameFit frame;
    std::vector<Diagnostic> findings;  ///< one per thing that did not load or map; `where` is the file
};

/// Reads request.folder, keeps what loads, converts it to the product's frame and stores it as
/// <config.atlas_folder>/<name>/ for make_pack_source(). A failed import leaves nothing behind. Runs on a worker; 521
/// files with 2.8 million triangles take about 10 s of computing. Throws Error
/// - NotFound: folder missing or without meshes,
/// - InvalidContent: pack.json wrong (line and column), nothing usable, frame that cannot be told, name not usable,
/// - Usage: up and front along one line; DiskFull, ReadOnly, Io: not storable; Cancelled.
[[nodiscard]] ImportReport import_pack(const ImportRequest& request, JobContext& context);

/// For `palpate atlas import --json`: every field, findings as {file, code, severity, message}, messages translated.
[[nodiscard]] std::string to_json(const ImportReport& report, const Translator& translator);
/// One or two sentences: what was imported and in which frame.
[[nodiscard]] Text summary_of(const ImportReport& report);
/// The frame's own sentence: stated or found, with its residual and shift.
[[nodiscard]] Text describe_fit(const FrameFit& fit);
/// "truncated", "unknown-id", ..: the last word of a finding's key.
[[nodiscard]] std::string code_of(const Diagnostic& finding);

}  // namespace palpate
