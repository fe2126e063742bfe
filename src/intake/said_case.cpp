#include "intake/said_case.h"

#include "base/error.h"
#include "casebook/edits.h"
#include "clinical/clinical_catalogue.h"

#include <algorithm>

namespace palpate {
namespace {

/// The therapist's findings and what is said of plans stay out of a client's hands.
bool is_for_client(FactKind kind) { return kind != FactKind::Event && kind != FactKind::HardDay; }

bool is_clients(const Mark* mark) { return mark->author == Author::Client; }

/// The last session with marks of the client's own, with these marks.
void add_last_map(CaseDocument& said, const CaseDocument& known) {
    for (auto session = known.sessions.rbegin(); session != known.sessions.rend(); ++session) {
        const auto marks = marks_of(known, session->id);
        if (std::ranges::none_of(marks, is_clients)) {
            continue;
        }
        said.sessions.push_back({.id = session->id,
                                 .type = session->type,
                                 .date = session->date,
                                 .created = session->created,
                                 .sequence = session->sequence});
        for (const Mark* mark : marks) {
            if (is_clients(mark)) {
                said.marks.push_back(*mark);
            }
        }
        return;
    }
}

void add_facts(CaseDocument& said, const CaseDocument& known) {
    for (const ClientFact& fact : known.facts) {
        if (is_for_client(fact.kind)) {
            said.facts.push_back(fact);
        }
    }
}

}  // namespace

CaseDocument make_said_case(const SaidCaseRequest& request) {
    CaseDocument said;
    if (request.known != nullptr) {
        said.client = request.known->client;
        add_last_map(said, *request.known);
        add_facts(said, *request.known);
        said.consents = request.known->consents;
    } else {
        said.client = {.id = ClientId(request.ids.make_id()), .reference = k_no_reference_yet, .created = request.now};
    }
    std::string date = request.date;
    if (!said.sessions.empty()) {  // a visit entered ahead of time does not come after this one
        date = std::max(date, said.sessions.back().date);
    }
    return apply(said, AddSession{{.id = SessionId(request.ids.make_id()),
                                   .type = SessionType::Intake,
                                   .date = std::move(date),
                                   .created = request.now}});
}

const Session& said_session(const CaseDocument& said) {
    PALPATE_ASSERT(!said.sessions.empty());
    return said.sessions.back();
}

bool has_warning(const CaseDocument& said, const ClinicalCatalogue& clinical) {
    return std::ranges::any_of(said.facts, [&](const ClientFact& fact) {
        return fact.kind == FactKind::Answer && fact.value != "no" && clinical.find_red_flag(fact.subject) != nullptr;
    });
}

}  // namespace palpate
