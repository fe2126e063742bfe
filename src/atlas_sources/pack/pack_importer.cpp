#include "atlas_sources/pack/pack_importer.h"

#include "atlas_sources/openness.h"
#include "atlas_sources/pack/detail/fit_json.h"
#include "atlas_sources/pack/mesh_folder.h"
#include "atlas_sources/pack/pack_manifest.h"
#include "atlas_sources/pack/pack_storage.h"
#include "atlas_sources/pack/shown_text.h"
#include "base/error.h"
#include "geometry/simplify.h"

#include <fmt/format.h>
#include <glm/geometric.hpp>
#include <nlohmann/json.hpp>

#include <array>
#include <atomic>
#include <span>
#include <utility>

namespace palpate {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

/// As the built-in body's: half a millimetre is not seen, five are little while turning.
constexpr std::array<float, 3> k_coarse_errors_mm{0.6F, 2.0F, 5.0F};

std::string choose_name(const ImportRequest& request, const PackManifest& manifest) {
    const fs::path folder = fs::weakly_canonical(request.folder);
    const std::string& wish = !request.name.empty() ? request.name : manifest.id;
    const std::string name = make_pack_name(wish.empty() ? folder.filename().string() : wish);
    if (name.empty()) {
        throw Error(ErrorCode::InvalidContent, {"pack.name.unusable", {{"name", shown(wish)}}});
    }
    if (name == k_built_in_atlas) {
        throw Error(ErrorCode::InvalidContent, {"pack.name.taken", {{"name", name}}});
    }
    return name;
}

/// What pack.json says; its files' own credit line where it gives none.
AtlasCredit make_credit(const std::string& name, const PackManifest& manifest, const std::string& copyright) {
    std::string title = manifest.title.empty() ? name : manifest.title;
    if (!manifest.version.empty()) {
        title += " " + manifest.version;
    }
    return {name, title, manifest.licence, manifest.attribution.empty() ? copyright : manifest.attribution};
}

/// Levels of detail and baked light made, ready to store.
std::vector<StoredStructure> finish_surfaces(std::span<const Structure> structures, const JobContext& context) {
    std::vector<std::shared_ptr<TriangleMesh>> meshes(structures.size());
    std::atomic<std::size_t> done = 0;
    parallel_for(structures.size(), [&](std::size_t i) {
        context.check_stop();
        meshes[i] = std::make_shared<TriangleMesh>(*structures[i].mesh);
        optimise_order(*meshes[i]);
        add_coarse_levels(*meshes[i], k_coarse_errors_mm);
        context.progress({++done, structures.size(), {"pack.progress.coarse", {}}});
    });
    std::vector<LitSurface> surfaces;
    for (std::size_t i = 0; i < structures.size(); ++i) {
        surfaces.push_back({meshes[i].get(), structures[i].layer, false});
    }
    bake_openness(surfaces, context);
    std::vector<StoredStructure> stored;
    for (std::size_t i = 0; i < structures.size(); ++i) {
        const Structure& structure = structures[i];
        stored.push_back({structure.catalogue_id, structure.part, structure.side, std::move(meshes[i])});
    }
    return stored;
}

std::shared_ptr<const Atlas> choose_reference(const ImportRequest& request, JobContext& context) {
    return request.reference ? request.reference : make_parametric_source(request.config)->build(context);
}

}  // namespace

ImportReport import_pack(const ImportRequest& request, JobContext& context) {
    PALPATE_ASSERT(request.config.catalogue != nullptr && !request.config.atlas_folder.empty());
    const auto manifest =
        find_manifest(request.folder);  // before the reference body: a wrong pack.json is told at once
    const std::string name = choose_name(request, manifest.value_or(PackManifest{}));
    std::error_code fault;
    if (!fs::is_directory(request.folder, fault)) {
        throw Error(ErrorCode::NotFound, {"pack.folder.missing", {{"folder", shown_path(request.folder)}}});
    }
    const auto reference = choose_reference(request, context);
    MeshFolder folder = read_mesh_folder(
        {request.folder, request.frame, *request.config.catalogue, *reference, request.limits}, context);

    ImportReport report;
    report.credit = make_credit(name, folder.manifest, folder.copyright);
    report.stored = request.config.atlas_folder / name;
    report.files = folder.files;
    report.files_loaded = folder.files_loaded;
    report.files_mapped = folder.files_mapped;
    report.structures = folder.structures.size();
    report.frame = folder.frame;
    report.findings = folder.findings;
    StoredPack pack{report.credit, "", std::move(folder.findings), finish_surfaces(folder.structures, context)};
    for (const auto& structure : pack.structures) {
        report.triangles += structure.mesh->triangle_count();
    }
    context.progress({0, 1, {"pack.progress.store", {}}});
    context.check_stop();
    write_pack(report.stored, pack);
    return report;
}

std::string to_json(const ImportReport& report, const Translator& translator) {
    Json findings = Json::array();
    for (const auto& finding : report.findings) {
        findings.push_back({{"file", finding.where},
                            {"code", code_of(finding)},
                            {"severity", finding.severity == Severity::Error ? "error" : "warning"},
                            {"message", translator.tr(finding.text)}});
    }
    const Json json{{"name", report.credit.name},          {"title", report.credit.title},
                    {"licence", report.credit.licence},    {"attribution", report.credit.attribution},
                    {"stored", report.stored.string()},    {"files", report.files},
                    {"files_loaded", report.files_loaded}, {"files_mapped", report.files_mapped},
                    {"structures", report.structures},     {"triangles", report.triangles},
                    {"frame", to_json(report.frame)},      {"findings", findings}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

Text summary_of(const ImportReport& report) {
    return {"pack.report.summary",
            {{"name", report.credit.name},
             {"files", std::to_string(report.files)},
             {"loaded", std::to_string(report.files_loaded)},
             {"mapped", std::to_string(report.files_mapped)},
             {"structures", std::to_string(report.structures)}}};
}

Text describe_fit(const FrameFit& fit) {
    const glm::vec3 offset = fit.frame.offset_mm;
    const char* key = fit.matched < k_least_frame_matches ? "pack.report.frame-unchecked"
                      : fit.stated                        ? "pack.report.frame-stated"
                                                          : "pack.report.frame-found";
    return {key,
            {{"frame", describe(fit.frame)},
             {"residual", fmt::format("{:.1f}", fit.residual_mm)},
             {"matched", std::to_string(fit.matched)},
             {"shift", fmt::format("{:.1f}, {:.1f}, {:.1f}", offset.x, offset.y, offset.z)}}};
}

std::string code_of(const Diagnostic& finding) { return finding.text.key.substr(finding.text.key.rfind('.') + 1); }

}  // namespace palpate
