#include "workspace/rig.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace palpate;
using palpate::test::Rig;

TEST_CASE("what is marked is in the store once the save is acknowledged", "[workspace]") {
    Rig rig;
    rig.start_session();
    const std::string id = rig.add_mark();
    CHECK(rig.workspace->save_state() == SaveState::Saving);
    rig.workspace->run_until_idle_or_throw();
    CHECK(rig.workspace->save_state() == SaveState::Saved);
    CHECK(rig.stored() == rig.workspace->require_document());
    REQUIRE(rig.workspace->selected_mark() != nullptr);
    CHECK(rig.workspace->selected_mark()->id.text() == id);
    CHECK(rig.workspace->selected_mark()->now == 7);
}

TEST_CASE("a failed save keeps every change and a retry writes them in order", "[workspace]") {
    Rig rig;
    rig.start_session();
    const CaseDocument before = rig.stored();
    rig.store->fail_next_save_with(ErrorCode::DiskFull);
    const std::string first = rig.add_mark();
    rig.workspace->run_until_idle();
    CHECK(rig.workspace->save_state() == SaveState::Failed);
    REQUIRE(rig.workspace->notifications().size() == 1);
    CHECK(rig.workspace->notifications().front().code == ErrorCode::DiskFull);

    rig.workspace->run("mark.edit", {{"mark", first}, {"now", "3"}});
    rig.workspace->run_until_idle();
    CHECK(rig.workspace->save_state() == SaveState::Failed);
    CHECK(rig.stored() == before);

    rig.workspace->run("record.retry-save");
    rig.workspace->run_until_idle_or_throw();
    CHECK(rig.workspace->save_state() == SaveState::Saved);
    CHECK(rig.stored() == rig.workspace->require_document());
    CHECK(rig.stored().marks.front().now == 3);
}

TEST_CASE("another record does not open over changes that could not be saved", "[workspace]") {
    Rig rig;
    rig.start_session();
    rig.store->fail_next_save_with(ErrorCode::ReadOnly);
    static_cast<void>(rig.add_mark());
    rig.workspace->run_until_idle();
    CHECK_THROWS_AS(rig.workspace->run("client.open", {{"client", "1001"}}), Error);
    CHECK(rig.workspace->require_document().marks.size() == 1);
}

TEST_CASE("undo and redo are saved like any edit", "[workspace]") {
    Rig rig;
    rig.start_session();
    const std::string id = rig.add_mark();
    rig.workspace->run("mark.edit", {{"mark", id}, {"note", "after work"}, {"quality", "ache,dull"}});
    rig.workspace->run("edit.undo");
    rig.workspace->run("edit.undo");
    rig.workspace->run_until_idle_or_throw();
    CHECK(rig.stored().marks.empty());
    CHECK(rig.workspace->selected_mark() == nullptr);
    rig.workspace->run("edit.redo");
    rig.workspace->run("edit.redo");
    rig.workspace->run_until_idle_or_throw();
    CHECK(rig.stored().marks.front().note == "after work");
    CHECK_THROWS_AS(rig.workspace->run("edit.redo"), Error);
}

TEST_CASE("undoing a new session goes back to the session before", "[workspace]") {
    Rig rig;
    rig.start_session();
    const SessionId first = rig.workspace->session();
    rig.workspace->run("session.add", {{"date", "2026-11-23"}});
    CHECK(rig.workspace->session() != first);
    rig.workspace->run("edit.undo");
    CHECK(rig.workspace->session() == first);
}

TEST_CASE("matches of a record that left the screen are dropped", "[workspace]") {
    Rig rig;
    rig.start_session();
    rig.workspace->load_atlas("slow");  // keeps the compute lane busy, so that the match waits
    static_cast<void>(rig.add_mark());
    rig.workspace->run("client.list");
    rig.let_go.set_value();
    rig.workspace->run_until_idle_or_throw();
    CHECK(rig.workspace->matches().empty());
}

