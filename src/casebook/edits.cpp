#include "casebook/edits.h"

#include "base/error.h"
#include "casebook/detail/document_rules.h"
#include "casebook/detail/fact_rules.h"
#include "casebook/detail/note_rules.h"
#include "casebook/detail/plan_rules.h"
#include "casebook/detail/text_rules.h"

#include <algorithm>
#include <set>

namespace palpate {
namespace {

[[noreturn]] void refuse(const char* key) { throw Error(ErrorCode::InvalidEdit, {key, {}}); }

template <class Record, class Id>
typename std::vector<Record>::iterator find_or_refuse(std::vector<Record>& records, const Id& id, const char* key) {
    const auto found = std::ranges::find(records, id, &Record::id);
    if (found == records.end()) {
        refuse(key);
    }
    return found;
}

template <class Record>
void refuse_known_id(const std::vector<Record>& records, const Record& added) {
    if (std::ranges::count(records, added.id, &Record::id) != 0) {
        refuse("error.edit.id-twice");
    }
}

template <class Record>
std::int64_t next_sequence(const std::vector<Record>& records) {
    std::int64_t highest = 0;
    for (const Record& record : records) {
        highest = std::max(highest, record.sequence);
    }
    return highest + 1;
}

void require_session(const CaseDocument& document, const SessionId& id) {
    if (find_session(document, id) == nullptr) {
        refuse("error.edit.session-missing");
    }
}

/// What a signed note speaks of stays as it is.
void require_unsigned(const CaseDocument& document, const SessionId& id) {
    if (is_signed(document, id)) {
        refuse("error.edit.signed");
    }
}

/// A session that can be worked on.
void require_open_session(const CaseDocument& document, const SessionId& id) {
    require_session(document, id);
    require_unsigned(document, id);
}

void require_no_pain_if_said(const CaseDocument& document, const SessionId& id) {
    const Session* session = find_session(document, id);
    if (session != nullptr && session->no_pain &&
        std::ranges::any_of(document.marks, [&](const Mark& mark) { return mark.session == id && mark.now > 0; })) {
        refuse("error.edit.no-pain");
    }
}

/// One overload per edit; each changes `document`, a copy that is thrown away when the edit is refused.
class Editor {
public:
    explicit Editor(CaseDocument& document) : document_(document) {}

    void operator()(const AddSession& edit) {
        detail::check_session(edit.session);
        refuse_known_id(document_.sessions, edit.session);
        add(document_.sessions, edit.session);
    }

    void operator()(const EditSession& edit) {
        detail::check_session(edit.session);
        require_unsigned(document_, edit.session.id);
        replace(document_.sessions, edit.session, "error.edit.session-missing");
        require_no_pain_if_said(document_, edit.session.id);
    }

    void operator()(const RemoveSession& edit) {
        require_unsigned(document_, edit.id);
        document_.sessions.erase(find_or_refuse(document_.sessions, edit.id, "error.edit.session-missing"));
        std::erase_if(document_.marks, [&](const Mark& mark) { return mark.session == edit.id; });
        std::erase_if(document_.plan, [&](const PlanItem& item) { return item.session == edit.id; });
        std::erase_if(document_.measurements, [&](const Measurement& taken) { return taken.session == edit.id; });
        std::erase_if(document_.notes, [&](const SessionNote& note) { return note.session == edit.id; });
    }

    void operator()(const AddMark& edit) {
        detail::check_mark(edit.mark);
        require_open_session(document_, edit.mark.session);
        refuse_known_id(document_.marks, edit.mark);
        add(document_.marks, edit.mark);
        require_no_pain_if_said(document_, edit.mark.session);
    }

    void operator()(const EditMark& edit) {
        detail::check_mark(edit.mark);
        require_open_session(document_, edit.mark.session);
        require_open_where(document_.marks, edit.mark.id);
        replace(document_.marks, edit.mark, "error.edit.mark-missing");
        require_no_pain_if_said(document_, edit.mark.session);
    }

