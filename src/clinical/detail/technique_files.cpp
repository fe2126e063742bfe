// techniques.json, mark_types.json, matching_rules.json.

#include "clinical/detail/read_parts.h"

#include <algorithm>
#include <map>

namespace palpate::detail {
namespace {

using Words = std::string_view;

constexpr std::array<Words, 3> k_scopes{"core", "additional-training", "self-care"};
constexpr std::array<Words, 5> k_stroke_directions{"along", "across", "circular", "static", "toward-heart"};
constexpr std::array<Words, 4> k_depths{"skin", "muscle", "deep", "joint"};
constexpr Words k_pregnancy = "pregnancy";

StrokeFigure read_strokes(const Record& record) {
    const Record figure = record.object("animation");
    return {.path = figure.text("path"),
            .contact = figure.text("contact"),
            .speed_cm_s = figure.number("speed_cm_s"),
            .hold_s = figure.number("hold_s"),
            .repeats = figure.integer("repeats", 1, 1000)};
}

Technique read_technique(Reading& reading, const Record& record, const Record& words) {
    References& names = reading.references;
    Technique technique{.id = TechniqueId(record.label()),
                        .name = words.text("name"),
                        .family = record.text("family"),
                        .scope = record.word("scope", k_scopes),
                        .what_it_is = words.text("what_it_is"),
                        .client_explanation = words.text("client_explanation"),
                        .may_feel = words.text("may_feel"),
                        .evidence_note = words.text_or_empty("evidence_note"),
                        .goals = record.words("goals", k_goals),
                        .suits_tissue_depth = record.words("suits_tissue_depth", k_tissues),
                        .suits_mark_types = names.ids(record, "suits_mark_types", Kind::MarkType),
                        .suits_acuity = record.words("suits_acuity", k_acuities),
                        .pressure = read_range(record, "pressure", k_pressure_lowest, k_pressure_highest),
                        .minutes = read_range(record, "minutes", 1, k_minutes_most),
                        .stroke_direction = record.word("stroke_direction", k_stroke_directions),
                        .strokes = read_strokes(record),
                        .steps = words.texts("steps"),
                        .cautions = names.ids(record, "cautions", Kind::Contraindication),
                        .evidence = names.ids(record, "evidence", Kind::Evidence),
                        .studies = {},
                        .suited_types = 0,
                        .self_care = record.flag("self_care"),
                        .only_at = read_places(reading, record, "only_at"),
                        .not_at = read_places(reading, record, "not_at"),
                        .only_for = names.ids_or_none(record, "only_for", Kind::Context),
                        .review = record.review()};
    if (technique.steps.empty()) {
        words.fail("error.clinical.empty-list", "steps");
    }
    for (const Words field : {Words("suits_mark_types"), Words("suits_acuity"), Words("suits_tissue_depth")}) {
        if (record.texts(field).empty()) {
            record.fail("error.clinical.empty-list", field);
        }
    }
    reading.later.emplace_back([record, technique](const auto&, const std::vector<Place>& places) {
        const auto done_at = [&](const Place& place) {
            return technique.only_at.contains(place) && !technique.not_at.contains(place);
        };
        if (!technique.only_at.empty() && std::ranges::none_of(places, done_at)) {
            record.fail("error.clinical.never-fires", "only_at");
        }
    });
    names.declare(Kind::Technique, record.label());
    names.declare(Kind::Family, technique.family);
    return technique;
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
        if (rule.tissue.empty()) {
            record.fail("error.clinical.empty-list", "tissue");
        }
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

/// Every question is asked once, and what protects comes before what merely does not suit.
std::vector<FitRule> read_fit_rules(const Record& root) {
    const std::vector<Words> questions(fit_questions().begin(), fit_questions().end());
    constexpr std::array<Words, 4> k_stages{"absolute", "local", "caution", "fit"};
    std::vector<FitRule> rules;
    for (const Record& record : root.objects("fit")) {
        FitRule rule{.id = record.text("id"),
                     .asks = record.word("asks", questions),
                     .stage = *find_stage(record.word("stage", k_stages))};
        if (std::ranges::find(rules, rule.asks, &FitRule::asks) != rules.end()) {
            record.fail_twice("asks", rule.asks);
        }
        if (!rules.empty() && rule.stage < rules.back().stage) {
            record.fail("error.clinical.stage-order", "stage");
        }
        rules.push_back(std::move(rule));
    }
    for (const std::string& question : fit_questions()) {
        if (std::ranges::find(rules, question, &FitRule::asks) == rules.end()) {
            root.fail_incomplete("fit", question);
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
            .condition = record.number("condition"),
            .goal = record.number("goal"),
            .made_for = record.number("made_for"),
            .caution = record.number("caution"),
            .whole_session = record.number("whole_session"),
            .whole_session_from_minutes = record.integer("whole_session_from_minutes", 1, k_minutes_most)};
}

}  // namespace

std::vector<Technique> read_techniques(Reading& reading) {
    const FilePair files(reading.folder, k_techniques_file);
    reading.attempt([&] { files.words.check_all_used(files.rules.records("techniques")); });
    reading.references.declare(Kind::Context, std::string(k_pregnancy));
    std::vector<Technique> techniques;
    read_each(reading, files.rules, "techniques", files.words, [&](const Record& record, const Record& words) {
        techniques.push_back(read_technique(reading, record, words));
    });
    return techniques;
}

std::vector<MarkTypeRule> read_mark_types(Reading& reading, const MatchingRules& rules) {
    const FilePair files(reading.folder, k_mark_types_file);
    reading.attempt([&] { files.words.check_all_used(files.rules.records("mark_types")); });
    std::vector<MarkTypeRule> types;
    read_each(reading, files.rules, "mark_types", files.words, [&](const Record& record, const Record& words) {
        types.push_back({.mark_type = record.label(),
                         .name = words.text("name"),
                         .pressure_max = record.integer("pressure_max", k_pressure_lowest, k_pressure_highest),
                         .needs_screen = record.flag("needs_screen"),
                         .rule = words.text("rule"),
                         .kinds = read_kinds(record, "kinds"),
                         .qualities = read_qualities(record),
                         .review = record.review()});
        reading.references.declare(Kind::MarkType, record.label());
    });
    reading.attempt([&] { check_every_word_stands_once(types, rules, files.rules.root()); });
    return types;
}

MatchingRules read_matching_rules(Reading& reading) {
    const ClinicalFile file(reading.folder.rules / k_matching_rules_file);
    const Record root = file.root();
    MatchingRules rules;
    reading.attempt([&] { rules.default_kinds = read_kinds(root, "default_kinds"); });
    reading.attempt([&] { rules.kinds_without_type = read_kinds(root, "kinds_without_type"); });
    reading.attempt([&] { rules.acuity_bands = read_acuity_bands(root); });
    reading.attempt([&] { rules.tissue_rules = read_tissue_rules(root); });
    reading.attempt([&] { rules.fit_rules = read_fit_rules(root); });
    reading.attempt([&] { rules.wish_radius_mm = root.object("wishes").integer("radius_mm", 1, k_radius_most_mm); });
    reading.attempt([&] { rules.weights = read_weights(root); });
    return rules;
}

}  // namespace palpate::detail
