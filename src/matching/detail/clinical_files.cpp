#include "matching/detail/clinical_files.h"

#include "base/error.h"
#include "matching/detail/clinical_record.h"

#include <algorithm>
#include <array>
#include <map>

namespace palpate::detail {
namespace {

using Words = std::string_view;

constexpr int k_pressure_lowest = 1;
constexpr int k_pressure_highest = 5;
constexpr int k_minutes_most = 240;
constexpr std::array<Words, 3> k_scopes{"core", "additional-training", "self-care"};
constexpr std::array<Words, 7> k_goals{"pain-relief", "circulation", "stress-reduction", "mobility",
                                       "sleep",       "performance", "recovery"};
constexpr std::array<Words, 5> k_tissues{"skin", "superficial", "deep", "joint", "none"};
constexpr std::array<Words, 3> k_acuities{"acute", "subacute", "chronic"};
constexpr std::array<Words, 5> k_stroke_directions{"along", "across", "circular", "static", "toward-heart"};
constexpr std::array<Words, 2> k_contexts{"pregnancy", "sport-event"};
constexpr std::array<Words, 6> k_evidence_kinds{"intervention", "guideline", "mechanism",
                                                "safety",       "measure",   "context"};
constexpr std::array<Words, 5> k_directions{"+", "0", "-", "mixed", "n/a"};
constexpr std::array<Words, 4> k_certainties{"very-low", "low", "moderate", "high"};
constexpr std::array<Words, 4> k_depths{"skin", "muscle", "deep", "joint"};

IntRange read_range(const Record& record, std::string_view field, int low, int high) {
    const Record range = record.object(field).labelled(record.label() + "." + std::string(field));
    const int min = range.integer("min", low, high);
    return {.min = min, .max = range.integer("max", min, high)};
}

PlaceList read_places(const Record& record, std::string_view field) {
    PlaceList places;
    if (!record.has(field)) {
        return places;
    }
    const Record object = record.object(field).labelled(record.label() + "." + std::string(field));
    const std::map<std::string, std::vector<std::string>*> lists{{"areas", &places.areas},
                                                                 {"groups", &places.groups},
                                                                 {"regions", &places.regions},
                                                                 {"entries", &places.entries}};
    for (const std::string& name : object.field_names()) {
        const auto list = lists.find(name);
        if (list == lists.end()) {
            constexpr std::array<Words, 4> k_lists{"areas", "groups", "regions", "entries"};
            record.fail_not_allowed(field, name, k_lists);
        }
        *list->second = object.texts(name);
    }
    return places;
}

Technique read_technique(const Record& record, const Record& words) {
    return {.id = TechniqueId(record.label()),
            .name = words.text("name"),
            .family = record.text("family"),
            .scope = record.word("scope", k_scopes),
            .what_it_is = words.text("what_it_is"),
            .client_explanation = words.text("client_explanation"),
            .evidence_note = words.text_or_empty("evidence_note"),
            .goals = record.words("goals", k_goals),
            .suits_tissue_depth = record.words("suits_tissue_depth", k_tissues),
            .suits_mark_types = record.texts("suits_mark_types"),
            .suits_acuity = record.words("suits_acuity", k_acuities),
            .pressure = read_range(record, "pressure", k_pressure_lowest, k_pressure_highest),
            .minutes = read_range(record, "minutes", 1, k_minutes_most),
            .stroke_direction = record.word("stroke_direction", k_stroke_directions),
            .steps = words.texts("steps"),
            .cautions = record.texts("cautions"),
            .evidence = record.texts("evidence"),
            .self_care = record.flag("self_care"),
            .only_at = read_places(record, "only_at"),
            .not_at = read_places(record, "not_at"),
            .only_for = record.has("only_for") ? record.word("only_for", k_contexts) : std::string()};
}

std::vector<MarkKind> read_kinds(const Record& record, std::string_view field) {
    std::vector<Words> names;
    std::ranges::transform(all_mark_kinds(), std::back_inserter(names), [](MarkKind kind) { return name_of(kind); });
    std::vector<MarkKind> kinds;
    for (const std::string& name : record.words(field, names)) {
        kinds.push_back(*find_mark_kind(name));
    }
    return kinds;
}

std::vector<std::string> read_qualities(const Record& record) {
    const std::vector<Words> known(quality_words().begin(), quality_words().end());
    return record.words("qualities", known);
}

/// Each kind and quality word must lead to exactly one type: a mark is never read in two ways or in none.
void check_every_word_stands_once(const std::vector<MarkTypeRule>& types, const MatchingRules& rules,
                                  const Record& root) {
    std::map<std::string, int> count;
    for (const MarkKind kind : rules.kinds_without_type) {
        ++count["kind " + std::string(name_of(kind))];
    }
    for (const MarkTypeRule& type : types) {
        for (const MarkKind kind : type.kinds) {
            ++count["kind " + std::string(name_of(kind))];
        }
        for (const std::string& quality : type.qualities) {
            ++count["quality " + quality];
        }
    }
    const auto check = [&](const std::string& word) {
        if (count[word] == 0) {
            root.fail_incomplete("mark_types", word);
        }
        if (count[word] > 1) {
            root.fail_twice("mark_types", word);
        }
    };
    for (const MarkKind kind : all_mark_kinds()) {
        check("kind " + std::string(name_of(kind)));
    }
    for (const std::string& quality : quality_words()) {
        check("quality " + quality);
    }
}

std::vector<AcuityBand> read_acuity_bands(const Record& root) {
    std::vector<AcuityBand> bands;
    int previous = 0;
    for (const Record& record : root.object("acuity").objects("bands")) {
        AcuityBand band{.id = record.word("id", k_acuities), .below_days = std::nullopt};
        if (record.has("below_days")) {
            band.below_days = record.integer("below_days", previous + 1, 36'500);
            previous = *band.below_days;
        }
        if (!bands.empty() && !bands.back().below_days) {
            record.fail_twice("below_days", "null");
        }
        bands.push_back(std::move(band));
    }
    if (bands.empty() || bands.back().below_days) {
        root.fail_incomplete("acuity", "null");
    }
    return bands;
}

std::vector<TissueRule> read_tissue_rules(const Record& root) {
    std::vector<TissueRule> rules;
    std::map<std::string, int> pairs;
    std::vector<Words> layers;
    for (int layer = 0; layer < k_layer_count; ++layer) {
        layers.push_back(name_of(static_cast<Layer>(layer)));
    }
    for (const Record& record : root.object("tissue_depth").objects("marks")) {
        TissueRule rule;
        rule.depth = *find_depth(record.word("depth", k_depths));
        for (const std::string& layer : record.words("layers", layers)) {
            rule.layers.push_back(*find_layer(layer));
            if (++pairs[record.text("depth") + "/" + layer] > 1) {
                record.fail_twice("layers", layer);
            }
        }
        rule.tissue = record.words("tissue", k_tissues);
        rules.push_back(std::move(rule));
    }
    for (const Depth depth : all_depths()) {
        for (const Words layer : layers) {
            const std::string pair = std::string(name_of(depth)) + "/" + std::string(layer);
            if (!pairs.contains(pair)) {
                root.fail_incomplete("tissue_depth", pair);
            }
        }
    }
    return rules;
}

ScoreWeights read_weights(const Record& root) {
    const Record record = root.object("score");
    return {.mark_type = record.number("mark_type"),
            .focus = record.number("focus"),
            .depth = record.number("depth"),
            .acuity = record.number("acuity"),
            .evidence = record.number("evidence"),
            .place = record.number("place"),
            .scope = record.number("scope"),
            .whole_session = record.number("whole_session"),
            .whole_session_from_minutes = record.integer("whole_session_from_minutes", 1, k_minutes_most)};
}

}  // namespace

std::vector<Technique> read_techniques(const ClinicalFolder& folder) {
    const ClinicalFile file(folder.rules / k_techniques_file);
    const ClinicalWords words(folder.words / k_techniques_file);
    const std::vector<Record> records = file.records("techniques");
    words.check_all_used(records);
    std::vector<Technique> techniques;
    for (const Record& record : records) {
        techniques.push_back(read_technique(record, words.of(record.label())));
    }
    return techniques;
}

std::vector<MarkTypeRule> read_mark_types(const ClinicalFolder& folder, const MatchingRules& rules) {
    const ClinicalFile file(folder.rules / k_mark_types_file);
    const ClinicalWords words(folder.words / k_mark_types_file);
    const std::vector<Record> records = file.records("mark_types");
    words.check_all_used(records);
    std::vector<MarkTypeRule> types;
    for (const Record& record : records) {
        const Record own_words = words.of(record.label());
        types.push_back({.mark_type = record.label(),
                         .name = own_words.text("name"),
                         .pressure_max = record.integer("pressure_max", k_pressure_lowest, k_pressure_highest),
                         .needs_screen = record.flag("needs_screen"),
                         .rule = own_words.text("rule"),
                         .kinds = read_kinds(record, "kinds"),
                         .qualities = read_qualities(record)});
    }
    check_every_word_stands_once(types, rules, file.root());
    return types;
}

MatchingRules read_matching_rules(const ClinicalFolder& folder) {
    const ClinicalFile file(folder.rules / k_matching_rules_file);
    const Record root = file.root();
    return {.default_kinds = read_kinds(root, "default_kinds"),
            .kinds_without_type = read_kinds(root, "kinds_without_type"),
            .acuity_bands = read_acuity_bands(root),
            .tissue_rules = read_tissue_rules(root),
            .weights = read_weights(root)};
}

std::vector<Evidence> read_evidence(const ClinicalFolder& folder) {
    const ClinicalFile file(folder.rules / k_evidence_file);
    const ClinicalWords words(folder.words / k_evidence_file);
    const std::vector<Record> records = file.records("evidence");
    words.check_all_used(records);
    std::vector<Evidence> evidence;
    for (const Record& record : records) {
        evidence.push_back({.id = record.label(),
                            .kind = record.word("kind", k_evidence_kinds),
                            .authors = record.text("authors"),
                            .year = record.integer("year", 1900, 2100),
                            .title = record.text("title"),
                            .journal = record.text("journal"),
                            .doi = record.text_or_empty("doi"),
                            .finding = words.of(record.label()).text("finding"),
                            .direction = record.word("direction", k_directions),
                            .certainty = *find_certainty(record.word("certainty", k_certainties))});
    }
    return evidence;
}

std::unordered_map<std::string, std::string> read_cautions(const ClinicalFolder& folder) {
    const ClinicalFile file(folder.rules / k_contraindications_file);
    const ClinicalWords words(folder.words / k_contraindications_file);
    const std::vector<Record> records = file.records("contraindications");
    words.check_all_used(records);
    std::unordered_map<std::string, std::string> questions;
    for (const Record& record : records) {
        questions.emplace(record.label(), words.of(record.label()).text("screen_question"));
    }
    return questions;
}

std::vector<EndangermentSite> read_endangerment_sites(const ClinicalFolder& folder) {
    const ClinicalFile file(folder.rules / k_sites_file);
    const ClinicalWords words(folder.words / k_sites_file);
    const std::vector<Record> records = file.records("endangerment_sites");
    words.check_all_used(records);
    std::vector<EndangermentSite> sites;
    for (const Record& record : records) {
        const Record own_words = words.of(record.label());
        sites.push_back({.id = record.label(),
                         .name = own_words.text("name"),
                         .pressure_max = record.integer("pressure_max", k_pressure_lowest, k_pressure_highest),
                         .rule = own_words.text("rule"),
                         .avoid_techniques = record.texts("avoid_techniques"),
                         .covers = read_places(record, "covers"),
                         .near = read_places(record, "near")});
    }
    return sites;
}

}  // namespace palpate::detail
