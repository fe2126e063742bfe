#include "intake/intake_review.h"

#include "intake/said_case.h"
#include "support/bodiless_knowledge.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace palpate;

namespace {

struct CountedIds final : IdGenerator {
    [[nodiscard]] std::string make_id() override { return "id-" + std::to_string(++count); }
    int count = 0;
};

/// A client with one visit: a mark of their own, one of the therapist's, an answer, a goal and a race.
CaseDocument known_record() {
    CaseDocument record;
    record.client = {.id = ClientId("c"), .reference = "1001", .name = "Ada", .phone = "030 1"};
    record = apply(record, AddSession{{.id = SessionId("s"), .date = "2026-11-01", .title = "private words"}});
    for (const Author author : {Author::Client, Author::Therapist}) {
        Mark mark;
        mark.id = MarkId(author == Author::Client ? "theirs" : "finding");
        mark.session = SessionId("s");
        mark.anchor.structure = StructureId("trapezius-descending.left");
        mark.author = author;
        mark.now = 5;
        record = apply(record, AddMark{mark});
    }
    record =
        apply(record, SetFact{{.kind = FactKind::Answer, .subject = "ci-epilepsy", .value = "no", .recorded = {1}}});
    record = apply(record, SetFact{{.kind = FactKind::Goal, .subject = "sleep", .value = "1", .recorded = {1}}});
    record = apply(record, SetFact{{.kind = FactKind::Event, .subject = "2026-12-01", .recorded = {1}}});
    return record;
}

struct Visit {
    CountedIds ids;
    CaseDocument record = known_record();
    CaseDocument said = make_said_case({.known = &record, .date = "2026-11-23", .now = {100}, .ids = ids});

