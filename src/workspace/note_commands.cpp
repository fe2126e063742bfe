// note.*, measure.*: what is written and measured of a session.

#include "base/error.h"
#include "workspace/detail/command_arguments.h"
#include "workspace/detail/command_groups.h"
#include "workspace/note_draft.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace palpate {
namespace {

/// Measures under these need a licence the program does not have: they are listed, and not taken.
constexpr std::array<std::string_view, 1> k_not_ours{"permission-needed-for-commercial-use"};

[[noreturn]] void fail_word(const std::string& argument, const std::string& value) {
    throw Error(ErrorCode::Usage, {"workspace.unknown-word", {{"argument", argument}, {"value", value}}});
}

const Session& open_session(const Workspace& workspace) {
    static_cast<void>(workspace.require_document());
    if (workspace.session().empty()) {
        throw Error(ErrorCode::InvalidEdit, {"workspace.no-session", {}});
    }
    return named_session(workspace, workspace.session().text());
}

SessionNote note_of(const Workspace& workspace, const SessionId& session) {
    const SessionNote* note = find_note(*workspace.document(), session);
    return note != nullptr ? *note : SessionNote{.session = session};
}

void commit_note(Workspace& workspace, SessionNote note, const char* label) {
    note.changed = workspace.services().clock->now();
    workspace.commit(SetNote{std::move(note)}, label);
}

NotePart named_part(const CommandArguments& arguments) {
    const std::string word = required_argument(arguments, "part");
    const auto part = find_note_part(word);
    if (!part) {
        fail_word("part", word);
    }
    return *part;
}

/// Without a text: the part was read and stays as it is.
std::string write_part(Workspace& workspace, const CommandArguments& arguments) {
    SessionNote note = note_of(workspace, open_session(workspace).id);
    NoteSection& section = note.section(named_part(arguments));
    section = {find_argument(arguments, "text").value_or(section.text), NoteOrigin::Written};
    commit_note(workspace, std::move(note), "command.note.write");
    return {};
}

/// Parts nobody has written are drafted, anew where they were drafted before.
std::string draft(Workspace& workspace, const CommandArguments&) {
    const SessionId session = open_session(workspace).id;
    SessionNote note = note_of(workspace, session);
    const auto drafted = draft_note(workspace, session);
    for (std::size_t part = 0; part < k_note_part_count; ++part) {
        NoteSection& section = note.sections[part];
        const bool free = section.text.empty() || section.origin == NoteOrigin::Draft;
        if (free && !drafted[part].empty()) {
            section = {drafted[part], NoteOrigin::Draft};
        }
    }
    commit_note(workspace, std::move(note), "command.note.draft");
    return {};
}

/// The note of the nearest session before that has one; nullptr where none has.
const SessionNote* find_earlier_note(const CaseDocument& document, const SessionId& session) {
    const SessionNote* earlier = nullptr;
    for (const Session& visit : document.sessions) {
        if (visit.id == session) {
            break;
        }
        if (const SessionNote* note = find_note(document, visit.id)) {
            earlier = note;
        }
    }
    return earlier;
}

std::string carry(Workspace& workspace, const CommandArguments&) {
    const SessionId session = open_session(workspace).id;
    const SessionNote* earlier = find_earlier_note(*workspace.document(), session);
    if (earlier == nullptr) {
        throw Error(ErrorCode::InvalidEdit, {"workspace.no-earlier-note", {}});
    }
    SessionNote note = note_of(workspace, session);
    for (std::size_t part = 0; part < k_note_part_count; ++part) {
        if (note.sections[part].text.empty() && !earlier->sections[part].text.empty()) {
            note.sections[part] = {earlier->sections[part].text, NoteOrigin::Carried};
        }
    }
    commit_note(workspace, std::move(note), "command.note.carry");
    return {};
}

std::string sign(Workspace& workspace, const CommandArguments& arguments) {
    SessionNote note = note_of(workspace, open_session(workspace).id);
    note.signed_by = required_argument(arguments, "by");
    note.signed_at = workspace.services().clock->now();
    commit_note(workspace, std::move(note), "command.note.sign");
    workspace.seal_history();
    return {};
}

std::string add_addendum(Workspace& workspace, const CommandArguments& arguments) {
    const std::string id = workspace.services().ids->make_id();
    workspace.commit(AddAddendum{{.id = NoteAddendumId(id),
                                  .session = open_session(workspace).id,
                                  .text = required_argument(arguments, "text"),
                                  .author = required_argument(arguments, "by"),
                                  .created = workspace.services().clock->now()}},
                     "command.note.addendum");
    workspace.seal_history();
    return id;
}

const OutcomeMeasure& named_measure(const Workspace& workspace, const std::string& id) {
    const OutcomeMeasure* measure = workspace.clinical().find_measure(id);
    if (measure == nullptr) {
        fail_word("measure", id);
    }
    if (std::ranges::find(k_not_ours, measure->licence_status) != k_not_ours.end()) {
        throw Error(ErrorCode::InvalidEdit, {"workspace.measure-licence", {{"measure", measure->name}}});
    }
    return *measure;
}

void check_range(const OutcomeMeasure& measure, double value) {
    if ((measure.min && value < *measure.min) || (measure.max && value > *measure.max)) {
        throw Error(ErrorCode::InvalidEdit, {"workspace.measure-range",
                                             {{"measure", measure.name},
                                              {"low", fmt::format("{:g}", measure.min.value_or(0.0))},
                                              {"high", fmt::format("{:g}", measure.max.value_or(0.0))}}});
    }
}

/// Movements name what moved and on which side: "rom-hip-flexion.left".
void check_item(const Workspace& workspace, const Measurement& taken) {
    if (taken.measure != "rom") {
        return;
    }
    const std::size_t dot = taken.item.rfind('.');
    const auto& norms = workspace.clinical().range_norms();
    const bool known = std::ranges::find(norms, taken.item.substr(0, dot), &RangeNorm::id) != norms.end();
    if (!known || dot == std::string::npos || !find_side(taken.item.substr(dot + 1))) {
        fail_word("item", taken.item);
    }
}

void read_measurement(const Workspace& workspace, const CommandArguments& arguments, Measurement& taken) {
    if (const auto moment = find_argument(arguments, "moment")) {
        const auto known = find_measure_moment(*moment);
        if (!known) {
            fail_word("moment", *moment);
        }
        taken.moment = *known;
    }
    if (const auto passive = find_argument(arguments, "passive")) {
        taken.passive = *passive == "yes";
    }
    taken.item = find_argument(arguments, "item").value_or(taken.item);
    taken.note = find_argument(arguments, "note").value_or(taken.note);
    if (const auto value = find_number(arguments, "value", -1.0e6F, 1.0e6F)) {
        taken.value = static_cast<double>(*value);
    }
    check_range(named_measure(workspace, taken.measure), taken.value);
    check_item(workspace, taken);
}

std::string add_measurement(Workspace& workspace, const CommandArguments& arguments) {
    static_cast<void>(required_argument(arguments, "value"));
    Measurement taken{.id = MeasurementId(workspace.services().ids->make_id()),
                      .session = open_session(workspace).id,
                      .measure = required_argument(arguments, "measure"),
                      .created = workspace.services().clock->now()};
    read_measurement(workspace, arguments, taken);
    std::string id = taken.id.text();
    workspace.commit(AddMeasurement{std::move(taken)}, "command.measure.add");
    return id;
}

const Measurement& named_measurement(const Workspace& workspace, const CommandArguments& arguments) {
    const std::string id = required_argument(arguments, "measurement");
    const auto& all = workspace.require_document().measurements;
    const auto found = std::ranges::find(all, MeasurementId(id), &Measurement::id);
    if (found == all.end()) {
        throw Error(ErrorCode::NotFound, {"workspace.no-such-measurement", {{"measurement", id}}});
    }
    return *found;
}

std::string edit_measurement(Workspace& workspace, const CommandArguments& arguments) {
    Measurement taken = named_measurement(workspace, arguments);
    read_measurement(workspace, arguments, taken);
    std::string id = taken.id.text();
    workspace.commit(EditMeasurement{std::move(taken)}, "command.measure.edit");
    return id;
}

std::string remove_measurement(Workspace& workspace, const CommandArguments& arguments) {
    workspace.commit(RemoveMeasurement{named_measurement(workspace, arguments).id}, "command.measure.remove");
    return {};
}

/// What is signed takes no more of it.
bool can_write(const Workspace& workspace) {
    return has_session(workspace) && !is_signed(*workspace.document(), workspace.session());
}

bool can_add_to(const Workspace& workspace) {
    return has_session(workspace) && is_signed(*workspace.document(), workspace.session());
}

}  // namespace

std::vector<Command> note_commands() {
    return {
        {"note.write", "command.note.write", "", {"part", "text"}, can_write, write_part},
        {"note.draft", "command.note.draft", "", {}, can_write, draft},
        {"note.carry", "command.note.carry", "", {}, can_write, carry},
        {"note.sign", "command.note.sign", "", {"by"}, can_write, sign},
        {"note.addendum", "command.note.addendum", "", {"text", "by"}, can_add_to, add_addendum},
        {"measure.add",
         "command.measure.add",
         "",
         {"measure", "value", "item", "moment", "passive", "note"},
         can_write,
         add_measurement},
        {"measure.edit",
         "command.measure.edit",
         "",
         {"measurement", "value", "item", "moment", "passive", "note"},
         can_write,
         edit_measurement},
        {"measure.remove", "command.measure.remove", "", {"measurement"}, can_write, remove_measurement},
    };
}

}  // namespace palpate
