#include "casebook/plan_item.h"

#include "casebook/edits.h"
#include "support/error_code.h"

#include <catch2/catch_test_macros.hpp>

#include <functional>
#include <string_view>

using namespace palpate;

namespace {

const SessionId k_first("s1");
const SessionId k_second("s2");

PlanItem make_item(const std::string& id, int position, const SessionId& session = k_first,
                   PlanPart part = PlanPart::Session) {
    return {.id = PlanItemId(id),
            .session = session,
            .part = part,
            .position = position,
            .technique = "effleurage",
            .minutes = 10};
}

CaseDocument make_document() {
    CaseDocument document{.client = {.id = ClientId("c"), .reference = "1001", .name = "Ada"}};
    document = apply(document, AddSession{{.id = k_first, .date = "2026-11-01"}});
    return apply(document, AddSession{{.id = k_second, .date = "2026-11-22"}});
}

/// a, b, c in the first session.
CaseDocument make_plan() {
    CaseDocument document = make_document();
    int position = 0;
    for (const char* id : {"a", "b", "c"}) {
        document = apply(document, AddPlanItem{make_item(id, position++)});
    }
    return document;
}

/// Ids of a list in their order, "a b c"; checks the positions.
std::string order_in(const CaseDocument& document, const SessionId& session = k_first,
                     PlanPart part = PlanPart::Session) {
    CHECK_NOTHROW(check_invariants(document));
    std::string order;
    int position = 0;
    for (const PlanItem* item : plan_of(document, session, part)) {
        CHECK(item->position == position++);
        order += (order.empty() ? "" : " ") + item->id.text();
    }
    return order;
}

std::string refusal(const CaseDocument& document, const Edit& edit) {
    return error_key_of([&] { static_cast<void>(apply(document, edit)); });
}

std::string refusal_of_item(const std::function<void(PlanItem&)>& spoil) {
    PlanItem item = make_item("d", 3);
    spoil(item);
    const std::string as_new = refusal(make_plan(), AddPlanItem{item});
    item.id = PlanItemId(item.id.empty() ? "" : "a");
    item.position = item.position == 3 ? 2 : item.position;
    CHECK(refusal(make_plan(), EditPlanItem{item}) == as_new);
    return as_new;
}

}  // namespace

TEST_CASE("both parts of a plan have a name that finds them", "[casebook]") {
    CHECK(all_plan_parts().size() == 2);
    for (const PlanPart part : all_plan_parts()) {
        CHECK(find_plan_part(name_of(part)) == part);
    }
    CHECK_FALSE(find_plan_part("elsewhere"));
}

TEST_CASE("a new item of a plan takes its position and the others make room", "[casebook]") {
    CHECK(order_in(apply(make_plan(), AddPlanItem{make_item("x", 0)})) == "x a b c");
    CHECK(order_in(apply(make_plan(), AddPlanItem{make_item("x", 1)})) == "a x b c");
    CHECK(order_in(apply(make_plan(), AddPlanItem{make_item("x", 3)})) == "a b c x");
    CHECK(refusal(make_plan(), AddPlanItem{make_item("x", 4)}) == "error.edit.plan-position");
    CHECK(refusal(make_plan(), AddPlanItem{make_item("x", -1)}) == "error.edit.plan-position");
}

TEST_CASE("an item of a plan moves forth and back, and stays with all it says", "[casebook]") {
    const auto move = [](const char* id, int position) {
        PlanItem item = *find_plan_item(make_plan(), PlanItemId(id));
        item.position = position;
        item.note = "moved";
        const CaseDocument moved = apply(make_plan(), EditPlanItem{item});
        CHECK(find_plan_item(moved, PlanItemId(id))->note == "moved");
        return order_in(moved);
    };
    CHECK(move("a", 0) == "a b c");
    CHECK(move("a", 1) == "b a c");
    CHECK(move("a", 2) == "b c a");
    CHECK(move("c", 0) == "c a b");
    CHECK(move("b", 2) == "a c b");
    CHECK(refusal(make_plan(), EditPlanItem{make_item("a", 3)}) == "error.edit.plan-position");
}

TEST_CASE("an item moves to another part or session, and both lists close up", "[casebook]") {
    const CaseDocument home = apply(make_plan(), EditPlanItem{make_item("a", 0, k_first, PlanPart::Home)});
    CHECK(order_in(home) == "b c");
    CHECK(order_in(home, k_first, PlanPart::Home) == "a");
    const CaseDocument later = apply(home, EditPlanItem{make_item("b", 0, k_second)});
    CHECK(order_in(later) == "c");
    CHECK(order_in(later, k_second) == "b");
    CHECK(later.plan.front().id == PlanItemId("c"));
    CHECK(later.plan.back().id == PlanItemId("b"));
}

TEST_CASE("a removed item leaves no gap", "[casebook]") {
    CHECK(order_in(apply(make_plan(), RemovePlanItem{PlanItemId("a")})) == "b c");
    CHECK(order_in(apply(make_plan(), RemovePlanItem{PlanItemId("b")})) == "a c");
    CHECK(order_in(apply(make_plan(), RemovePlanItem{PlanItemId("c")})) == "a b");
    CHECK(refusal(make_plan(), RemovePlanItem{PlanItemId("x")}) == "error.edit.plan-item-missing");
}

TEST_CASE("a session takes its plan with it", "[casebook]") {
    CaseDocument document = apply(make_plan(), AddPlanItem{make_item("x", 0, k_second)});
    document = apply(document, RemoveSession{k_first});
    CHECK(document.plan == std::vector{make_item("x", 0, k_second)});
}

