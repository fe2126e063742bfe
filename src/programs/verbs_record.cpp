// client, session, mark: the record from the command line, by the same commands as the window.

#include "base/error.h"
#include "base/locale_words.h"
#include "programs/composition.h"
#include "programs/console.h"
#include "programs/detail/json_views.h"
#include "programs/detail/record_verbs.h"
#include "programs/store_access.h"
#include "programs/verb_table.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace palpate {
namespace {

using Options = std::shared_ptr<RecordOptions>;

}  // namespace

std::string run_and_settle(Workspace& workspace, std::string_view command, const CommandArguments& arguments) {
    std::string id = workspace.run(command, arguments);
    workspace.run_until_idle_or_throw();
    return id;
}

Workspace& open_case(Application& application, const RecordOptions& options, const Needs& needs) {
    Workspace& workspace = application.start(needs);
    run_and_settle(workspace, "client.open", {{"client", options.client}});
    if (!options.session.empty()) {
        workspace.run("session.open", {{"session", options.session}});
    }
    return workspace;
}

namespace {

// ---- client --------------------------------------------------------------------------------------------------------

std::string client_line(const Client& client) {
    return fmt::format("{}  {}{}", client.reference, client.name, client.sample ? "  *" : "");
}

void add_client(Application& application, const RecordOptions& options) {
    Workspace& workspace = application.start({.store = Needs::Store::Write});
    run_and_settle(workspace, "client.add", *options.arguments);
    const Client& client = workspace.require_document().client;
    application.options().json ? print_json(to_json(client)) : print_line(client_line(client));
}

/// All, or those that fit what --search says.
void list_clients(Application& application, const std::string& search) {
    Workspace& workspace = application.start({.store = Needs::Store::Read});
    Json list = Json::array();
    for (const Client* client : workspace.client_list().search(search)) {
        list.push_back(to_json(*client));
        if (!application.options().json) {
            print_line(client_line(*client));
        }
    }
    if (application.options().json) {
        print_json(list);
    } else if (list.empty()) {
        print_line(application.words().tr("cli.no-clients"));
    }
}

std::string session_line(const Translator& words, const CaseDocument& document, const Session& session) {
    return words.tr({"cli.session-line",
                     {{"number", std::to_string(session_number(document, session.id))},
                      {"date", session.date},
                      {"type", std::string(name_of(session.type))},
                      {"title", session.title},
                      {"marks", std::to_string(marks_of(document, session.id).size())}}});
}

void print_sessions(const Application& application, const CaseDocument& document) {
    for (const Session& session : document.sessions) {
        print_line(session_line(application.words(), document, session));
    }
}

Json sessions_json(const CaseDocument& document) {
    Json list = Json::array();
    for (const Session& session : document.sessions) {
        list.push_back(to_json(document, session));
    }
    return list;
}

void show_client(Application& application, const RecordOptions& options) {
    const CaseDocument& document = open_case(application, options, {.store = Needs::Store::Read}).require_document();
    if (application.options().json) {
        print_json({{"client", to_json(document.client)},
                    {"sessions", sessions_json(document)},
                    {"facts", facts_json(document)},
                    {"consents", consents_json(document)}});
        return;
    }
    print_line(client_line(document.client));
    for (const std::string* line : {&document.client.birth, &document.client.phone, &document.client.email}) {
        if (!line->empty()) {
            print_line("  " + *line);
        }
    }
    print_sessions(application, document);
}

void edit_client(Application& application, const RecordOptions& options) {
    Workspace& workspace = open_case(application, options, {.store = Needs::Store::Write});
    run_and_settle(workspace, "client.edit", *options.arguments);
    const Client& client = workspace.require_document().client;
    application.options().json ? print_json(to_json(client)) : print_line(client_line(client));
}

void erase_client(Application& application, const RecordOptions& options) {
    const std::unique_ptr<Store> store = open_own_store(application);
    const Client client = find_client(*store, options.client);
    store->remove(client.id);
    const bool finished = !store->is_erasure_unfinished();
    if (application.options().json) {
        print_json({{"erased", client.id.text()}, {"finished", finished}});
        return;
    }
    print_line(application.words().tr(
        {finished ? "cli.client-erased" : "cli.client-erased-unfinished", {{"reference", client.reference}}}));
}

// ---- session -------------------------------------------------------------------------------------------------------

void add_session(Application& application, const RecordOptions& options) {
    Workspace& workspace = open_case(application, options, {.store = Needs::Store::Write});
    run_and_settle(workspace, "session.add", *options.arguments);
    const CaseDocument& document = workspace.require_document();
    const Session& session = *find_session(document, workspace.session());
    application.options().json ? print_json(to_json(document, session))
                               : print_line(session_line(application.words(), document, session));
}

void print_open_session(const Application& application, const Workspace& workspace) {
    const CaseDocument& document = workspace.require_document();
    const Session& session = *find_session(document, workspace.session());
    application.options().json ? print_json(to_json(document, session))
                               : print_line(session_line(application.words(), document, session));
}

void show_session(Application& application, const RecordOptions& options) {
    print_open_session(application, open_case(application, options, {.store = Needs::Store::Read}));
}

void edit_session(Application& application, const RecordOptions& options) {
    Workspace& workspace = open_case(application, options, {.store = Needs::Store::Write});
    run_and_settle(workspace, "session.edit", *options.arguments);
    print_open_session(application, workspace);
}

void erase_session(Application& application, const RecordOptions& options) {
    Workspace& workspace = open_case(application, options, {.store = Needs::Store::Write});
    const SessionId id = workspace.session();
    run_and_settle(workspace, "session.remove", {});
    application.options().json ? print_json({{"removed", id.text()}})
                               : print_line(application.words().tr("cli.session-removed"));
}

void list_sessions(Application& application, const RecordOptions& options) {
    const CaseDocument& document = open_case(application, options, {.store = Needs::Store::Read}).require_document();
    application.options().json ? print_json(sessions_json(document)) : print_sessions(application, document);
}

// ---- mark ----------------------------------------------------------------------------------------------------------

std::string mark_line(const Workspace& workspace, const Mark& mark) {
    const Json json = to_json(workspace, mark);
    std::string qualities;
    for (const std::string& word : mark.qualities) {
        qualities += ", " + word;
    }
    std::string line = workspace.words().tr({"cli.mark-line",
                                             {{"number", std::to_string(json["number"].get<int>())},
                                              {"place", json["place"].get<std::string>()},
                                              {"kind", std::string(name_of(mark.kind)) + qualities},
                                              {"now", std::to_string(mark.now)},
                                              {"depth", std::string(name_of(mark.depth))}}});
    const std::optional<float> error_mm = workspace.place_error_mm(mark);
    if (!error_mm) {
        line += "  " + workspace.words().tr("cli.mark-without-place");
    } else if (*error_mm > 0.0F) {
        line += "  " +
                workspace.words().tr({"cli.mark-carried", {{"error", shown_number(workspace.words(), *error_mm, 1)}}});
    }
    return line;
}

void print_mark(const Application& application, const Workspace& workspace, const std::string& id) {
    const Mark* mark = find_mark(workspace.require_document(), MarkId(id));
    PALPATE_ASSERT(mark != nullptr);
    application.options().json ? print_json(to_json(workspace, *mark)) : print_line(mark_line(workspace, *mark));
}

constexpr Needs k_mark_writing{.store = Needs::Store::Write, .atlas = true};

void add_mark(Application& application, const RecordOptions& options) {
    Workspace& workspace = open_case(application, options, k_mark_writing);
    print_mark(application, workspace, run_and_settle(workspace, "mark.add", *options.arguments));
}

void list_marks(Application& application, const RecordOptions& options) {
    const Workspace& workspace = open_case(application, options, {.store = Needs::Store::Read, .atlas = true});
    const CaseDocument& document = workspace.require_document();
    Json list = Json::array();
    for (const Session& session : document.sessions) {
        if (!options.session.empty() && session.id != workspace.session()) {
            continue;
        }
        if (!application.options().json) {
            print_line(session_line(workspace.words(), document, session));
        }
        for (const Mark* mark : marks_of(document, session.id)) {
            list.push_back(to_json(workspace, *mark));
            if (!application.options().json) {
                print_line("  " + mark_line(workspace, *mark));
            }
        }
    }
    if (application.options().json) {
        print_json(list);
    }
}

void show_mark(Application& application, const RecordOptions& options) {
    Workspace& workspace = open_case(application, options, {.store = Needs::Store::Read, .atlas = true});
    print_mark(application, workspace, workspace.run("mark.select", {{"mark", options.mark}}));
}

void edit_mark(Application& application, const RecordOptions& options) {
    Workspace& workspace = open_case(application, options, k_mark_writing);
    CommandArguments arguments = *options.arguments;
    arguments["mark"] = options.mark;
    print_mark(application, workspace, run_and_settle(workspace, "mark.edit", arguments));
}

void remove_mark(Application& application, const RecordOptions& options) {
    Workspace& workspace = open_case(application, options, {.store = Needs::Store::Write});
    const std::string id = workspace.run("mark.select", {{"mark", options.mark}});
    run_and_settle(workspace, "mark.remove", {{"mark", id}});
    application.options().json ? print_json({{"removed", id}})
                               : print_line(application.words().tr({"cli.mark-removed", {{"mark", options.mark}}}));
}

// ---- declaration ---------------------------------------------------------------------------------------------------

using Run = void (*)(Application&, const RecordOptions&);

CLI::App& record_verb(VerbTable& table, CLI::App& group, const char* name, const Options& options, Run run) {
    return table.verb(group, name, [options, run](Application& application) { run(application, *options); });
}

void declare_client_verbs(VerbTable& table) {
    CLI::App& group = table.group("client");
    const auto options = std::make_shared<RecordOptions>();
    CLI::App& add = record_verb(table, group, "add", options, add_client);
    table.positional(add, "name", (*options->arguments)["name"]);
    table.command_options(add, "client.add", options->arguments);
    const auto search = std::make_shared<std::string>();
    CLI::App& list =
        table.verb(group, "list", [search](Application& application) { list_clients(application, *search); });
    table.option(list, "search", *search);
    const auto edit_options = std::make_shared<RecordOptions>();
    CLI::App& edit = record_verb(table, group, "edit", edit_options, edit_client);
    table.option(edit, "client", edit_options->client, true);
    table.command_options(edit, "client.edit", edit_options->arguments);
    table.positional(record_verb(table, group, "show", options, show_client), "client", options->client);
    table.positional(record_verb(table, group, "erase", options, erase_client), "client", options->client);
}

void declare_session_verbs(VerbTable& table) {
    CLI::App& group = table.group("session");
    const auto options = std::make_shared<RecordOptions>();
    CLI::App& add = record_verb(table, group, "add", options, add_session);
    table.option(add, "client", options->client, true);
    table.command_options(add, "session.add", options->arguments);
    table.option(record_verb(table, group, "list", options, list_sessions), "client", options->client, true);
    const std::pair<const char*, Run> verbs[] = {
        {"show", show_session}, {"edit", edit_session}, {"erase", erase_session}};
    for (const auto& [name, run] : verbs) {
        const auto named = std::make_shared<RecordOptions>();
        CLI::App& verb = record_verb(table, group, name, named, run);
        table.option(verb, "client", named->client, true);
        table.option(verb, "session", named->session, true);
        if (run == edit_session) {
            table.command_options(verb, "session.edit", named->arguments);
        }
    }
}

void declare_mark_verbs(VerbTable& table) {
    CLI::App& group = table.group("mark");
    const auto declare = [&](const char* name, Run run, bool names_mark) -> std::pair<CLI::App&, Options> {
        const auto options = std::make_shared<RecordOptions>();
        CLI::App& verb = record_verb(table, group, name, options, run);
        table.option(verb, "client", options->client, true);
        table.option(verb, "session", options->session);
        if (names_mark) {
            table.option(verb, "mark", options->mark, true);
        }
        return {verb, options};
    };
    const auto [add, add_options] = declare("add", add_mark, false);
    table.command_options(add, "mark.add", add_options->arguments);
    static_cast<void>(declare("list", list_marks, false));
    const auto [edit, edit_options] = declare("edit", edit_mark, true);
    table.command_options(edit, "mark.edit", edit_options->arguments);
    static_cast<void>(declare("show", show_mark, true));
    static_cast<void>(declare("remove", remove_mark, true));
    static_cast<void>(declare("erase", remove_mark, true));  // the word all other records take
}

}  // namespace

void add_record_verbs(VerbTable& table) {
    declare_client_verbs(table);
    declare_session_verbs(table);
    declare_mark_verbs(table);
}

}  // namespace palpate
