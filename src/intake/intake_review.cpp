#include "intake/intake_review.h"

#include "anatomy/anatomy_catalogue.h"
#include "clinical/clinical_catalogue.h"
#include "intake/said_case.h"
#include "matching/record_facts.h"

#include <algorithm>
#include <array>
#include <utility>

namespace palpate {
namespace {

constexpr std::array<std::string_view, 6> k_kinds{"warning", "mark", "no-pain", "fact", "person", "consent"};
constexpr std::array<std::pair<IntakeDecision, std::string_view>, 3> k_decisions{
    {{IntakeDecision::TakeOver, "take-over"}, {IntakeDecision::Ask, "ask"}, {IntakeDecision::LeaveOut, "leave-out"}}};

constexpr const char* k_no_pain = "no-pain";

// ---- ids -----------------------------------------------------------------------------------------------------------

std::string id_of(const Mark& mark) { return "mark:" + mark.id.text(); }
std::string id_of(const ClientFact& fact) { return "fact:" + std::string(name_of(fact.kind)) + ":" + fact.subject; }
std::string id_of(const Consent& consent) { return "consent:" + consent.id.text(); }

/// The parts of a client that they can say themselves, by their names as arguments of commands.
struct PersonField {
    std::string_view name;
    std::string& (*of)(Client&);
};
constexpr std::array<PersonField, 6> k_person_fields{
    {{"name", [](Client& client) -> std::string& { return client.name; }},
     {"birth", [](Client& client) -> std::string& { return client.birth; }},
     {"phone", [](Client& client) -> std::string& { return client.phone; }},
     {"email", [](Client& client) -> std::string& { return client.email; }},
     {"emergency-name", [](Client& client) -> std::string& { return client.emergency.name; }},
     {"emergency-phone", [](Client& client) -> std::string& { return client.emergency.phone; }}}};

// ---- what differs --------------------------------------------------------------------------------------------------

bool says_the_same(const ClientFact& a, const ClientFact& b) {
    return a.value == b.value && a.places == b.places && a.spots == b.spots && a.note == b.note;
}

const ClientFact* same_fact(const CaseDocument& document, const ClientFact& fact) {
    return find_fact(document, fact.kind, fact.subject);
}

/// Said now, and otherwise than the record has it.
std::vector<ClientFact> changed_facts(const CaseDocument& said, const CaseDocument& record) {
    std::vector<ClientFact> facts;
    for (const ClientFact& fact : said.facts) {
        const ClientFact* known = same_fact(record, fact);
        if (known == nullptr || !says_the_same(*known, fact)) {
            facts.push_back(fact);
        }
    }
    return facts;
}

/// A wish or a goal of the record that the client was shown and took away.
std::vector<ClientFact> taken_back_facts(const CaseDocument& said, const CaseDocument& record) {
    std::vector<ClientFact> facts;
    const bool was_shown = said.client.reference != k_no_reference_yet;
    for (const ClientFact& fact : record.facts) {
        const bool theirs = fact.kind != FactKind::Event && fact.kind != FactKind::HardDay;
        if (was_shown && theirs && fact.recorded <= said_session(said).created && same_fact(said, fact) == nullptr) {
            facts.push_back(fact);
        }
    }
    return facts;
}

std::vector<const Mark*> new_marks(const CaseDocument& said, const CaseDocument& record) {
    std::vector<const Mark*> marks = marks_of(said, said_session(said).id);
    std::erase_if(marks, [&](const Mark* mark) { return find_mark(record, mark->id) != nullptr; });
    return marks;
}

std::vector<Consent> new_consents(const CaseDocument& said, const CaseDocument& record) {
    std::vector<Consent> consents = said.consents;
    std::erase_if(consents, [&](const Consent& consent) {
        return std::ranges::find(record.consents, consent.id, &Consent::id) != record.consents.end();
    });
    return consents;
}

bool says_no_pain(const CaseDocument& said, const CaseDocument& record) {
    const Session& session = said_session(said);
    const Session* known = find_session(record, session.id);
    return session.no_pain && (known == nullptr || !known->no_pain);
}

// ---- in words ------------------------------------------------------------------------------------------------------

template <class Record>
std::string name_in(const std::vector<Record>& records, const std::string& id) {
    const auto found = std::ranges::find(records, id, &Record::id);
    return found == records.end() ? id : found->name;
}

/// The sentence about a fact as a whole: "Do you take blood thinners? Yes".
class FactWords {
public:
    FactWords(const AnatomyCatalogue& anatomy, const ClinicalCatalogue& clinical)
        : anatomy_(anatomy), clinical_(clinical) {}

