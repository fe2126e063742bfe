// sample: the sample client's body map and hand-out as files. Shows what the program does where there is no display.

#include "casebook/sample_case.h"
#include "programs/composition.h"
#include "programs/console.h"
#include "programs/hand_out_files.h"
#include "programs/verb_table.h"

#include <CLI/CLI.hpp>

namespace palpate {
namespace {

void write_sample(Application& application, const std::filesystem::path& folder) {
    const Workspace& workspace = application.start({.atlas = true});
    const WorkspaceServices& services = workspace.services();
    const Atlas& atlas = workspace.require_atlas();
    const Translator& words = application.words();
    const CaseDocument document = make_sample_case(atlas, *services.clock, *services.ids, words);
    const SessionId session = document.sessions.back().id;
    ViewSettings settings;
    settings.dark_background = false;  // pictures for paper
    const Scene scene =
        build_scene(atlas, &document, session, settings, {words.tr("scene.side.left"), words.tr("scene.side.right")});
    write_hand_out_files(application, workspace,
                         {.document = document, .session = session, .scene = scene, .folder = folder});
    print_line(words.tr({"cli.sample-written", {{"folder", folder.string()}}}));
}

}  // namespace

void add_sample_verb(VerbTable& table) {
    const auto folder = std::make_shared<std::string>();
    CLI::App& verb = table.verb("sample", [folder](Application& app) { write_sample(app, *folder); });
    table.option(verb, "out", *folder, true);
}

}  // namespace palpate
