// hand-out: what a client takes home from a session, as files.

#include "programs/composition.h"
#include "programs/console.h"
#include "programs/hand_out_files.h"
#include "programs/verb_table.h"

#include <CLI/CLI.hpp>

namespace palpate {
namespace {

struct HandOutOptions {
    std::string client;
    std::string session;
    std::string out;
};

void write_session(Application& application, const HandOutOptions& options) {
    Workspace& workspace = application.start({.store = Needs::Store::Read, .atlas = true});
    workspace.run("client.open", {{"client", options.client}});
    workspace.run_until_idle_or_throw();
    application.note_export("hand-out");
    if (!options.session.empty()) {
        workspace.run("session.open", {{"session", options.session}});
    }
    ViewState view = workspace.view();
    view.settings.dark_background = false;  // pictures for paper
    workspace.set_view(view);
    workspace.run_until_idle_or_throw();  // what marks cover of the skin
    Scene scene = workspace.scene();
    scene.keep_clear.clear();  // for the hands of the therapist
    write_hand_out_files(application, workspace,
                         {.document = workspace.require_document(),
                          .session = workspace.session(),
                          .scene = scene,
                          .folder = options.out});
    print_line(application.words().tr({"cli.hand-out-written", {{"folder", options.out}}}));
}

}  // namespace

void add_hand_out_verb(VerbTable& table) {
    const auto options = std::make_shared<HandOutOptions>();
    CLI::App& verb = table.verb("hand-out", [options](Application& app) { write_session(app, *options); });
    table.option(verb, "client", options->client, true);
    table.option(verb, "session", options->session);
    table.option(verb, "out", options->out, true);
}

}  // namespace palpate
