#include "change/unaddressed_marks.h"

#include "change/record.h"

#include <catch2/catch_test_macros.hpp>

using namespace palpate;
using test::Record;

namespace {

std::vector<MarkId> open_marks(const CaseDocument& document) {
    return unaddressed_marks(document, document.sessions.back().id, test::places_without_body());
}

Mark finding(const std::string& id, const std::string& structure, MarkExtent extent = MarkExtent::Structure) {
    Mark mark = Record::said(id, structure, 3);
    mark.author = Author::Therapist;
    mark.extent = extent;
    return mark;
}

using Ids = std::vector<MarkId>;

}  // namespace

TEST_CASE("what the client marked and nobody looked at is to be asked about, in the order of marking", "[change]") {
    const auto record = Record()
                            .session("1", "2026-08-01")
                            .mark("knee", "patella.left", 3)
                            .mark("neck", "levator-scapulae.right", 6)
                            .mark("shoulder", "upper-trapezius.right", 7)
                            .mark(finding("found", "upper-trapezius.right"))
                            .document();
    CHECK(open_marks(record) == Ids{MarkId("knee"), MarkId("neck")});
}

TEST_CASE("a finding on the other side answers nothing", "[change]") {
    const auto record = Record()
                            .session("1", "2026-08-01")
                            .mark("neck", "levator-scapulae.right", 6)
                            .mark(finding("found", "levator-scapulae.left"))
                            .document();
    CHECK(open_marks(record) == Ids{MarkId("neck")});
}

TEST_CASE("a finding of a whole region answers what was marked in it", "[change]") {
    const auto record = Record()
                            .session("1", "2026-08-01")
                            .mark("blade", "infraspinatus.right", 6)
                            .mark(finding("found", "scapula.right", MarkExtent::Region))
                            .document();
    CHECK(open_marks(record).empty());
}

TEST_CASE("a planned step answers the marks where it works", "[change]") {
    auto record = Record().session("1", "2026-08-01").mark("neck", "levator-scapulae.right", 6).document();
    record = apply(record, AddPlanItem{{.id = PlanItemId("step"),
                                        .session = SessionId("1"),
                                        .technique = "effleurage",
                                        .structures = {StructureId("levator-scapulae.right")},
                                        .minutes = 5,
                                        .pressure = 2}});
    CHECK(open_marks(record).empty());
}

TEST_CASE("what was talked about, or rated 0, is not asked about again", "[change]") {
    Mark talked = Record::said("talked", "patella.left", 3);
    talked.addressed = true;
    const auto record = Record().session("1", "2026-08-01").mark(talked).mark("nothing", "soleus.left", 0).document();
    CHECK(open_marks(record).empty());
}
