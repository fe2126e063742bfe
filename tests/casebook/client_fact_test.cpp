#include "casebook/client_fact.h"

#include "casebook/edits.h"
#include "support/error_code.h"

#include <catch2/catch_test_macros.hpp>

using namespace palpate;

namespace {

ClientFact answer(const std::string& subject, const std::string& value = "yes") {
    return {.kind = FactKind::Answer, .subject = subject, .value = value};
}

CaseDocument with(CaseDocument document, const std::vector<ClientFact>& facts) {
    for (const ClientFact& fact : facts) {
        document = apply(document, SetFact{fact});
    }
    return document;
}

CaseDocument make_document() { return {.client = {.id = ClientId("c"), .reference = "1001", .name = "Ada"}}; }

std::string refusal(const ClientFact& fact) {
    return error_key_of([&] { static_cast<void>(apply(make_document(), SetFact{fact})); });
}

}  // namespace

TEST_CASE("every kind of fact has a name that finds it", "[casebook]") {
    CHECK(all_fact_kinds().size() == 8);
    for (const FactKind kind : all_fact_kinds()) {
        CHECK(find_fact_kind(name_of(kind)) == kind);
    }
    CHECK_FALSE(find_fact_kind("no such name"));
}

TEST_CASE("facts stand in the order of their kinds and subjects whoever was told first", "[casebook]") {
    const ClientFact goal{.kind = FactKind::Goal, .subject = "pain-relief", .value = "1"};
    const CaseDocument document = with(make_document(), {goal, answer("rf-b"), answer("rf-a")});
    CHECK(document.facts == std::vector{answer("rf-a"), answer("rf-b"), goal});
    CHECK(document == with(make_document(), {answer("rf-a"), goal, answer("rf-b")}));
    CHECK_NOTHROW(check_invariants(document));
}

TEST_CASE("a fact is found by kind and subject", "[casebook]") {
    const ClientFact medicine{.kind = FactKind::Medicine, .subject = "anticoagulants"};
    const CaseDocument document = with(make_document(), {answer("anticoagulants"), medicine});
    REQUIRE(find_fact(document, FactKind::Medicine, "anticoagulants") != nullptr);
    CHECK(*find_fact(document, FactKind::Medicine, "anticoagulants") == medicine);
    CHECK(find_fact(document, FactKind::Condition, "anticoagulants") == nullptr);
    CHECK(find_fact(document, FactKind::Medicine, "anticoagulant") == nullptr);
    CHECK(find_fact(make_document(), FactKind::Medicine, "anticoagulants") == nullptr);
}

TEST_CASE("what is told again replaces what was known", "[casebook]") {
    ClientFact later = answer("ci-fever", "no");
    later.note = "gone since Monday";
    const CaseDocument document = with(make_document(), {answer("ci-fever"), later});
    CHECK(document.facts == std::vector{later});
}

TEST_CASE("a removed fact is gone, one that is not there cannot be removed", "[casebook]") {
    const CaseDocument document = with(make_document(), {answer("a"), answer("b"), answer("c")});
    const CaseDocument fewer = apply(document, RemoveFact{.kind = FactKind::Answer, .subject = "b"});
    CHECK(fewer.facts == std::vector{answer("a"), answer("c")});
    const auto again = [&] { static_cast<void>(apply(fewer, RemoveFact{.kind = FactKind::Answer, .subject = "b"})); };
    CHECK(error_key_of(again) == "error.edit.fact-missing");
}

TEST_CASE("a fact has a value its kind takes", "[casebook]") {
    CHECK(refusal(answer("ci-fever", "unsure")).empty());
    CHECK(refusal(answer("ci-fever", "")) == "error.edit.fact-answer");
    CHECK(refusal(answer("ci-fever", "Yes")) == "error.edit.fact-answer");
    for (const char* rank : {"1", "7"}) {
        CHECK(refusal({.kind = FactKind::Goal, .subject = "sleep", .value = rank}).empty());
    }
    for (const char* rank : {"", "0", "8", "01", "-1", "1 ", "first"}) {
        CHECK(refusal({.kind = FactKind::Goal, .subject = "sleep", .value = rank}) == "error.edit.goal-rank");
    }
    for (const char* part : {"", "before", "between", "after"}) {
        CHECK(refusal({.kind = FactKind::Event, .subject = "2026-12-06", .value = part}).empty());
    }
    CHECK(refusal({.kind = FactKind::Event, .subject = "2026-12-06", .value = "during"}) == "error.edit.event-part");
    CHECK(refusal({.kind = FactKind::Trait, .subject = "minutes", .value = "60"}).empty());
    CHECK(refusal({.kind = FactKind::Trait, .subject = "minutes"}) == "error.edit.fact-value");
    for (const FactKind kind : {FactKind::Condition, FactKind::Medicine, FactKind::AvoidArea}) {
        CHECK(refusal({.kind = kind, .subject = "x"}).empty());
        CHECK(refusal({.kind = kind, .subject = "x", .value = "yes"}) == "error.edit.fact-value");
    }
}

