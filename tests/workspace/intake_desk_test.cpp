#include "workspace/intake_desk.h"

#include "casebook/edits.h"
#include "exchange/record_json.h"
#include "intake/said_case.h"
#include "support/error_code.h"
#include "workspace/rig.h"
#include "workspace/store_keeper.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace palpate;
using namespace std::chrono_literals;
using palpate::test::Rig;

namespace {

/// One client with a mark of their own and a finding of the therapist's, and somebody else.
struct DeskRig : Rig {
    IntakeDesk* desk = nullptr;
    ClientId client;

    DeskRig() {
        start();
        workspace->run("client.add", {{"name", "Somebody Else"}});
        workspace->run("client.add", {{"name", "Ada"}});
        workspace->run("session.add", {{"date", "2026-11-10"}});
        static_cast<void>(add_mark());
        workspace->run("mark.add", {{"structure", "latissimus-dorsi.right"}, {"now", "3"}, {"author", "therapist"}});
        workspace->run_until_idle_or_throw();
        client = workspace->require_document().client.id;
        desk = &workspace->intakes();
    }
    void settle() {
        workspace->run_until_idle();
        workspace->update();
    }
    /// Everything a client must say, and the map as it was last time or without pain.
    void answer_all(bool as_last_time) {
        desk->go_on();  // language
        if (workspace->require_document().client.name.empty()) {
            workspace->run("client.edit", {{"name", "New Person"}});
        }
        if (desk->step() == IntakeStep::Who) {
            desk->go_on();
        }
        workspace->run("client.consent", {{"text", "records"}});
        desk->go_on();
        if (as_last_time) {
            workspace->run("session.start-from-last");
            workspace->run("session.confirm-all");
        } else {
            workspace->run("session.no-pain");
        }
        settle();
    }
    void finish() {
        desk->finish();
        settle();
    }
    [[nodiscard]] CaseDocument said() { return read_record(store->list_intakes().front().answers); }
    [[nodiscard]] std::string code() {
        desk->make_code();
        settle();
        for (const Notification& message : workspace->notifications()) {
            if (message.text.key == "intake.code") {
                return message.text.arguments.back().second;
            }
        }
        return {};
    }
};

bool was_told(const Workspace& workspace, std::string_view key) {
    return std::ranges::any_of(workspace.notifications(),
                               [&](const Notification& message) { return message.text.key == key; });
}

}  // namespace

TEST_CASE("while the device is handed over nothing of anybody can be reached", "[intake]") {
    DeskRig rig;
    rig.desk->hand_over("1234");
    CHECK(rig.desk->state() == IntakeState::Welcome);
    CHECK(rig.workspace->clients().empty());
    CHECK(rig.workspace->document() == nullptr);
    CHECK_FALSE(rig.workspace->store_locked());
    for (const char* command : {"client.list", "client.choose", "client.add", "store.check", "note.draft",
                                "practice.count", "app.mode", "app.quit", "app.progress", "session.add"}) {
        INFO(command);
        if (const Command* known = find_command(command)) {
            CHECK_FALSE(rig.workspace->can_run(*known));
        }
    }
    CHECK(error_code_of([&] { rig.workspace->run("client.open", {{"client", "1001"}}); }) == ErrorCode::Usage);
    CHECK(error_code_of([&] { rig.workspace->load_client(rig.client); }) == std::nullopt);
    rig.settle();
    CHECK(rig.workspace->document() == nullptr);
}

TEST_CASE("only the PIN takes the device back, and wrong ones make one wait", "[intake]") {
    DeskRig rig;
    for (const char* pin : {"", "123", "123456789", "12a4", "abcd"}) {
        CHECK(error_code_of([&] { rig.desk->hand_over(pin); }) == ErrorCode::Usage);
    }
    rig.desk->hand_over("1234");
    CHECK(error_code_of([&] { rig.desk->take_back("4321"); }) == ErrorCode::WrongPassphrase);
    CHECK(rig.desk->seconds_to_next_entry() == 0);
    SECTION("the right one shows the same client again") {
        rig.desk->take_back("1234");
        rig.settle();
        CHECK(rig.desk->state() == IntakeState::Away);
        CHECK(rig.workspace->require_document().client.id == rig.client);
        CHECK(rig.workspace->clients().size() == 2);
        static_cast<void>(rig.add_mark());
        rig.workspace->run_until_idle_or_throw();
        CHECK(rig.stored().marks.size() == 3);
    }
    SECTION("after three wrong ones the right one waits, too") {
        CHECK(error_code_of([&] { rig.desk->take_back("0000"); }) == ErrorCode::WrongPassphrase);
        CHECK(error_code_of([&] { rig.desk->take_back("1111"); }) == ErrorCode::WrongPassphrase);
        CHECK(rig.desk->seconds_to_next_entry() > 0);
        CHECK(error_code_of([&] { rig.desk->take_back("1234"); }) == ErrorCode::WrongPassphrase);
    }
}

