#include "casebook/case_document.h"

#include "base/translator.h"
#include "support/paths.h"

#include <catch2/catch_test_macros.hpp>

#include <filesystem>

using namespace palpate;

namespace {

/// Every value's name finds the value again and has a text `<prefix>.<name>` to show.
template <class Value, class Find>
void check_names(const std::vector<Value>& values, Find find, const std::string& prefix) {
    const Translator words = Translator::load(std::filesystem::path(k_assets_dir) / "i18n" / "en");
    for (const Value value : values) {
        CHECK(find(name_of(value)) == value);
        CHECK(words.has(prefix + "." + std::string(name_of(value))));
    }
    CHECK_FALSE(find("no such name"));
    CHECK_FALSE(find(""));
}

}  // namespace

TEST_CASE("every kind, depth, author and session type has a name that finds it and a text", "[casebook]") {
    check_names(all_mark_kinds(), find_mark_kind, "mark.kind");
    check_names(all_depths(), find_depth, "mark.depth");
    check_names(all_authors(), find_author, "mark.author");
    check_names(all_session_types(), find_session_type, "session.type");
}

TEST_CASE("every quality word has a text", "[casebook]") {
    const Translator words = Translator::load(std::filesystem::path(k_assets_dir) / "i18n" / "en");
    for (const std::string& quality : quality_words()) {
        CHECK(words.has("mark.quality." + quality));
    }
}