TEST_CASE("a fact says what it is about, events and hard days by their date", "[casebook]") {
    CHECK(refusal(answer("")) == "error.edit.fact-subject");
    CHECK(refusal(answer(std::string(401, 'x'))) == "error.edit.text-too-long");
    CHECK(refusal(answer("two\nlines")) == "error.edit.text-not-readable");
    for (const FactKind kind : {FactKind::Event, FactKind::HardDay}) {
        CHECK(refusal({.kind = kind, .subject = "2028-02-29"}).empty());
        for (const char* date : {"2026-02-29", "tomorrow", "2026-1-1"}) {
            CHECK(refusal({.kind = kind, .subject = date}) == "error.edit.fact-date");
        }
    }
}

TEST_CASE("an answer's places are regions with a side, each once and not too many", "[casebook]") {
    ClientFact fact = answer("ci-bruise");
    fact.places = {"knee-front.left", "knee-front.right", "neck-back.mid"};
    CHECK(refusal(fact).empty());
    for (const char* place : {"", "knee-front", ".left", "knee-front.", "knee-front.front", "Knee.left", "a b.left",
                              "a.b.left", "knee\nfront.left"}) {
        fact.places = {place};
        CHECK_FALSE(refusal(fact).empty());
    }
    fact.places = {"knee-front.left", "knee-front.left"};
    CHECK(refusal(fact) == "error.edit.fact-places");
    fact.places.clear();
    for (int number = 0; number <= 50; ++number) {
        fact.places.push_back("region-" + std::to_string(number) + ".mid");
    }
    CHECK(refusal(fact) == "error.edit.fact-places");
    fact.places.pop_back();
    CHECK(refusal(fact).empty());
    fact.note.assign(20'001, 'x');
    CHECK(refusal(fact) == "error.edit.text-too-long");
}

TEST_CASE("a spot lies in one of the fact's places, or in the area to avoid", "[casebook]") {
    SurfaceAnchor anchor;
    anchor.structure = StructureId("skin");
    ClientFact fact = answer("ci-varicose-veins");
    fact.places = {"calf-upper.left"};
    fact.spots = {{"calf-upper.left", anchor}, {"calf-upper.left", anchor}};
    CHECK(refusal(fact).empty());
    fact.spots.push_back({"calf-upper.right", anchor});
    CHECK(refusal(fact) == "error.edit.fact-spot");
    fact.spots = {{"calf-upper.left", {}}};
    CHECK(refusal(fact) == "error.edit.place-missing");
    SurfaceAnchor outside = anchor;
    outside.box_position.x = 2.0F;
    fact.spots = {{"calf-upper.left", outside}};
    CHECK(refusal(fact) == "error.edit.place-outside");
    fact.spots.assign(51, {"calf-upper.left", anchor});
    CHECK(refusal(fact) == "error.edit.fact-spots");

    ClientFact area{.kind = FactKind::AvoidArea, .subject = "knee-front.left"};
    area.spots = {{"knee-front.left", anchor}};
    CHECK(refusal(area).empty());
    area.spots.front().place = "knee-front.right";
    CHECK(refusal(area) == "error.edit.fact-spot");
    CHECK(refusal({.kind = FactKind::Condition, .subject = "doms", .spots = area.spots}) == "error.edit.fact-spot");
}

TEST_CASE("a record whose facts are out of order, twice there or wrong is told", "[casebook]") {
    CaseDocument document = with(make_document(), {answer("a"), answer("b")});
    SECTION("out of order") { std::swap(document.facts[0], document.facts[1]); }
    SECTION("twice") { document.facts[1].subject = "a"; }
    SECTION("wrong") { document.facts[1].value = "perhaps"; }
    CHECK(error_code_of([&] { check_invariants(document); }) == ErrorCode::InvalidEdit);
}

TEST_CASE("a difference holds the facts that changed", "[casebook]") {
    const CaseDocument before = with(make_document(), {answer("a"), answer("b"), answer("c")});
    const CaseDocument after =
        apply(with(before, {answer("b", "no")}), RemoveFact{.kind = FactKind::Answer, .subject = "c"});
    const DocumentDiff change = diff(before, after);
    CHECK_FALSE(change.empty());
    CHECK(change.upsert_facts == std::vector{answer("b", "no")});
    CHECK(change.remove_facts == std::vector{FactKey{FactKind::Answer, "c"}});
    CHECK(apply(before, change) == after);
    CHECK(apply(after, diff(after, before)) == before);
}
