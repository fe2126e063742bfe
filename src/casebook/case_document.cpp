#include "casebook/case_document.h"

#include "base/error.h"
#include "casebook/detail/name_table.h"

#include <algorithm>
#include <tuple>

namespace palpate {
namespace {

using detail::NameTable;

constexpr NameTable<SessionType, 3> k_session_types{
    {{SessionType::Intake, "intake"}, {SessionType::Treatment, "treatment"}, {SessionType::FollowUp, "follow-up"}}};

template <class Record>
std::vector<const Record*> records_of(const std::vector<Record>& records, const SessionId& session) {
    std::vector<const Record*> found;
    for (const Record& record : records) {
        if (record.session == session) {
            found.push_back(&record);
        }
    }
    return found;
}

}  // namespace

std::string_view name_of(SessionType type) { return detail::name_in(k_session_types, type); }

std::optional<SessionType> find_session_type(std::string_view name) { return detail::find_in(k_session_types, name); }

const std::vector<SessionType>& all_session_types() {
    static const std::vector<SessionType> types = detail::values_of(k_session_types);
    return types;
}

const Session* find_session(const CaseDocument& document, const SessionId& id) {
    const auto found = std::ranges::find(document.sessions, id, &Session::id);
    return found == document.sessions.end() ? nullptr : &*found;
}

const Mark* find_mark(const CaseDocument& document, const MarkId& id) {
    const auto found = std::ranges::find(document.marks, id, &Mark::id);
    return found == document.marks.end() ? nullptr : &*found;
}

const PlanItem* find_plan_item(const CaseDocument& document, const PlanItemId& id) {
    const auto found = std::ranges::find(document.plan, id, &PlanItem::id);
    return found == document.plan.end() ? nullptr : &*found;
}

const ClientFact* find_fact(const CaseDocument& document, FactKind kind, std::string_view subject) {
    const auto key_before = [&](const ClientFact& fact) {
        return std::tuple<FactKind, std::string_view>(fact.kind, fact.subject) < std::tuple(kind, subject);
    };
    const auto found = std::ranges::partition_point(document.facts, key_before);
    const bool is_it = found != document.facts.end() && found->kind == kind && found->subject == subject;
    return is_it ? &*found : nullptr;
}

std::vector<const FormerFact*> former_facts_of(const CaseDocument& document, FactKind kind, std::string_view subject) {
    std::vector<const FormerFact*> found;
    for (const FormerFact& former : document.former_facts) {
        if (former.fact.kind == kind && former.fact.subject == subject) {
            found.push_back(&former);
        }
    }
    return found;
}

const Consent* find_consent(const CaseDocument& document, std::string_view text) {
    const Consent* latest = nullptr;
    for (const Consent& consent : document.consents) {
        if (consent.text == text && !consent.withdrawn) {
            latest = &consent;
        }
    }
    return latest;
}

std::string_view shown_name(const Client& client, bool hide_names) {
    return hide_names || client.name.empty() ? client.reference : client.name;
}

std::vector<const Mark*> marks_of(const CaseDocument& document, const SessionId& session) {
    return records_of(document.marks, session);
}

std::vector<const PlanItem*> plan_of(const CaseDocument& document, const SessionId& session, PlanPart part) {
    std::vector<const PlanItem*> items;
    for (const PlanItem& item : document.plan) {
        if (item.session == session && item.part == part) {
            items.push_back(&item);
        }
    }
    return items;
}

const SessionNote* find_note(const CaseDocument& document, const SessionId& session) {
    const auto found = std::ranges::find(document.notes, session, &SessionNote::session);
    return found == document.notes.end() ? nullptr : &*found;
}

bool is_signed(const CaseDocument& document, const SessionId& session) {
    const SessionNote* note = find_note(document, session);
    return note != nullptr && note->is_signed();
}

std::vector<const NoteAddendum*> addenda_of(const CaseDocument& document, const SessionId& session) {
    return records_of(document.addenda, session);
}

std::vector<const Measurement*> measurements_of(const CaseDocument& document, const SessionId& session) {
    return records_of(document.measurements, session);
}

int planned_minutes_total(const CaseDocument& document, const SessionId& session, PlanPart part) {
    int minutes = 0;
    for (const PlanItem* item : plan_of(document, session, part)) {
        minutes += item->minutes;
    }
    return minutes;
}

int session_number(const CaseDocument& document, const SessionId& id) {
    const Session* session = find_session(document, id);
    PALPATE_ASSERT(session != nullptr);
    return static_cast<int>(session - document.sessions.data()) + 1;
}

}  // namespace palpate
