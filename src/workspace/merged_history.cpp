#include "workspace/detail/merged_history.h"

#include "base/error.h"
#include "casebook/edits.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace palpate {
namespace {

struct Step {
    CaseDocument document;
    std::string label_key;  ///< of what led to it
};

/// All snapshots, oldest first, and which of them is shown.
std::pair<std::vector<Step>, std::size_t> steps_of(History history) {
    std::size_t shown = 0;
    while (history.can_undo()) {
        history.undo();
        ++shown;
    }
    std::vector<Step> steps{{.document = history.document(), .label_key = {}}};
    while (history.can_redo()) {
        std::string label = history.redo_label();
        history.redo();
        steps.push_back({.document = history.document(), .label_key = std::move(label)});
    }
    return {std::move(steps), shown};
}

/// What a change writes or removes, and the sessions that must be there for it.
std::set<std::string> touched_by(const DocumentDiff& change) {
    std::set<std::string> touched;
    const auto add = [&](const char* kind, const std::string& id) { touched.insert(kind + id); };
    const auto add_of_session = [&](const char* kind, const auto& rows) {
        for (const auto& row : rows) {
            add(kind, row.id.text());
            add("session ", row.session.text());
        }
    };
    for (const Session& session : change.upsert_sessions) {
        add("session ", session.id.text());
    }
    for (const SessionId& id : change.remove_sessions) {
        add("session ", id.text());
    }
    add_of_session("mark ", change.upsert_marks);
    add_of_session("plan ", change.upsert_plan_items);
    add_of_session("measured ", change.upsert_measurements);
    for (const MarkId& id : change.remove_marks) {
        add("mark ", id.text());
    }
    for (const PlanItemId& id : change.remove_plan_items) {
        add("plan ", id.text());
    }
    for (const MeasurementId& id : change.remove_measurements) {
        add("measured ", id.text());
    }
    return touched;
}

/// Clients, facts, notes and addenda are few and hang together: any two changes of them touch the same.
bool touches_more(const DocumentDiff& change) {
    return !change.upsert_clients.empty() || !change.upsert_facts.empty() || !change.remove_facts.empty() ||
           !change.upsert_notes.empty() || !change.remove_notes.empty() || !change.upsert_addenda.empty() ||
           !change.remove_addenda.empty() || !change.upsert_plan_items.empty() || !change.remove_plan_items.empty();
}

bool collide(const DocumentDiff& a, const DocumentDiff& b) {
    const std::set<std::string> of_a = touched_by(a);
    const std::set<std::string> of_b = touched_by(b);
    return (touches_more(a) && touches_more(b)) ||
           std::ranges::any_of(of_a, [&](const std::string& what) { return of_b.contains(what); });
}

std::optional<History> find_rebased(const std::vector<Step>& steps, std::size_t shown, const CaseDocument& merged) {
    const DocumentDiff foreign = diff(steps[shown].document, merged);
    for (std::size_t i = 1; i < steps.size(); ++i) {
        if (collide(diff(steps[i - 1].document, steps[i].document), foreign)) {
            return std::nullopt;
        }
    }
    const auto rebased = [&](std::size_t i) {
        CaseDocument document = apply(steps[i].document, foreign);
        check_invariants(document);
        return document;
    };
    History history(rebased(0));
    for (std::size_t i = 1; i < steps.size(); ++i) {
        history.commit(rebased(i), steps[i].label_key);
    }
    for (std::size_t i = steps.size() - 1; i > shown; --i) {
        history.undo();
    }
    return history.document() == merged ? std::optional(std::move(history)) : std::nullopt;
}

}  // namespace

History rebase_history(const History& history, const CaseDocument& merged) {
    const auto [steps, shown] = steps_of(history);
    try {
        if (auto rebased = find_rebased(steps, shown, merged)) {
            return std::move(*rebased);
        }
    } catch (const Error&) {  // NOLINT(bugprone-empty-catch): a step does not fit the record as it is now: start anew
    }
    return History(merged);
}

}  // namespace palpate
