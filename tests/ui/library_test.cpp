#include "ui/library.h"

#include "support/clinical_content.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

using namespace palpate;
using test::clinical_content;

namespace {

const std::vector<ContentRecord>& records() {
    static const std::vector<ContentRecord> all = read_records({.clinical = clinical_content().clinical,
                                                                .anatomy = clinical_content().anatomy,
                                                                .words = clinical_content().english});
    return all;
}

std::vector<std::string> ids_of(const std::vector<LibraryGroup>& groups) {
    std::vector<std::string> ids;
    for (const LibraryGroup& group : groups) {
        for (const std::size_t place : group.records) {
            ids.push_back(records()[place].id);
        }
    }
    return ids;
}

bool finds(std::string_view typed, const std::string& id) {
    const std::vector<std::string> ids = ids_of(list_library(records(), typed));
    return std::ranges::find(ids, id) != ids.end();
}

}  // namespace

TEST_CASE("the library lists every record of the content, under its kind", "[ui][library]") {
    const std::vector<LibraryGroup> groups = list_library(records(), "");
    std::set<std::string> listed;
    for (const LibraryGroup& group : groups) {
        for (const std::size_t place : group.records) {
            CHECK(records()[place].kind == group.kind);
            CHECK(listed.insert(records()[place].id).second);
        }
    }
    CHECK(listed.size() == records().size());
    CHECK(groups.size() == content_kinds().size());
}

TEST_CASE("every kind of record is found by the words of a title", "[ui][library]") {
    for (const LibraryGroup& group : list_library(records(), "")) {
        const ContentRecord& record = records()[group.records.back()];
        INFO(record.id << ": " << record.title);
        CHECK(finds(record.title, record.id));
    }
}

TEST_CASE("the library finds words of the text, beginnings of words, and titles with a slip", "[ui][library]") {
    CHECK(finds("furlan", "furlan-2015-lbp"));
    CHECK(finds("10.1016/j.jbmt.2014.06.001", "ajimsha-2015-mfr"));
    CHECK(finds("fibromyalg", "fibromyalgia"));
    CHECK(finds("efleurage", "effleurage"));
    CHECK(list_library(records(), "xyzzyx").empty());
}

TEST_CASE("records with the word in their title stand first", "[ui][library]") {
    const std::vector<LibraryGroup> groups = list_library(records(), "fibromyalgia");
    REQUIRE_FALSE(groups.empty());
    CHECK(records()[groups.front().records.front()].title.find("ibromyalgia") != std::string::npos);
}
