#include "workspace/rig.h"
#include "workspace/store_keeper.h"

#include <catch2/catch_test_macros.hpp>

using namespace palpate;
using namespace std::chrono_literals;
using palpate::test::Rig;

namespace {

/// With a passphrase, a client, a session and a mark, all saved.
struct LockRig : Rig {
    LockRig() {
        start_session();
        static_cast<void>(add_mark());
        workspace->run("store.set-passphrase", {{"passphrase", "seven swans"}});
        workspace->run_until_idle_or_throw();
        workspace->update();
    }
    void pass(std::chrono::milliseconds awake, std::chrono::milliseconds asleep = 0ms) {
        time.awake += awake;
        time.total += awake + asleep;
        workspace->update();
    }
    void settle() {
        workspace->run_until_idle();
        workspace->update();
    }
    void unlock() {
        workspace->open_store({.passphrase = "seven swans"});
        workspace->run_until_idle_or_throw();
    }
    [[nodiscard]] bool shows_nothing() const {
        return workspace->document() == nullptr && workspace->clients().empty() && !workspace->store_open() &&
               workspace->store_locked() && workspace->matches().empty() && workspace->session().empty() &&
               workspace->scene().marks.empty();
    }
};

}  // namespace

TEST_CASE("after five minutes without input the store is closed and nothing is left to be seen", "[lock]") {
    LockRig rig;
    rig.workspace->keeper().note_input();
    rig.pass(4min + 39s);
    CHECK_FALSE(rig.workspace->keeper().seconds_to_lock());
    rig.pass(1s);
    CHECK(rig.workspace->keeper().seconds_to_lock() == 20);
    rig.pass(19s);
    CHECK(rig.workspace->keeper().seconds_to_lock() == 1);
    CHECK(rig.workspace->store_open());
    rig.pass(1s);
    CHECK(rig.shows_nothing());
    rig.settle();
    CHECK(rig.gate->locked_because() == std::vector<std::string>{"idle"});
    CHECK(rig.shows_nothing());
}

TEST_CASE("a key puts the warning off", "[lock]") {
    LockRig rig;
    rig.workspace->keeper().note_input();
    rig.pass(4min + 50s);
    CHECK(rig.workspace->keeper().seconds_to_lock());
    rig.workspace->keeper().note_input();
    rig.pass(11s);
    CHECK_FALSE(rig.workspace->keeper().seconds_to_lock());
    CHECK(rig.workspace->store_open());
}

TEST_CASE("a machine that wakes up shows nothing", "[lock]") {
    LockRig rig;
    rig.pass(1s, 10s);
    CHECK(rig.shows_nothing());
    rig.settle();
    CHECK(rig.gate->locked_because() == std::vector<std::string>{"sleep"});
}

TEST_CASE("the same client and session are shown again, and can be worked on", "[lock]") {
    LockRig rig;
    rig.workspace->run("session.add", {{"date", "2026-11-23"}});
    rig.workspace->run("session.open", {{"session", "1"}});
    rig.settle();
    const ClientId client = rig.workspace->require_document().client.id;
    const SessionId session = rig.workspace->session();
    rig.workspace->run("store.lock");
    rig.settle();
    CHECK(rig.shows_nothing());
    CHECK(rig.gate->locked_because() == std::vector<std::string>{"by hand"});
    rig.workspace->open_store({.passphrase = "wrong"});
    rig.settle();
    CHECK(rig.shows_nothing());
    rig.unlock();
    CHECK(rig.workspace->require_document().client.id == client);
    CHECK(rig.workspace->session() == session);
    CHECK(rig.workspace->require_document().marks.size() == 1);
    static_cast<void>(rig.add_mark());
    rig.workspace->run_until_idle_or_throw();
    CHECK(rig.stored().marks.size() == 2);
}

