// contraindications.json, red_flags.json, endangerment_sites.json, client_facts.json.

#include "clinical/detail/read_parts.h"

#include <algorithm>

namespace palpate::detail {
namespace {

using Words = std::string_view;

constexpr std::array<Words, 3> k_severities{"absolute", "local", "caution"};
constexpr std::array<Words, 3> k_urgencies{"emergency", "same-day", "before-massage"};
constexpr std::array<Words, 2> k_ask_when{"always", "if-region-marked-or-planned"};

Contraindication read_contraindication(Reading& reading, const Record& record, const Record& words) {
    Contraindication read{.id = record.label(),
                          .severity = *find_stage(record.word("severity", k_severities)),
                          .category = record.text("category"),
                          .name = words.text("name"),
                          .screen_question = words.text("screen_question"),
                          .why = words.text("why"),
                          .what_to_do = words.text("what_to_do"),
                          .body_regions = record.texts("body_regions"),
                          .effects = read_effects(reading, record),
                          .evidence = reading.references.ids(record, "evidence", Kind::Evidence),
                          .review = record.review()};
    for (const Effect& effect : read.effects) {
        const bool stops_all = effect.act == Act::Stop && effect.where == Where::Everywhere;
        if (stops_all != (read.severity == Stage::Absolute)) {
            record.fail("error.clinical.severity", "effects");
        }
    }
    if (read.severity != Stage::Caution && read.effects.empty()) {
        record.fail("error.clinical.empty-list", "effects");
    }
    reading.references.declare(Kind::Contraindication, read.id);
    return read;
}

RedFlag read_red_flag(Reading& reading, const Record& record, const Record& words, const Record& regions) {
    RedFlag flag{.id = record.label(),
                 .region = record.text("region"),
                 .urgency = record.word("urgency", k_urgencies),
                 .ask_always = record.word("ask_when", k_ask_when) == "always",
                 .asked_at = read_places(reading, regions, record.text("region")),
                 .question = words.text("question"),
                 .action = words.text("action"),
                 .possible_cause = words.text("possible_cause"),
                 .contraindications = reading.references.ids(record, "contraindications", Kind::Contraindication),
                 .effects = read_effects(reading, record),
                 .evidence = reading.references.ids(record, "evidence", Kind::Evidence),
                 .review = record.review()};
    if (!flag.ask_always && flag.asked_at.empty()) {
        record.fail("error.clinical.never-fires", "region");
    }
    reading.references.declare(Kind::RedFlag, flag.id);
    return flag;
}

EndangermentSite read_site(Reading& reading, const Record& record, const Record& words) {
    EndangermentSite site{.id = record.label(),
                          .name = words.text("name"),
                          .body_region = words.text("body_region"),
                          .structures = words.text("structures"),
                          .pressure_max = record.integer("pressure_max", k_pressure_lowest, k_pressure_highest),
                          .rule = words.text("rule"),
                          .avoid_techniques = reading.references.ids(record, "avoid_techniques", Kind::Technique),
                          .covers = read_places(reading, record, "covers"),
                          .near = read_places(reading, record, "near"),
                          .verified = record.word("verified", k_yes_no) == "yes",
                          .verified_how = record.text("verified_how"),
                          .review = record.review()};
    reading.later.emplace_back([record, site](const auto&, const std::vector<Place>& places) {
        if (std::ranges::none_of(
                places, [&](const Place& place) { return site.covers.contains(place) || site.near.contains(place); })) {
            record.fail("error.clinical.never-fires", "covers");
        }
    });
    return site;
}

ClientQuestion read_question(Reading& reading, const Record& record, const Record& words) {
    return {.id = record.label(),
            .name = words.text("name"),
            .question = words.text("question"),
            .contraindications = reading.references.ids(record, "contraindications", Kind::Contraindication),
            .review = record.review()};
}

PregnancyRule read_pregnancy(Reading& reading, const Record& root) {
    const Record record = root.object("pregnancy").labelled("pregnancy");
    const IntRange weeks = read_range(record, "weeks", 1, 45);
    return {.week_min = weeks.min,
            .week_max = weeks.max,
            .contraindications = reading.references.ids(record, "contraindications", Kind::Contraindication),
            .ask = reading.references.ids(record, "ask", Kind::Contraindication)};
}

}  // namespace

std::vector<Contraindication> read_contraindications(Reading& reading) {
    const FilePair files(reading.folder, k_contraindications_file);
    reading.attempt([&] { files.words.check_all_used(files.rules.records("contraindications")); });
    std::vector<Contraindication> contraindications;
    read_each(reading, files.rules, "contraindications", files.words, [&](const Record& record, const Record& words) {
        contraindications.push_back(read_contraindication(reading, record, words));
    });
    return contraindications;
}

std::vector<RedFlag> read_red_flags(Reading& reading) {
    const FilePair files(reading.folder, k_red_flags_file);
    reading.attempt([&] { files.words.check_all_used(files.rules.records("red_flags")); });
    const Record regions = files.rules.root().object("regions");
    std::vector<RedFlag> flags;
    read_each(reading, files.rules, "red_flags", files.words, [&](const Record& record, const Record& words) {
        flags.push_back(read_red_flag(reading, record, words, regions));
    });
    return flags;
}

std::vector<EndangermentSite> read_endangerment_sites(Reading& reading) {
    const FilePair files(reading.folder, k_sites_file);
    reading.attempt([&] { files.words.check_all_used(files.rules.records("endangerment_sites")); });
    std::vector<EndangermentSite> sites;
    read_each(reading, files.rules, "endangerment_sites", files.words,
              [&](const Record& record, const Record& words) { sites.push_back(read_site(reading, record, words)); });
    return sites;
}

ClientQuestions read_client_questions(Reading& reading) {
    const FilePair files(reading.folder, k_client_facts_file);
    ClientQuestions questions;
    read_each(reading, files.rules, "medicines", files.words, [&](const Record& record, const Record& words) {
        questions.medicines.push_back(read_question(reading, record, words));
    });
    read_each(reading, files.rules, "allergies", files.words, [&](const Record& record, const Record& words) {
        questions.allergies.push_back(read_question(reading, record, words));
    });
    read_each(reading, files.rules, "age_bands", files.words, [&](const Record& record, const Record& words) {
        questions.age_bands.push_back(
            {.id = record.label(),
             .name = words.text("name"),
             .contraindications = reading.references.ids(record, "contraindications", Kind::Contraindication),
             .ask = reading.references.ids(record, "ask", Kind::Contraindication),
             .review = record.review()});
    });
    read_each(reading, files.rules, "goals", files.words, [&](const Record& record, const Record& words) {
        questions.goals.push_back({.id = record.word("id", k_goals),
                                   .name = words.text("name"),
                                   .claims = reading.references.ids(record, "claims", Kind::Claim),
                                   .review = record.review()});
    });
    reading.attempt([&] { questions.pregnancy = read_pregnancy(reading, files.rules.root()); });
    reading.attempt([&] {
        for (const Record& limb : files.rules.root().objects("limbs")) {
            questions.limbs.push_back({.id = limb.text("id"), .places = read_places(reading, limb, "places")});
        }
    });
    reading.attempt(
        [&] { questions.session_minutes = files.rules.root().integers("session_minutes", 1, k_minutes_most); });
    return questions;
}

}  // namespace palpate::detail