TEST_CASE("what someone new says is kept with every change, apart from all records", "[intake]") {
    DeskRig rig;
    const CaseDocument before = rig.store->load(rig.client);
    rig.desk->hand_over("1234");
    rig.desk->begin();
    CHECK(rig.desk->step() == IntakeStep::Language);
    CHECK(rig.workspace->view().mode == AppMode::Intake);
    rig.desk->go_on();
    CHECK(error_code_of([&] { rig.desk->go_on(); }) == ErrorCode::InvalidEdit);  // no name yet
    rig.workspace->run("client.edit", {{"name", "New Person"}, {"phone", "030 1"}});
    rig.settle();
    REQUIRE(rig.store->list_intakes().size() == 1);  // it would survive a crash now
    CHECK_FALSE(rig.store->list_intakes().front().finished.has_value());
    CHECK(rig.said().client.name == "New Person");
    rig.answer_all(false);
    rig.workspace->run("client.answer", {{"question", "rf-back-saddle-numbness"}, {"answer", "yes"}});
    rig.settle();
    rig.finish();
    CHECK(rig.desk->state() == IntakeState::Finished);
    CHECK(rig.workspace->document() == nullptr);
    REQUIRE(rig.store->list_intakes().size() == 1);
    const PendingIntake intake = rig.store->list_intakes().front();
    CHECK(intake.finished.has_value());
    CHECK(intake.warned);
    CHECK(intake.client.empty());
    CHECK(rig.store->list_clients().size() == 2);
    CHECK(rig.store->load(rig.client) == before);
    rig.desk->welcome_next();
    CHECK(rig.desk->state() == IntakeState::Welcome);
}

TEST_CASE("a code leads to one's own last map, once", "[intake]") {
    DeskRig rig;
    const std::string code = rig.code();
    REQUIRE(code.size() == 9);
    rig.desk->hand_over("1234");
    rig.desk->begin_with_code("AAAA-AAAA");
    rig.settle();
    CHECK(rig.desk->state() == IntakeState::Welcome);
    CHECK(was_told(*rig.workspace, "intake.code-unknown"));
    rig.desk->begin_with_code(code);
    rig.settle();
    REQUIRE(rig.desk->state() == IntakeState::Answering);
    CHECK(rig.desk->step() == IntakeStep::Who);
    CHECK(rig.workspace->require_document().client.name == "Ada");
    CHECK(rig.workspace->require_document().marks.size() == 1);  // the finding is the therapist's
    rig.answer_all(true);
    rig.finish();
    CHECK(rig.store->list_intakes().front().client == rig.client);
    rig.desk->welcome_next();
    rig.desk->begin_with_code(code);
    rig.settle();
    CHECK(was_told(*rig.workspace, "intake.code-old"));
}

TEST_CASE("who pauses goes on with their name, and another does not", "[intake]") {
    DeskRig rig;
    rig.desk->hand_over("1234");
    rig.desk->begin();
    rig.answer_all(false);
    rig.desk->go_on();
    const IntakeStep step = rig.desk->step();
    SECTION("by hand") { rig.desk->pause(); }
    SECTION("by walking away") {
        rig.workspace->keeper().note_input();
        rig.time.awake += 5min;
        rig.time.total += 5min;
        rig.workspace->update();
    }
    CHECK(rig.desk->state() == IntakeState::Welcome);
    CHECK(rig.workspace->document() == nullptr);
    REQUIRE(rig.desk->can_resume());
    CHECK(error_code_of([&] { rig.desk->resume("Somebody"); }) == ErrorCode::NotFound);
    rig.desk->resume(" new person ");
    CHECK(rig.desk->step() == step);
    CHECK(said_session(rig.workspace->require_document()).no_pain);
    rig.settle();
    rig.finish();
    CHECK(rig.store->list_intakes().size() == 1);
}

TEST_CASE("answers on their way to the store when it is locked are never written into the record", "[intake]") {
    DeskRig rig;
    rig.workspace->run("store.set-passphrase", {{"passphrase", "seven swans"}});
    rig.settle();
    const std::string code = rig.code();
    const CaseDocument before = rig.store->load(rig.client);
    rig.desk->hand_over("1234");
    rig.desk->begin_with_code(code);
    rig.settle();
    REQUIRE(rig.desk->state() == IntakeState::Answering);
    for (const char* phone : {"030 1", "030 2", "030 3"}) {
        rig.workspace->run("client.edit", {{"phone", phone}});
    }
    rig.workspace->run("store.lock");
    CHECK(rig.workspace->document() == nullptr);
    CHECK_FALSE(rig.workspace->store_open());
    rig.settle();
    CHECK(rig.desk->state() == IntakeState::Away);
    CHECK(rig.store->load(rig.client) == before);
    REQUIRE(rig.store->list_intakes().size() == 1);
    CHECK(rig.said().client.phone == "030 3");
    rig.workspace->open_store({.passphrase = "seven swans"});
    rig.workspace->run_until_idle_or_throw();
    CHECK(rig.desk->pending().size() == 1);
}

