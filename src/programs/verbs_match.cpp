// match: the techniques that fit a session's marks, with their reasons.

#include "anatomy/atlas.h"
#include "base/error.h"
#include "clinical/case_file.h"
#include "matching/match_json.h"
#include "programs/composition.h"
#include "programs/console.h"
#include "programs/verb_table.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace palpate {
namespace {

struct MatchOptions {
    std::string case_file;
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

void print_rules(const CaseMatch& result, const Translator& words) {
    for (const CaseRule& rule : result.rules) {
        const std::string name = rule.source == RuleSource::Wish ? words.tr("match.rule." + rule.id) : rule.name;
        print_line(fmt::format("{}: {}{}{}", words.tr("match.stage." + std::string(name_of(rule.stage))), name,
                               rule.what_to_do.empty() ? "" : " - ", rule.what_to_do));
    }
}

void print_together(const std::vector<SessionMatch>& matches, const ClinicalCatalogue& clinical,
                    const Translator& words) {
    constexpr std::size_t k_most_printed = 8;
    for (std::size_t i = 0; i < std::min(matches.size(), k_most_printed); ++i) {
        print_line(
            fmt::format("   {}: {}", clinical.find_technique(matches[i].technique)->name, words.tr(matches[i].reason)));
    }
}

void print_case(const CaseMatch& result, const Knowledge& knowledge, const Translator& words) {
    print_rules(result, words);
    print_line(words.tr("cli.match-session"));
    print_together(result.session, knowledge.clinical, words);
    print_line(words.tr("cli.match-home"));
    print_together(result.home, knowledge.clinical, words);
    if (!result.ask_first.empty()) {
        print_line(words.tr({"cli.match-ask", {{"count", std::to_string(result.ask_first.size())}}}));
    }
    for (const OpenQuestion& open : result.ask_first) {
        print_line("   " + open.question);
    }
}

void match_session(Application& application, const MatchOptions& options) {
    Workspace& workspace = application.start({.store = Needs::Store::Read, .atlas = true});
    workspace.run("client.open", {{"client", options.client}});
    workspace.run_until_idle_or_throw();
    application.require_health();
    if (!options.session.empty()) {
        workspace.run("session.open", {{"session", options.session}});
        workspace.run_until_idle_or_throw();
    }
    if (application.options().json) {
        print_line(to_json(workspace.case_match(),
                           {workspace.require_atlas(), workspace.anatomy(), workspace.clinical()},
                           application.words()));
        return;
    }
    std::size_t number = 0;
    for (const MarkMatches& matches : workspace.matches()) {
        print_matches(workspace, matches, ++number);
    }
}

/// A case from a file: no store is opened and no body is made; places are known by the anatomy catalogue alone.
void match_case_file(Application& application, const MatchOptions& options) {
    const auto clinical = application.load_clinical(application.language());
    const CaseFile read = read_case_file(options.case_file, *application.anatomy(), *clinical);
    const Atlas no_body{AtlasContent{}};
    const Knowledge knowledge{no_body, *application.anatomy(), *clinical};
    std::vector<const Mark*> marks;
    std::ranges::transform(read.marks, std::back_inserter(marks), [](const Mark& mark) { return &mark; });
    const CaseMatch result = match_case(read.facts, marks, knowledge);
    if (application.options().json) {
        print_line(to_json(result, knowledge, application.words()));
        return;
    }
    print_case(result, knowledge, application.words());
}

void match_anything(Application& application, const MatchOptions& options) {
    if (options.case_file.empty() == options.client.empty()) {
        throw Error(ErrorCode::Usage, {"cli.match-needs-one", {}});
    }
    if (options.case_file.empty()) {
        match_session(application, options);
    } else {
        match_case_file(application, options);
    }
}

}  // namespace

void add_match_verb(VerbTable& table) {
    const auto options = std::make_shared<MatchOptions>();
    CLI::App& verb = table.verb("match", [options](Application& app) { match_anything(app, *options); });
    table.option(verb, "case", options->case_file);
    table.option(verb, "client", options->client);
    table.option(verb, "session", options->session);
}

}  // namespace palpate
