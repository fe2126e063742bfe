#include "workspace/rig.h"

#include <catch2/catch_test_macros.hpp>

using namespace palpate;
using palpate::test::Rig;

namespace {

ErrorCode code_of(Workspace& workspace, const std::string& command, const CommandArguments& arguments) {
    try {
        workspace.run(command, arguments);
    } catch (const Error& error) {
        return error.code();
    }
    FAIL("'" << command << "' was not refused");
    return ErrorCode::Io;
}

}  // namespace

TEST_CASE("flying to a structure selects it and turns the camera to where it is seen", "[workspace][search]") {
    Rig rig;
    rig.start();
    Workspace& workspace = *rig.workspace;
    workspace.run("view.front");
    const OrbitCamera before = workspace.view().camera;
    CHECK(workspace.run("view.fly-to", {{"kind", "structure"}, {"id", "latissimus-dorsi"}, {"side", "left"}}) ==
          "latissimus-dorsi");
    CHECK(workspace.focus() == StructureId("latissimus-dorsi.left"));
    CHECK(workspace.view().settings.selected == std::unordered_set{StructureId("latissimus-dorsi.left")});
    CHECK(workspace.view().camera != before);
}

TEST_CASE("what was hidden, peeled away or under solid skin shows when one flies there", "[workspace][search]") {
    Rig rig;
    rig.start();
    Workspace& workspace = *rig.workspace;
    workspace.run("view.hide", {{"structure", "rhomboid-major.right"}});
    workspace.run("view.layers", {{"layers", "skin"}});
    workspace.run("view.fly-to", {{"kind", "structure"}, {"id", "rhomboid-major"}, {"side", "right"}});
    const ViewSettings& settings = workspace.view().settings;
    CHECK_FALSE(settings.hidden.contains(StructureId("rhomboid-major.right")));
    CHECK(settings.layer_opacity[static_cast<std::size_t>(Layer::Intermediate)] == 1.0F);
    CHECK(settings.layer_opacity[static_cast<std::size_t>(Layer::Skin)] < 0.5F);
}

TEST_CASE("flying to a group selects all of it, on one side or on both", "[workspace][search]") {
    Rig rig;
    rig.start();
    Workspace& workspace = *rig.workspace;
    workspace.run("view.fly-to", {{"kind", "group"}, {"id", "lats"}});
    CHECK(workspace.view().settings.selected.size() == 2);
    workspace.run("view.fly-to", {{"kind", "group"}, {"id", "lats"}, {"side", "right"}});
    CHECK(workspace.view().settings.selected == std::unordered_set{StructureId("latissimus-dorsi.right")});
}

TEST_CASE("words lead to the best hit; words for nothing, and places there are not, are refused",
          "[workspace][search]") {
    Rig rig;
    rig.start();
    Workspace& workspace = *rig.workspace;
    CHECK(workspace.run("search.go", {{"words", "left latisimus dorsi"}}) == "latissimus-dorsi");
    CHECK(workspace.focus() == StructureId("latissimus-dorsi.left"));
    CHECK(workspace.run("search.go", {{"words", "breiter Rückenmuskel rechts"}}) == "latissimus-dorsi");
    CHECK(workspace.focus() == StructureId("latissimus-dorsi.right"));
    CHECK(code_of(workspace, "search.go", {{"words", "xyzzy"}}) == ErrorCode::NotFound);
    CHECK(code_of(workspace, "view.fly-to", {{"kind", "structure"}, {"id", "ghost"}}) == ErrorCode::NotFound);
    CHECK(code_of(workspace, "view.fly-to", {{"kind", "town"}, {"id", "x"}}) == ErrorCode::Usage);
    CHECK(code_of(workspace, "view.fly-to", {{"kind", "group"}, {"id", "lats"}, {"side", "up"}}) == ErrorCode::Usage);
}

TEST_CASE("a place is called by its name in the language, with the client's own side", "[workspace][search]") {
    Rig rig;
    rig.start();
    Workspace& workspace = *rig.workspace;
    const NamedPlace calf{PlaceKind::Group, "calf", Side::Left};
    CHECK(workspace.title_of(calf) == "Calf, your left");
    CHECK(workspace.title_of(NamedPlace{PlaceKind::Complaint, "neck-pain", std::nullopt}) == "Sore neck");
    workspace.run("app.language", {{"language", "de"}});
    CHECK(workspace.title_of(calf) == "Wade, Ihre linke Seite");
    CHECK(workspace.title_of(NamedPlace{PlaceKind::Region, "heel", Side::Right}) == "Ferse, Ihre rechte Seite");
}

TEST_CASE("what opens in the window is asked for once, and kept until the window takes it", "[workspace]") {
    Rig rig;
    rig.start();
    Workspace& workspace = *rig.workspace;
    workspace.run("app.search");
    workspace.run("app.help");
    CHECK(workspace.take_window_requests() == std::vector<std::string>{"app.search", "app.help"});
    CHECK(workspace.take_window_requests().empty());
}
