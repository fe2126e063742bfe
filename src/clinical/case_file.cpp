#include "clinical/case_file.h"

#include "anatomy/anatomy_catalogue.h"
#include "base/calendar_date.h"
#include "base/file_io.h"
#include "clinical/clinical_catalogue.h"
#include "clinical/detail/clinical_record.h"

#include <algorithm>
#include <array>

namespace palpate {
namespace {

using detail::Record;
using Words = std::string_view;

constexpr int k_most_marks = 1000;

struct Known {
    const AnatomyCatalogue& anatomy;
    const ClinicalCatalogue& clinical;
};

template <class Names, class NameOf>
std::vector<Words> names_of(const Names& values, NameOf name) {
    std::vector<Words> names;
    for (const auto& value : values) {
        names.push_back(name(value));
    }
    return names;
}

Side read_side(const Record& record) {
    constexpr std::array<Words, 3> k_sides{"left", "right", "mid"};
    return record.has("side") ? *find_side(record.word("side", k_sides)) : Side::Mid;
}

SaidPlace read_said_place(const Record& record, const Known& known) {
    constexpr std::array<Words, 2> k_fields{"region", "side"};
    record.allow_only(k_fields);
    SaidPlace place{.region = record.text("region"), .side = read_side(record)};
    if (known.anatomy.find_region(place.region) == nullptr) {
        record.fail_unknown("region", place.region);
    }
    return place;
}

std::vector<SaidPlace> read_said_places(const Record& record, std::string_view field, const Known& known) {
    std::vector<SaidPlace> places;
    if (record.has(field)) {
        for (const Record& item : record.objects(field)) {
            places.push_back(read_said_place(item, known));
        }
    }
    return places;
}

SafetyAnswer read_answer(const Record& answers, const std::string& id, const Known& known) {
    constexpr std::array<Words, 3> k_answers{"no", "yes", "unsure"};
    if (answers.is_text(id)) {
        return {.answer = *find_answer(answers.word(id, k_answers)), .places = {}};
    }
    const Record record = answers.object(id).labelled(id);
    constexpr std::array<Words, 2> k_fields{"answer", "places"};
    record.allow_only(k_fields);
    return {.answer = *find_answer(record.word("answer", k_answers)),
            .places = read_said_places(record, "places", known)};
}

/// The ids of a list, each known to `find`.
template <class Find>
std::vector<std::string> read_ids(const Record& record, std::string_view field, Find find) {
    std::vector<std::string> ids = record.texts_or_none(field);
    for (const std::string& id : ids) {
        if (!find(id)) {
            record.fail_unknown(field, id);
        }
    }
    return ids;
}

bool has_id(const auto& list, const std::string& id) {
    return std::ranges::any_of(list, [&](const auto& item) { return item.id == id; });
}

void read_preferences(CaseFacts& facts, const Record& record, const Known& known) {
    constexpr std::array<Words, 2> k_fields{"pressure", "avoid_areas"};
    record.allow_only(k_fields);
    if (record.has("pressure")) {
        facts.pressure_wish = record.integer("pressure", 1, 5);
    }
    facts.areas_to_avoid = read_said_places(record, "avoid_areas", known);
}

void read_client(CaseFacts& facts, const Record& client, const Known& known) {
    constexpr std::array<Words, 6> k_fields{"answers",     "conditions",     "medicines",
                                            "preferences", "pregnancy_week", "age_band"};
    client.allow_only(k_fields);
    const ClientQuestions& questions = known.clinical.questions();
    if (client.has("answers")) {
        const Record answers = client.object("answers").labelled("answers");
        for (const std::string& id : answers.field_names()) {
            if (known.clinical.find_contraindication(id) == nullptr && known.clinical.find_red_flag(id) == nullptr) {
                client.fail_unknown("answers", id);
            }
            facts.answers.emplace(id, read_answer(answers, id, known));
        }
    }
    facts.conditions =
        read_ids(client, "conditions", [&](const auto& id) { return known.clinical.find_condition(id) != nullptr; });
    facts.medicines = read_ids(client, "medicines", [&](const auto& id) {
        return has_id(questions.medicines, id) || has_id(questions.allergies, id);
    });
    if (client.has("preferences")) {
        read_preferences(facts, client.object("preferences").labelled("preferences"), known);
    }
    if (client.has("pregnancy_week")) {
        facts.pregnancy_week =
            client.integer("pregnancy_week", questions.pregnancy.week_min, questions.pregnancy.week_max);
    }
    if (client.has("age_band")) {
        facts.age_band =
            client.word("age_band", names_of(questions.age_bands, [](const auto& b) { return Words(b.id); }));
    }
}

std::chrono::sys_days read_date(const Record& record, std::string_view field) {
    const std::string text = record.text(field);
    const auto date = find_date(text);
    if (!date) {
        record.fail("error.clinical.no-date", field, {{"value", text}});
    }
    return *date;
}

TrainingCalendar read_calendar(const Record& record) {
    constexpr std::array<Words, 3> k_fields{"today", "events", "hard_days"};
    constexpr std::array<Words, 2> k_event_fields{"date", "part"};
    constexpr std::array<Words, 3> k_parts{"before", "between", "after"};
    record.allow_only(k_fields);
    TrainingCalendar calendar;
    calendar.today = read_date(record, "today");
    if (record.has("events")) {
        for (const Record& event : record.objects("events")) {
            event.allow_only(k_event_fields);
            calendar.events.push_back({.date = read_date(event, "date"),
                                       .part = event.has("part") ? event.word("part", k_parts) : std::string()});
        }
    }
    for (const std::string& day : record.texts_or_none("hard_days")) {
        const auto date = find_date(day);
        if (!date) {
            record.fail("error.clinical.no-date", "hard_days", {{"value", day}});
        }
        calendar.hard_days.push_back(*date);
    }
    return calendar;
}

std::optional<int> read_rating(const Record& record, std::string_view field) {
    return record.has(field) ? std::optional(record.integer(field, 0, 10)) : std::nullopt;
}

Mark read_mark(const Record& record, std::size_t number, const Known& known) {
    constexpr std::array<Words, 9> k_fields{"structure", "side",  "kind",  "quality",      "now",
                                            "usual",     "worst", "depth", "duration_days"};
    record.allow_only(k_fields);
    const std::string entry = record.text("structure");
    if (known.anatomy.find_muscle(entry) == nullptr && known.anatomy.find_bone(entry) == nullptr) {
        record.fail_unknown("structure", entry);
    }
    Mark mark;
    mark.id = MarkId("mark-" + std::to_string(number));
    mark.anchor.structure = make_structure_id(entry, "", read_side(record));
    mark.kind =
        *find_mark_kind(record.word("kind", names_of(all_mark_kinds(), [](MarkKind kind) { return name_of(kind); })));
    if (record.has("quality")) {
        mark.qualities = record.words("quality", names_of(quality_words(), [](const auto& w) { return Words(w); }));
    }
    mark.now = record.integer("now", 0, 10);
    mark.usual = read_rating(record, "usual");
    mark.worst = read_rating(record, "worst");
    if (record.has("depth")) {
        mark.depth =
            *find_depth(record.word("depth", names_of(all_depths(), [](Depth depth) { return name_of(depth); })));
    }
    if (record.has("duration_days")) {
        mark.duration_days = record.integer("duration_days", 0, 36'500);
    }
    return mark;
}

CaseFile read_root(const Record& root, const Known& known) {
    constexpr std::array<Words, 6> k_fields{"client", "marks", "goals", "minutes", "scope", "calendar"};
    constexpr std::array<Words, 2> k_scopes{"core", "additional-training"};
    root.allow_only(k_fields);
    CaseFile read;
    if (root.has("client")) {
        read_client(read.facts, root.object("client").labelled("client"), known);
    }
    const std::vector<Record> marks = root.objects("marks");
    if (marks.size() > k_most_marks) {
        root.fail("error.clinical.range", "marks",
                  {{"value", std::to_string(marks.size())}, {"low", "0"}, {"high", std::to_string(k_most_marks)}});
    }
    for (std::size_t i = 0; i < marks.size(); ++i) {
        read.marks.push_back(read_mark(marks[i], i + 1, known));
    }
    read.facts.goals =
        read_ids(root, "goals", [&](const auto& id) { return has_id(known.clinical.questions().goals, id); });
    if (root.has("minutes")) {
        read.facts.minutes = root.integer("minutes", 10, 240);
    }
    if (root.has("scope")) {
        read.facts.additional_training = root.word("scope", k_scopes) == "additional-training";
    }
    if (root.has("calendar")) {
        read.facts.calendar = read_calendar(root.object("calendar").labelled("calendar"));
    }
    return read;
}

}  // namespace

CaseFile read_case(const std::string& json, const std::string& name, const AnatomyCatalogue& anatomy,
                   const ClinicalCatalogue& clinical) {
    const auto source = std::make_shared<const detail::SourceText>(detail::SourceText{name, json});
    const nlohmann::json parsed = detail::parse_strictly(json, name);
    return read_root(Record(parsed, source, "", "case"), {anatomy, clinical});
}

CaseFile read_case_file(const std::filesystem::path& file, const AnatomyCatalogue& anatomy,
                        const ClinicalCatalogue& clinical) {
    return read_case(read_text_file(file), file.filename().string(), anatomy, clinical);
}

}  // namespace palpate
