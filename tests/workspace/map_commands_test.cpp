#include "anatomy/anatomy_names.h"
#include "support/error_code.h"
#include "workspace/rig.h"

#include <catch2/catch_test_macros.hpp>

using namespace palpate;
using palpate::test::Rig;

namespace {

const Mark& mark_of(const Rig& rig, const std::string& id) {
    return *find_mark(rig.workspace->require_document(), MarkId(id));
}

std::vector<const Mark*> marks_today(const Rig& rig) {
    return marks_of(rig.workspace->require_document(), rig.workspace->session());
}

/// An earlier session with two marks, and today's, empty.
struct ReturningClient : Rig {
    std::string left;
    std::string right;

    ReturningClient() {
        start_session();
        left = add_mark("latissimus-dorsi.left");
        right = add_mark("rhomboid-major.right");
        workspace->run("session.add", {{"date", "2026-11-29"}});
    }
};

}  // namespace

TEST_CASE("a mark says everything that can be said of it", "[workspace]") {
    Rig rig;
    rig.start_session();
    const std::string id = rig.add_mark();
    rig.workspace->run("mark.edit", {{"mark", id},
                                     {"usual", "5"},
                                     {"worst", "9"},
                                     {"since", "weeks"},
                                     {"constancy", "comes-and-goes"},
                                     {"better", "rest,warmth"},
                                     {"worse", "sitting"},
                                     {"radiates", "down to the hip"},
                                     {"confidence", "about"}});
    const Mark mark = mark_of(rig, id);
    CHECK(mark.usual == 5);
    CHECK(mark.worst == 9);
    CHECK(onset_of(*mark.duration_days) == Onset::Weeks);
    CHECK(mark.constancy == Constancy::ComesAndGoes);
    CHECK(mark.better_with == std::vector<std::string>{"rest", "warmth"});
    CHECK(mark.worse_with == std::vector<std::string>{"sitting"});
    CHECK(
        rig.workspace->read_back(mark) ==
        "Your left mid back: pain in the muscle, 7 of 10. Usually 5, at worst 9. For weeks. It comes and goes. Better "
        "with rest, warmth. Worse with sitting. It spreads to: down to the hip. The place is about right.");

    rig.workspace->run("mark.edit",
                       {{"mark", id}, {"since", ""}, {"constancy", ""}, {"better", ""}, {"confidence", ""}});
    CHECK_FALSE(mark_of(rig, id).duration_days);
    CHECK_FALSE(mark_of(rig, id).constancy);
    CHECK(mark_of(rig, id).better_with.empty());
    CHECK_FALSE(mark_of(rig, id).confidence);
    for (const char* field : {"since", "constancy", "better", "worse", "confidence"}) {
        CHECK(error_code_of([&] { rig.workspace->run("mark.edit", {{"mark", id}, {field, "nonsense"}}); }));
    }
}

TEST_CASE("a mark of a whole group has the group's name", "[workspace]") {
    Rig rig;
    rig.start_session();
    rig.workspace->run("mark.add", {{"structure", "rhomboid-major.left"}, {"extent", "group"}, {"now", "4"}});
    const Mark& mark = *rig.workspace->selected_mark();
    const GroupEntry* group = rig.workspace->anatomy().find_group("shoulder-blade-movers");
    REQUIRE(group != nullptr);
    CHECK(rig.workspace->title_of(mark).starts_with(with_capital(group->name_common)));
    CHECK(rig.workspace->title_of(mark) !=
          rig.workspace->title_of(rig.workspace->atlas()->structure(mark.anchor.structure)));
}

TEST_CASE("a mark moves to the other side in one step, and back with undo", "[workspace]") {
    Rig rig;
    rig.start_session();
    const std::string id = rig.add_mark("latissimus-dorsi.left");
    const Mark before = mark_of(rig, id);
    rig.workspace->run("mark.other-side");
    CHECK(mark_of(rig, id).anchor.structure == StructureId("latissimus-dorsi.right"));
    CHECK(mark_of(rig, id).now == before.now);
    rig.workspace->run("edit.undo");
    CHECK(mark_of(rig, id) == before);
}