    [[nodiscard]] Text operator()(const ClientFact& fact) const {
        switch (fact.kind) {
            case FactKind::Answer: return answer(fact);
            case FactKind::Condition: return named("intake.said.condition", condition_name(fact.subject));
            case FactKind::Medicine: return named("intake.said.medicine", medicine_name(fact.subject));
            case FactKind::Goal:
                return {"intake.said.goal",
                        {{"name", name_in(clinical_.questions().goals, fact.subject)}, {"rank", fact.value}}};
            case FactKind::AvoidArea: return {"intake.said.avoid", {{"place", place(fact.subject)}}};
            case FactKind::Trait: return trait(fact);
            case FactKind::Event:
            case FactKind::HardDay: break;  // not asked before a visit
        }
        return named("intake.said.other", fact.subject);
    }

private:
    static Text named(const char* key, const std::string& name) { return {key, {{"name", name}}}; }

    [[nodiscard]] Text answer(const ClientFact& fact) const {
        std::string places;
        for (const std::string& one : fact.places) {
            places += (places.empty() ? "" : ", ") + place(one);
        }
        return {
            places.empty() ? "intake.said.answer" : "intake.said.answer-at",
            {{"question", question(fact.subject)}, {"answer", "@ui.safety.answer." + fact.value}, {"places", places}}};
    }
    [[nodiscard]] std::string question(const std::string& id) const {
        if (const RedFlag* flag = clinical_.find_red_flag(id)) {
            return flag->question;
        }
        const Contraindication* known = clinical_.find_contraindication(id);
        return known != nullptr ? known->screen_question : id;
    }
    [[nodiscard]] std::string condition_name(const std::string& id) const {
        const Condition* known = clinical_.find_condition(id);
        return known != nullptr ? known->name : id;
    }
    [[nodiscard]] std::string medicine_name(const std::string& id) const {
        const ClientQuestions& questions = clinical_.questions();
        const std::string name = name_in(questions.medicines, id);
        return name != id ? name : name_in(questions.allergies, id);
    }
    [[nodiscard]] Text trait(const ClientFact& fact) const {
        if (fact.subject == k_trait_age_band) {
            return named("intake.said.trait.age-band", name_in(clinical_.questions().age_bands, fact.value));
        }
        if (fact.subject == k_trait_oil) {
            return {"intake.said.trait.oil", {{"value", "@ui.safety.oil." + fact.value}}};
        }
        const bool known = fact.subject == k_trait_pressure || fact.subject == k_trait_pregnancy_week;
        return {known ? "intake.said.trait." + fact.subject : "intake.said.other",
                {{"value", fact.value}, {"name", fact.subject}}};
    }
    /// "your left knee, at the front", from the client's own side.
    [[nodiscard]] std::string place(const std::string& text) const {
        const auto said = find_said_place(text);
        return said && anatomy_.find_region(said->region) != nullptr
                   ? "@intake.side." + std::string(name_of(said->side)) + " @read-back.place." + said->region
                   : text;
    }