TEST_CASE("what is done just before locking is saved, in its order", "[lock]") {
    LockRig rig;
    const ClientId client = rig.workspace->require_document().client.id;
    for (int i = 0; i < 5; ++i) {
        static_cast<void>(rig.add_mark());
    }
    rig.workspace->run("store.lock");
    CHECK(rig.shows_nothing());
    rig.settle();
    CHECK(rig.store->load(client).marks.size() == 6);
    CHECK(rig.workspace->save_state() == SaveState::Saved);
    CHECK(rig.workspace->notifications().empty());
    rig.unlock();
    CHECK(rig.workspace->require_document().marks.size() == 6);
}

TEST_CASE("what could not be saved before locking is kept and saved at the next sign-in", "[lock]") {
    LockRig rig;
    rig.store->fail_next_save_with(ErrorCode::DiskFull);
    const std::string first = rig.add_mark();
    rig.workspace->run("mark.edit", {{"mark", first}, {"now", "3"}});
    SECTION("when it had failed already") { rig.workspace->run_until_idle(); }
    SECTION("when it fails while locking") {}
    rig.workspace->run("store.lock");
    rig.settle();
    CHECK(rig.shows_nothing());
    REQUIRE(rig.workspace->notifications().size() == 1);
    CHECK(rig.workspace->notifications().front().text.key == "workspace.lock-parked");
    CHECK(rig.gate->locked_because().size() == 1);
    rig.unlock();
    CHECK(rig.workspace->save_state() == SaveState::Saved);
    CHECK(rig.workspace->require_document().marks.size() == 2);
    CHECK(rig.stored() == rig.workspace->require_document());
    CHECK(rig.stored().marks.back().now == 3);
}

TEST_CASE("what one person could not save is not saved by another", "[lock]") {
    LockRig rig;
    rig.gate->know({{.id = "a", .name = "Ada", .role = UserRole::Owner}, {.id = "b", .name = "Ben"}});
    rig.workspace->run("store.lock");
    rig.settle();
    rig.workspace->open_store({.user = "Ada", .passphrase = "seven swans"});
    rig.workspace->run_until_idle_or_throw();
    const ClientId client = rig.workspace->require_document().client.id;
    rig.store->fail_next_save_with(ErrorCode::DiskFull);
    static_cast<void>(rig.add_mark());
    rig.workspace->run("store.lock");
    rig.settle();
    rig.workspace->open_store({.user = "Ben", .passphrase = "seven swans"});
    rig.settle();
    CHECK(rig.workspace->user().name == "Ben");
    CHECK(rig.store->load(client).marks.size() == 1);
    rig.workspace->run("store.lock");
    rig.settle();
    rig.workspace->open_store({.user = "Ada", .passphrase = "seven swans"});
    rig.workspace->run_until_idle_or_throw();
    CHECK(rig.store->load(client).marks.size() == 2);
}

TEST_CASE("what two people could not save is kept for each of them", "[lock]") {
    LockRig rig;
    rig.gate->know({{.id = "a", .name = "Ada", .role = UserRole::Owner}, {.id = "b", .name = "Ben"}});
    rig.workspace->run("store.lock");
    rig.settle();
    for (const char* name : {"Ada", "Ben"}) {
        rig.workspace->open_store({.user = name, .passphrase = "seven swans"});
        rig.settle();
        rig.store->fail_next_save_with(ErrorCode::DiskFull);
        static_cast<void>(rig.add_mark());
        rig.workspace->run("store.lock");
        rig.settle();
    }
    for (const std::size_t marks : {2U, 3U}) {
        rig.workspace->open_store({.user = marks == 2 ? "Ada" : "Ben", .passphrase = "seven swans"});
        rig.workspace->run_until_idle_or_throw();
        CHECK(rig.stored().marks.size() == marks);
        rig.workspace->run("store.lock");
        rig.settle();
    }
}

