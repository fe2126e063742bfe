#include "exchange/fhir_bundle.h"

#include "exchange/records.h"
#include "support/error_code.h"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include <functional>
#include <set>

using namespace palpate;
using nlohmann::json;

namespace {

std::string written(const CaseDocument& document, bool snomed = true) {
    return write_fhir(document, {.knowledge = test::knowledge(),
                                 .words = test::clinical_content().english,
                                 .now = test::k_exchange_now,
                                 .snomed = snomed});
}

json bundle_of(const CaseDocument& document, bool snomed = true) { return json::parse(written(document, snomed)); }

ImportedRecords read(const std::string& text) {
    UuidGenerator ids(3);
    return read_fhir(text, test::clinical_content().anatomy, ids, test::k_exchange_now);
}

std::vector<json*> resources(json& bundle, const std::string& type) {
    std::vector<json*> found;
    for (json& entry : bundle["entry"]) {
        if (entry["resource"]["resourceType"] == type) {
            found.push_back(&entry["resource"]);
        }
    }
    return found;
}

/// Every member of every object below `value`, with its name.
void visit(const json& value, const std::string& name,
           const std::function<void(const std::string&, const json&)>& look) {
    look(name, value);
    if (!value.is_structured()) {
        return;
    }
    for (const auto& [key, item] : value.items()) {
        visit(item, value.is_array() ? name : key, look);
    }
}

/// What a bundle must keep that validators of FHIR let through.
std::vector<std::string> faults_of(const json& bundle) {
    std::vector<std::string> faults;
    std::map<std::string, std::string> types;
    for (const json& entry : bundle.at("entry")) {
        const std::string url = entry.at("fullUrl");
        if (!types.emplace(url, entry.at("resource").at("resourceType")).second) {
            faults.push_back("twice " + url);
        }
        if (url != "urn:uuid:" + entry.at("resource").at("id").get<std::string>()) {
            faults.push_back("id of " + url);
        }
    }
    static const std::map<std::string, std::string> wanted{
        {"subject", "Patient"}, {"patient", "Patient"}, {"encounter", "Encounter"}, {"targetReference", "Composition"}};
    visit(bundle, "Bundle", [&](const std::string& name, const json& value) {
        if (value.is_null() || (value.is_structured() && value.empty()) || (value.is_string() && value == "")) {
            faults.push_back("empty " + name);
        }
        if (!value.is_object()) {
            return;
        }
        std::size_t values = 0;
        for (const auto& member : value.items()) {
            values += member.key().starts_with("value") && member.key().size() > 5 ? 1 : 0;
        }
        if (values > 1) {
            faults.push_back("two values in " + name);
        }
        if (value.contains("reference")) {
            const std::string url = value.at("reference");
            const auto want = wanted.find(name);
            if (!types.contains(url)) {
                faults.push_back("dangling " + name);
            } else if (want != wanted.end() && types.at(url) != want->second) {
                faults.push_back(name + " points to " + types.at(url));
            }
        }
    });
    return faults;
}

/// A bundle of another program: one rating of 6 at the descending part of trapezius.
json foreign(const json& site) {
    return {
        {"resourceType", "Bundle"},
        {"type", "collection"},
        {"entry",
         json::array({{{"resource",
                        {{"resourceType", "Patient"},
                         {"id", "p1"},
                         {"name", json::array({{{"family", "Morgan"}, {"given", json::array({"Alex", "J"})}}})},
                         {"birthDate", "1984-05-17"},
                         {"telecom", json::array({{{"system", "email"}, {"value", "a@example.org"}}})}}}},
                      {{"resource",
                        {{"resourceType", "Observation"},
                         {"id", "o1"},
                         {"status", "final"},
                         {"code", {{"coding", json::array({{{"system", "http://loinc.org"}, {"code", "72514-3"}}})}}},
                         {"effectiveDateTime", "2026-03-02T09:05:00+00:00"},
                         {"valueQuantity", {{"value", 6}}},
                         {"bodySite", site}}}},
                      {{"resource", {{"resourceType", "AllergyIntolerance"}, {"id", "x"}}}}})}};
}

json fma_site(const char* code) {
    return {{"coding", json::array({{{"system", "urn:oid:2.16.840.1.113883.6.119"}, {"code", code}}})}};
}

json snomed_coding(const char* code) { return {{"system", "http://snomed.info/sct"}, {"code", code}}; }

}  // namespace

TEST_CASE("a record comes back from its bundle as it was, drawings, notes and answers included", "[exchange][fhir]") {
    for (const CaseDocument& document : test::all_records()) {
        const ImportedRecords back = read(written(document));
        REQUIRE(back.documents.size() == 1);
        CHECK(back.documents.front() == document);
        CHECK(back.left_out.empty());
    }
}