TEST_CASE("a plan follows its session to another date", "[casebook]") {
    CaseDocument document = apply(make_plan(), AddPlanItem{make_item("x", 0, k_second)});
    Session early = *find_session(document, k_second);
    early.date = "2026-10-01";
    document = apply(document, EditSession{early});
    CHECK_NOTHROW(check_invariants(document));
    CHECK(document.plan.front().id == PlanItemId("x"));
}

TEST_CASE("minutes of a plan add up by session and part", "[casebook]") {
    CaseDocument document = apply(make_plan(), AddPlanItem{make_item("h", 0, k_first, PlanPart::Home)});
    CHECK(planned_minutes_total(document, k_first, PlanPart::Session) == 30);
    CHECK(planned_minutes_total(document, k_first, PlanPart::Home) == 10);
    CHECK(planned_minutes_total(document, k_second, PlanPart::Session) == 0);
}

TEST_CASE("an item of a plan that breaks a rule is refused, new or edited", "[casebook]") {
    CHECK(refusal_of_item([](PlanItem&) {}).empty());
    CHECK(refusal_of_item([](PlanItem& item) { item.id = PlanItemId(); }) == "error.edit.id-missing");
    CHECK(refusal_of_item([](PlanItem& item) { item.session = SessionId("s9"); }) == "error.edit.session-missing");
    CHECK(refusal_of_item([](PlanItem& item) { item.technique.clear(); }) == "error.edit.plan-technique");
    CHECK(refusal_of_item([](PlanItem& item) { item.minutes = 0; }) == "error.edit.plan-minutes");
    CHECK(refusal_of_item([](PlanItem& item) { item.minutes = 241; }) == "error.edit.plan-minutes");
    CHECK(refusal_of_item([](PlanItem& item) { item.pressure = 0; }) == "error.edit.plan-pressure");
    CHECK(refusal_of_item([](PlanItem& item) { item.pressure = 6; }) == "error.edit.plan-pressure");
    CHECK(refusal_of_item([](PlanItem& item) { item.note.assign(20'001, 'x'); }) == "error.edit.text-too-long");
    CHECK(refusal_of_item([](PlanItem& item) {
              item.structures = {StructureId("patella.left"), StructureId("patella.left")};
          }) == "error.edit.plan-places");
    CHECK(refusal_of_item([](PlanItem& item) { item.structures = {StructureId()}; }) == "error.edit.id-missing");
    CHECK(refusal_of_item([](PlanItem& item) { item.structures = {StructureId("a\nb.left")}; }) ==
          "error.edit.text-not-readable");
    CHECK(refusal(make_plan(), AddPlanItem{make_item("a", 0)}) == "error.edit.id-twice");
    CHECK(refusal(make_plan(), EditPlanItem{make_item("x", 0)}) == "error.edit.plan-item-missing");
}

TEST_CASE("a step against a rule needs a reason", "[casebook]") {
    const auto refusal_with_reason = [](std::string_view reason) {
        return refusal_of_item([&](PlanItem& item) {
            item.override_rule = "ci-fever";
            item.override_reason = reason;
        });
    };
    CHECK(refusal_with_reason("") == "error.edit.plan-reason");
    CHECK(refusal_with_reason(" \n") == "error.edit.plan-reason");
    CHECK(refusal_with_reason("the doctor agreed").empty());
}

TEST_CASE("a visit is planned for ten minutes to four hours, or for no certain time", "[casebook]") {
    const auto refusal_of_minutes = [](std::optional<int> minutes) {
        return refusal(make_document(), EditSession{{.id = k_first, .date = "2026-11-01", .planned_minutes = minutes}});
    };
    for (const std::optional<int> minutes : {std::optional<int>(), std::optional(10), std::optional(240)}) {
        CHECK(refusal_of_minutes(minutes).empty());
    }
    for (const int minutes : {9, 0, -60, 241}) {
        CHECK(refusal_of_minutes(minutes) == "error.edit.planned-minutes");
    }
}

TEST_CASE("a record whose plan is out of order, has gaps or no session is told", "[casebook]") {
    CaseDocument document = make_plan();
    SECTION("out of order") { std::swap(document.plan[0], document.plan[1]); }
    SECTION("a gap") { document.plan[2].position = 3; }
    SECTION("a position twice") { document.plan[2].position = 1; }
    SECTION("an item twice") { document.plan[1].id = document.plan[0].id; }
    SECTION("without its session") { document.plan[2].session = SessionId("s9"); }
    CHECK(error_code_of([&] { check_invariants(document); }) == ErrorCode::InvalidEdit);
}

TEST_CASE("a difference holds the items that changed, moved ones among them", "[casebook]") {
    const CaseDocument before = make_plan();
    const CaseDocument after = apply(before, RemovePlanItem{PlanItemId("b")});
    const DocumentDiff change = diff(before, after);
    CHECK_FALSE(change.empty());
    CHECK(change.upsert_plan_items == std::vector{*find_plan_item(after, PlanItemId("c"))});
    CHECK(change.remove_plan_items == std::vector{PlanItemId("b")});
    CHECK(apply(before, change) == after);
    CHECK(apply(after, diff(after, before)) == before);
}

TEST_CASE("what two programs planned in one position stands one after the other", "[casebook]") {
    const CaseDocument start = make_plan();
    const DocumentDiff here = diff(start, apply(start, AddPlanItem{make_item("x", 3)}));
    const DocumentDiff there = diff(start, apply(start, AddPlanItem{make_item("y", 3)}));
    CHECK(order_in(apply(apply(start, here), there)) == "a b c x y");
}