TEST_CASE("the therapist goes through what was said and takes it over as decided", "[intake]") {
    DeskRig rig;
    const std::string code = rig.code();
    rig.desk->hand_over("1234");
    rig.desk->begin_with_code(code);
    rig.settle();
    rig.answer_all(true);
    rig.workspace->run("client.edit", {{"phone", "030 9"}});
    rig.settle();
    rig.finish();
    rig.desk->take_back("1234");
    rig.settle();
    REQUIRE(rig.desk->pending().size() == 1);

    rig.desk->review(rig.desk->pending().front().id);
    rig.settle();
    REQUIRE(rig.desk->is_reviewing());
    CHECK_FALSE(rig.desk->is_of_someone_new());
    CHECK(rig.workspace->session() == said_session(rig.workspace->require_document()).id);
    const auto items = rig.desk->items();
    const auto mark = std::ranges::find(items, SaidKind::Mark, &SaidItem::kind);
    REQUIRE(mark != items.end());
    CHECK_FALSE(rig.workspace->can_run(*find_command("note.draft")));
    const std::string side_before = find_mark(rig.workspace->require_document(), mark->mark)->anchor.structure.text();
    rig.workspace->run("mark.other-side", {{"mark", mark->mark.text()}});
    rig.settle();
    rig.desk->decide("person:phone", IntakeDecision::LeaveOut);
    rig.desk->decide(mark->id, IntakeDecision::Ask);
    CHECK(error_code_of([&] { rig.desk->decide("person:phone", IntakeDecision::Ask); }) == ErrorCode::NotFound);
    CHECK(error_code_of([&] { rig.desk->decide("nothing", IntakeDecision::LeaveOut); }) == ErrorCode::NotFound);

    rig.desk->take_over();
    rig.settle();
    CHECK(rig.desk->state() == IntakeState::Away);
    CHECK(rig.workspace->clients().size() == 2);
    const CaseDocument record = rig.stored();
    CHECK(record.client.id == rig.client);
    CHECK(record.client.phone.empty());
    REQUIRE(record.sessions.size() == 2);
    const Mark* taken = find_mark(record, mark->mark);
    REQUIRE(taken != nullptr);
    CHECK_FALSE(taken->confirmed);
    CHECK(taken->anchor.structure.text() != side_before);
    CHECK(rig.store->list_intakes().empty());
    CHECK(rig.desk->pending().empty());
    rig.workspace->run("edit.undo");  // one step
    rig.settle();
    CHECK(rig.stored().sessions.size() == 1);
}

TEST_CASE("someone new becomes a client, or turns out to be known", "[intake]") {
    DeskRig rig;
    rig.desk->hand_over("1234");
    rig.desk->begin();
    rig.answer_all(false);
    rig.workspace->run("client.edit", {{"name", "Ada"}});
    rig.settle();
    rig.finish();
    rig.desk->take_back("1234");
    rig.settle();
    rig.desk->review(rig.desk->pending().front().id);
    rig.settle();
    CHECK(rig.desk->is_of_someone_new());
    REQUIRE(rig.desk->alike().size() == 1);
    CHECK(rig.desk->alike().front()->id == rig.client);
    SECTION("known") {
        rig.desk->assign(rig.client);
        rig.settle();
        CHECK_FALSE(rig.desk->is_of_someone_new());
        rig.desk->take_over();
        rig.settle();
        CHECK(rig.store->list_clients().size() == 2);
        CHECK(rig.store->load(rig.client).sessions.size() == 2);
        CHECK(rig.store->load(rig.client).consents.size() == 1);
    }
    SECTION("new") {
        rig.desk->take_over();
        rig.settle();
        REQUIRE(rig.store->list_clients().size() == 3);
        CHECK(rig.workspace->require_document().client.reference == "1003");
        CHECK(rig.stored() == rig.workspace->require_document());
    }
    SECTION("declined") {
        rig.desk->decline();
        rig.settle();
        CHECK(rig.store->list_clients().size() == 2);
        CHECK(rig.store->list_intakes().empty());
        return;
    }
    SECTION("left for later") {
        rig.desk->close_review();
        rig.settle();
        CHECK(rig.desk->pending().size() == 1);
        return;
    }
    CHECK(rig.store->list_intakes().empty());
}

TEST_CASE("answers wait until what was taken over is saved", "[intake]") {
    DeskRig rig;
    rig.desk->hand_over("1234");
    rig.desk->begin();
    rig.answer_all(false);
    rig.finish();
    rig.desk->take_back("1234");
    rig.settle();
    rig.desk->review(rig.desk->pending().front().id);
    rig.settle();
    rig.store->fail_next_save_with(ErrorCode::DiskFull);
    rig.desk->take_over();
    rig.settle();
    CHECK(rig.workspace->save_state() == SaveState::Failed);
    CHECK(rig.store->list_intakes().size() == 1);
    rig.workspace->run("record.retry-save");
    rig.settle();
    CHECK(rig.store->list_clients().size() == 3);
    CHECK(rig.store->list_intakes().empty());
}
