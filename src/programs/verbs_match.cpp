// match: the techniques that fit a session's marks, with their reasons.

#include "base/error.h"
#include "matching/match_json.h"
#include "programs/composition.h"
#include "programs/console.h"
#include "programs/verb_table.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace palpate {
namespace {

struct MatchOptions {
    std::string client;
    std::string session;
};

std::string name_of(const Workspace& workspace, const TechniqueId& id) {
    const Technique* technique = workspace.clinical().find_technique(id);
    return technique != nullptr ? technique->name : id.text();
}

void print_matches(const Workspace& workspace, const MarkMatches& matches, std::size_t number) {
    const Mark* mark = find_mark(workspace.require_document(), matches.mark);
    PALPATE_ASSERT(mark != nullptr);  // matches() is always of the document as it is
    print_line(fmt::format("{}. {}", number, workspace.title_of(*mark)));
    for (const Text& notice : matches.notices) {
        print_line("   ! " + workspace.words().tr(notice));
    }
    for (const Match& match : matches.matches) {
        print_line(fmt::format("   {}: {}", name_of(workspace, match.technique), workspace.words().tr(match.reason)));
    }
    for (const Exclusion& exclusion : matches.excluded) {
        print_line(fmt::format("   - {}: {}", name_of(workspace, exclusion.technique),
                               workspace.words().tr(exclusion.reason)));
    }
}

void match_session(Application& application, const MatchOptions& options) {
    Workspace& workspace = application.start({.store = Needs::Store::Read, .atlas = true});
    workspace.run("client.open", {{"client", options.client}});
    workspace.run_until_idle_or_throw();
    if (!options.session.empty()) {
        workspace.run("session.open", {{"session", options.session}});
        workspace.run_until_idle_or_throw();
    }
    if (application.options().json) {
        print_line(to_json(workspace.matches(), workspace.clinical(), application.words()));
        return;
    }
    std::size_t number = 0;
    for (const MarkMatches& matches : workspace.matches()) {
        print_matches(workspace, matches, ++number);
    }
}

}  // namespace

void add_match_verb(VerbTable& table) {
    const auto options = std::make_shared<MatchOptions>();
    CLI::App& verb = table.verb("match", [options](Application& app) { match_session(app, *options); });
    table.option(verb, "client", options->client, true);
    table.option(verb, "session", options->session);
}

}  // namespace palpate
