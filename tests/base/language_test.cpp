#include "base/language.h"

#include "base/error.h"
#include "base/file_io.h"
#include "base/locale_words.h"
#include "support/paths.h"
#include "support/temporary_folder.h"

#include <catch2/catch_test_macros.hpp>

#include <cstdlib>
#include <filesystem>

using namespace palpate;

namespace {

const std::filesystem::path k_words = std::filesystem::path(k_assets_dir) / "i18n";

/// Sets the locale of this process for one test.
class LocaleOfTest {
public:
    LocaleOfTest(const char* all, const char* messages, const char* lang) {
        set("LC_ALL", all);
        set("LC_MESSAGES", messages);
        set("LANG", lang);
    }
    ~LocaleOfTest() {
        for (const char* variable : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
            ::unsetenv(variable);
        }
    }
    LocaleOfTest(const LocaleOfTest&) = delete;
    LocaleOfTest& operator=(const LocaleOfTest&) = delete;

private:
    static void set(const char* variable, const char* value) { ::setenv(variable, value, 1); }
};

}  // namespace

TEST_CASE("the program speaks English and German, each named as it calls itself", "[base][texts]") {
    const auto languages = list_languages(k_words);
    REQUIRE(languages.size() == 2);
    CHECK(languages[0].code == "de");
    CHECK(languages[0].own_name == "Deutsch");
    CHECK(languages[1].own_name == "English");
}

TEST_CASE("what a language lacks is said in English", "[base][texts]") {
    const TemporaryFolder folder;
    std::filesystem::create_directories(folder.path() / "en");
    std::filesystem::create_directories(folder.path() / "fr");
    write_file_atomically(folder.path() / "en/words.json", R"({"both": "both", "only": "only in English"})");
    write_file_atomically(folder.path() / "fr/words.json", R"({"both": "les deux"})");
    const Translator french = load_language(folder.path(), "fr");
    CHECK(french.tr("both") == "les deux");
    CHECK(french.tr("only") == "only in English");
}

TEST_CASE("a language the program does not speak is refused, whatever it is called", "[base][texts]") {
    for (const char* code : {"xx", "", ".", "../i18n/de", "DE"}) {
        INFO(code);
        try {
            (void)load_language(k_words, code);
            FAIL("it was loaded");
        } catch (const Error& error) {
            CHECK(error.code() == ErrorCode::Usage);
            CHECK(error.text().key == "error.i18n.unknown");
        }
    }
}

TEST_CASE("a locale names its language", "[base][texts]") {
    CHECK(language_of_locale("de_DE.UTF-8") == "de");
    CHECK(language_of_locale("de") == "de");
    CHECK(language_of_locale("en-GB") == "en");
    CHECK(language_of_locale("C.UTF-8").empty());
    CHECK(language_of_locale("POSIX").empty());
}

TEST_CASE("the system's language is the first that the environment names, where it is spoken", "[base][texts]") {
    const auto spoken = list_languages(k_words);
    CHECK((LocaleOfTest("", "", "de_AT.UTF-8"), system_language(spoken)) == "de");
    CHECK((LocaleOfTest("", "de_DE", "en_GB"), system_language(spoken)) == "de");
    CHECK((LocaleOfTest("C", "de_DE", "de_DE"), system_language(spoken)) == "en");
    CHECK((LocaleOfTest("", "", "fr_FR.UTF-8"), system_language(spoken)) == "en");
    CHECK((LocaleOfTest("", "", ""), system_language(spoken)) == "en");
}

TEST_CASE("numbers and dates are written as the language writes them", "[base][texts]") {
    const Translator english = load_language(k_words, "en");
    const Translator german = load_language(k_words, "de");
    CHECK(shown_number(english, 1.684, 2) == "1.68");
    CHECK(shown_number(german, 1.684, 2) == "1,68");
    CHECK(shown_number(german, -0.04, 1) == "0,0");
    CHECK(shown_number(german, -12.0, 0) == "-12");
    CHECK(shown_count(english, 1234567) == "1,234,567");
    CHECK(shown_count(german, 1234567) == "1.234.567");
    CHECK(shown_count(german, -12345) == "-12.345");
    CHECK(shown_count(german, 2026) == "2026");
    CHECK(shown_percent(german, 0.1255, 1) == "12,6 %");
    CHECK(shown_date(english, "2026-11-22") == "22 Nov 2026");
    CHECK(shown_date(german, "2026-11-22") == "22. Nov. 2026");
    CHECK(shown_date(german, "2026-03-05") == "5. März 2026");
}

TEST_CASE("what is not a date is shown as it is", "[base][texts]") {
    const Translator german = load_language(k_words, "de");
    for (const char* words : {"", "today", "2026-13-01", "2026-00-01", "22.11.2026", "2026-1x-01"}) {
        CHECK(shown_date(german, words) == words);
    }
}
