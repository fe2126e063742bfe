// render and pick: the body seen and asked, without a window. Both aim the same camera for the same arguments.

#include "base/error.h"
#include "programs/composition.h"
#include "programs/console.h"
#include "programs/detail/json_views.h"
#include "programs/ordered_pictures.h"
#include "programs/verb_table.h"
#include "workspace/views.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace palpate {
namespace {

struct PictureOptions {
    std::string out;
    std::string size = "1280x800";
    std::string view = "front";
    std::vector<std::string> zoom_to;
    std::string layers;
    std::string map;
    std::string peel;
    std::string isolate;
    std::string ghost_others;
    std::string section;
    bool flip = false;
    bool names = false;
    bool sites = false;
    bool light = false;
    std::string tone = "clay";
    std::vector<std::string> selected;
    std::string client;
    std::string session;
    std::vector<float> at;
    std::string compare;
    std::string referral;
    std::string heat;
    std::string change;
    std::string often;
    std::string author = "client";
    bool transparent = false;
    std::size_t turntable = 1;
    bool no_marks = false;
    bool no_side_words = false;
};
using Options = std::shared_ptr<PictureOptions>;

/// The skin solid, where nothing else is said of the layers, and the map on it.
void show_map(ViewSettings& settings, const Atlas& atlas, const std::string& map, bool usual_layers) {
    static_cast<void>(require_skin_map(atlas, map));
    settings.skin_map = map;
    if (usual_layers) {
        settings.layer_opacity = parse_layers("skin=1");
    }
}

/// The commands of the window, as the arguments say: their own words refuse what is wrong.
void set_visible(Workspace& workspace, const PictureOptions& options) {
    if (!options.peel.empty()) {
        workspace.run("view.peel", {{"level", options.peel}});
    }
    if (!options.isolate.empty()) {
        workspace.run("view.isolate", {{"structure", options.isolate}});
    }
    if (!options.ghost_others.empty()) {
        workspace.run("view.ghost-others", {{"structure", options.ghost_others}});
    }
    if (options.section.empty()) {
        return;
    }
    const std::size_t equals = options.section.find('=');
    CommandArguments cut{{"axis", options.section.substr(0, equals)}, {"flipped", options.flip ? "1" : "0"}};
    if (equals != std::string::npos) {
        cut.emplace("at", options.section.substr(equals + 1));
    }
    workspace.run("view.section", cut);
}

/// Points the workspace's camera and sets what is shown, as the arguments say.
void aim(Workspace& workspace, const PictureOptions& options) {
    workspace.set_viewport(parse_viewport(options.size));
    const std::vector<StructureId> zoom_to(options.zoom_to.begin(), options.zoom_to.end());
    ViewState view = workspace.view();
    const bool four = options.view == "four";
    view.panes = four ? PaneMode::Four : view.panes;
    view.camera = make_view_camera(workspace.require_atlas(), four ? "front" : options.view, zoom_to,
                                   workspace.camera_viewport());
    view.settings.dark_background = !options.light;
    view.settings.skin_tone = parse_skin_tone(options.tone);
    if (!options.layers.empty()) {
        view.settings.layer_opacity = parse_layers(options.layers);
    }
    view.settings.show_names = options.names;
    view.settings.show_sites = options.sites;
    const std::string map = options.sites && options.map.empty() ? k_endangerment_map : options.map;
    if (!map.empty()) {
        show_map(view.settings, workspace.require_atlas(), map, options.layers.empty());
    }
    for (const std::string& id : options.selected) {
        view.settings.selected.insert(workspace.require_atlas().structure(StructureId(id)).id);
    }
    workspace.set_view(view);
    set_visible(workspace, options);
    if (!options.referral.empty()) {
        workspace.run("view.referral", {{"structure", options.referral}});
    }
    if (!options.heat.empty()) {
        workspace.run("view.heat", {{"show", options.heat}});
    }
    workspace.run_until_idle_or_throw();  // maps and zones
}

/// "1,3": the first beside the third.
void compare_sessions(Workspace& workspace, const PictureOptions& options) {
    workspace.set_viewport(parse_viewport(options.size));
    const std::size_t comma = options.compare.find(',');
    if (comma != std::string::npos) {
        workspace.run("session.open", {{"session", options.compare.substr(comma + 1)}});
    }
    workspace.run("view.compare", {{"session", options.compare.substr(0, comma)}});
}

/// "1..6" of --change or --often: from the first session to the last, on the body.
void compare_range(Workspace& workspace, const PictureOptions& options) {
    const bool often = options.change.empty();
    const std::string& range = often ? options.often : options.change;
    const std::size_t dots = range.find("..");
    if (dots == std::string::npos) {
        throw Error(ErrorCode::Usage, {"cli.not-a-range", {{"value", range}}});
    }
    workspace.run("progress.range", {{"from", range.substr(0, dots)}, {"to", range.substr(dots + 2)}});
    workspace.run("progress.author", {{"author", options.author}});
    workspace.run("progress.show", {{"what", often ? "often" : "change"}});
}

void render_picture(Application& application, const PictureOptions& options) {
    static_cast<void>(parse_viewport(options.size));  // wrong words are refused before any work
    static_cast<void>(parse_skin_tone(options.tone));
    const bool with_client = !options.client.empty();
    const bool compares = !options.change.empty() || !options.often.empty();
    // Names and the labels of places stand where the body is really seen.
    const bool names = options.names || !options.selected.empty() || compares;
    Workspace& workspace = application.start(
        {.store = with_client ? Needs::Store::Read : Needs::Store::No, .atlas = true, .clicks = names});
    if (with_client) {
        workspace.run("client.open", {{"client", options.client}});
        workspace.run_until_idle_or_throw();
        application.require_health();
    }
    if (!options.session.empty()) {
        workspace.run("session.open", {{"session", options.session}});
    }
    if (!options.compare.empty()) {
        compare_sessions(workspace, options);
    }
    if (compares) {
        compare_range(workspace, options);
    }
    aim(workspace, options);
    workspace.order_picture({{.size = workspace.viewport(),
                              .transparent = options.transparent,
                              .marks = !options.no_marks,
                              .side_words = !options.no_side_words},
                             options.out,
                             options.turntable});
    make_ordered_pictures(application, workspace);
    if (application.options().json) {
        print_json({{"file", options.out},
                    {"width", workspace.viewport().width_px},
                    {"height", workspace.viewport().height_px}});
    } else {
        print_line(application.words().tr({"cli.picture-written", {{"file", options.out}}}));
    }
}

Json hit_json(const Workspace& workspace, const PickHit& hit) {
    const Structure& structure = workspace.require_atlas().structures()[hit.structure];
    Json json = to_json(structure);
    json["title"] = workspace.title_of(structure);
    json["region"] = hit.region_id;
    json["position_mm"] = to_json(hit.point.position_mm);
    json["normal"] = to_json(hit.point.normal);
    return json;
}

void pick_place(Application& application, const PictureOptions& options) {
    const Viewport viewport = parse_viewport(options.size);
    const glm::vec2 pixel(options.at.at(0), options.at.at(1));
    if (pixel.x < 0.0F || pixel.y < 0.0F || pixel.x >= static_cast<float>(viewport.width_px) ||
        pixel.y >= static_cast<float>(viewport.height_px)) {
        throw Error(ErrorCode::Usage, {"cli.pixel-outside", {{"size", options.size}}});
    }
    Workspace& workspace = application.start({.atlas = true});
    aim(workspace, options);
    const std::optional<PickHit> hit = workspace.pick(viewport, pixel);
    print_json(hit ? hit_json(workspace, *hit) : Json{{"id", nullptr}});
}

void declare_aim(VerbTable& table, CLI::App& verb, PictureOptions& options) {
    table.option(verb, "size", options.size);
    table.option(verb, "view", options.view);
    verb.add_option("--zoom-to", options.zoom_to, table.help_of("zoom-to"))->delimiter(',');
    table.option(verb, "layers", options.layers);
    table.option(verb, "peel", options.peel);
    table.option(verb, "isolate", options.isolate);
    table.option(verb, "ghost-others", options.ghost_others);
    table.option(verb, "section", options.section);
    table.flag(verb, "flip", options.flip);
    table.option(verb, "map", options.map);
    table.flag(verb, "sites", options.sites);
}

}  // namespace

