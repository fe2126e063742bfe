// What is said of a mark's side, and of a session's map as a whole: other side, both sides, as last time, nothing hurts.

#include "anatomy/mirrored_anchor.h"
#include "base/error.h"
#include "workspace/detail/command_arguments.h"
#include "workspace/detail/command_groups.h"

#include <algorithm>

namespace palpate {
namespace {

bool has_mark(const Workspace& workspace) { return workspace.selected_mark() != nullptr; }

const Session& open_session(const Workspace& workspace) {
    const CaseDocument& document = workspace.require_document();
    if (workspace.session().empty()) {
        throw Error(ErrorCode::InvalidEdit, {"workspace.no-session", {}});
    }
    return *find_session(document, workspace.session());
}

// ---- sides ---------------------------------------------------------------------------------------------------------

SurfaceAnchor other_side_of(const Workspace& workspace, const SurfaceAnchor& anchor) {
    const Atlas& atlas = workspace.require_atlas();
    const Picker* picker = workspace.picker();
    const auto other = picker == nullptr
                           ? mirrored(anchor, atlas)
                           : mirrored(anchor, atlas, [picker](std::size_t structure, const glm::vec3& point_mm) {
                                 return picker->nearest_place(structure, point_mm);
                             });
    if (!other) {
        throw Error(ErrorCode::InvalidEdit, {"workspace.no-other-side", {}});
    }
    return *other;
}

/// Every place the mark is made of moves; what is said of it stays. Throws Error InvalidEdit for a place in the middle.
Mark on_other_side(const Workspace& workspace, Mark mark) {
    if (is_in_the_middle(mark.anchor, workspace.require_atlas()).value_or(false)) {
        throw Error(ErrorCode::InvalidEdit, {"workspace.in-the-middle", {}});
    }
    mark.anchor = other_side_of(workspace, mark.anchor);
    for (BrushDab& dab : mark.dabs) {
        dab.place = other_side_of(workspace, dab.place);
    }
    for (auto* places : {&mark.path, &mark.arrows}) {
        for (SurfaceAnchor& place : *places) {
            place = other_side_of(workspace, place);
        }
    }
    return mark;
}

/// The therapist has gone into it, or has not after all.
std::string address_mark(Workspace& workspace, const CommandArguments& arguments) {
    Mark mark = chosen_mark(workspace, arguments);
    const std::string answer = find_argument(arguments, "done").value_or("yes");
    if (answer != "yes" && answer != "no") {
        throw Error(ErrorCode::Usage, {"workspace.unknown-word", {{"argument", "done"}, {"value", answer}}});
    }
    mark.addressed = answer == "yes";
    workspace.commit(EditMark{mark}, "command.mark.address");
    return mark.id.text();
}

std::string move_to_other_side(Workspace& workspace, const CommandArguments& arguments) {
    const Mark moved = on_other_side(workspace, chosen_mark(workspace, arguments));
    workspace.commit(EditMark{moved}, "command.mark.other-side");
    return moved.id.text();
}

std::string mark_both_sides(Workspace& workspace, const CommandArguments& arguments) {
    Mark copy = on_other_side(workspace, chosen_mark(workspace, arguments));
    copy.id = MarkId(workspace.services().ids->make_id());
    copy.created = workspace.services().clock->now();
    copy.sequence = 0;
    workspace.commit(AddMark{copy}, "command.mark.both-sides");
    return copy.id.text();
}

// ---- the map of last time ------------------------------------------------------------------------------------------

/// The newest session before this one that says something of the body.
const Session* find_last_map(const CaseDocument& document, const Session& session) {
    const Session* last = nullptr;
    for (const Session& earlier : document.sessions) {
        if (earlier.id == session.id) {
            break;
        }
        if (!marks_of(document, earlier.id).empty()) {
            last = &earlier;
        }
    }
    return last;
}

bool is_carried_already(const CaseDocument& document, const SessionId& session, const MarkId& earlier) {
    return std::ranges::any_of(
        document.marks, [&](const Mark& mark) { return mark.session == session && mark.carried_from == earlier; });
}

bool has_last_map(const Workspace& workspace) {
    return has_session(workspace) && find_last_map(workspace.require_document(), open_session(workspace)) != nullptr;
}

std::string start_from_last(Workspace& workspace, const CommandArguments&) {
    const CaseDocument& document = workspace.require_document();
    const Session& session = open_session(workspace);
    const Session* last = find_last_map(document, session);
    if (last == nullptr) {
        throw Error(ErrorCode::NotFound, {"workspace.no-last-map", {}});
    }
    std::vector<Edit> edits;
    if (session.no_pain) {
        Session changed = session;
        changed.no_pain = false;
        edits.emplace_back(EditSession{changed});
    }
    for (const Mark* earlier : marks_of(document, last->id)) {
        if (is_carried_already(document, session.id, earlier->id)) {
            continue;
        }
        Mark mark = *earlier;
        mark.id = MarkId(workspace.services().ids->make_id());
        mark.session = session.id;
        mark.created = workspace.services().clock->now();
        mark.sequence = 0;
        mark.confirmed = false;
        mark.carried_from = earlier->id;
        edits.emplace_back(AddMark{mark});
    }
    workspace.commit(edits, "command.session.start-from-last");
    return last->id.text();
}

bool has_unconfirmed(const Workspace& workspace) {
    return has_session(workspace) && std::ranges::any_of(marks_of(workspace.require_document(), workspace.session()),
                                                         [](const Mark* mark) { return !mark->confirmed; });
}

std::string confirm_mark(Workspace& workspace, const CommandArguments& arguments) {
    Mark mark = chosen_mark(workspace, arguments);
    mark.confirmed = true;
    workspace.commit(EditMark{mark}, "command.mark.confirm");
    return mark.id.text();
}

std::string confirm_all(Workspace& workspace, const CommandArguments&) {
    std::vector<Edit> edits;
    for (const Mark* mark : marks_of(workspace.require_document(), open_session(workspace).id)) {
        Mark confirmed = *mark;
        confirmed.confirmed = true;
        edits.emplace_back(EditMark{confirmed});
    }
    workspace.commit(edits, "command.session.confirm-all");
    return {};
}

// ---- nothing hurts -------------------------------------------------------------------------------------------------

/// What was carried over and not confirmed goes: "no pain today" answers it. Marks made today that hurt stand against it.
std::string say_no_pain(Workspace& workspace, const CommandArguments& arguments) {
    Session session = open_session(workspace);
    const std::string answer = find_argument(arguments, "answer").value_or("yes");
    if (answer != "yes" && answer != "no") {
        throw Error(ErrorCode::Usage, {"workspace.unknown-word", {{"argument", "answer"}, {"value", answer}}});
    }
    session.no_pain = answer == "yes";
    std::vector<Edit> edits;
    for (const Mark* mark : marks_of(workspace.require_document(), session.id)) {
        if (!session.no_pain || mark->now == 0) {
            continue;
        }
        if (mark->confirmed || mark->carried_from.empty()) {
            throw Error(ErrorCode::InvalidEdit, {"workspace.marks-against-no-pain", {}});
        }
        edits.emplace_back(RemoveMark{mark->id});
    }
    edits.emplace_back(EditSession{session});
    workspace.commit(edits, "command.session.no-pain");
    return session.id.text();
}

}  // namespace

std::vector<Command> map_commands() {
    return {
        {"mark.other-side", "command.mark.other-side", "M", {"mark"}, has_mark, move_to_other_side},
        {"mark.both-sides", "command.mark.both-sides", "Shift+M", {"mark"}, has_mark, mark_both_sides},
        {"mark.address", "command.mark.address", "", {"mark", "done"}, has_mark, address_mark},
        {"mark.confirm", "command.mark.confirm", "C", {"mark"}, has_mark, confirm_mark},
        {"session.start-from-last", "command.session.start-from-last", "", {}, has_last_map, start_from_last},
        {"session.confirm-all", "command.session.confirm-all", "Shift+C", {}, has_unconfirmed, confirm_all},
        {"session.no-pain", "command.session.no-pain", "", {"answer"}, has_session, say_no_pain},
    };
}

}  // namespace palpate