TEST_CASE("matches are of the document as it is now", "[workspace]") {
    Rig rig;
    rig.start_session();
    const std::string id = rig.add_mark();
    CHECK(rig.workspace->matches().empty());
    rig.workspace->run_until_idle_or_throw();
    REQUIRE(rig.workspace->matches().size() == 1);
    CHECK(rig.workspace->matches_for(MarkId(id)) != nullptr);
    rig.workspace->run("mark.remove");
    CHECK(rig.workspace->matches().empty());
}

TEST_CASE("closing right after an edit still writes it", "[workspace]") {
    Rig rig;
    rig.start_session();
    const ClientId client = rig.workspace->require_document().client.id;
    for (int i = 0; i < 5; ++i) {
        static_cast<void>(rig.add_mark());
    }
    rig.workspace.reset();
    CHECK(rig.store->load(client).marks.size() == 5);
}

TEST_CASE("clients get the next free number and are found by number and name", "[workspace]") {
    Rig rig;
    rig.start();
    rig.workspace->run("client.add", {{"name", "First"}});
    rig.workspace->run("client.add", {{"name", "Second"}, {"reference", "2000"}});
    rig.workspace->run("client.add", {{"name", "Third"}});
    rig.workspace->run_until_idle_or_throw();
    CHECK(rig.workspace->require_document().client.reference == "2001");
    rig.workspace->run("client.open", {{"client", "1001"}});
    rig.workspace->run_until_idle_or_throw();
    CHECK(rig.workspace->require_document().client.name == "First");
    CHECK_THROWS_AS(rig.workspace->run("client.add", {{"name", "Again"}, {"reference", "2000"}}), Error);
    CHECK_THROWS_AS(rig.workspace->run("client.open", {{"client", "Nobody"}}), Error);
}

TEST_CASE("a record opened while its last changes are being written shows them", "[workspace]") {
    Rig rig;
    rig.start_session();
    static_cast<void>(rig.add_mark());
    static_cast<void>(rig.add_mark("rhomboid-major.right"));
    rig.workspace->run("client.open", {{"client", "1001"}});
    rig.workspace->run_until_idle_or_throw();
    CHECK(rig.workspace->require_document().marks.size() == 2);
    CHECK(rig.stored().marks.size() == 2);
}

TEST_CASE("a new store starts with the sample client", "[workspace]") {
    Rig rig;
    rig.workspace->show_start(true);
    CHECK(rig.workspace->document() == nullptr);
    rig.start();
    REQUIRE(rig.workspace->document() != nullptr);
    CHECK(rig.workspace->document()->client.sample);
    CHECK(rig.stored() == *rig.workspace->document());
}

TEST_CASE("the only client opens at start, of several none", "[workspace]") {
    Rig rig;
    rig.start_session();
    rig.workspace->run("client.list");
    rig.workspace->show_start(false);
    rig.workspace->run_until_idle_or_throw();
    REQUIRE(rig.workspace->document() != nullptr);
    rig.workspace->run("client.add", {{"name", "Second"}});
    rig.workspace->run("client.list");
    rig.workspace->show_start(false);
    rig.workspace->run_until_idle_or_throw();
    CHECK(rig.workspace->document() == nullptr);
}

TEST_CASE("a passphrase that does not fit opens nothing and says so", "[workspace]") {
    Rig rig;
    rig.start();
    rig.workspace->run("store.set-passphrase", {{"passphrase", "seven swans"}});
    rig.workspace->run_until_idle_or_throw();
    CHECK(rig.workspace->protection() == StoreProtection::Passphrase);

    const auto gate = rig.workspace->services().gate;
    WorkspaceServices services = rig.workspace->services();
    Workspace second(services);
    CHECK(second.store_locked());
    second.open_store({.passphrase = "six swans"});
    CHECK_THROWS_AS(second.run_until_idle_or_throw(), Error);
    CHECK_FALSE(second.store_open());
    second.open_store({.passphrase = "seven swans"});
    second.run_until_idle_or_throw();
    CHECK(second.store_open());
}