void add_picture_verbs(VerbTable& table) {
    const auto options = std::make_shared<PictureOptions>();
    CLI::App& render = table.verb("render", [options](Application& app) { render_picture(app, *options); });
    table.option(render, "out", options->out, true);
    declare_aim(table, render, *options);
    table.flag(render, "light", options->light);
    table.flag(render, "names", options->names);
    table.option(render, "tone", options->tone);
    render.add_option("--select", options->selected, table.help_of("select"));
    table.option(render, "client", options->client);
    table.option(render, "session", options->session);
    render.get_option("--session")->needs("--client");
    table.option(render, "compare", options->compare);
    render.get_option("--compare")->needs("--client");
    table.option(render, "referral", options->referral);
    table.option(render, "heat", options->heat);
    render.get_option("--heat")->needs("--client");
    table.option(render, "change", options->change);
    table.option(render, "often", options->often);
    table.option(render, "author", options->author);
    render.get_option("--change")->needs("--client");
    render.get_option("--often")->needs("--client")->excludes("--change");
    table.flag(render, "transparent", options->transparent);
    render.add_option("--turntable", options->turntable, table.help_of("turntable"))->check(CLI::Range(2, 360));
    table.flag(render, "no-marks", options->no_marks);
    table.flag(render, "no-side-words", options->no_side_words);

    CLI::App& pick = table.verb("pick", [options](Application& app) { pick_place(app, *options); });
    pick.add_option("--at", options->at, table.help_of("pixel"))->delimiter(',')->expected(2)->required();
    declare_aim(table, pick, *options);
}

}  // namespace palpate
