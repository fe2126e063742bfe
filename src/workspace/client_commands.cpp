// client.* and session.*: whose record is open, and which visit.

#include "base/error.h"
#include "casebook/edits.h"
#include "casebook/sample_case.h"
#include "workspace/detail/command_arguments.h"
#include "workspace/detail/command_groups.h"

#include <algorithm>
#include <charconv>

namespace palpate {
namespace {

constexpr int k_first_reference = 1001;

bool is_taken(const Workspace& workspace, const std::string& reference) {
    return std::ranges::find(workspace.clients(), reference, &Client::reference) != workspace.clients().end();
}

/// One more than the highest number in use.
std::string next_reference(const Workspace& workspace) {
    int highest = k_first_reference - 1;
    for (const Client& client : workspace.clients()) {
        int number = 0;
        std::from_chars(client.reference.data(), client.reference.data() + client.reference.size(), number);
        highest = std::max(highest, number);
    }
    return std::to_string(highest + 1);
}

/// What is said of the client's name and contact; what is not said stays.
void read_client_fields(const CommandArguments& arguments, Client& client) {
    const auto take = [&](std::string_view argument, std::string& field) {
        field = find_argument(arguments, argument).value_or(field);
    };
    take("name", client.name);
    take("birth", client.birth);
    take("phone", client.phone);
    take("email", client.email);
    take("emergency-name", client.emergency.name);
    take("emergency-phone", client.emergency.phone);
}

std::string add_client(Workspace& workspace, const CommandArguments& arguments) {
    workspace.require_store();
    const std::string reference = find_argument(arguments, "reference").value_or(next_reference(workspace));
    if (is_taken(workspace, reference)) {
        throw Error(ErrorCode::InvalidEdit, {"workspace.reference-taken", {{"reference", reference}}});
    }
    CaseDocument document;
    document.client = {.id = ClientId(workspace.services().ids->make_id()),
                       .reference = reference,
                       .name = required_argument(arguments, "name"),
                       .created = workspace.services().clock->now()};
    read_client_fields(arguments, document.client);
    static_cast<void>(apply(document, EditClient{document.client}));  // refused here and not by the store
    std::string id = document.client.id.text();
    workspace.add_client(std::move(document));
    return id;
}

std::string add_sample(Workspace& workspace, const CommandArguments&) {
    workspace.require_store();
    CaseDocument document = make_sample_case(workspace.require_atlas(), *workspace.services().clock,
                                             *workspace.services().ids, workspace.words());
    if (is_taken(workspace, document.client.reference)) {
        document.client.reference = next_reference(workspace);
    }
    std::string id = document.client.id.text();
    workspace.add_client(std::move(document));
    return id;
}

std::string open_client(Workspace& workspace, const CommandArguments& arguments) {
    workspace.require_store();
    const std::string asked = required_argument(arguments, "client");
    for (const Client& client : workspace.clients()) {
        if (asked == client.reference || asked == client.id.text() || asked == client.name) {
            workspace.load_client(client.id);
            return client.id.text();
        }
    }
    throw Error(ErrorCode::NotFound, {"workspace.no-such-client", {{"client", asked}}});
}

std::string edit_client(Workspace& workspace, const CommandArguments& arguments) {
    Client client = workspace.require_document().client;
    read_client_fields(arguments, client);
    client.reference = find_argument(arguments, "reference").value_or(client.reference);
    if (client.reference != workspace.document()->client.reference && is_taken(workspace, client.reference)) {
        throw Error(ErrorCode::InvalidEdit, {"workspace.reference-taken", {{"reference", client.reference}}});
    }
    workspace.commit(EditClient{client}, "command.client.edit");
    return client.id.text();
}

/// Only with the client's number said once more.
std::string erase_client(Workspace& workspace, const CommandArguments& arguments) {
    const Client client = workspace.require_document().client;
    if (required_argument(arguments, "reference") != client.reference) {
        throw Error(ErrorCode::InvalidEdit, {"workspace.erase-unsure", {{"reference", client.reference}}});
    }
    workspace.erase_client();
    return client.id.text();
}

void read_session_fields(const CommandArguments& arguments, Session& session) {
    if (const auto type = find_argument(arguments, "type")) {
        const auto known = find_session_type(*type);
        if (!known) {
            throw Error(ErrorCode::Usage, {"workspace.unknown-session-type", {{"type", *type}}});
        }
        session.type = *known;
    }
    session.date = find_argument(arguments, "date").value_or(session.date);
    session.title = find_argument(arguments, "title").value_or(session.title);
}

std::string add_session(Workspace& workspace, const CommandArguments& arguments) {
    static_cast<void>(workspace.require_document());
    const Timestamp now = workspace.services().clock->now();
    Session session{.id = SessionId(workspace.services().ids->make_id()),
                    .type = SessionType::Treatment,
                    .date = local_date(now),
                    .title = {},
                    .created = now};
    read_session_fields(arguments, session);
    workspace.commit(AddSession{session}, "command.session.add");
    workspace.show_session(session.id);
    return session.id.text();
}

/// The session named, else the one on screen.
const Session& chosen_session(const Workspace& workspace, const CommandArguments& arguments) {
    if (const auto asked = find_argument(arguments, "session")) {
        return named_session(workspace, *asked);
    }
    static_cast<void>(workspace.require_document());
    if (workspace.session().empty()) {
        throw Error(ErrorCode::InvalidEdit, {"workspace.no-session", {}});
    }
    return named_session(workspace, workspace.session().text());
}

std::string open_session(Workspace& workspace, const CommandArguments& arguments) {
    const SessionId id = named_session(workspace, required_argument(arguments, "session")).id;
    workspace.show_session(id);
    return id.text();
}

std::string edit_session(Workspace& workspace, const CommandArguments& arguments) {
    Session session = chosen_session(workspace, arguments);
    read_session_fields(arguments, session);
    workspace.commit(EditSession{session}, "command.session.edit");
    return session.id.text();
}

std::string remove_session(Workspace& workspace, const CommandArguments& arguments) {
    workspace.commit(RemoveSession{chosen_session(workspace, arguments).id}, "command.session.remove");
    return {};
}

std::string list_clients(Workspace& workspace, const CommandArguments&) {
    workspace.show_client_list();
    return {};
}

std::vector<std::string> client_parameters() {
    return {"name", "reference", "birth", "phone", "email", "emergency-name", "emergency-phone"};
}

}  // namespace

std::vector<Command> client_commands() {
    return {
        {"client.add", "command.client.add", "", client_parameters(), has_store, add_client},
        {"client.add-sample",
         "command.client.add-sample",
         "",
         {},
         [](const Workspace& workspace) { return has_store(workspace) && has_atlas(workspace); },
         add_sample},
        {"client.open", "command.client.open", "", {"client"}, has_store, open_client},
        {"client.list", "command.client.list", "", {}, always, list_clients},
        {"client.edit", "command.client.edit", "", client_parameters(), has_client, edit_client},
        {"client.erase", "command.client.erase", "", {"reference"}, has_client, erase_client},
        {"session.add", "command.session.add", "Ctrl+N", {"type", "date", "title"}, has_client, add_session},
        {"session.open", "command.session.open", "", {"session"}, has_session, open_session},
        {"session.edit", "command.session.edit", "", {"session", "type", "date", "title"}, has_session, edit_session},
        {"session.remove", "command.session.remove", "", {"session"}, has_session, remove_session},
    };
}

}  // namespace palpate
