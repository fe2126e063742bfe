#include "clinical/content_record.h"

#include "base/file_io.h"
#include "support/clinical_content.h"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

using namespace palpate;
using test::clinical_content;
namespace fs = std::filesystem;

namespace {

ContentSource source_with(const Translator& words) {
    return {.clinical = clinical_content().clinical, .anatomy = clinical_content().anatomy, .words = words};
}

ContentSource source() { return source_with(clinical_content().english); }

ContentRecord record(std::string_view id) {
    auto found = find_record(source(), id);
    REQUIRE(found);
    return *found;
}

const ContentField* find_field(const ContentRecord& of, std::string_view name) {
    const auto found = std::ranges::find(of.fields, "clinical.field." + std::string(name), &ContentField::label_key);
    return found == of.fields.end() ? nullptr : &*found;
}

/// All that a field says, in all fields of that name.
std::string said_in(const ContentRecord& of, std::string_view name) {
    std::string all;
    for (const ContentField& field : of.fields) {
        if (field.label_key == "clinical.field." + std::string(name)) {
            for (const std::string& text : field.texts) {
                all += text + "\n";
            }
            for (const std::string& link : field.links) {
                all += link + "\n";
            }
        }
    }
    return all;
}

bool lists(const std::vector<ContentRecord>& records, std::string_view id) {
    return std::ranges::find(records, id, &ContentRecord::id) != records.end();
}

/// Ids of all records that stand in the files, as the library addresses them.
std::set<std::string> ids_in_files() {
    const std::map<std::string, std::string> prefixes{
        {"goals", "goal:"}, {"age_bands", "age-band:"}, {"mark_types", "mark-type:"}, {"benefit_map", "benefit:"}};
    std::set<std::string> ids{"pregnancy"};
    for (const auto& entry : fs::directory_iterator(fs::path(k_assets_dir) / "clinical")) {
        // Rules of the order of techniques are no records to read, nor are the limbs that rules speak of.
        if (entry.path().extension() != ".json" || entry.path().filename() == "matching_rules.json") {
            continue;
        }
        const auto file = nlohmann::json::parse(read_text_file(entry.path()));
        for (const auto& [list, records] : file.items()) {
            if (!records.is_array() || list == "limbs") {
                continue;
            }
            const auto prefix = prefixes.find(list);
            for (const auto& one : records) {
                const char* name = list == "benefit_map" ? "benefit" : "id";
                if (one.is_object() && one.contains(name)) {
                    ids.insert((prefix == prefixes.end() ? "" : prefix->second) + one.at(name).get<std::string>());
                }
            }
        }
    }
    return ids;
}

/// Every text key of the content that some record uses: without words a key stands for itself.
std::set<std::string> used_keys() {
    const Translator no_words;
    std::set<std::string> keys{"clinical.value.certainty.high"};  // allowed, though no study reaches it
    const auto gather = [&](const std::string& text) {
        for (std::size_t at = text.find("linical."); at != std::string::npos; at = text.find("linical.", at + 1)) {
            const std::size_t end = text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-.", at);
            keys.insert("c" + text.substr(at, end == std::string::npos ? end : end - at));  // a sentence has a capital
        }
    };
    for (const ContentRecord& one : read_records(source_with(no_words))) {
        gather(one.title);
        keys.insert("clinical.kind." + one.kind);
        keys.insert("clinical.kinds." + one.kind);
        for (const ContentField& field : one.fields) {
            keys.insert(field.label_key);
            std::ranges::for_each(field.texts, gather);
        }
    }
    return keys;
}

}  // namespace

TEST_CASE("every record of every file of the clinical content is listed, once", "[clinical][content]") {
    const std::vector<ContentRecord> records = list_records(source());
    std::set<std::string> ids;
    for (const ContentRecord& one : records) {
        INFO(one.id);
        CHECK(ids.insert(one.id).second);
        CHECK_FALSE(one.title.empty());
        CHECK(one.fields.empty());
        CHECK(std::ranges::find(content_kinds(), one.kind) != content_kinds().end());
    }
    CHECK(ids == ids_in_files());
}

TEST_CASE("records are listed by kind, and every kind has some", "[clinical][content]") {
    std::vector<std::string> kinds;
    for (const ContentRecord& one : list_records(source())) {
        if (kinds.empty() || kinds.back() != one.kind) {
            kinds.push_back(one.kind);
        }
    }
    CHECK(kinds == content_kinds());
}

TEST_CASE("every link of every record leads to a record", "[clinical][content]") {
    const std::vector<ContentRecord> records = read_records(source());
    std::set<std::string> ids;
    for (const ContentRecord& one : records) {
        ids.insert(one.id);
    }
    for (const ContentRecord& one : records) {
        CHECK((!one.fields.empty() || one.kind == "age-band"));
        for (const ContentField& field : one.fields) {
            for (const std::string& link : field.links) {
                INFO(one.id << " " << field.label_key << " " << link);
                CHECK(ids.contains(link));
            }
        }
    }
}

