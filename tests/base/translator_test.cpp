#include "base/translator.h"

#include "base/error.h"
#include "base/file_io.h"
#include "support/temporary_folder.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace palpate;

namespace {

Translator load_words(const std::string& json) {
    const TemporaryFolder folder;
    write_file_atomically(folder.path() / "words.json", json);
    return Translator::load(folder.path());
}

Error load_error(const TemporaryFolder& folder) {
    try {
        (void)Translator::load(folder.path());
    } catch (const Error& error) {
        return error;
    }
    FAIL("no error was thrown");
    throw;
}

std::string argument(const Error& error, std::string_view name) {
    for (const auto& [key, value] : error.text().arguments) {
        if (key == name) {
            return value;
        }
    }
    return {};
}

}  // namespace

TEST_CASE("the texts of all files of a folder are found by key", "[base]") {
    const TemporaryFolder folder;
    write_file_atomically(folder.path() / "a.json", R"({"a.one": "one"})");
    write_file_atomically(folder.path() / "b.json", R"({"b.two": "two"})");
    write_file_atomically(folder.path() / "notes.txt", "not a language file");
    const Translator translator = Translator::load(folder.path());
    CHECK(translator.keys() == std::vector<std::string>{"a.one", "b.two"});
    CHECK(translator.has("a.one"));
    CHECK(translator.tr("b.two") == "two");
}

TEST_CASE("a key the language lacks is shown itself, with its arguments", "[base]") {
    const Translator translator;
    CHECK_FALSE(translator.has("ghost"));
    CHECK(translator.tr("ghost") == "ghost");
    CHECK(translator.tr(Text{"ghost", {{"n", "3"}}}) == "ghost (n=3)");
}

TEST_CASE("arguments fill their holes, wherever they stand", "[base]") {
    const Translator translator = load_words(R"({"t": "{a} and {b}, then {a}{b}"})");
    CHECK(translator.tr(Text{"t", {{"b", "2"}, {"a", "1"}}}) == "1 and 2, then 12");
}

TEST_CASE("a hole without argument and a lone brace stay as they are", "[base]") {
    const Translator translator = load_words(R"({"t": "{a} {ghost} { {open"})");
    CHECK(translator.tr(Text{"t", {{"a", "1"}}}) == "1 {ghost} { {open");
}

TEST_CASE("what an argument brings in is not filled again", "[base]") {
    const Translator translator = load_words(R"({"t": "{a}{b}"})");
    CHECK(translator.tr(Text{"t", {{"a", "{b}"}, {"b", "{a}"}}}) == "{b}{a}");
}

TEST_CASE("@key in an argument is replaced by that text", "[base]") {
    const Translator translator =
        load_words(R"({"t": "Suits {what}.", "ache": "an ache", "tight": "tightness", "and": "and"})");
    CHECK(translator.tr(Text{"t", {{"what", "@ache"}}}) == "Suits an ache.");
    CHECK(translator.tr(Text{"t", {{"what", "@ache @and @tight"}}}) == "Suits an ache and tightness.");
    CHECK(translator.tr(Text{"t", {{"what", "@ache, @tight"}}}) == "Suits an ache, tightness.");
}

TEST_CASE("an @ that names no text stays: names and addresses are not eaten", "[base]") {
    const Translator translator = load_words(R"({"t": "[{what}]", "ache": "an ache"})");
    CHECK(translator.tr(Text{"t", {{"what", "@nobody"}}}) == "[@nobody]");
    CHECK(translator.tr(Text{"t", {{"what", "a@b.example @ noon @"}}}) == "[a@b.example @ noon @]");
    CHECK(translator.tr(Text{"t", {{"what", "@@ache"}}}) == "[@an ache]");
}

TEST_CASE("a text brought in by @key is not looked through for further keys or holes", "[base]") {
    const Translator translator = load_words(R"({"t": "{a}", "loop": "@loop {a}"})");
    CHECK(translator.tr(Text{"t", {{"a", "@loop"}}}) == "@loop {a}");
}

TEST_CASE("a key given twice is refused, in two files and in one", "[base]") {
    const TemporaryFolder folder;
    write_file_atomically(folder.path() / "a.json", R"({"same": "one"})");
    SECTION("two files") { write_file_atomically(folder.path() / "b.json", R"({"same": "two"})"); }
    SECTION("one file") { write_file_atomically(folder.path() / "b.json", R"({"other": "two", "other": "three"})"); }
    const Error error = load_error(folder);
    CHECK(error.code() == ErrorCode::InvalidContent);
    CHECK(error.text().key == "error.i18n.key-twice");
    CHECK(argument(error, "file") == (folder.path() / "b.json").string());
}

TEST_CASE("broken language files are refused by name", "[base]") {
    const TemporaryFolder folder;
    const std::string broken = GENERATE(as<std::string>{}, "{\"a\": ", "[1]", "{\"a\": 3}", "");
    write_file_atomically(folder.path() / "words.json", broken);
    const Error error = load_error(folder);
    CHECK(error.code() == ErrorCode::InvalidContent);
    CHECK(error.text().key == "error.json");
    CHECK(argument(error, "file") == (folder.path() / "words.json").string());
}

TEST_CASE("what is said of a broken language file names the place, and quotes nothing of it", "[base]") {
    const TemporaryFolder folder;
    write_file_atomically(folder.path() / "words.json", "{\"greeting\": \"Hello {name}, and");
    const std::string detail = argument(load_error(folder), "detail");
    CHECK(detail.find("line 1") != std::string::npos);
    CHECK(detail.find("{name}") == std::string::npos);
}

TEST_CASE("a folder without language files is reported by name", "[base]") {
    const TemporaryFolder folder;
    const Error error = load_error(folder);
    CHECK(error.code() == ErrorCode::NotFound);
    CHECK(argument(error, "folder") == folder.path().string());
}