TEST_CASE("a bundle keeps the rules that validators let through", "[exchange][fhir]") {
    for (const CaseDocument& document : test::all_records()) {
        for (const std::string& fault : faults_of(bundle_of(document))) {
            FAIL_CHECK(fault);
        }
    }
}

TEST_CASE("what looks for faults of a bundle finds them", "[exchange][fhir]") {
    const json good = bundle_of(test::sample_records().front());
    const auto spoilt = [&](const std::function<void(json&)>& spoil) {
        json bad = good;
        spoil(bad);
        return !faults_of(bad).empty();
    };
    CHECK(spoilt([](json& b) { b["entry"].erase(1); }));  // the patient
    CHECK(spoilt([](json& b) { b["entry"].push_back(b["entry"][0]); }));
    CHECK(spoilt([](json& b) { b["entry"][0]["resource"]["extension"] = json::array(); }));
    CHECK(spoilt([](json& b) { (*resources(b, "Observation").front())["valueString"] = "x"; }));
    CHECK(spoilt([](json& b) {
        (*resources(b, "Observation").front())["subject"] = (*resources(b, "Observation").front())["encounter"];
    }));
}

TEST_CASE("the same record makes the same bundle", "[exchange][fhir]") {
    CHECK(written(test::sample_records().front()) == written(test::sample_records().front()));
}

TEST_CASE("a mark's side is in its qualifier, its code and its words, and FMA has none", "[exchange][fhir]") {
    CaseDocument document = test::sample_records().front();
    json bundle = bundle_of(document);
    std::size_t sided = 0;
    std::size_t with_fma = 0;
    for (const json* structure : resources(bundle, "BodyStructure")) {
        const json& location = structure->at("location");
        const std::string code = location.at("coding").back().at("code");
        const bool is_left = code.ends_with(".left");
        if (!is_left && !code.ends_with(".right")) {
            CHECK_FALSE(structure->contains("locationQualifier"));
            continue;
        }
        ++sided;
        const json& qualifier = structure->at("locationQualifier").front().at("coding");
        CHECK(qualifier.front().at("code") == (is_left ? "side-left" : "side-right"));
        CHECK(qualifier.back().at("code") == (is_left ? "419161000" : "419465000"));
        CHECK(location.at("text").get<std::string>().ends_with(is_left ? ", left" : ", right"));
        for (const json& coding : location.at("coding")) {
            const bool is_fma = coding.at("system") == "urn:oid:2.16.840.1.113883.6.119";
            const std::string display = coding.at("display");
            CHECK((!is_fma || (!display.ends_with("left") && !display.ends_with("right"))));
            with_fma += is_fma ? 1 : 0;
        }
    }
    CHECK(sided > 5);
    CHECK(with_fma > 0);
}

TEST_CASE("without SNOMED CT no code of it is in the bundle, and nothing is lost", "[exchange][fhir]") {
    const CaseDocument& document = test::sample_records().front();
    const std::string text = written(document, false);
    CHECK(text.find("snomed") == std::string::npos);
    CHECK(written(document).find("http://snomed.info/sct") != std::string::npos);
    CHECK(read(text).documents.front() == document);
}

TEST_CASE("pain that a client reports has the LOINC code and is in its session's panel", "[exchange][fhir]") {
    json bundle = bundle_of(test::sample_records().front());
    std::set<std::string> in_panels;
    std::size_t reported = 0;
    for (const json* observation : resources(bundle, "Observation")) {
        const std::string code = observation->at("code").at("coding").front().at("code");
        reported += code == "72514-3" ? 1 : 0;
        if (code == "97339-6") {
            for (const json& member : observation->at("hasMember")) {
                in_panels.insert(member.at("reference"));
            }
        }
    }
    CHECK(reported > 0);
    CHECK(in_panels.size() == reported);
}

TEST_CASE("every code of ours is in the bundle's own code system", "[exchange][fhir]") {
    for (const CaseDocument& document : test::all_records()) {
        json bundle = bundle_of(document);
        const json* system = resources(bundle, "CodeSystem").front();
        std::set<std::string> known;
        if (system->contains("concept")) {
            for (const json& entry : system->at("concept")) {
                known.insert(entry.at("code"));
            }
        }
        visit(bundle, "", [&](const std::string&, const json& value) {
            if (value.is_object() && value.contains("system") && value.contains("code") &&
                value.at("system") == system->at("url")) {
                CHECK(known.contains(value.at("code")));
            }
        });
    }
}