    void say(const Edit& edit) { said = apply(said, edit); }
    Mark mark(const std::string& id) {
        Mark made = said.marks.front();
        made.id = MarkId(id);
        made.session = said_session(said).id;
        made.sequence = 0;
        made.now = 3;
        made.carried_from = MarkId("theirs");
        return made;
    }
    [[nodiscard]] std::vector<SaidItem> items() const {
        return review_items(said, record, test::knowledge().anatomy, test::knowledge().clinical);
    }
    [[nodiscard]] CaseDocument taken(const IntakeDecisions& decisions = {}) const {
        CaseDocument after = record;
        for (const Edit& edit : edits_of(said, record, decisions)) {
            after = apply(after, edit);
        }
        return after;
    }
};

const SaidItem* find_item(const std::vector<SaidItem>& items, const std::string& id) {
    const auto found = std::ranges::find(items, id, &SaidItem::id);
    return found == items.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("a client is shown their own last map and answers, and nothing of the therapist's", "[intake]") {
    const Visit visit;
    CHECK(visit.said.client == visit.record.client);
    REQUIRE(visit.said.sessions.size() == 2);
    CHECK(visit.said.sessions.front().title.empty());
    REQUIRE(visit.said.marks.size() == 1);
    CHECK(visit.said.marks.front().id == MarkId("theirs"));
    CHECK(visit.said.facts.size() == 2);
    CHECK(visit.said.notes.empty());
    CHECK(visit.said.plan.empty());
    CHECK(said_session(visit.said).type == SessionType::Intake);
    CHECK(said_session(visit.said).date == "2026-11-23");
}

TEST_CASE("someone new begins with an empty record of their own", "[intake]") {
    CountedIds ids;
    const CaseDocument said = make_said_case({.date = "2026-11-23", .now = {5}, .ids = ids});
    CHECK(said.client.reference == k_no_reference_yet);
    CHECK(said.client.name.empty());
    CHECK(said.sessions.size() == 1);
    CHECK(said.marks.empty());
}

TEST_CASE("what a client leaves as it was is nothing to go through", "[intake]") {
    const Visit visit;
    CHECK(visit.items().empty());
    CHECK(visit.taken().sessions.size() == 2);  // that they answered is a visit of its own
    CHECK(visit.taken().marks == visit.record.marks);
}

TEST_CASE("everything a client says otherwise is one thing to go through, warnings first", "[intake]") {
    Visit visit;
    visit.say(AddMark{visit.mark("new")});
    visit.say(SetFact{{.kind = FactKind::Answer, .subject = "ci-epilepsy", .value = "yes", .recorded = {100}}});
    visit.say(
        SetFact{{.kind = FactKind::Answer, .subject = "rf-back-saddle-numbness", .value = "yes", .recorded = {100}}});
    visit.say(RemoveFact{.kind = FactKind::Goal, .subject = "sleep", .at = {100}});
    Client client = visit.said.client;
    client.phone = "030 2";
    visit.say(EditClient{client});
    visit.say(GiveConsent{
        {.id = ConsentId("k"), .text = "treatment", .version = "1", .words = "I agree.", .given_by = "Ada"}});

    const auto items = visit.items();
    REQUIRE(items.size() == 6);
    CHECK(items.front().kind == SaidKind::Warning);
    CHECK_FALSE(items.front().action.empty());
    CHECK(items.front().urgency == "emergency");
    const SaidItem* answer = find_item(items, "fact:answer:ci-epilepsy");
    REQUIRE(answer != nullptr);
    CHECK(answer->before.key == "intake.said.answer");
    CHECK(answer->may_ask);
    REQUIRE(find_item(items, "mark:new") != nullptr);
    REQUIRE(find_item(items, "person:phone") != nullptr);
    CHECK(find_item(items, "person:phone")->before.arguments.front().second == "030 1");
    CHECK(find_item(items, "consent:k") != nullptr);
    CHECK(find_item(items, "fact:goal:sleep") != nullptr);
    CHECK(has_warning(visit.said, test::knowledge().clinical));

    const CaseDocument taken = visit.taken();
    CHECK(find_mark(taken, MarkId("new"))->session == said_session(visit.said).id);
    CHECK(find_fact(taken, FactKind::Answer, "ci-epilepsy")->value == "yes");
    CHECK(find_fact(taken, FactKind::Goal, "sleep") == nullptr);
    CHECK(find_fact(taken, FactKind::Event, "2026-12-01") != nullptr);  // was not shown, so not taken back
    CHECK(taken.client.phone == "030 2");
    CHECK(taken.consents.size() == 1);
    CHECK(taken.sessions.front().title == "private words");
}

TEST_CASE("going through the same answers twice adds nothing twice", "[intake]") {
    Visit visit;
    visit.say(AddMark{visit.mark("new")});
    visit.record = visit.taken();
    CHECK(visit.items().empty());
    CHECK(visit.taken() == visit.record);
}

TEST_CASE("what is left out stays out, and what is to be asked about stands unconfirmed", "[intake]") {
    Visit visit;
    Mark sure = visit.mark("left-out");
    sure.confirmed = true;
    visit.say(AddMark{sure});
    sure.id = MarkId("asked");
    visit.say(AddMark{sure});
    visit.say(SetFact{{.kind = FactKind::Answer, .subject = "ci-epilepsy", .value = "yes", .recorded = {100}}});
    const CaseDocument taken = visit.taken({{"mark:left-out", IntakeDecision::LeaveOut},
                                            {"mark:asked", IntakeDecision::Ask},
                                            {"fact:answer:ci-epilepsy", IntakeDecision::Ask}});
    CHECK(find_mark(taken, MarkId("left-out")) == nullptr);
    REQUIRE(find_mark(taken, MarkId("asked")) != nullptr);
    CHECK_FALSE(find_mark(taken, MarkId("asked"))->confirmed);
    CHECK(find_fact(taken, FactKind::Answer, "ci-epilepsy")->value == "unsure");
}

TEST_CASE("a record that was signed or changed meanwhile is judged as it is now", "[intake]") {
    Visit visit;
    visit.say(SetFact{{.kind = FactKind::Answer, .subject = "ci-epilepsy", .value = "yes", .recorded = {100}}});
    visit.record = apply(
        visit.record, SetFact{{.kind = FactKind::Answer, .subject = "ci-epilepsy", .value = "yes", .recorded = {90}}});
    CHECK(visit.items().empty());  // the therapist has asked already
    visit.record =
        apply(visit.record, SetFact{{.kind = FactKind::Goal, .subject = "mobility", .value = "2", .recorded = {120}}});
    CHECK(find_fact(visit.taken(), FactKind::Goal, "mobility") != nullptr);  // set since: they never saw it
}

TEST_CASE("no pain today is said of the visit, and can be left out", "[intake]") {
    Visit visit;
    Session session = said_session(visit.said);
    session.no_pain = true;
    visit.say(EditSession{session});
    REQUIRE(find_item(visit.items(), "no-pain") != nullptr);
    CHECK(find_session(visit.taken(), session.id)->no_pain);
    CHECK_FALSE(find_session(visit.taken({{"no-pain", IntakeDecision::LeaveOut}}), session.id)->no_pain);
}

TEST_CASE("decisions are known by their names", "[intake]") {
    for (const IntakeDecision decision : {IntakeDecision::TakeOver, IntakeDecision::Ask, IntakeDecision::LeaveOut}) {
        CHECK(find_intake_decision(name_of(decision)) == decision);
    }
    CHECK_FALSE(find_intake_decision("maybe").has_value());
}
