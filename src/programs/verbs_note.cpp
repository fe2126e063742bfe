// note, measure, consent: what is written, measured and agreed to, by the same commands as the window.

#include "base/error.h"
#include "programs/console.h"
#include "programs/detail/json_views.h"
#include "programs/detail/record_verbs.h"
#include "programs/verb_table.h"
#include "workspace/note_draft.h"

#include <CLI/CLI.hpp>

namespace palpate {
namespace {

using Run = void (*)(Application&, const RecordOptions&);
using Options = std::shared_ptr<RecordOptions>;

constexpr Needs k_reading{.store = Needs::Store::Read};
/// Drafting speaks of the map, which needs the body.
constexpr Needs k_writing{.store = Needs::Store::Write, .atlas = true};

const Session& session_of(const Workspace& workspace) {
    const Session* session = find_session(workspace.require_document(), workspace.session());
    if (session == nullptr) {
        throw Error(ErrorCode::InvalidEdit, {"workspace.no-session", {}});
    }
    return *session;
}

// ---- note ----------------------------------------------------------------------------------------------------------

void print_note(const Application& application, const Workspace& workspace) {
    const CaseDocument& document = workspace.require_document();
    const Session& session = session_of(workspace);
    if (application.options().json) {
        print_json(note_json(document, session.id));
        return;
    }
    const Translator& words = application.words();
    const SessionNote* note = find_note(document, session.id);
    if (note == nullptr) {
        print_line(words.tr("cli.note-none"));
        return;
    }
    for (const NotePart part : all_note_parts()) {
        const NoteSection& section = note->section(part);
        print_line(words.tr("note.part." + std::string(name_of(part))));
        if (!section.text.empty()) {
            print_line(section.origin == NoteOrigin::Written
                           ? section.text
                           : "[" + words.tr("note.origin." + std::string(name_of(section.origin))) + "] " +
                                 section.text);
        }
    }
    for (const NoteAddendum* addendum : addenda_of(document, session.id)) {
        print_line("+ " + addendum->text + " (" + addendum->author + ")");
    }
}

void show_note(Application& application, const RecordOptions& options) {
    print_note(application, open_case(application, options, k_reading));
}

void list_notes(Application& application, const RecordOptions& options) {
    const CaseDocument& document = open_case(application, options, k_reading).require_document();
    Json list = Json::array();
    for (const Session& session : document.sessions) {
        const SessionNote* note = find_note(document, session.id);
        if (note == nullptr) {
            continue;
        }
        list.push_back(note_json(document, session.id));
        if (!application.options().json) {
            print_line(std::to_string(session_number(document, session.id)) + "  " + session.date + "  " +
                       (note->is_signed() ? note->signed_by : application.words().tr("cli.note-open")));
        }
    }
    if (application.options().json) {
        print_json(list);
    }
}

/// A verb that runs one command and shows what became of the note.
template <const char* command>
void change_note(Application& application, const RecordOptions& options) {
    Workspace& workspace = open_case(application, options, k_writing);
    run_and_settle(workspace, command, *options.arguments);
    print_note(application, workspace);
}

constexpr char k_write[] = "note.write";
constexpr char k_draft[] = "note.draft";
constexpr char k_carry[] = "note.carry";
constexpr char k_sign[] = "note.sign";
constexpr char k_addendum[] = "note.addendum";

/// Nothing is left of an unsigned note.
void erase_note(Application& application, const RecordOptions& options) {
    Workspace& workspace = open_case(application, options, k_writing);
    for (const NotePart part : all_note_parts()) {
        workspace.run("note.write", {{"part", std::string(name_of(part))}, {"text", ""}});
    }
    workspace.run_until_idle_or_throw();
    print_line(application.words().tr("cli.note-erased"));
}

// ---- measure -------------------------------------------------------------------------------------------------------

void print_measure(const Application& application, const Workspace& workspace, const Measurement& taken) {
    if (application.options().json) {
        print_json(to_json(taken));
    } else {
        print_line(taken.id.text() + "  " + words_of(workspace, taken));
    }
}

void add_measure(Application& application, const RecordOptions& options) {
    Workspace& workspace = open_case(application, options, {.store = Needs::Store::Write});
    const MeasurementId id(run_and_settle(workspace, "measure.add", *options.arguments));
    for (const Measurement& taken : workspace.require_document().measurements) {
        if (taken.id == id) {
            print_measure(application, workspace, taken);
        }
    }
}

void list_measures(Application& application, const RecordOptions& options) {
    Workspace& workspace = open_case(application, options, k_reading);
    Json list = Json::array();
    for (const Measurement& taken : workspace.require_document().measurements) {
        if (!options.session.empty() && taken.session != workspace.session()) {
            continue;
        }
        list.push_back(to_json(taken));
        if (!application.options().json) {
            print_measure(application, workspace, taken);
        }
    }
    if (application.options().json) {
        print_json(list);
    }
}

void erase_measure(Application& application, const RecordOptions& options) {
    Workspace& workspace = open_case(application, options, {.store = Needs::Store::Write});
    run_and_settle(workspace, "measure.remove", *options.arguments);
    print_line(application.words().tr("cli.measure-removed"));
}

// ---- consent -------------------------------------------------------------------------------------------------------

void print_consents(const Application& application, const Workspace& workspace) {
    const CaseDocument& document = workspace.require_document();
    if (application.options().json) {
        print_json(consents_json(document));
        return;
    }
    for (const Consent& consent : document.consents) {
        print_line(consent.text + "  " + consent.version + "  " + to_iso(consent.given) + "  " + consent.given_by +
                   (consent.withdrawn ? "  \u2717 " + to_iso(*consent.withdrawn) : ""));
    }
}

void list_consents(Application& application, const RecordOptions& options) {
    print_consents(application, open_case(application, options, k_reading));
}

void give_consent(Application& application, const RecordOptions& options) {
    Workspace& workspace = open_case(application, options, {.store = Needs::Store::Write});
    run_and_settle(workspace, "client.consent", *options.arguments);
    print_consents(application, workspace);
}

void withdraw_consent(Application& application, const RecordOptions& options) {
    Workspace& workspace = open_case(application, options, {.store = Needs::Store::Write});
    run_and_settle(workspace, "client.withdraw-consent", *options.arguments);
    print_consents(application, workspace);
}

// ---- declaration ---------------------------------------------------------------------------------------------------

struct Declared {
    const char* name;
    Run run;
    const char* command;  ///< whose parameters the verb takes; nullptr: none
};

void declare(VerbTable& table, const char* group_name, std::initializer_list<Declared> verbs) {
    CLI::App& group = table.group(group_name);
    for (const Declared& declared : verbs) {
        const auto options = std::make_shared<RecordOptions>();
        CLI::App& verb = table.verb(group, declared.name, [options, run = declared.run](Application& application) {
            run(application, *options);
        });
        table.option(verb, "client", options->client, true);
        table.option(verb, "session", options->session);
        if (declared.command != nullptr) {
            table.command_options(verb, declared.command, options->arguments);
        }
    }
}

}  // namespace

void add_note_verbs(VerbTable& table) {
    declare(table, "note",
            {{"add", change_note<k_write>, "note.write"},
             {"edit", change_note<k_write>, "note.write"},
             {"draft", change_note<k_draft>, nullptr},
             {"carry", change_note<k_carry>, nullptr},
             {"sign", change_note<k_sign>, "note.sign"},
             {"addendum", change_note<k_addendum>, "note.addendum"},
             {"show", show_note, nullptr},
             {"list", list_notes, nullptr},
             {"erase", erase_note, nullptr}});
    declare(table, "measure",
            {{"add", add_measure, "measure.add"},
             {"list", list_measures, nullptr},
             {"erase", erase_measure, "measure.remove"}});
    declare(table, "consent",
            {{"give", give_consent, "client.consent"},
             {"withdraw", withdraw_consent, "client.withdraw-consent"},
             {"list", list_consents, nullptr}});
}

}  // namespace palpate
