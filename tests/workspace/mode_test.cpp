#include "support/error_code.h"
#include "workspace/rig.h"

#include <catch2/catch_test_macros.hpp>

using namespace palpate;
using palpate::test::Rig;

TEST_CASE("handing over to the client shows the skin from four sides, and taking back shows what was there before",
          "[workspace]") {
    Rig rig;
    rig.start_session();
    rig.workspace->run("view.peel", {{"level", "2"}});
    rig.workspace->run("tool.group");
    const ViewState before = rig.workspace->view();

    rig.workspace->run("app.mode", {{"mode", "intake"}});
    CHECK(rig.workspace->view().mode == AppMode::Intake);
    CHECK(rig.workspace->view().panes == PaneMode::Four);
    CHECK(rig.workspace->view().settings.layer_opacity[static_cast<std::size_t>(Layer::Skin)] == 1.0F);
    CHECK(rig.workspace->tool().tool == Tool::Region);
    rig.workspace->run("app.mode", {{"mode", "intake"}});  // once more changes nothing that is gone back to

    rig.workspace->run("app.mode");
    CHECK(rig.workspace->view() == before);
    CHECK(rig.workspace->tool().tool == Tool::Group);
}

TEST_CASE("a screen without a client cannot be handed over", "[workspace]") {
    Rig rig;
    rig.start();
    CHECK(error_key_of([&] { rig.workspace->run("app.mode", {{"mode", "intake"}}); }) == "workspace.no-client");
    CHECK(rig.workspace->view().mode == AppMode::Session);
}

TEST_CASE("explaining shows one picture and no tool for drawing, and taking back shows what was there before",
          "[workspace]") {
    Rig rig;
    rig.start_session();
    rig.workspace->run("view.four");
    rig.workspace->run("tool.paint");
    const ViewState before = rig.workspace->view();

    rig.workspace->run("app.explain");
    CHECK(rig.workspace->view().mode == AppMode::Explain);
    CHECK(rig.workspace->view().panes == PaneMode::Single);
    CHECK(rig.workspace->tool().tool == Tool::Muscle);
    rig.workspace->run("app.mode", {{"mode", "intake"}});  // straight from the one to the other
    CHECK(rig.workspace->view().panes == PaneMode::Four);
    rig.workspace->run("app.mode", {{"mode", "session"}});
    CHECK(rig.workspace->view() == before);
    CHECK(rig.workspace->tool().tool == Tool::Paint);
}

TEST_CASE("while a client looks, no command opens what is not for their eyes, and explaining changes no record",
          "[workspace]") {
    Rig rig;
    rig.start_session();
    const auto refused = [&](const char* command, const CommandArguments& arguments = {}) {
        INFO(command);
        CHECK_FALSE(rig.workspace->can_run(*find_command(command)));
        CHECK(error_key_of([&] { rig.workspace->run(command, arguments); }) == "command.only-in-session");
    };
    for (const char* mode : {"intake", "explain"}) {
        rig.workspace->run("app.mode", {{"mode", mode}});
        refused("client.choose");
        refused("client.list");
        refused("client.open", {{"client", "1"}});
        refused("store.protect");
        refused("window.library");
        rig.workspace->run("app.mode", {{"mode", "session"}});
    }
    rig.workspace->run("app.explain");
    for (const Command& command : builtin_commands()) {
        const bool changes = command.id.starts_with("mark.") || command.id.starts_with("session.") ||
                             command.id.starts_with("plan.") || command.id.starts_with("client.") ||
                             command.id.starts_with("edit.") || command.id.starts_with("tool.");
        if (changes && command.id != "mark.select") {
            INFO(command.id);
            CHECK_FALSE(rig.workspace->can_run(command));
        }
    }
    CHECK(rig.workspace->can_run(*find_command("view.back")));
    CHECK(rig.workspace->can_run(*find_command("app.explain")));
}

TEST_CASE("comparing sessions is the therapist's: nothing stays closed, and taking back shows what was there before",
          "[workspace]") {
    Rig rig;
    rig.start_session();
    rig.workspace->run("tool.paint");
    const ViewState before = rig.workspace->view();
    rig.workspace->run("app.progress");
    CHECK(rig.workspace->view().mode == AppMode::Progress);
    CHECK_FALSE(is_for_clients(rig.workspace->view().mode));
    CHECK(rig.workspace->can_run(*find_command("client.choose")));
    CHECK(rig.workspace->can_run(*find_command("window.library")));
    rig.workspace->run("app.progress");
    CHECK(rig.workspace->view() == before);
    CHECK(rig.workspace->tool().tool == Tool::Paint);
}
