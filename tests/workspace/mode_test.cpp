#include "workspace/rig.h"

#include "support/error_code.h"

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
