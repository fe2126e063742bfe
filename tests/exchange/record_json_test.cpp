#include "exchange/record_json.h"

#include "exchange/exchange_limits.h"
#include "exchange/records.h"
#include "support/error_code.h"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

using namespace palpate;
using nlohmann::json;

namespace {

std::string refused(const std::string& text) {
    return error_key_of([&] { static_cast<void>(read_record(text)); });
}

json sample() { return json::parse(write_record(test::sample_records().front())); }

/// Every object below `value`, with a call for each.
void visit_objects(json& value, const std::function<void(json&)>& visit) {
    if (value.is_object()) {
        visit(value);
    }
    if (value.is_structured()) {
        for (auto& item : value) {
            visit_objects(item, visit);
        }
    }
}

}  // namespace

TEST_CASE("a record comes back from its JSON as it was, to the bit", "[exchange][record]") {
    for (const CaseDocument& document : test::all_records()) {
        CHECK(read_record(write_record(document)) == document);
    }
}

TEST_CASE("a record that lacks any of its members is refused", "[exchange][record]") {
    json whole = sample();
    std::size_t tried = 0;
    visit_objects(whole, [&](json& object) {
        if (tried > 400) {
            return;  // the samples repeat themselves
        }
        const json before = object;
        for (const auto& member : before.items()) {
            object.erase(member.key());
            CHECK_FALSE(refused(whole.dump()).empty());
            object = before;
            ++tried;
        }
    });
    CHECK(tried > 100);
}

TEST_CASE("a record with a member that nobody knows is refused", "[exchange][record]") {
    json record = sample();
    record["record"]["client"]["diagnosis"] = "x";
    CHECK(refused(record.dump()) == "error.exchange.member-unknown");
}

TEST_CASE("a record that says a member twice is refused", "[exchange][record]") {
    CHECK(refused(R"({"format":"palpate-record","format":"palpate-record","version":1})") ==
          "error.exchange.member-twice");
}

TEST_CASE("values of another kind or out of range are refused by their place", "[exchange][record]") {
    const auto with = [](const char* pointer, const json& value) {
        json record = sample();
        record[json::json_pointer(pointer)] = value;
        return refused(record.dump());
    };
    CHECK(with("/record/marks/0/now", "7") == "error.exchange.type");
    CHECK(with("/record/marks/0/now", 7.5) == "error.exchange.type");
    CHECK(with("/record/marks/0/now", 1e18) == "error.exchange.type");
    CHECK(with("/record/marks/0/now", std::int64_t{1} << 40) == "error.exchange.range");
    CHECK(with("/record/marks/0/now", 11) == "error.edit.rating");
    CHECK(with("/record/marks/0/kind", "agony") == "error.exchange.word");
    CHECK(with("/record/marks/0/anchor/box", json::array({0.5, 0.5})) == "error.exchange.type");
    CHECK(with("/record/marks/0/session", "nobody") == "error.edit.session-missing");
    CHECK(with("/record/photo/png", "?") == "error.exchange.type");
    CHECK(with("/record/client/created", std::int64_t{1} << 62) == "error.exchange.range");
    CHECK(with("/version", 0) == "error.exchange.range");
    CHECK(with("/version", 2) == "error.exchange.newer");
    CHECK(with("/format", "something") == "error.exchange.no-record");
    CHECK_FALSE(with("/record/sessions/0/date", "2026-02-30").empty());
}

TEST_CASE("text that is no record, is cut off, or is too much for one is refused", "[exchange][record]") {
    CHECK(refused("") == "error.exchange.no-json");
    CHECK(refused("null") == "error.exchange.no-record");
    const std::string whole = write_record(test::sample_records().front());
    CHECK(refused(whole.substr(0, whole.size() / 2)) == "error.exchange.no-json");
    CHECK(refused(std::string(100, '[')) == "error.exchange.too-deep");
    CHECK(refused("[" + std::string(k_most_json_values + 1, ',')) == "error.exchange.too-many");
    CHECK(refused(std::string(k_most_import_bytes + 1, ' ')) == "error.exchange.too-large");
    std::string not_text = whole;
    not_text[not_text.find("\"reference\": \"") + 14] = '\xFF';
    CHECK(refused(not_text) == "error.exchange.no-json");
}