    void operator()(const RemoveMark& edit) {
        require_open_where(document_.marks, edit.id);
        document_.marks.erase(find_or_refuse(document_.marks, edit.id, "error.edit.mark-missing"));
    }

    void operator()(const EditClient& edit) {
        detail::check_client(edit.client);
        if (edit.client.id != document_.client.id) {
            refuse("error.edit.other-client");
        }
        document_.client = edit.client;
    }

    void operator()(const SetFact& edit) {
        detail::check_fact(edit.fact);
        const auto known = std::ranges::find_if(
            document_.facts, [key = key_of(edit.fact)](const ClientFact& fact) { return key_of(fact) == key; });
        if (known == document_.facts.end()) {
            document_.facts.push_back(edit.fact);
            return;
        }
        if (known->value != edit.fact.value || known->places != edit.fact.places) {
            keep_former(*known, edit.fact.recorded);
        }
        *known = edit.fact;
    }

    void operator()(const RemoveFact& edit) {
        const ClientFact* known = find_fact(document_, edit.kind, edit.subject);
        if (known == nullptr) {
            refuse("error.edit.fact-missing");
        }
        keep_former(*known, edit.at);
        document_.facts.erase(document_.facts.begin() + (known - document_.facts.data()));
    }

    void operator()(const AddPlanItem& edit) {
        detail::check_plan_item(edit.item);
        require_open_session(document_, edit.item.session);
        refuse_known_id(document_.plan, edit.item);
        detail::insert_into_plan(document_.plan, edit.item);
    }

    void operator()(const EditPlanItem& edit) {
        detail::check_plan_item(edit.item);
        require_open_session(document_, edit.item.session);
        take_from_plan(edit.item.id);
        detail::insert_into_plan(document_.plan, edit.item);
    }

    void operator()(const RemovePlanItem& edit) { take_from_plan(edit.id); }

    void operator()(const AddMeasurement& edit) {
        detail::check_measurement(edit.measurement);
        require_open_session(document_, edit.measurement.session);
        refuse_known_id(document_.measurements, edit.measurement);
        add(document_.measurements, edit.measurement);
    }

    void operator()(const EditMeasurement& edit) {
        detail::check_measurement(edit.measurement);
        require_open_session(document_, edit.measurement.session);
        require_open_where(document_.measurements, edit.measurement.id);
        replace(document_.measurements, edit.measurement, "error.edit.measure-gone");
    }

    void operator()(const RemoveMeasurement& edit) {
        require_open_where(document_.measurements, edit.id);
        document_.measurements.erase(find_or_refuse(document_.measurements, edit.id, "error.edit.measure-gone"));
    }

    void operator()(const SetNote& edit) {
        detail::check_session_note(edit.note);
        require_open_session(document_, edit.note.session);
        std::erase_if(document_.notes, [&](const SessionNote& note) { return note.session == edit.note.session; });
        document_.notes.push_back(edit.note);
    }

    void operator()(const AddAddendum& edit) {
        detail::check_addendum(edit.addendum);
        refuse_known_id(document_.addenda, edit.addendum);
        if (!is_signed(document_, edit.addendum.session)) {
            refuse("error.edit.not-signed");
        }
        document_.addenda.push_back(edit.addendum);
    }

    void operator()(const GiveConsent& edit) {
        detail::check_consent(edit.consent);
        refuse_known_id(document_.consents, edit.consent);
        document_.consents.push_back(edit.consent);
    }

    void operator()(const WithdrawConsent& edit) {
        const auto consent = find_or_refuse(document_.consents, edit.id, "error.edit.consent-missing");
        if (consent->withdrawn) {
            refuse("error.edit.consent-withdrawn");
        }
        consent->withdrawn = edit.at;
        detail::check_consent(*consent);
    }

