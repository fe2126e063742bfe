// kiosk.* and intake.*: clients answer before a visit, and the therapist goes through what they said.

#include "base/error.h"
#include "workspace/detail/command_arguments.h"
#include "workspace/detail/command_groups.h"
#include "workspace/intake_desk.h"

#include <algorithm>

namespace palpate {
namespace {

bool can_hand_over(const Workspace& workspace) {
    return workspace.intakes().state() == IntakeState::Away && workspace.store_open() && workspace.sees_health();
}
bool is_handed_over(const Workspace& workspace) { return workspace.intakes().is_handed_over(); }
bool welcomes(const Workspace& workspace) { return workspace.intakes().state() == IntakeState::Welcome; }
bool can_resume(const Workspace& workspace) { return welcomes(workspace) && workspace.intakes().can_resume(); }
bool answers(const Workspace& workspace) { return workspace.intakes().state() == IntakeState::Answering; }
bool has_finished(const Workspace& workspace) { return workspace.intakes().state() == IntakeState::Finished; }
bool can_make_code(const Workspace& workspace) { return can_hand_over(workspace) && has_client(workspace); }
bool can_review(const Workspace& workspace) {
    return can_hand_over(workspace) && !workspace.intakes().pending().empty();
}
bool is_reviewing(const Workspace& workspace) { return workspace.intakes().is_reviewing(); }

// ---- the client ----------------------------------------------------------------------------------------------------

std::string hand_over(Workspace& workspace, const CommandArguments& arguments) {
    workspace.intakes().hand_over(required_argument(arguments, "pin"));
    return {};
}

std::string take_back(Workspace& workspace, const CommandArguments& arguments) {
    workspace.intakes().take_back(required_argument(arguments, "pin"));
    return {};
}

/// With the code a client was given, or without one.
std::string begin(Workspace& workspace, const CommandArguments& arguments) {
    const auto code = find_argument(arguments, "code");
    code ? workspace.intakes().begin_with_code(*code) : workspace.intakes().begin();
    return {};
}

std::string resume(Workspace& workspace, const CommandArguments& arguments) {
    workspace.intakes().resume(required_argument(arguments, "name"));
    return {};
}

std::string pause(Workspace& workspace, const CommandArguments&) {
    if (!answers(workspace)) {
        throw Error(ErrorCode::InvalidEdit, {"intake.nobody-answers", {}});
    }
    workspace.intakes().pause();
    return {};
}

std::string go_to(Workspace& workspace, const CommandArguments& arguments) {
    const std::string word = required_argument(arguments, "step");
    const auto step = find_intake_step(word);
    if (!step) {
        throw Error(ErrorCode::Usage, {"workspace.unknown-word", {{"argument", "step"}, {"value", word}}});
    }
    workspace.intakes().go_to(*step);
    return {};
}

/// A command that only does one thing of the desk.
template <void (IntakeDesk::*Step)()>
std::string desk_step(Workspace& workspace, const CommandArguments&) {
    (workspace.intakes().*Step)();
    return {};
}

// ---- the therapist -------------------------------------------------------------------------------------------------

/// Without an id: the oldest that is finished, else the oldest.
std::string review(Workspace& workspace, const CommandArguments& arguments) {
    const auto& pending = workspace.intakes().pending();
    if (const auto asked = find_argument(arguments, "intake")) {
        workspace.intakes().review(IntakeId(*asked));
        return *asked;
    }
    if (pending.empty()) {
        throw Error(ErrorCode::NotFound, {"error.intake.gone", {}});
    }
    const auto finished =
        std::ranges::find_if(pending, [](const PendingIntake& intake) { return intake.finished.has_value(); });
    const IntakeId id = finished == pending.end() ? pending.front().id : finished->id;
    workspace.intakes().review(id);
    return id.text();
}

std::string open_file(Workspace& workspace, const CommandArguments& arguments) {
    workspace.intakes().receive(required_argument(arguments, "file"));
    return {};
}

/// To the client of that number; "new": to nobody of the records.
std::string assign(Workspace& workspace, const CommandArguments& arguments) {
    const std::string asked = required_argument(arguments, "client");
    if (asked == "new") {
        workspace.intakes().assign({});
        return {};
    }
    for (const Client* client : workspace.intakes().alike()) {
        if (client->reference == asked || client->id.text() == asked) {
            workspace.intakes().assign(client->id);
            return client->id.text();
        }
    }
    throw Error(ErrorCode::NotFound, {"workspace.no-such-client", {{"client", asked}}});
}

std::string decide(Workspace& workspace, const CommandArguments& arguments) {
    const std::string word = required_argument(arguments, "decision");
    const auto decision = find_intake_decision(word);
    if (!decision) {
        throw Error(ErrorCode::Usage, {"workspace.unknown-word", {{"argument", "decision"}, {"value", word}}});
    }
    workspace.intakes().decide(required_argument(arguments, "item"), *decision);
    return {};
}

}  // namespace

std::vector<Command> intake_commands() {
    return {
        {"kiosk.hand-over", "command.kiosk.hand-over", "", {"pin"}, can_hand_over, hand_over},
        {"kiosk.take-back", "command.kiosk.take-back", "", {"pin"}, is_handed_over, take_back},
        {"kiosk.begin", "command.kiosk.begin", "", {"code"}, welcomes, begin},
        {"kiosk.resume", "command.kiosk.resume", "", {"name"}, can_resume, resume},
        {"kiosk.next", "command.kiosk.next", "", {}, answers, desk_step<&IntakeDesk::go_on>},
        {"kiosk.back", "command.kiosk.back", "", {}, answers, desk_step<&IntakeDesk::go_back>},
        {"kiosk.go", "command.kiosk.go", "", {"step"}, answers, go_to},
        {"kiosk.pause", "command.kiosk.pause", "", {}, answers, pause},
        {"kiosk.welcome", "command.kiosk.welcome", "", {}, has_finished, desk_step<&IntakeDesk::welcome_next>},
        {"intake.code", "command.intake.code", "", {}, can_make_code, desk_step<&IntakeDesk::make_code>},
        {"intake.open", "command.intake.open", "", {"file"}, can_hand_over, open_file},
        {"intake.review", "command.intake.review", "", {"intake"}, can_review, review},
        {"intake.assign", "command.intake.assign", "", {"client"}, is_reviewing, assign},
        {"intake.decide", "command.intake.decide", "", {"item", "decision"}, is_reviewing, decide},
        {"intake.take-over", "command.intake.take-over", "", {}, is_reviewing, desk_step<&IntakeDesk::take_over>},
        {"intake.decline", "command.intake.decline", "", {}, is_reviewing, desk_step<&IntakeDesk::decline>},
        {"intake.close", "command.intake.close", "", {}, is_reviewing, desk_step<&IntakeDesk::close_review>},
    };
}

}  // namespace palpate