TEST_CASE("the same on both sides makes a second mark that says the same", "[workspace]") {
    Rig rig;
    rig.start_session();
    const std::string id = rig.add_mark("latissimus-dorsi.left");
    const std::string other = rig.workspace->run("mark.both-sides", {{"mark", id}});
    REQUIRE(marks_today(rig).size() == 2);
    CHECK(mark_of(rig, other).anchor.structure == StructureId("latissimus-dorsi.right"));
    CHECK(mark_of(rig, other).kind == mark_of(rig, id).kind);
    CHECK(mark_of(rig, other).now == mark_of(rig, id).now);
}

TEST_CASE("a place in the middle has no other side, and says so", "[workspace]") {
    Rig rig;
    rig.start_session();
    rig.workspace->run("mark.add", {{"structure", "body-of-sternum.mid"}, {"at", "-0.65,1250,148"}, {"now", "3"}});
    CHECK(error_key_of([&] { rig.workspace->run("mark.other-side"); }) == "workspace.in-the-middle");
}

TEST_CASE("a note that names the other side is noticed", "[workspace]") {
    Rig rig;
    rig.start_session();
    const std::string id = rig.add_mark("latissimus-dorsi.right");
    const auto noticed = [&](const char* note) {
        rig.workspace->run("mark.edit", {{"mark", id}, {"note", note}});
        return rig.workspace->other_side_in_note(mark_of(rig, id));
    };
    CHECK(noticed("my left shoulder") == Side::Left);
    CHECK_FALSE(noticed("my right shoulder"));
    CHECK_FALSE(noticed("right shoulder, and the left shoulder a little"));
    CHECK_FALSE(noticed("after work"));
    noticed("my left shoulder");
    rig.workspace->run("mark.other-side", {{"mark", id}});
    CHECK_FALSE(rig.workspace->other_side_in_note(mark_of(rig, id)));
}

TEST_CASE("the last map comes over unconfirmed, once, and each touch confirms", "[workspace]") {
    ReturningClient rig;
    rig.workspace->run("session.start-from-last");
    REQUIRE(marks_today(rig).size() == 2);
    for (const Mark* mark : marks_today(rig)) {
        CHECK_FALSE(mark->confirmed);
        CHECK_FALSE(mark->carried_from.empty());
    }
    rig.workspace->run("session.start-from-last");
    CHECK(marks_today(rig).size() == 2);

    rig.workspace->run("mark.edit", {{"mark", "1"}, {"now", "4"}});
    CHECK(marks_today(rig)[0]->confirmed);
    CHECK_FALSE(marks_today(rig)[1]->confirmed);
    rig.workspace->run("mark.confirm", {{"mark", "2"}});
    CHECK(marks_today(rig)[1]->confirmed);
    CHECK(mark_of(rig, rig.left).now == 7);  // what was said then stays
}

TEST_CASE("all as last time is one step", "[workspace]") {
    ReturningClient rig;
    rig.workspace->run("session.start-from-last");
    rig.workspace->run("session.confirm-all");
    for (const Mark* mark : marks_today(rig)) {
        CHECK(mark->confirmed);
    }
    rig.workspace->run("edit.undo");
    CHECK_FALSE(marks_today(rig)[0]->confirmed);
    rig.workspace->run("edit.undo");
    CHECK(marks_today(rig).empty());
}

TEST_CASE("without an earlier map there is nothing to start from", "[workspace]") {
    Rig rig;
    rig.start_session();
    CHECK(error_key_of([&] { rig.workspace->run("session.start-from-last"); }) == "workspace.no-last-map");
}

TEST_CASE("no pain today is said, kept, and taken back by the first mark that hurts", "[workspace]") {
    ReturningClient rig;
    const auto says_no_pain = [&] {
        return find_session(rig.workspace->require_document(), rig.workspace->session())->no_pain;
    };
    rig.workspace->run("session.start-from-last");
    rig.workspace->run("session.no-pain");
    CHECK(says_no_pain());
    CHECK(marks_today(rig).empty());  // what was only carried over is answered by it
    rig.workspace->run_until_idle_or_throw();
    CHECK(rig.stored() == rig.workspace->require_document());

    static_cast<void>(rig.add_mark());
    CHECK_FALSE(says_no_pain());
    CHECK(error_key_of([&] { rig.workspace->run("session.no-pain"); }) == "workspace.marks-against-no-pain");
    rig.workspace->run("edit.undo");
    CHECK(says_no_pain());
    rig.workspace->run("session.no-pain", {{"answer", "no"}});
    CHECK_FALSE(says_no_pain());
}
