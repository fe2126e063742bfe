#include "change/widespread.h"

#include "change/record.h"

#include <catch2/catch_test_macros.hpp>

using namespace palpate;
using test::Record;

namespace {

std::optional<WidespreadCount> count(const CaseDocument& document) {
    return count_widespread(document, document.sessions.back().id, test::places_without_body());
}

using Areas = std::vector<std::string>;

}  // namespace

TEST_CASE("painful places are counted in the areas of the index, each area once", "[change]") {
    const auto record = Record()
                            .session("1", "2026-08-01")
                            .mark("a", "upper-trapezius.right", 5)
                            .mark("b", "infraspinatus.right", 4)
                            .mark("c", "multifidus-lumborum.left", 3)
                            .mark("d", "patella.left", 6)
                            .document();
    const auto counted = count(record);
    REQUIRE(counted);
    CHECK(counted->areas == Areas{"shoulder-girdle-right", "lower-back"});
    CHECK(counted->of == 19);
    CHECK(counted->outside == 1);  // the index has no knee
}

TEST_CASE("only what the client confirmed as pain counts", "[change]") {
    Mark tension = Record::said("a", "upper-trapezius.right", 5);
    tension.kind = MarkKind::Tension;
    Mark finding = Record::said("b", "upper-trapezius.right", 5);
    finding.author = Author::Therapist;
    Mark open = Record::said("c", "upper-trapezius.right", 5);
    open.confirmed = false;
    Mark past = Record::said("d", "soleus.left", 0);
    past.worst = 4;
    Mark nothing = Record::said("e", "infraspinatus.left", 0);
    const auto record =
        Record().session("1", "2026-08-01").mark(tension).mark(finding).mark(open).mark(past).mark(nothing).document();
    CHECK(count(record)->areas == Areas{"lower-leg-left"});
}

TEST_CASE("a bone of the midline counts on the side it was marked on", "[change]") {
    Mark jaw = Record::said("a", "mandible.mid", 4);
    jaw.anchor.box_position = {0.9F, 0.5F, 0.5F};  // x towards the client's left
    CHECK(count(Record().session("1", "2026-08-01").mark(jaw).document())->areas == Areas{"jaw-left"});
}

TEST_CASE("a visit without pain counts none, one that says nothing has no count", "[change]") {
    CHECK(count(Record().session("1", "2026-08-01", true).document())->areas.empty());
    CHECK_FALSE(count(Record().session("1", "2026-08-01").document()));
}
