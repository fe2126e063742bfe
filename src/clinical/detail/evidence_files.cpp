// evidence.json, claims.json, outcome_measures.json.

#include "clinical/detail/read_parts.h"

namespace palpate::detail {
namespace {

using Words = std::string_view;

constexpr std::array<Words, 6> k_evidence_kinds{"intervention", "guideline", "mechanism",
                                                "safety",       "measure",   "context"};
constexpr std::array<Words, 5> k_directions{"+", "0", "-", "mixed", "n/a"};
constexpr std::array<Words, 4> k_grades{"supported", "partly-supported", "uncertain", "contradicted"};
constexpr std::array<Words, 2> k_modes{"active", "passive"};
constexpr std::array<Words, 3> k_better{"lower", "higher", "n/a"};

Evidence read_publication(const Record& record, const Record& words) {
    return {.id = record.label(),
            .kind = record.word("kind", k_evidence_kinds),
            .authors = record.text("authors"),
            .year = record.integer("year", 1900, 2100),
            .title = record.text("title"),
            .journal = record.text("journal"),
            .doi = record.text_or_empty("doi"),
            .pmid = record.text_or_empty("pmid"),
            .design = words.text("design"),
            .population = words.text("population"),
            .finding = words.text("finding"),
            .direction = record.word("direction", k_directions),
            .certainty = *find_certainty(record.word("certainty", k_certainties)),
            .verified = record.word("verified", k_yes_no) == "yes",
            .verified_how = record.text("verified_how"),
            .review = record.review()};
}

Claim read_claim(Reading& reading, const Record& record, const Record& words) {
    return {.id = record.label(),
            .group = record.text("group"),
            .benefit = record.text("benefit"),
            .in_source_article = record.flag("in_source_article"),
            .grade = record.word("grade", k_grades),
            .article_claim = words.text("article_claim"),
            .plain_statement = words.text("plain_statement"),
            .client_explanation = words.text("client_explanation"),
            .app_wording = words.text("app_wording"),
            .evidence = reading.references.ids(record, "evidence", Kind::Evidence),
            .review = record.review()};
}

OutcomeMeasure read_measure(Reading& reading, const Record& record, const Record& words) {
    const Record change = record.object("meaningful_change");
    const Record change_words = words.object("meaningful_change");
    OutcomeMeasure measure{.id = record.label(),
                           .name = words.text("name"),
                           .type = record.text("type"),
                           .unit = record.text("unit"),
                           .min = record.number_or_none("min"),
                           .max = record.number_or_none("max"),
                           .better = record.word("better", k_better),
                           .benefits_tracked = record.texts("benefits_tracked"),
                           .licence_status = record.text("licence_status"),
                           .licence_note = words.text("licence_note"),
                           .how_to_record = words.text("how_to_record"),
                           .suggested_frequency = words.text("suggested_frequency"),
                           .notes = words.text_or_empty("notes"),
                           .change = {.value = change.number_or_none("value"),
                                      .unit = change.text("unit"),
                                      .relative_percent = change.number_or_none("relative_percent"),
                                      .single_item = change.number_or_none("single_item"),
                                      .label = change_words.text("label"),
                                      .caveat = change_words.text("caveat"),
                                      .evidence = reading.references.ids(change, "evidence", Kind::Evidence)},
                           .evidence = reading.references.ids(record, "evidence", Kind::Evidence),
                           .review = record.review()};
    reading.references.declare(Kind::Measure, measure.id);
    return measure;
}

RangeNorm read_norm(Reading& reading, const Record& record, const Record& words) {
    return {.id = record.label(),
            .joint = words.text("joint"),
            .movement = words.text("movement"),
            .how_to_measure = words.text("how_to_measure"),
            .mode = record.word("mode", k_modes),
            .typical_deg = record.number("typical"),
            .source = record.text("source"),
            .evidence = reading.references.ids(record, "evidence", Kind::Evidence),
            .verified = record.word("verified", k_yes_no) == "yes",
            .verified_how = record.text("verified_how"),
            .review = record.review()};
}

}  // namespace

std::vector<Evidence> read_evidence(Reading& reading) {
    const FilePair files(reading.folder, k_evidence_file);
    reading.attempt([&] { files.words.check_all_used(files.rules.records("evidence")); });
    std::vector<Evidence> evidence;
    read_each(reading, files.rules, "evidence", files.words, [&](const Record& record, const Record& words) {
        const Record about = record.object("applies_to");
        (void)reading.references.ids(about, "claims", Kind::Claim);
        (void)reading.references.ids(about, "conditions", Kind::Condition);
        (void)reading.references.ids(about, "techniques", Kind::Technique);
        evidence.push_back(read_publication(record, words));
        reading.references.declare(Kind::Evidence, record.label());
    });
    return evidence;
}

std::vector<Claim> read_claims(Reading& reading) {
    const FilePair files(reading.folder, k_claims_file);
    reading.attempt([&] { files.words.check_all_used(files.rules.records("claims")); });
    std::vector<Claim> claims;
    read_each(reading, files.rules, "claims", files.words, [&](const Record& record, const Record& words) {
        claims.push_back(read_claim(reading, record, words));
        reading.references.declare(Kind::Claim, record.label());
    });
    return claims;
}

MeasureFile read_outcome_measures(Reading& reading) {
    const FilePair files(reading.folder, k_measures_file);
    MeasureFile read;
    read_each(reading, files.rules, "measures", files.words, [&](const Record& record, const Record& words) {
        read.measures.push_back(read_measure(reading, record, words));
    });
    read_each(reading, files.rules, "rom_norms", files.words, [&](const Record& record, const Record& words) {
        read.norms.push_back(read_norm(reading, record, words));
    });
    read_each(reading, files.rules, "mcid", files.words, [&](const Record& record, const Record& words) {
        read.thresholds.push_back(
            {.id = record.label(),
             .measure = record.has("measure") ? reading.references.id(record, "measure", Kind::Measure) : std::string(),
             .value = words.text("value"),
             .evidence = reading.references.ids(record, "evidence", Kind::Evidence),
             .verified = record.word("verified", k_yes_no) == "yes",
             .review = record.review()});
    });
    const Record notes = files.words.root().object("benefits");
    for (const Record& record : files.rules.root().objects("benefit_map")) {
        reading.attempt([&] {
            const std::string benefit = record.word("benefit", k_goals);
            read.benefits.push_back(
                {.benefit = benefit,
                 .primary = reading.references.ids(record, "primary", Kind::Measure),
                 .support = reading.references.ids(record, "support", Kind::Measure),
                 .honest_note = notes.has(benefit) ? notes.object(benefit).text("honest_note") : std::string()});
        });
    }
    return read;
}

}  // namespace palpate::detail
