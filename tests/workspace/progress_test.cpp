#include "support/error_code.h"
#include "workspace/progress_look.h"
#include "workspace/rig.h"

#include <catch2/catch_test_macros.hpp>

#include <array>
#include <cmath>
#include <set>

using namespace palpate;
using palpate::test::Rig;

namespace {

/// Three sessions: a place that hurts less each time, one that is new, and a finding of the therapist.
struct ThreeVisits : Rig {
    ThreeVisits() {
        start();
        workspace->run("client.add", {{"name", "Try-out"}});
        visit("2026-09-01", "8");
        visit("2026-10-01", "6");
        visit("2026-11-01", "4");
        workspace->run("mark.add", {{"structure", "rectus-abdominis.left"}, {"now", "3"}});
        workspace->run("mark.add", {{"structure", "latissimus-dorsi.right"}, {"now", "2"}, {"author", "therapist"}});
        workspace->run_until_idle_or_throw();
    }
    void visit(const char* date, const char* rating) {
        workspace->run("session.add", {{"date", date}});
        workspace->run("mark.add", {{"structure", "latissimus-dorsi.left"}, {"now", rating}});
    }
    [[nodiscard]] const ProgressPlace* place(const char* id) {
        workspace->run_until_idle_or_throw();
        for (const ProgressPlace& one : workspace->progress_places()) {
            if (one.id == id) {
                return &one;
            }
        }
        return nullptr;
    }
    [[nodiscard]] std::string label(const char* id) {
        const ProgressPlace* one = place(id);
        return one != nullptr ? workspace->words().tr(one->label) : std::string();
    }
    void show(const char* what) { workspace->run("progress.show", {{"what", what}}); }
};

float luminance(const glm::vec3& colour) {
    const auto linear = [](float c) { return c <= 0.04045F ? c / 12.92F : std::pow((c + 0.055F) / 1.055F, 2.4F); };
    return 0.2126F * linear(colour.r) + 0.7152F * linear(colour.g) + 0.0722F * linear(colour.b);
}
float contrast(const glm::vec3& a, const glm::vec3& b) {
    const float low = std::min(luminance(a), luminance(b));
    return (std::max(luminance(a), luminance(b)) + 0.05F) / (low + 0.05F);
}

constexpr std::array k_outcomes{PlaceOutcome::Better, PlaceOutcome::Same,        PlaceOutcome::Worse, PlaceOutcome::New,
                                PlaceOutcome::Gone,   PlaceOutcome::NumbersOnly, PlaceOutcome::Ask};

}  // namespace

TEST_CASE("Progress shows on the body what became of each place, of one author at a time", "[workspace][progress]") {
    ThreeVisits rig;
    rig.show("change");
    CHECK(rig.workspace->view().mode == AppMode::Progress);
    CHECK(rig.label("latissimus-dorsi.left") == "\u25bc 8\u21924");
    CHECK(rig.label("rectus-abdominis.left") == "+ new 3");
    CHECK(rig.place("latissimus-dorsi.right") == nullptr);
    CHECK(rig.workspace->scene().marks.empty());
    REQUIRE(rig.workspace->panes().size() == 1);
    CHECK(rig.workspace->panes().front().read_only);

    rig.workspace->run("progress.author", {{"author", "therapist"}});
    CHECK(rig.label("latissimus-dorsi.right") == "+ new 2");
    CHECK(rig.place("latissimus-dorsi.left") == nullptr);
}

TEST_CASE("the range is said by numbers, earlier first, and all of it follows", "[workspace][progress]") {
    ThreeVisits rig;
    rig.show("change");
    rig.workspace->run("progress.range", {{"from", "1"}, {"to", "2"}});
    CHECK(rig.label("latissimus-dorsi.left") == "\u25bc 8\u21926");
    CHECK(rig.place("rectus-abdominis.left") == nullptr);
    rig.show("often");
    CHECK(rig.label("latissimus-dorsi.left") == "2 of 2");
    rig.workspace->run("progress.range");
    CHECK(rig.label("latissimus-dorsi.left") == "3 of 3");
    CHECK(rig.label("rectus-abdominis.left") == "1 of 3");
    const auto key = [&](const CommandArguments& arguments) {
        return error_key_of([&] { rig.workspace->run("progress.range", arguments); });
    };
    CHECK(key({{"from", "2"}, {"to", "2"}}) == "error.change.order");
    CHECK(key({{"from", "3"}}) == "error.change.order");
    CHECK_FALSE(key({{"to", "9"}}).empty());
    CHECK(rig.workspace->view().progress.from.empty());
}