    const AnatomyCatalogue& anatomy_;
    const ClinicalCatalogue& clinical_;
};

SaidItem fact_item(const ClientFact& fact, const CaseDocument& record, const FactWords& words,
                   const ClinicalCatalogue& clinical) {
    SaidItem item{
        .id = id_of(fact), .said = words(fact), .may_ask = fact.kind == FactKind::Answer && fact.value == "yes"};
    if (const ClientFact* known = same_fact(record, fact)) {
        item.before = words(*known);
    }
    const RedFlag* flag = fact.kind == FactKind::Answer ? clinical.find_red_flag(fact.subject) : nullptr;
    if (flag != nullptr && fact.value != "no") {
        item.kind = SaidKind::Warning;
        item.action = flag->action;
        item.urgency = flag->urgency;
    }
    return item;
}

Text shown_value(const std::string& name, const std::string& value) {
    return value.empty() ? Text{} : Text{"intake.said.person." + name, {{"value", value}}};
}

void add_person(std::vector<SaidItem>& items, const CaseDocument& said, const CaseDocument& record) {
    Client now = said.client;
    Client before = record.client;
    for (const PersonField& field : k_person_fields) {
        const std::string name(field.name);
        if (field.of(now) != field.of(before) && !field.of(now).empty()) {
            items.push_back({.kind = SaidKind::Person,
                             .id = "person:" + name,
                             .said = shown_value(name, field.of(now)),
                             .before = shown_value(name, field.of(before))});
        }
    }
}

// ---- into the record -----------------------------------------------------------------------------------------------

IntakeDecision decision_on(const IntakeDecisions& decisions, const std::string& id) {
    const auto made = decisions.find(id);
    return made == decisions.end() ? IntakeDecision::TakeOver : made->second;
}

bool is_taken(const IntakeDecisions& decisions, const std::string& id) {
    return decision_on(decisions, id) != IntakeDecision::LeaveOut;
}

void add_session(std::vector<Edit>& edits, const CaseDocument& said, const CaseDocument& record,
                 const IntakeDecisions& decisions) {
    Session session = said_session(said);
    session.no_pain = session.no_pain && is_taken(decisions, k_no_pain);
    if (const Session* known = find_session(record, session.id)) {
        if (known->no_pain == session.no_pain) {
            return;
        }
        Session changed = *known;
        changed.no_pain = session.no_pain;
        edits.emplace_back(EditSession{changed});
        return;
    }
    session.sequence = 0;  // counted anew where it comes to lie
    edits.emplace_back(AddSession{session});
}

void add_marks(std::vector<Edit>& edits, const CaseDocument& said, const CaseDocument& record,
               const IntakeDecisions& decisions) {
    for (const Mark* mark : new_marks(said, record)) {
        const IntakeDecision decision = decision_on(decisions, id_of(*mark));
        if (decision == IntakeDecision::LeaveOut) {
            continue;
        }
        Mark taken = *mark;
        taken.sequence = 0;
        taken.confirmed = decision == IntakeDecision::TakeOver && mark->confirmed;
        if (find_mark(record, taken.carried_from) == nullptr) {
            taken.carried_from = {};
        }
        edits.emplace_back(AddMark{std::move(taken)});
    }
}

void add_facts(std::vector<Edit>& edits, const CaseDocument& said, const CaseDocument& record,
               const IntakeDecisions& decisions) {
    for (ClientFact& fact : changed_facts(said, record)) {
        const IntakeDecision decision = decision_on(decisions, id_of(fact));
        if (decision == IntakeDecision::LeaveOut) {
            continue;
        }
        if (decision == IntakeDecision::Ask && fact.kind == FactKind::Answer) {
            fact.value = name_of(Answer::Unsure);
        }
        edits.emplace_back(SetFact{std::move(fact)});
    }
    for (const ClientFact& fact : taken_back_facts(said, record)) {
        if (is_taken(decisions, id_of(fact))) {
            edits.emplace_back(
                RemoveFact{.kind = fact.kind, .subject = fact.subject, .at = said_session(said).created});
        }
    }
}

void add_client(std::vector<Edit>& edits, const CaseDocument& said, const CaseDocument& record,
                const IntakeDecisions& decisions) {
    Client said_client = said.client;
    Client client = record.client;
    for (const PersonField& field : k_person_fields) {
        if (!field.of(said_client).empty() && is_taken(decisions, "person:" + std::string(field.name))) {
            field.of(client) = field.of(said_client);
        }
    }
    if (client != record.client) {
        edits.emplace_back(EditClient{client});
    }
}

}  // namespace

std::string_view name_of(SaidKind kind) { return k_kinds[static_cast<std::size_t>(kind)]; }

std::string_view name_of(IntakeDecision decision) { return k_decisions[static_cast<std::size_t>(decision)].second; }

std::optional<IntakeDecision> find_intake_decision(std::string_view name) {
    const auto* const found = std::ranges::find(k_decisions, name, [](const auto& one) { return one.second; });
    return found == k_decisions.end() ? std::nullopt : std::optional(found->first);
}

std::vector<SaidItem> review_items(const CaseDocument& said, const CaseDocument& record,
                                   const AnatomyCatalogue& anatomy, const ClinicalCatalogue& clinical) {
    const FactWords words(anatomy, clinical);
    std::vector<SaidItem> items;
    for (const Mark* mark : new_marks(said, record)) {
        items.push_back({.kind = SaidKind::Mark, .id = id_of(*mark), .mark = mark->id, .may_ask = true});
    }
    if (says_no_pain(said, record)) {
        items.push_back({.kind = SaidKind::NoPain, .id = k_no_pain, .said = {"intake.said.no-pain", {}}});
    }
    for (const ClientFact& fact : changed_facts(said, record)) {
        items.push_back(fact_item(fact, record, words, clinical));
    }
    for (const ClientFact& fact : taken_back_facts(said, record)) {
        items.push_back({.id = id_of(fact), .said = {"intake.said.taken-back", {}}, .before = words(fact)});
    }
    add_person(items, said, record);
    for (const Consent& consent : new_consents(said, record)) {
        items.push_back({.kind = SaidKind::Consent,
                         .id = id_of(consent),
                         .said = {"intake.said.consent",
                                  {{"title", "@consent." + consent.text + ".title"}, {"by", consent.given_by}}}});
    }
    std::ranges::stable_sort(items, {}, &SaidItem::kind);
    return items;
}

std::vector<Edit> edits_of(const CaseDocument& said, const CaseDocument& record, const IntakeDecisions& decisions) {
    std::vector<Edit> edits;
    add_client(edits, said, record, decisions);
    add_session(edits, said, record, decisions);
    add_marks(edits, said, record, decisions);
    add_facts(edits, said, record, decisions);
    for (const Consent& consent : new_consents(said, record)) {
        if (is_taken(decisions, id_of(consent))) {
            edits.emplace_back(GiveConsent{consent});
        }
    }
    return edits;
}

}  // namespace palpate