TEST_CASE("what was not saved of a client who is erased meanwhile keeps nobody from working", "[lock]") {
    LockRig rig;
    rig.gate->know({{.id = "a", .name = "Ada", .role = UserRole::Owner}, {.id = "b", .name = "Ben"}});
    rig.workspace->run("store.lock");
    rig.settle();
    rig.workspace->open_store({.user = "Ben", .passphrase = "seven swans"});
    rig.settle();
    const ClientId client = rig.workspace->require_document().client.id;
    rig.store->fail_next_save_with(ErrorCode::DiskFull);
    static_cast<void>(rig.add_mark());
    rig.workspace->run("store.lock");
    rig.settle();
    SECTION("here") {
        rig.workspace->open_store({.user = "Ada", .passphrase = "seven swans"});
        rig.settle();
        rig.workspace->load_client(client);
        rig.settle();
        rig.workspace->run("client.erase", {{"reference", rig.workspace->require_document().client.reference}});
        rig.settle();
        rig.workspace->run("store.lock");
        rig.settle();
    }
    SECTION("elsewhere") { rig.store->remove(client); }
    rig.workspace->open_store({.user = "Ben", .passphrase = "seven swans"});
    rig.settle();
    CHECK(rig.workspace->save_state() == SaveState::Saved);
    CHECK(rig.store->list_clients().empty());
    rig.workspace->run("client.add", {{"name", "Another"}});
    rig.workspace->run_until_idle();
    CHECK(rig.store->list_clients().size() == 1);
}

TEST_CASE("a window left to a client is the desk's own when the front desk signs in", "[lock]") {
    LockRig rig;
    rig.gate->know({{.id = "a", .name = "Ada"}, {.id = "c", .name = "Cleo", .role = UserRole::FrontDesk}});
    const ViewState before = rig.workspace->view();
    rig.workspace->run("app.mode", {{"mode", "intake"}});
    rig.workspace->run("store.lock");
    rig.settle();
    rig.workspace->open_store({.user = "Cleo", .passphrase = "seven swans"});
    rig.settle();
    CHECK(rig.workspace->view().mode == AppMode::Session);
    CHECK(rig.workspace->view().settings.layer_opacity == before.settings.layer_opacity);
    rig.workspace->run("client.list");
}

TEST_CASE("nothing of the record stays in the comparison after locking", "[lock]") {
    LockRig rig;
    rig.workspace->run("session.add", {{"date", "2026-11-23"}});
    rig.settle();
    const std::weak_ptr<const ProgressReport> report = rig.workspace->progress_report();
    REQUIRE_FALSE(report.expired());
    rig.workspace->run("store.lock");
    rig.settle();
    CHECK(report.expired());
}

TEST_CASE("a record that is being opened while the store is locked does not appear", "[lock]") {
    LockRig rig;
    rig.workspace->run("client.open", {{"client", "1001"}});
    rig.workspace->run("store.lock");
    rig.settle();
    CHECK(rig.shows_nothing());
}

TEST_CASE("what is being typed is kept before locking", "[lock]") {
    LockRig rig;
    const ClientId client = rig.workspace->require_document().client.id;
    rig.workspace->keeper().before_locking([&] { rig.workspace->run("client.edit", {{"name", "Typed"}}); });
    rig.pass(5min);
    rig.settle();
    CHECK(rig.shows_nothing());
    CHECK(rig.store->load(client).client.name == "Typed");
}

TEST_CASE("a store without a passphrase never locks, and a program without a clock locks nothing by itself", "[lock]") {
    Rig rig;
    rig.start_session();
    rig.time.awake += 2h;
    rig.time.total += 20h;
    rig.workspace->update();
    CHECK(rig.workspace->store_open());
    CHECK_THROWS_AS(rig.workspace->run("store.lock"), Error);
    CHECK_FALSE(rig.workspace->can_run(*find_command("store.lock")));
}

TEST_CASE("locking is possible whoever looks; what opens the store's care is not", "[lock]") {
    LockRig rig;
    for (const char* mode : {"intake", "explain"}) {
        rig.workspace->run("app.mode", {{"mode", mode}});
        CHECK(rig.workspace->can_run(*find_command("store.lock")));
        CHECK_FALSE(rig.workspace->can_run(*find_command("store.practice")));
        rig.workspace->run("store.lock");
        rig.settle();
        CHECK(rig.shows_nothing());
        rig.unlock();
        CHECK(rig.workspace->view().mode == (std::string(mode) == "intake" ? AppMode::Intake : AppMode::Explain));
        rig.workspace->run("app.mode", {{"mode", "session"}});
    }
}