TEST_CASE("what somebody changed in the standard elements of a bundle counts", "[exchange][fhir]") {
    const CaseDocument& document = test::sample_records().front();
    json bundle = bundle_of(document);
    json& patient = *resources(bundle, "Patient").front();
    patient["name"] = json::array({{{"text", "Another Name"}}});
    patient["birthDate"] = "1990-01-31";
    json* rated = nullptr;
    for (json* observation : resources(bundle, "Observation")) {
        if (observation->at("code").at("coding").front().at("code") == "72514-3") {
            rated = observation;
        }
    }
    REQUIRE(rated != nullptr);
    (*rated)["valueQuantity"]["value"] = 1;
    rated->erase("component");
    const std::string mark = (*rated)["identifier"][0]["value"];
    const CaseDocument back = read(bundle.dump()).documents.front();
    CHECK(back.client.name == "Another Name");
    CHECK(back.client.birth == "1990-01-31");
    CHECK(find_mark(back, MarkId(mark))->now == 1);
    CHECK(find_mark(back, MarkId(mark))->qualities.empty());
    CHECK(back.marks.size() == document.marks.size());
}

TEST_CASE("a resource that somebody took out of a bundle is gone, and nothing else", "[exchange][fhir]") {
    const CaseDocument& document = test::sample_records().front();
    json bundle = bundle_of(document);
    json& entries = bundle["entry"];
    const auto drawing = std::ranges::find_if(
        entries, [](const json& entry) { return entry["resource"]["resourceType"] == "DocumentReference"; });
    entries.erase(drawing);
    const CaseDocument back = read(bundle.dump()).documents.front();
    CHECK(back.marks.size() == document.marks.size());
}

TEST_CASE("another program's pain rating comes in where its place and side are said", "[exchange][fhir]") {
    json site = fma_site("32557");
    site["coding"].push_back(snomed_coding("419465000"));
    const ImportedRecords imported = read(foreign(site).dump());
    const CaseDocument& document = imported.documents.front();
    CHECK(document.client.name == "Alex J Morgan");
    CHECK(document.client.email == "a@example.org");
    CHECK(document.client.reference == k_open_reference);
    REQUIRE(document.marks.size() == 1);
    CHECK(document.marks.front().now == 6);
    CHECK(document.marks.front().anchor.structure.text().ends_with(".right"));
    CHECK(document.marks.front().confidence == Confidence::About);
    CHECK(document.sessions.front().date == "2026-03-02");
    REQUIRE(imported.left_out.size() == 1);
    CHECK(imported.left_out.front().arguments.back().second == "AllergyIntolerance");
}

TEST_CASE("a side that is not said is not guessed", "[exchange][fhir]") {
    const ImportedRecords imported = read(foreign(fma_site("32557")).dump());
    CHECK(imported.documents.front().marks.empty());
    CHECK(std::ranges::count(imported.left_out, "exchange.fhir.no-side", &Text::key) == 1);
}

TEST_CASE("a place that nobody knows is left out", "[exchange][fhir]") {
    CHECK(read(foreign(fma_site("999999999")).dump()).documents.front().marks.empty());
    CHECK(read(foreign(json{{"text", "left knee"}}).dump()).documents.front().marks.empty());
}

TEST_CASE("what is no bundle of one patient is refused", "[exchange][fhir]") {
    const auto refused = [](const json& bundle) {
        return error_key_of([&] { static_cast<void>(read(bundle.dump())); });
    };
    CHECK(refused(json::object()) == "error.exchange.no-bundle");
    CHECK(refused(json::array()) == "error.exchange.no-bundle");
    CHECK(refused({{"resourceType", "Bundle"}}) == "error.exchange.fhir-patients");
    json two = foreign(json::object());
    two["entry"].push_back(two["entry"][0]);
    CHECK(refused(two) == "error.exchange.fhir-patients");
    CHECK(refused({{"resourceType", "Bundle"}, {"entry", json::array({1})}}) == "error.exchange.fhir-entry");
    json bundle = bundle_of(test::sample_records().front());
    for (json* observation : resources(bundle, "Observation")) {
        if (observation->contains("valueQuantity")) {
            (*observation)["valueQuantity"]["value"] = 14;
        }
    }
    CHECK(refused(bundle) == "error.exchange.fhir-rating");
}

TEST_CASE("a narrative's words come back as they were written", "[exchange][fhir]") {
    json bundle = bundle_of(test::sample_records().front());
    const json& note = *resources(bundle, "Composition").front();
    const std::string div = note.at("section").front().at("text").at("div");
    CHECK(div.find("<script") == std::string::npos);
    CHECK(div.find("&lt;better&gt;") != std::string::npos);
}