TEST_CASE("side by side are the two sessions of the range, and leaving shows what the therapist saw before",
          "[workspace][progress]") {
    ThreeVisits rig;
    rig.workspace->run("view.compare");
    const ViewState before = rig.workspace->view();
    const auto& sessions = rig.workspace->document()->sessions;

    rig.workspace->run("app.progress");
    CHECK(rig.workspace->panes().size() == 1);
    rig.show("side-by-side");
    const auto panes = rig.workspace->panes();
    REQUIRE(panes.size() == 2);
    CHECK(panes[0].session == sessions[0].id);
    CHECK(panes[1].session == sessions[2].id);
    CHECK(panes[0].pane.camera == panes[1].pane.camera);
    CHECK(rig.workspace->scene_of(panes[0].session).marks.size() == 1);
    CHECK(rig.workspace->scene_of(panes[1].session).marks.size() == 2);  // the finding is not the client's
    rig.workspace->run("view.compare");                                  // its key goes back to the change
    CHECK(rig.workspace->view().progress.show == ProgressShow::Change);
    rig.workspace->run("view.compare");
    CHECK(rig.workspace->panes().size() == 2);
    rig.show("change");

    rig.workspace->run("app.progress");
    CHECK(rig.workspace->view() == before);
    CHECK(rig.workspace->panes().size() == 2);
    CHECK_FALSE(rig.workspace->panes().back().read_only);
}

TEST_CASE("a place is spoken of by its id or as the next one, and the body turns to it", "[workspace][progress]") {
    ThreeVisits rig;
    rig.show("change");
    rig.workspace->run_until_idle_or_throw();
    const auto& places = rig.workspace->progress_places();
    REQUIRE(places.size() == 2);
    CHECK(rig.workspace->run("progress.place") == places[0].id);
    CHECK(rig.workspace->run("progress.place") == places[1].id);
    CHECK(rig.workspace->run("progress.place") == places[0].id);
    for (const ProgressPlace& place : places) {
        rig.workspace->run("progress.place", {{"place", place.id}});
        const glm::vec3 to_eye = rig.workspace->view().camera.eye_mm() - place.point.position_mm;
        CHECK(glm::dot(place.point.normal, to_eye) > 0.0F);
    }
    CHECK(rig.workspace->progress_place_of(places[0].mark) == places[0].id);
    CHECK(error_key_of([&] {
              rig.workspace->run("progress.place", {{"place", "nowhere"}});
          }) == "workspace.unknown-progress-place");
    rig.workspace->run("progress.place", {{"place", "none"}});
    CHECK(rig.workspace->view().progress.place.empty());
}

TEST_CASE("a press on the patch of a place is a press on its mark, and labels are where the place is seen",
          "[workspace][progress]") {
    ThreeVisits rig;
    rig.show("change");
    const ProgressPlace* place = rig.place("latissimus-dorsi.left");
    REQUIRE(place != nullptr);
    REQUIRE(place->shape != nullptr);
    rig.workspace->run("progress.place", {{"place", place->id}});
    const SessionPane pane = rig.workspace->panes().front();
    bool seen_it = false;
    for (const SeenPlace& seen : rig.workspace->seen_progress_places(pane)) {
        if (rig.workspace->progress_places()[seen.place].id == place->id) {
            seen_it = true;
            const auto hit = rig.workspace->pick_in(pane, seen.anchor_px);
            REQUIRE(hit);
            CHECK(std::get<MarkId>(hit->target) == place->mark);
        }
    }
    CHECK(seen_it);
    ViewState away = rig.workspace->view();
    away.camera.orbit(3.14159F, 0.0F);
    rig.workspace->set_view(away);
    for (const SeenPlace& seen : rig.workspace->seen_progress_places(rig.workspace->panes().front())) {
        CHECK(rig.workspace->progress_places()[seen.place].id != place->id);
    }
}

TEST_CASE("with fewer than two sessions there is nothing to compare, and clients who look open nothing of it",
          "[workspace][progress]") {
    Rig rig;
    rig.start_session();
    CHECK(error_key_of([&] { rig.workspace->run("progress.show"); }) == "workspace.nothing-to-compare");
    CHECK(rig.workspace->progress_report() == nullptr);
    rig.workspace->run("session.add", {{"date", "2026-11-29"}});
    for (const char* mode : {"intake", "explain"}) {
        rig.workspace->run("app.mode", {{"mode", mode}});
        CHECK(error_key_of([&] { rig.workspace->run("progress.show"); }) == "command.only-in-session");
        rig.workspace->run("app.mode", {{"mode", "session"}});
    }
}

TEST_CASE("what became of a place differs by sign and pattern, and its letters can be read", "[workspace][progress]") {
    std::set<std::string> signs;
    std::set<AreaPattern> patterns;
    for (const PlaceOutcome outcome : k_outcomes) {
        const ProgressLook& look = look_of(outcome);
        signs.insert(look.sign);
        patterns.insert(look.pattern);
        CHECK(contrast(look.fill, look.ink) >= 4.5F);
    }
    CHECK(signs.size() == k_outcomes.size());
    CHECK(patterns.size() == k_outcomes.size());
    // In grey, too, less pain is not mistaken for more.
    CHECK(contrast(look_of(PlaceOutcome::Better).fill, look_of(PlaceOutcome::Worse).fill) >= 2.0F);
}