    void operator()(const SetPhoto& edit) {
        detail::check_photo(edit.photo);
        document_.photo = edit.photo;
    }

private:
    void keep_former(const ClientFact& fact, Timestamp until) {
        if (!is_health_fact(fact.kind)) {
            return;
        }
        FormerFact former{.fact = fact, .until = until};
        former.fact.spots.clear();
        std::erase_if(document_.former_facts,
                      [key = key_of(former)](const FormerFact& other) { return key_of(other) == key; });
        document_.former_facts.push_back(std::move(former));
    }

    template <class Record>
    static void add(std::vector<Record>& records, Record record) {
        if (record.sequence == 0) {
            record.sequence = next_sequence(records);
        }
        records.push_back(std::move(record));
    }

    /// An edited record stays where it was in the order of making, whoever rebuilt it without its sequence.
    template <class Record>
    static void replace(std::vector<Record>& records, Record record, const char* key_if_missing) {
        const auto place = find_or_refuse(records, record.id, key_if_missing);
        record.sequence = place->sequence;
        *place = std::move(record);
    }

    /// A record cannot be taken out of a signed session either.
    template <class Record, class Id>
    void require_open_where(const std::vector<Record>& records, const Id& id) {
        const auto found = std::ranges::find(records, id, &Record::id);
        if (found != records.end()) {
            require_unsigned(document_, found->session);
        }
    }

    /// Leaves the others closed up, so that positions count as in a plan without the item.
    void take_from_plan(const PlanItemId& id) {
        require_open_where(document_.plan, id);
        document_.plan.erase(find_or_refuse(document_.plan, id, "error.edit.plan-item-missing"));
        detail::order_plan(document_.plan, document_.sessions);
    }

    CaseDocument& document_;
};

template <class Record>
void require_unique_ids(const std::vector<Record>& records) {
    std::set<std::string_view> seen;
    for (const Record& record : records) {
        if (!seen.insert(record.id.text()).second) {
            refuse("error.edit.id-twice");
        }
    }
}

/// Measurements, notes and what was added to them.
void check_notes(const CaseDocument& document) {
    for (const Measurement& measurement : document.measurements) {
        detail::check_measurement(measurement);
        require_session(document, measurement.session);
    }
    for (const SessionNote& note : document.notes) {
        detail::check_session_note(note);
        require_session(document, note.session);
    }
    for (const NoteAddendum& addendum : document.addenda) {
        detail::check_addendum(addendum);
        if (!is_signed(document, addendum.session)) {
            refuse("error.edit.not-signed");
        }
    }
}

}  // namespace

CaseDocument apply(const CaseDocument& document, const Edit& edit) {
    CaseDocument changed = document;
    std::visit(Editor(changed), edit.change);
    detail::sort_records(changed);
    return changed;
}

CaseDocument in_order(CaseDocument document) {
    detail::sort_records(document);
    return document;
}

void check_note_phrase(const NotePhrase& phrase) {
    detail::require(!phrase.text.empty(), "error.edit.phrase-empty");
    detail::check_line(phrase.text);
}

void check_invariants(const CaseDocument& document) {
    detail::check_client(document.client);
    require_unique_ids(document.sessions);
    require_unique_ids(document.marks);
    require_unique_ids(document.plan);
    require_unique_ids(document.measurements);
    require_unique_ids(document.addenda);
    require_unique_ids(document.consents);
    for (const Session& session : document.sessions) {
        detail::check_session(session);
        require_no_pain_if_said(document, session.id);
    }
    for (const Mark& mark : document.marks) {
        detail::check_mark(mark);
        require_session(document, mark.session);
    }
    std::ranges::for_each(document.facts, detail::check_fact);
    std::ranges::for_each(document.former_facts, detail::check_former_fact);
    std::ranges::for_each(document.consents, detail::check_consent);
    detail::check_photo(document.photo);
    for (const PlanItem& item : document.plan) {
        detail::check_plan_item(item);
        require_session(document, item.session);
    }
    check_notes(document);
    if (!detail::is_sorted(document)) {
        refuse("error.edit.order");
    }
}

}  // namespace palpate
