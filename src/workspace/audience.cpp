#include "workspace/detail/audience.h"

#include <algorithm>
#include <array>

namespace palpate::detail {
namespace {

/// Other people's names, the store and the library: not for the client who marks.
constexpr std::array<std::string_view, 18> k_not_while_marking{
    "client.choose",  "client.list",       "client.open",  "client.add", "client.edit", "store.",
    "window.library", "client.add-sample", "client.page",  "practice.",  "note.",       "app.hide-names",
    "progress.",      "app.progress",      "client.erase", "kiosk.",     "intake.",     "report.",
};
/// All that both may see and do while something is explained: least first, so that a new command is hidden until someone
/// adds it here.
constexpr std::array<std::string_view, 13> k_while_explaining{
    "view.",     "stroke.",     "atlas.",   "body.",    "mark.select",       "record.retry-save",
    "app.mode",  "app.explain", "app.help", "app.quit", "app.reduce-motion", "app.language",
    "app.theme",
};

/// All that a client does who answers before a visit: least first, as above.
constexpr std::array<std::string_view, 21> k_while_answering{
    "kiosk.",
    "mark.",
    "session.start-from-last",
    "session.confirm-all",
    "session.no-pain",
    "client.answer",
    "client.medicine",
    "client.trait",
    "client.goal",
    "client.avoid",
    "client.spot",
    "client.consent",
    "client.withdraw-consent",
    "client.edit",
    "edit.",
    "tool.",
    "brush.",
    "view.",
    "record.retry-save",
    "app.language",
    "app.reduce-motion",
};
/// And what the therapist does who goes through their answers.
constexpr std::array<std::string_view, 10> k_while_reviewing{
    "intake.",  "mark.",    "edit.",        "view.",     "record.retry-save",
    "app.help", "app.quit", "app.language", "app.theme", "app.reduce-motion",
};

/// All that the front desk does: least first, as above.
constexpr std::array<std::string_view, 28> k_for_front_desk{
    "client.add",
    "client.open",
    "client.list",
    "client.choose",
    "client.edit",
    "client.page",
    "practice.count",
    "app.hide-names",
    "session.add",
    "session.open",
    "session.edit",
    "edit.",
    "record.retry-save",
    "store.",
    "view.",
    "atlas.",
    "body.",
    "search.",
    "app.search",
    "app.regions",
    "app.tree",
    "app.help",
    "app.about",
    "app.quit",
    "app.theme",
    "app.reduce-motion",
    "app.language",
    "window.library",
};

/// Whoever looks may shut the records; what opens them again is the therapist's passphrase.
constexpr std::string_view k_always = "store.lock";

bool names(std::string_view rule, std::string_view id) {
    return rule.ends_with('.') ? id.starts_with(rule) : id == rule;
}

bool may_run(const Command& command, AppMode mode) {
    const auto is_named = [&](std::string_view rule) { return names(rule, command.id); };
    switch (mode) {
        case AppMode::Session:
        case AppMode::Progress: return true;
        case AppMode::Intake: return std::ranges::none_of(k_not_while_marking, is_named);
        case AppMode::Explain: return std::ranges::any_of(k_while_explaining, is_named);
    }
    return false;
}

}  // namespace

bool may_run(const Command& command, AppMode mode, IntakeState state) {
    const auto is_named = [&](std::string_view rule) { return names(rule, command.id); };
    if (command.id == k_always) {
        return true;
    }
    switch (state) {
        case IntakeState::Away: return may_run(command, mode);
        case IntakeState::Welcome:
        case IntakeState::Answering:
        case IntakeState::Finished: return std::ranges::any_of(k_while_answering, is_named);
        case IntakeState::Reviewing: return std::ranges::any_of(k_while_reviewing, is_named);
    }
    return false;
}

bool is_for(const Command& command, UserRole role) {
    const auto is_named = [&](std::string_view rule) { return names(rule, command.id); };
    return role != UserRole::FrontDesk || std::ranges::any_of(k_for_front_desk, is_named);
}

}  // namespace palpate::detail
