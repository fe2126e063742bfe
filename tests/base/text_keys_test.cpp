#include "base/file_io.h"
#include "base/translator.h"
#include "support/paths.h"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

using namespace palpate;
namespace fs = std::filesystem;

namespace {

/// Keys whose last part is put together in code and that no literal names. Everything else is found by itself: a literal
/// that is the key, "@" and the key, or a beginning that ends in a dot ("mark.kind." + name).
const std::vector<std::string> k_composed_keys{
    "match.reason.mark.whole-person",        // key of the reason + ".whole-person"
    "match.reason.mark-since.whole-person",  //
    "match.reason.structure.whole-person",
};

struct SourceFile {
    std::string name;
    std::string content;
};

/// The program's own, and the script of the page on which clients answer at home: it looks its words up with tr(), too.
std::vector<SourceFile> read_sources() {
    const fs::path root(k_source_dir);
    std::vector<SourceFile> files;
    for (const char* folder : {"src", "assets/intake_page"}) {
        for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
            const std::string extension = entry.path().extension().string();
            if (extension == ".h" || extension == ".cpp" || extension == ".js") {
                files.push_back({fs::relative(entry.path(), root).string(), read_text_file(entry.path())});
            }
        }
    }
    return files;
}

/// All matches of the pattern's first group in the file.
std::set<std::string> find_all(const std::string& content, const std::regex& pattern) {
    std::set<std::string> found;
    for (auto it = std::sregex_iterator(content.begin(), content.end(), pattern); it != std::sregex_iterator(); ++it) {
        found.insert((*it)[1]);
    }
    return found;
}

std::set<std::string> literals_of(const std::vector<SourceFile>& files) {
    static const std::regex whole_literal("\"([a-z0-9][a-z0-9._-]*)\"");
    static const std::regex in_argument("@([a-z0-9][a-z0-9._-]*)");
    std::set<std::string> literals;
    for (const SourceFile& file : files) {
        literals.merge(find_all(file.content, whole_literal));
        literals.merge(find_all(file.content, in_argument));
    }
    return literals;
}

/// Literals that stand where only a text key can: "error.." anywhere, the argument of tr(), the head of a Text.
std::set<std::string> keys_wanted_by(const SourceFile& file) {
    static const std::vector<std::regex> patterns{
        std::regex("\"@?(error\\.[a-z0-9._-]+)\""),
        std::regex("\\btr\\(\\s*\\{?\\s*\"([a-z0-9_-]+(?:\\.[a-z0-9_-]*)+)\""),
        std::regex("\\bText\\s*\\{\\s*(?:\\.key\\s*=\\s*)?\"([a-z0-9_-]+(?:\\.[a-z0-9_-]*)+)\""),
        std::regex("\\{\\s*\"([a-z0-9_-]+(?:\\.[a-z0-9_-]+)+)\"\\s*,\\s*\\{"),
    };
    std::set<std::string> keys;
    for (const std::regex& pattern : patterns) {
        keys.merge(find_all(file.content, pattern));
    }
    return keys;
}

bool begins_one_of(const std::string& beginning, const std::set<std::string>& keys) {
    const auto first = keys.lower_bound(beginning);
    return first != keys.end() && first->starts_with(beginning);
}

const fs::path k_english_folder = fs::path(k_assets_dir) / "i18n" / "en";

std::set<std::string> english_keys() {
    const auto keys = Translator::load(k_english_folder).keys();
    return {keys.begin(), keys.end()};
}

/// Names of the anatomy are no translations: the English ones stand in the catalogue (tests/anatomy/anatomy_names_test).
constexpr const char* k_names_file = "anatomy_names.json";

std::vector<fs::path> other_languages() {
    std::vector<fs::path> folders;
    for (const auto& entry : fs::directory_iterator(k_english_folder.parent_path())) {
        if (entry.is_directory() && entry.path() != k_english_folder) {
            folders.push_back(entry.path());
        }
    }
    return folders;
}

std::map<std::string, std::string> texts_of(const fs::path& file) {
    return nlohmann::json::parse(read_text_file(file)).get<std::map<std::string, std::string>>();
}

std::set<std::string> holes_of(const std::string& text) {
    static const std::regex braces("\\{([^{}\\s]*)\\}");
    return find_all(text, braces);
}

}  // namespace

TEST_CASE("every text key the sources use has its English words", "[base][texts]") {
    const std::set<std::string> known = english_keys();
    for (const SourceFile& file : read_sources()) {
        for (const std::string& key : keys_wanted_by(file)) {
            INFO(file.name << " uses the text \"" << key << "\": add it to assets/i18n/en");
            CHECK((key.ends_with('.') ? begins_one_of(key, known) : known.contains(key)));
        }
    }
}

TEST_CASE("every English text is used somewhere in the sources", "[base][texts]") {
    const std::set<std::string> literals = literals_of(read_sources());
    for (const std::string& key : english_keys()) {
        const bool is_composed = std::ranges::find(k_composed_keys, key) != k_composed_keys.end();
        const bool has_used_beginning = std::ranges::any_of(literals, [&](const std::string& literal) {
            return literal.ends_with('.') && key.size() > literal.size() && key.starts_with(literal);
        });
        INFO("the text \"" << key << "\" is used nowhere: delete it from assets/i18n/en");
        CHECK((literals.contains(key) || has_used_beginning || is_composed));
    }
}

TEST_CASE("every English text has words, and its holes have names", "[base][texts]") {
    const Translator english = Translator::load(fs::path(k_assets_dir) / "i18n" / "en");
    static const std::regex braces("\\{([^{}\\s]*)\\}");
    static const std::regex name("[a-z][a-z_]*");
    for (const std::string& key : english.keys()) {
        INFO(key);
        CHECK_FALSE(english.tr(key).empty());
        for (const std::string& hole : find_all(english.tr(key), braces)) {
            CHECK(std::regex_match(hole, name));
        }
    }
}

TEST_CASE("every language says the same things in the same files, with the same holes to fill", "[base][texts]") {
    const std::vector<fs::path> languages = other_languages();
    REQUIRE_FALSE(languages.empty());
    for (const fs::path& language : languages) {
        for (const auto& entry : fs::directory_iterator(k_english_folder)) {
            const auto english = texts_of(entry.path());
            const fs::path file = language / entry.path().filename();
            INFO(file.string());
            REQUIRE(fs::exists(file));
            const auto translated = texts_of(file);
            for (const auto& [key, words] : english) {
                INFO("the text \"" << key << "\" is missing there, or has other holes than in English");
                REQUIRE(translated.contains(key));
                CHECK(holes_of(translated.at(key)) == holes_of(words));
            }
        }
    }
}

TEST_CASE("no language has files, texts or empty words that English lacks", "[base][texts]") {
    for (const fs::path& language : other_languages()) {
        for (const auto& entry : fs::directory_iterator(language)) {
            if (entry.path().filename() == k_names_file) {
                continue;
            }
            INFO(entry.path().string());
            REQUIRE(fs::exists(k_english_folder / entry.path().filename()));
            const auto english = texts_of(k_english_folder / entry.path().filename());
            for (const auto& [key, words] : texts_of(entry.path())) {
                INFO("the text \"" << key << "\"");
                CHECK(english.contains(key));
                CHECK_FALSE(words.empty());
            }
        }
    }
}