TEST_CASE("labels and values of the content have words in every language, and no words too many",
          "[clinical][content]") {
    const std::set<std::string> used = used_keys();
    for (const char* language : {"en", "de"}) {
        const Translator words = Translator::load(fs::path(k_assets_dir) / "i18n" / language);
        for (const std::string& key : used) {
            INFO(language << " lacks " << key);
            CHECK(words.has(key));
        }
        for (const std::string& key : words.keys()) {
            const bool of_content = key.starts_with("clinical.kind") || key.starts_with("clinical.field.") ||
                                    key.starts_with("clinical.value.") || key.starts_with("clinical.said.");
            INFO(language << ": " << key << " is used by no record");
            CHECK((!of_content || used.contains(key)));
        }
    }
}

TEST_CASE("no text of a record shows a text key, a hole or a separator without words", "[clinical][content]") {
    for (const char* language : {"en", "de"}) {
        const Translator words = Translator::load(fs::path(k_assets_dir) / "i18n" / language);
        for (const ContentRecord& one : read_records(source_with(words))) {
            for (const ContentField& field : one.fields) {
                for (const std::string& text : field.texts) {
                    INFO(language << " " << one.id << " " << field.label_key << ": " << text);
                    CHECK(text.find("clinical.") == std::string::npos);
                    CHECK(text.find_first_of("{}") == std::string::npos);
                    CHECK(text.find(": .") == std::string::npos);
                    CHECK(text.find(", ,") == std::string::npos);
                }
            }
        }
    }
}

TEST_CASE("a technique says what it is, how hard, how long, step by step, and who must be asked first",
          "[clinical][content]") {
    const Technique& technique = clinical_content().clinical.techniques().front();
    const ContentRecord shown = record(technique.id.text());
    CHECK(shown.kind == "technique");
    CHECK(shown.title == technique.name);
    CHECK(said_in(shown, "what-it-is") == technique.what_it_is + "\n");
    CHECK(find_field(shown, "steps")->texts.size() == technique.steps.size());
    CHECK(find_field(shown, "steps")->texts.front() == "1. " + technique.steps.front());
    CHECK(find_field(shown, "cautions")->links == technique.cautions);
    CHECK(find_field(shown, "evidence")->links == technique.evidence);
    CHECK(said_in(shown, "pressure").ends_with(" of 5\n"));
    CHECK(find_field(shown, "goals")->links.front() == "goal:" + technique.goals.front());
}

TEST_CASE("a plan shows every part with its minutes, pressure, areas and techniques", "[clinical][content]") {
    const ContentRecord plan = record("plan-lbp-30");
    const auto parts = std::ranges::count(plan.fields, "clinical.field.phase", &ContentField::label_key);
    CHECK(parts == 6);
    CHECK(said_in(plan, "phase").find("no touch") != std::string::npos);
    CHECK(said_in(plan, "phase").find("2. Warm and glide: ") != std::string::npos);
    CHECK(said_in(plan, "phase").find("Erector spinae, latissimus dorsi") != std::string::npos);
    CHECK(said_in(plan, "total-minutes") == "30\n");
    CHECK(said_in(plan, "dose-sessions") != "");
}

TEST_CASE("a publication shows authors, year, DOI and how it was found, and who cites it", "[clinical][content]") {
    const ContentRecord paper = record("ajimsha-2015-mfr");
    CHECK(said_in(paper, "year") == "2015\n");
    CHECK(said_in(paper, "doi") == "10.1016/j.jbmt.2014.06.001\n");
    CHECK(said_in(paper, "verified") ==
          "Found in a public source\naccepted manuscript first page; conclusion recalled\n");
    const std::vector<ContentRecord> citing = records_naming(source(), "ajimsha-2015-mfr");
    CHECK(lists(citing, "myofascial-release"));
    CHECK(lists(citing, "low-back-pain"));
    CHECK(lists(citing, "c-pain-relief-general"));
    CHECK(std::ranges::all_of(citing, [](const ContentRecord& one) { return one.fields.empty(); }));
}

TEST_CASE("what a rule changes is said in plain words", "[clinical][content]") {
    for (const Contraindication& rule : clinical_content().clinical.contraindications()) {
        const ContentRecord shown = record(rule.id);
        INFO(rule.id);
        CHECK(std::ranges::count(shown.fields, "clinical.field.effect", &ContentField::label_key) ==
              static_cast<std::ptrdiff_t>(rule.effects.size()));
        if (rule.severity == Stage::Absolute) {
            CHECK(said_in(shown, "effect").find("No massage") != std::string::npos);
        }
    }
}

TEST_CASE("a goal, a benefit and an age band are found by kind and id, and never mistaken for each other",
          "[clinical][content]") {
    CHECK(record("goal:sleep").kind == "goal");
    CHECK(record("benefit:sleep").kind == "benefit");
    CHECK(record("age-band:65-plus").kind == "age-band");
    CHECK(record("mark-type:ache").kind == "mark-type");
    CHECK_FALSE(find_record(source(), "sleep"));
    CHECK(lists(records_naming(source(), "goal:sleep"), "benefit:sleep"));
}

TEST_CASE("an id written nearly right leads to those that are meant", "[clinical][content]") {
    const std::vector<ContentRecord> heads = list_records(source());
    const std::vector<std::string> near = near_ids(heads, "low-bak-pain");
    REQUIRE_FALSE(near.empty());
    CHECK(near.front() == "low-back-pain");
    CHECK(near.size() <= 3);
    CHECK(near_ids(heads, "lowbackpain").front() == "low-back-pain");
    CHECK(near_ids(heads, "zzzz").empty());
}
