#include "workspace/rig.h"

#include <catch2/catch_test_macros.hpp>

#include <set>

using namespace palpate;
using palpate::test::Rig;

namespace {

ErrorCode code_of(Workspace& workspace, const std::string& command, const CommandArguments& arguments = {}) {
    try {
        workspace.run(command, arguments);
    } catch (const Error& error) {
        return error.code();
    }
    FAIL("'" << command << "' was not refused");
    return ErrorCode::Io;
}

}  // namespace

TEST_CASE("every command has a name of its own and words for it", "[workspace]") {
    const Rig rig;
    std::set<std::string> ids;
    std::set<std::string> shortcuts;
    for (const Command& command : builtin_commands()) {
        CAPTURE(command.id);
        CHECK(ids.insert(command.id).second);
        CHECK(rig.workspace->words().has(command.label_key));
        CHECK((command.shortcut.empty() || shortcuts.insert(command.shortcut).second));
        CHECK(find_command(command.id) == &command);
        CHECK(command.run);
        CHECK(command.enabled);
    }
}

TEST_CASE("an unknown command or argument is refused by name", "[workspace]") {
    Rig rig;
    rig.start_session();
    CHECK(code_of(*rig.workspace, "mark.explode") == ErrorCode::Usage);
    try {
        rig.workspace->run("mark.add", {{"structure", "latissimus-dorsi.left"}, {"colour", "red"}});
        FAIL("not refused");
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::Usage);
        CHECK(rig.workspace->words().tr(error.text()).find("'colour'") != std::string::npos);
    }
    CHECK(rig.workspace->require_document().marks.empty());
}

TEST_CASE("a command that makes no sense now says why when it is run", "[workspace]") {
    Rig rig;  // no store, no body, no client
    const std::set<std::string> harmless{"record.retry-save", "mark.select", "view.show-all", "view.show", "view.hide"};
    for (const Command& command : builtin_commands()) {
        CAPTURE(command.id);
        if (command.enabled(*rig.workspace) || harmless.contains(command.id)) {
            continue;
        }
        CommandArguments arguments;
        for (const std::string& parameter : command.parameters) {
            arguments[parameter] = "1";
        }
        CHECK_THROWS_AS(rig.workspace->run(command.id, arguments), Error);
    }
}

TEST_CASE("wrong words and numbers are refused and change nothing", "[workspace]") {
    Rig rig;
    rig.start_session();
    const std::string structure = "latissimus-dorsi.left";
    const std::vector<std::pair<std::string, std::string>> wrong{
        {"kind", "hurt"},   {"now", "11"},    {"now", "-1"},     {"now", "seven"},
        {"depth", "abyss"}, {"author", "me"}, {"usual", "10.5"}, {"at", "1,2"},
        {"at", "1,2,nan"},  {"radius", "0"},  {"days", "-3"},    {"quality", "purple"},
    };
    for (const auto& [name, value] : wrong) {
        CAPTURE(name, value);
        CHECK_THROWS_AS(rig.workspace->run("mark.add", {{"structure", structure}, {name, value}}), Error);
    }
    CHECK(code_of(*rig.workspace, "mark.add") == ErrorCode::Usage);
    CHECK(code_of(*rig.workspace, "mark.edit", {{"mark", "9"}, {"now", "2"}}) == ErrorCode::NotFound);
    CHECK(code_of(*rig.workspace, "session.open", {{"session", "2"}}) == ErrorCode::NotFound);
    CHECK(code_of(*rig.workspace, "app.theme", {{"theme", "pink"}}) == ErrorCode::Usage);
    CHECK(code_of(*rig.workspace, "view.turn", {{"to", "inside"}}) == ErrorCode::Usage);
    CHECK(rig.workspace->require_document().marks.empty());
    CHECK_FALSE(rig.workspace->history()->can_redo());
}

TEST_CASE("fields not named in an edit stay as they are, empty ones are taken away", "[workspace]") {
    Rig rig;
    rig.start_session();
    rig.workspace->run("mark.add", {{"structure", "latissimus-dorsi.left"},
                                    {"kind", "tension"},
                                    {"now", "4"},
                                    {"worst", "8"},
                                    {"depth", "deep"},
                                    {"days", "12"},
                                    {"note", "when lifting"}});
    rig.workspace->run("mark.edit", {{"mark", "1"}, {"now", "5"}, {"days", ""}});
    const Mark& mark = *rig.workspace->selected_mark();
    CHECK(mark.kind == MarkKind::Tension);
    CHECK(mark.now == 5);
    CHECK(mark.worst == 8);
    CHECK(mark.depth == Depth::Deep);
    CHECK_FALSE(mark.duration_days);
    CHECK(mark.note == "when lifting");
}

TEST_CASE("a script is read line by line with quotes and comments", "[workspace]") {
    const auto lines =
        parse_script("# a comment\n\n  client.add name=\"Anna \\\"A\\\" B\" # who\r\nmark.add now=7 note=\"\"\n");
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].command == "client.add");
    CHECK(lines[0].arguments.at("name") == "Anna \"A\" B");
    CHECK(lines[0].number == 3);
    CHECK(lines[1].arguments.at("now") == "7");
    CHECK(lines[1].arguments.at("note").empty());
}

TEST_CASE("a script that does not read names its line", "[workspace]") {
    for (const char* wrong : {"edit.undo\nmark.add now", "edit.undo\nmark.add note=\"open", "edit.undo\nmark.add =3",
                              "edit.undo\nmark.add now=1 now=2"}) {
        CAPTURE(wrong);
        try {
            static_cast<void>(parse_script(wrong));
            FAIL("not refused");
        } catch (const Error& error) {
            CHECK(error.code() == ErrorCode::InvalidContent);
            CHECK(error.text().arguments.front() == std::pair<std::string, std::string>("line", "2"));
        }
    }
}

TEST_CASE("the language is changed by a command, and what is said changes with it", "[workspace]") {
    Rig rig;
    rig.start();
    Workspace& workspace = *rig.workspace;
    const Structure& structure = workspace.atlas()->structure(StructureId("latissimus-dorsi.left"));
    const std::size_t before = workspace.revision();
    workspace.run("app.language", {{"language", "de"}});
    CHECK(workspace.language() == "de");
    CHECK(workspace.revision() > before);
    CHECK(workspace.title_of(structure) == "Breiter Rückenmuskel, Ihre linke Seite");
    CHECK(code_of(workspace, "app.language", {{"language", "xx"}}) == ErrorCode::Usage);
    CHECK(workspace.language() == "de");
}
