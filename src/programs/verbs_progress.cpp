// progress: what changed in a client's record from one session to another.

#include "base/error.h"
#include "programs/composition.h"
#include "programs/console.h"
#include "programs/detail/progress_views.h"
#include "programs/verb_table.h"

#include <CLI/CLI.hpp>

namespace palpate {
namespace {

struct ProgressOptions {
    std::string client;
    std::string from;
    std::string to;
};

/// The session named, else the other. Throws Error NotFound.
SessionId chosen_session(Workspace& workspace, const std::string& named, const Session& other) {
    if (named.empty()) {
        return other.id;
    }
    workspace.run("session.open", {{"session", named}});
    return workspace.session();
}

ProgressReport make_report(const Workspace& workspace, const SessionId& from, const SessionId& to) {
    const CaseDocument& document = workspace.require_document();
    const BodyPlaces places(workspace.anatomy(), &workspace.require_atlas());
    const ChangeBasis basis{.places = places, .rule = change_rule(workspace.clinical())};
    return make_progress_report(document, from, to, basis);
}

void tell_progress(Application& application, const ProgressOptions& options) {
    Workspace& workspace = application.start({.store = Needs::Store::Read, .atlas = true});
    workspace.run("client.open", {{"client", options.client}});
    workspace.run_until_idle_or_throw();
    application.note_export("progress");
    const std::vector<Session>& sessions = workspace.require_document().sessions;
    if (sessions.size() < 2) {
        throw Error(ErrorCode::NotFound, {"cli.progress-needs-two", {}});
    }
    const SessionId from = chosen_session(workspace, options.from, sessions.front());
    const SessionId to = chosen_session(workspace, options.to, sessions.back());
    workspace.run_until_idle_or_throw();
    const ProgressReport report = make_report(workspace, from, to);
    application.options().json ? print_json(to_json(report, workspace)) : print_progress(report, workspace);
}

}  // namespace

void add_progress_verb(VerbTable& table) {
    const auto options = std::make_shared<ProgressOptions>();
    CLI::App& verb = table.verb("progress", [options](Application& app) { tell_progress(app, *options); });
    table.option(verb, "client", options->client, true);
    table.option(verb, "from", options->from);
    table.option(verb, "to", options->to);
}

}  // namespace palpate
