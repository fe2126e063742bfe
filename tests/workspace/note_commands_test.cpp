#include "support/error_code.h"
#include "workspace/note_draft.h"
#include "workspace/rig.h"

#include <catch2/catch_test_macros.hpp>

#include <string>

using namespace palpate;
using palpate::test::Rig;

namespace {

/// A session with one mark of the client and one of the therapist.
struct NotedRig : Rig {
    NotedRig() {
        start_session();
        run("mark.add", {{"structure", "latissimus-dorsi.right"}, {"kind", "tension"}, {"now", "5"}});
        run("mark.add",
            {{"structure", "rhomboid-major.left"}, {"kind", "pain"}, {"now", "3"}, {"author", "therapist"}});
    }
    std::string run(std::string_view command, const CommandArguments& arguments = {}) {
        std::string id = workspace->run(command, arguments);
        workspace->run_until_idle_or_throw();
        return id;
    }
    [[nodiscard]] NoteSection section(NotePart part) const {
        const SessionNote* note = find_note(*workspace->document(), workspace->session());
        return note != nullptr ? note->section(part) : NoteSection{};
    }
    [[nodiscard]] bool says(NotePart part, const std::string& words) const {
        return section(part).text.find(words) != std::string::npos;
    }
};

}  // namespace

TEST_CASE("a note is drafted from the map, the measures and the plan, and says that it is a draft", "[workspace]") {
    NotedRig rig;
    rig.run("client.goal", {{"goal", "sleep"}});
    rig.run("measure.add", {{"measure", "stress-now"}, {"value", "7"}, {"moment", "before"}});
    const std::string step =
        rig.run("plan.add", {{"technique", "effleurage"}, {"structures", "latissimus-dorsi.right"}});
    rig.run("plan.edit", {{"item", step}, {"done", "yes"}});
    rig.run("note.draft");
    CHECK(rig.says(NotePart::Subjective, "5 of 10"));
    CHECK_FALSE(rig.says(NotePart::Subjective, "3 of 10"));
    CHECK(rig.says(NotePart::Objective, "3 of 10"));
    CHECK(rig.says(NotePart::Objective, "before: 7 points"));
    CHECK(rig.says(NotePart::Plan, "Done:\n- Effleurage"));
    CHECK(rig.section(NotePart::Assessment).text.empty());  // judging is the therapist's
    CHECK(rig.section(NotePart::Subjective).origin == NoteOrigin::Draft);
}

TEST_CASE("drafting again takes in what is new and leaves alone what a person wrote", "[workspace]") {
    NotedRig rig;
    rig.run("note.draft");
    rig.run("note.write", {{"part", "plan"}, {"text", "my own words"}});
    rig.run("mark.add", {{"structure", "rectus-abdominis.left"}, {"kind", "pain"}, {"now", "8"}});
    rig.run("note.draft");
    CHECK(rig.says(NotePart::Subjective, "8 of 10"));
    CHECK(rig.section(NotePart::Plan) == NoteSection{"my own words", NoteOrigin::Written});
    rig.run("edit.undo");
    CHECK_FALSE(rig.says(NotePart::Subjective, "8 of 10"));
}

TEST_CASE("what is carried forward is marked, and read before it is signed", "[workspace]") {
    NotedRig rig;
    CHECK(error_key_of([&] { rig.run("note.carry"); }) == "workspace.no-earlier-note");
    rig.run("note.write", {{"part", "assessment"}, {"text", "tight after long drives"}});
    rig.run("session.add", {{"date", "2030-01-01"}});
    rig.run("note.carry");
    CHECK(rig.section(NotePart::Assessment) == NoteSection{"tight after long drives", NoteOrigin::Carried});
    CHECK(error_key_of([&] { rig.run("note.sign", {{"by", "T. Herapist"}}); }) == "error.edit.note-unread");
    rig.run("note.write", {{"part", "assessment"}});
    CHECK(rig.section(NotePart::Assessment).origin == NoteOrigin::Written);
    rig.run("note.sign", {{"by", "T. Herapist"}});
    CHECK(is_signed(*rig.workspace->document(), rig.workspace->session()));
}

TEST_CASE("signed is signed: no undo, no edit, only addenda", "[workspace]") {
    NotedRig rig;
    CHECK_FALSE(rig.workspace->can_run(*find_command("note.addendum")));
    rig.run("note.write", {{"part", "plan"}, {"text", "see again in a week"}});
    rig.run("note.sign", {{"by", "T. Herapist"}});
    CHECK_FALSE(rig.workspace->history()->can_undo());
    CHECK(error_key_of([&] {
              rig.run("note.write", {{"part", "plan"}, {"text", "never said"}});
          }) == "error.edit.signed");
    CHECK(error_key_of([&] { rig.run("mark.edit", {{"mark", "1"}, {"now", "1"}}); }) == "error.edit.signed");
    CHECK_FALSE(rig.workspace->can_run(*find_command("note.sign")));
    rig.run("note.addendum", {{"text", "called: feels better"}, {"by", "T. Herapist"}});
    CHECK(addenda_of(*rig.workspace->document(), rig.workspace->session()).size() == 1);
    rig.run("session.add");  // the next visit is open
    rig.run("mark.add", {{"structure", "latissimus-dorsi.right"}, {"kind", "pain"}, {"now", "2"}});
}

TEST_CASE("values are taken in the range of their measure, movements with their side, and no licence is broken",
          "[workspace]") {
    NotedRig rig;
    const auto refused = [&](const CommandArguments& arguments) {
        return error_key_of([&] { rig.run("measure.add", arguments); });
    };
    CHECK(refused({{"measure", "stress-now"}, {"value", "11"}}) == "workspace.measure-range");
    CHECK(refused({{"measure", "pss-4"}, {"value", "3"}}) == "workspace.measure-licence");
    CHECK(refused({{"measure", "mood"}, {"value", "3"}}) == "workspace.unknown-word");
    CHECK(refused({{"measure", "rom"}, {"value", "60"}, {"item", "hip"}}) == "workspace.unknown-word");
    CHECK(refused({{"measure", "rom"}, {"value", "60"}, {"item", "rom-hip-flexion"}}) == "workspace.unknown-word");
    const std::string id = rig.run(
        "measure.add", {{"measure", "rom"}, {"value", "60"}, {"item", "rom-hip-flexion.left"}, {"passive", "yes"}});
    const Measurement taken = *measurements_of(*rig.workspace->document(), rig.workspace->session()).front();
    CHECK(words_of(*rig.workspace, taken) == "Range of motion (hip, flexion, your left, passive): 60 degrees");
    rig.run("measure.edit", {{"measurement", id}, {"value", "66"}});
    CHECK(measurements_of(*rig.workspace->document(), rig.workspace->session()).front()->value == 66.0);
    rig.run("measure.remove", {{"measurement", id}});
    CHECK(rig.workspace->document()->measurements.empty());
}
