#include "clinical/detail/read_parts.h"

#include <algorithm>

namespace palpate::detail {

bool Reading::attempt(const std::function<void()>& step) const {
    try {
        step();
        return true;
    } catch (const Error& error) {
        on_fault(error);
        return false;
    }
}

IntRange read_range(const Record& record, std::string_view field, int low, int high) {
    const Record range = record.object(field).labelled(record.label() + "." + std::string(field));
    const int min = range.integer("min", low, high);
    return {.min = min, .max = range.integer("max", min, high)};
}

PlaceList read_places(Reading& reading, const Record& record, std::string_view field) {
    PlaceList places;
    if (!record.has(field)) {
        return places;
    }
    const Record object = record.object(field).labelled(record.label() + "." + std::string(field));
    constexpr std::array<std::string_view, 4> k_lists{"areas", "groups", "regions", "entries"};
    object.allow_only(k_lists);
    places.areas = reading.references.ids_or_none(object, "areas", Kind::Area);
    places.groups = reading.references.ids_or_none(object, "groups", Kind::Group);
    places.regions = reading.references.ids_or_none(object, "regions", Kind::Region);
    places.entries = reading.references.ids_or_none(object, "entries", Kind::Entry);
    return places;
}

namespace {

Effect read_effect(Reading& reading, const Record& record) {
    constexpr std::array<std::string_view, 2> k_acts{"stop", "limit"};
    constexpr std::array<std::string_view, 3> k_wheres{"everywhere", "places", "said"};
    constexpr std::array<std::string_view, 8> k_fields{"act",        "where",        "places",     "radius_mm",
                                                       "whole_limb", "pressure_max", "techniques", "families"};
    record.allow_only(k_fields);
    const bool stops = record.word("act", k_acts) == "stop";
    const std::string where = record.word("where", k_wheres);
    Effect effect{.act = stops ? Act::Stop : Act::Limit,
                  .where = where == "said"     ? Where::Said
                           : where == "places" ? Where::Places
                                               : Where::Everywhere,
                  .places = read_places(reading, record, "places"),
                  .radius_mm = record.has("radius_mm") ? record.integer("radius_mm", 1, k_radius_most_mm) : 0,
                  .whole_limb = record.has("whole_limb") && record.flag("whole_limb"),
                  .pressure_max = record.has("pressure_max")
                                      ? record.integer("pressure_max", k_pressure_lowest, k_pressure_highest)
                                      : k_pressure_highest,
                  .techniques = reading.references.ids_or_none(record, "techniques", Kind::Technique),
                  .families = reading.references.ids_or_none(record, "families", Kind::Family)};
    if (effect.where == Where::Places && effect.places.empty()) {
        record.fail("error.clinical.never-fires", "places");
    }
    if (effect.where == Where::Said && (!stops || effect.radius_mm == 0)) {
        record.fail("error.clinical.field-missing", "radius_mm");
    }
    const bool limits =
        effect.pressure_max < k_pressure_highest || !effect.techniques.empty() || !effect.families.empty();
    if (stops == limits) {
        record.fail("error.clinical.never-fires", "act");
    }
    return effect;
}

bool is_done_at(const Technique& technique, const Place& place) {
    return (technique.only_at.empty() || technique.only_at.contains(place)) && !technique.not_at.contains(place);
}

/// Whether some technique, at some place of the effect, is left out or pressed with less because of it.
bool can_change_something(const Effect& effect, const std::vector<Technique>& techniques,
                          const std::vector<Place>& places) {
    return std::ranges::any_of(places, [&](const Place& place) {
        const bool here = effect.where != Where::Places || effect.places.contains(place);
        return here && std::ranges::any_of(techniques, [&](const Technique& technique) {
                   return is_done_at(technique, place) &&
                          (effect.act == Act::Stop || technique.pressure.max > effect.pressure_max ||
                           effect.leaves_out(technique.id.text(), technique.family));
               });
    });
}

}  // namespace

std::vector<Effect> read_effects(Reading& reading, const Record& record) {
    std::vector<Effect> effects;
    for (const Record& item : record.objects("effects")) {
        const Record labelled = item.labelled(record.label() + "." + item.label());
        effects.push_back(read_effect(reading, labelled));
        reading.later.emplace_back([labelled, effect = effects.back()](const auto& techniques, const auto& places) {
            if (!can_change_something(effect, techniques, places)) {
                labelled.fail("error.clinical.never-fires", "act");
            }
        });
    }
    return effects;
}

std::optional<DoseRange> read_dose_range(const Record& record, std::string_view field) {
    if (!record.has(field)) {
        return std::nullopt;
    }
    const Record range = record.object(field);
    DoseRange dose{.min = range.number("min"), .max = range.number_or_none("max")};
    if (dose.min < 0.0 || (dose.max && *dose.max < dose.min)) {
        record.fail("error.clinical.bad-range", field);
    }
    return dose;
}

void read_each(Reading& reading, const ClinicalFile& file, std::string_view list, const ClinicalWords& words,
               const std::function<void(const Record&, const Record&)>& read) {
    std::vector<Record> records;
    reading.attempt([&] { records = file.records(list); });
    for (const Record& record : records) {
        if (!reading.attempt([&] { read(record, words.of(record.label())); })) {
            reading.references.forgive(record.label());
        }
    }
}

FilePair::FilePair(const ClinicalFolder& folder, std::string_view name)
    : rules(folder.rules / name), words(folder.words / name) {}

}  // namespace palpate::detail
