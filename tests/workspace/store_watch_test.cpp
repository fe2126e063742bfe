#include "workspace/rig.h"
#include "workspace/store_keeper.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace palpate;
using namespace std::chrono_literals;
using palpate::test::Rig;

namespace {

/// A window with a client on screen, and another one on the same store.
struct TwoWindows {
    Rig rig;
    Workspace other;

    TwoWindows() : other(services_of_the_other()) {
        rig.start_session();
        look();
        other.open_store();
        other.load_atlas("tiny");
        other.run_until_idle_or_throw();
        other.run("client.open", {{"client", "1001"}});
        other.run_until_idle_or_throw();
    }
    [[nodiscard]] WorkspaceServices services_of_the_other() {
        WorkspaceServices services = rig.workspace->services();
        services.gate = std::make_shared<test::MemoryGate>(rig.store);
        services.ids = std::make_shared<UuidGenerator>(8);
        services.running_time = {};
        return services;
    }
    /// Half a second later.
    void look() {
        rig.time.awake += 500ms;
        rig.time.total += 500ms;
        rig.workspace->update();
        rig.workspace->run_until_idle();
    }
    void in_the_other(const std::string& command, const CommandArguments& arguments) {
        other.run(command, arguments);
        other.run_until_idle_or_throw();
        rig.gate->change_elsewhere();
    }
    [[nodiscard]] const CaseDocument& shown() const { return rig.workspace->require_document(); }
};

}  // namespace

TEST_CASE("a second window shows what another one saved within half a second", "[watch]") {
    TwoWindows windows;
    windows.in_the_other("mark.add", {{"structure", "latissimus-dorsi.right"}, {"kind", "pain"}, {"now", "4"}});
    CHECK(windows.shown().marks.empty());
    windows.look();
    CHECK(windows.shown().marks.size() == 1);
    windows.in_the_other("client.add", {{"name", "Another"}});
    windows.look();
    CHECK(windows.rig.workspace->clients().size() == 2);
    CHECK(windows.shown().client.reference == "1001");
}

TEST_CASE("where nothing changed nothing is drawn anew", "[watch]") {
    TwoWindows windows;
    windows.look();
    const std::size_t before = windows.rig.workspace->revision();
    windows.look();
    windows.look();
    CHECK(windows.rig.workspace->revision() == before);
    windows.rig.gate->change_elsewhere();  // a row of the log, of somebody who looked
    windows.look();
    CHECK(windows.rig.workspace->revision() == before);
}

TEST_CASE("what is done here and not saved yet stays on top of what came from elsewhere", "[watch]") {
    TwoWindows windows;
    windows.rig.store->fail_next_save_with(ErrorCode::DiskFull);
    const std::string mine = windows.rig.add_mark();
    windows.rig.workspace->run_until_idle();
    CHECK(windows.rig.workspace->save_state() == SaveState::Failed);
    windows.in_the_other("mark.add", {{"structure", "latissimus-dorsi.right"}, {"kind", "pain"}, {"now", "4"}});
    windows.look();
    CHECK(windows.shown().marks.size() == 2);
    CHECK(find_mark(windows.shown(), MarkId(mine)) != nullptr);
    windows.rig.workspace->run("record.retry-save");
    windows.rig.workspace->run_until_idle_or_throw();
    CHECK(windows.rig.stored() == windows.shown());
}

TEST_CASE("a step back takes away what was done here, never what came from elsewhere", "[watch]") {
    TwoWindows windows;
    static_cast<void>(windows.rig.add_mark());
    windows.rig.workspace->run_until_idle_or_throw();
    windows.rig.gate->change_elsewhere();
    windows.look();
    // Another session: steps of undo here touch other things.
    windows.other.run("client.open", {{"client", "1001"}});
    windows.other.run_until_idle_or_throw();
    windows.in_the_other("session.add", {{"date", "2026-11-29"}});
    windows.look();
    REQUIRE(windows.shown().sessions.size() == 2);
    windows.rig.workspace->run("edit.undo");
    windows.rig.workspace->run_until_idle_or_throw();
    CHECK(windows.shown().marks.empty());
    CHECK(windows.shown().sessions.size() == 2);
    CHECK(windows.rig.stored() == windows.shown());
    windows.rig.workspace->run("edit.redo");
    windows.rig.workspace->run_until_idle_or_throw();
    CHECK(windows.rig.stored().marks.size() == 1);
    CHECK(windows.rig.stored().sessions.size() == 2);
}

TEST_CASE("where both touched the same thing, nothing from before can be undone", "[watch]") {
    TwoWindows windows;
    const std::string mark = windows.rig.add_mark();
    windows.rig.workspace->run_until_idle_or_throw();
    windows.other.run("client.open", {{"client", "1001"}});
    windows.other.run_until_idle_or_throw();
    windows.in_the_other("mark.edit", {{"mark", mark}, {"now", "2"}});
    windows.look();
    CHECK(find_mark(windows.shown(), MarkId(mark))->now == 2);
    CHECK_FALSE(windows.rig.workspace->history()->can_undo());
    CHECK(windows.rig.workspace->can_run(*find_command("mark.add")));
}

TEST_CASE("a client erased in another window leaves the screen, and it is said", "[watch]") {
    TwoWindows windows;
    windows.rig.store->remove(windows.shown().client.id);
    windows.rig.gate->change_elsewhere();
    windows.look();
    CHECK(windows.rig.workspace->document() == nullptr);
    CHECK(windows.rig.workspace->clients().empty());
    REQUIRE(windows.rig.workspace->notifications().size() == 1);
    CHECK(windows.rig.workspace->notifications().front().text.key == "workspace.client-erased-elsewhere");
}

TEST_CASE("the session on screen stays the one on screen", "[watch]") {
    TwoWindows windows;
    const SessionId session = windows.rig.workspace->session();
    windows.in_the_other("session.add", {{"date", "2026-11-30"}});
    windows.look();
    CHECK(windows.rig.workspace->session() == session);
    CHECK(windows.shown().sessions.size() == 2);
}
