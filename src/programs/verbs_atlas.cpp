// atlas: which bodies there are, what they consist of, in and out of files, and how they measure against meshes.

#include "atlas_sources/check/area_check.h"
#include "atlas_sources/check/body_check.h"
#include "atlas_sources/compare.h"
#include "atlas_sources/pack/pack_importer.h"
#include "base/error.h"
#include "programs/composition.h"
#include "programs/console.h"
#include "programs/detail/json_views.h"
#include "programs/verb_table.h"
#include "report/write_glb.h"
#include "scene/skin_overlay.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace palpate {
namespace {

struct AtlasOptions {
    std::string folder;
    std::string name;
    std::string unit;
    std::string up;
    std::string front;
    std::string out;
    std::string map;
    bool structures = false;
};
using Options = std::shared_ptr<AtlasOptions>;

constexpr double k_mm2_per_cm2 = 100.0;

template <class Value, class Find>
std::optional<Value> read_word(const char* option, const std::string& word, Find find) {
    if (word.empty()) {
        return std::nullopt;
    }
    const std::optional<Value> value = find(word);
    if (!value) {
        throw Error(ErrorCode::Usage, {"cli.unknown-frame-word", {{"option", option}, {"value", word}}});
    }
    return value;
}

FrameStatement frame_of(const AtlasOptions& options) {
    return {.unit = read_word<LengthUnit>("--unit", options.unit, find_length_unit),
            .up = read_word<Axis>("--up", options.up, find_axis),
            .front = read_word<Axis>("--front", options.front, find_axis)};
}

void list_bodies(Application& application) {
    Json list = Json::array();
    for (const AtlasCredit& credit : list_atlases(application.atlas_config())) {
        list.push_back(to_json(credit));
        if (!application.options().json) {
            print_line(fmt::format("{:16} {}{}", credit.name, credit.title,
                                   credit.licence.empty() ? std::string() : "  (" + credit.licence + ")"));
        }
    }
    if (application.options().json) {
        print_json(list);
    }
}

Json info_json(const Atlas& atlas, const Translator& words, bool with_structures) {
    Json json = to_json(atlas.credit());
    std::map<std::string, std::size_t> by_class;
    std::map<std::string, std::size_t> by_layer;
    std::size_t triangles = 0;
    for (const Structure& structure : atlas.structures()) {
        ++by_class[std::string(name_of(structure.structure_class))];
        ++by_layer[std::string(name_of(structure.layer))];
        triangles += structure.mesh->triangle_count();
    }
    json["fingerprint"] = atlas.fingerprint();
    json["structures"] = atlas.structures().size();
    json["triangles"] = triangles;
    json["by_class"] = by_class;
    json["by_layer"] = by_layer;
    json["low_mm"] = to_json(atlas.bounds().low);
    json["high_mm"] = to_json(atlas.bounds().high);
    json["findings"] = Json::array();
    for (const Diagnostic& finding : atlas.diagnostics()) {
        json["findings"].push_back(to_json(finding, words));
    }
    if (with_structures) {
        json["list"] = Json::array();
        for (const Structure& structure : atlas.structures()) {
            json["list"].push_back(to_json(structure));
        }
    }
    return json;
}

void print_info(const Json& info, const Translator& words) {
    const auto text = [&](const char* member) { return info[member].get<std::string>(); };
    const std::string key = text("licence").empty() ? "cli.atlas-info-unlicensed" : "cli.atlas-info";
    print_line(words.tr({key,
                         {{"name", text("name")},
                          {"title", text("title")},
                          {"structures", info["structures"].dump()},
                          {"triangles", info["triangles"].dump()},
                          {"licence", text("licence")},
                          {"attribution", text("attribution")}}}));
    for (const auto& [name, count] : info["by_class"].items()) {
        print_line(fmt::format("  {:12} {}", name, count.dump()));
    }
    for (const Json& finding : info["findings"]) {
        print_line(fmt::format("  {}: {}", finding["where"].get<std::string>(), finding["message"].get<std::string>()));
    }
    for (const Json& structure : info.value("list", Json::array())) {
        print_line(fmt::format("  {:44} {}", structure["id"].get<std::string>(), structure["name"].get<std::string>()));
    }
}

void show_body(Application& application, const AtlasOptions& options) {
    const Workspace& workspace = application.start({.atlas = true, .clicks = false});
    const Json info = info_json(workspace.require_atlas(), application.words(), options.structures);
    if (application.options().json) {
        print_json(info);
    } else {
        print_info(info, application.words());
    }
}

Json area_json(const AreaShare& share, const AreaCheck* check) {
    Json json{{"area", share.area.empty() ? Json(nullptr) : Json(share.area)},
              {"percent", 100.0 * share.share},
              {"cm2", share.area_mm2 / k_mm2_per_cm2}};
    if (check != nullptr) {
        json["low_percent"] = check->low_percent;
        json["high_percent"] = check->high_percent;
        json["plausible"] = check->plausible();
        json["source"] = check->source.empty() ? Json(nullptr) : Json(check->source);
    }
    return json;
}

std::string area_line(const AreaShare& share, const AreaCheck* check, const Translator& words) {
    const std::string name = share.area.empty() ? words.tr("cli.no-area") : share.area;
    const std::string line =
        fmt::format("{:32} {:6.2f} % {:8.1f} cm2", name, 100.0 * share.share, share.area_mm2 / k_mm2_per_cm2);
    if (check == nullptr) {
        return line;
    }
    const std::string verdict = check->plausible() ? "" : "  " + words.tr("cli.area-implausible");
    return line + fmt::format("  {:6.2f} - {:5.2f} %", check->low_percent, check->high_percent) + verdict;
}

/// The shares of one map, or of the parts, which are those of the checks themselves.
std::vector<AreaShare> shares_of(const Atlas& atlas, const std::string& map_id, const std::vector<AreaCheck>& checks) {
    if (map_id != k_body_parts) {
        return area_shares(require_skin_map(atlas, map_id), *atlas.structures()[*find_skin(atlas)].mesh);
    }
    std::vector<AreaShare> shares;
    for (const AreaCheck& check : checks) {
        shares.push_back({check.area, check.area_mm2, check.percent / 100.0});
    }
    return shares;
}

/// Every area of the map asked for with its share of the skin, beside the range that is plausible.
void list_areas(Application& application, const AtlasOptions& options) {
    const Workspace& workspace = application.start({.atlas = true, .clicks = false});
    const Atlas& atlas = workspace.require_atlas();
    const std::string map_id = options.map.empty() ? k_region_map : options.map;
    if (map_id != k_body_parts) {
        static_cast<void>(require_skin_map(atlas, map_id));  // names the maps there are
    }
    const std::vector<AreaCheck> checks = check_areas(atlas, map_id, application.places().assets);
    Json list = Json::array();
    for (const AreaShare& share : shares_of(atlas, map_id, checks)) {
        const auto found = std::ranges::find(checks, share.area, &AreaCheck::area);
        const AreaCheck* check = found == checks.end() ? nullptr : &*found;
        list.push_back(area_json(share, check));
        if (!application.options().json) {
            print_line(area_line(share, check, application.words()));
        }
    }
    if (application.options().json) {
        print_json({{"map", map_id}, {"areas", list}});
    }
}

void list_landmarks(Application& application, const AtlasOptions&) {
    const Workspace& workspace = application.start({.atlas = true, .clicks = false});
    Json list = Json::array();
    for (const Landmark& landmark : workspace.require_atlas().landmarks()) {
        list.push_back({{"id", landmark.id},
                        {"side", name_of(landmark.side)},
                        {"common", landmark.name_common},
                        {"latin", landmark.name_latin},
                        {"structure", landmark.structure.text()},
                        {"position_mm", to_json(landmark.position_mm)}});
        if (!application.options().json) {
            print_line(fmt::format("{:40} {:8.1f} {:8.1f} {:8.1f}  {} ({})", landmark.id, landmark.position_mm.x,
                                   landmark.position_mm.y, landmark.position_mm.z, landmark.name_common,
                                   landmark.name_latin));
        }
    }
    if (application.options().json) {
        print_json(list);
    }
}

void import_body(Application& application, const AtlasOptions& options) {
    JobContext context = console_progress(application.words());
    const ImportReport report = import_pack({.folder = options.folder,
                                             .config = application.atlas_config(),
                                             .name = options.name,
                                             .frame = frame_of(options),
                                             .reference = nullptr},
                                            context);
    if (application.options().json) {
        print_line(to_json(report, application.words()));
        return;
    }
    print_line(application.words().tr(summary_of(report)));
    print_line(application.words().tr(describe_fit(report.frame)));
    for (const Diagnostic& finding : report.findings) {
        print_line(fmt::format("  {}: {}", finding.where, application.words().tr(finding.text)));
    }
}

constexpr float k_exported_skin_opacity = 0.3F;  // a viewer shows the muscles through it

void export_body(Application& application, const AtlasOptions& options) {
    const Workspace& workspace = application.start({.atlas = true, .clicks = false});
    const GlbSummary summary =
        write_glb(workspace.require_atlas(),
                  {.visible = {}, .skin_opacity = k_exported_skin_opacity, .with_normals = true}, options.out);
    if (application.options().json) {
        print_json({{"file", options.out}, {"structures", summary.structures}, {"triangles", summary.triangles}});
    } else {
        print_line(application.words().tr({"cli.body-written",
                                           {{"file", options.out},
                                            {"structures", std::to_string(summary.structures)},
                                            {"triangles", std::to_string(summary.triangles)}}}));
    }
}

void print_comparison(const CompareReport& report, const Translator& words) {
    const auto line = [](const std::string& name, const ClassComparison& part) {
        return fmt::format("{:12} {:5} {:9.3f} {:9.3f} {:9.3f}  {}", name, part.count, part.mean_of_means_mm,
                           part.mean_of_percentiles95_mm, part.worst_mean_mm, part.worst.text());
    };
    print_line(words.tr(describe_fit(report.frame)));
    print_line(words.tr("cli.compare-head"));
    for (const auto& [name, part] : report.classes) {
        print_line(line(name, part));
    }
    print_line(line(words.tr("cli.compare-all"), report.all));
}

void compare_body(Application& application, const AtlasOptions& options) {
    CompareOptions compare;
    compare.seed = application.options().seed.value_or(compare.seed);
    compare.frame = frame_of(options);
    const Workspace& workspace = application.start({.atlas = true, .clicks = false});
    JobContext context = console_progress(application.words());
    const CompareReport report =
        compare_with_meshes(workspace.require_atlas(), workspace.anatomy(), options.folder, compare, context);
    if (application.options().json) {
        print_line(to_json(report, application.words()));
    } else {
        print_comparison(report, application.words());
    }
}

void check_body(Application& application, const AtlasOptions&) {
    const Workspace& workspace = application.start({.atlas = true, .clicks = false});
    JobContext context = console_progress(application.words());
    const BodyCheck check =
        check_body(workspace.require_atlas(), workspace.anatomy(), application.places().assets, {}, context);
    print_line(application.options().json ? to_json(check) : to_markdown(check, application.words()));
}

}  // namespace

void add_atlas_verbs(VerbTable& table) {
    CLI::App& group = table.group("atlas");
    const auto options = std::make_shared<AtlasOptions>();
    const auto declare = [&](const char* name, void (*run)(Application&, const AtlasOptions&)) -> CLI::App& {
        return table.verb(group, name, [options, run](Application& application) { run(application, *options); });
    };
    const auto declare_meshes = [&](CLI::App& verb) {
        table.positional(verb, "folder", options->folder);
        table.option(verb, "unit", options->unit);
        table.option(verb, "up", options->up);
        table.option(verb, "front", options->front);
    };
    static_cast<void>(table.verb(group, "list", list_bodies));
    table.flag(declare("info", show_body), "structures", options->structures);
    table.option(declare("regions", list_areas), "map", options->map);
    static_cast<void>(declare("landmarks", list_landmarks));
    CLI::App& import = declare("import", import_body);
    declare_meshes(import);
    table.option(import, "name", options->name);
    table.option(declare("export", export_body), "out", options->out, true);
    declare_meshes(declare("compare", compare_body));
    static_cast<void>(declare("check", check_body));
}

}  // namespace palpate
