#include "matching/record_facts.h"

#include "base/calendar_date.h"

#include <algorithm>
#include <charconv>

namespace palpate {
namespace {

std::optional<int> find_number(const std::string& text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

/// The part of the body, or its spots where it has some: they say it more exactly.
void add_place(std::vector<SaidPlace>& places, const std::string& text, const std::vector<FactSpot>& spots) {
    auto place = find_said_place(text);
    if (!place) {
        return;
    }
    bool at_spots = false;
    for (const FactSpot& spot : spots) {
        if (spot.place == text) {
            at_spots = true;
            place->spot = spot.anchor;
            places.push_back(*place);
        }
    }
    if (!at_spots) {
        places.push_back(*place);
    }
}

std::vector<SaidPlace> said_places(const ClientFact& fact) {
    std::vector<SaidPlace> places;
    for (const std::string& text : fact.places) {
        add_place(places, text, fact.spots);
    }
    return places;
}

void read_trait(CaseFacts& facts, const ClientFact& fact) {
    if (fact.subject == k_trait_pregnancy_week) {
        facts.pregnancy_week = find_number(fact.value);
    } else if (fact.subject == k_trait_age_band) {
        facts.age_band = fact.value;
    } else if (fact.subject == k_trait_pressure) {
        facts.pressure_wish = find_number(fact.value);
    } else if (fact.subject == k_trait_scope) {
        facts.additional_training = fact.value != "core";
    }
}

void read_day(CaseFacts& facts, const ClientFact& fact) {
    const auto day = find_date(fact.subject);
    if (day && fact.kind == FactKind::Event) {
        facts.calendar.events.push_back({.date = *day, .part = fact.value});
    } else if (day) {
        facts.calendar.hard_days.push_back(*day);
    }
}

void read_fact(CaseFacts& facts, const ClientFact& fact) {
    switch (fact.kind) {
        case FactKind::Answer:
            facts.answers[fact.subject] = {.answer = find_answer(fact.value).value_or(Answer::Unsure),
                                           .places = said_places(fact)};
            break;
        case FactKind::Condition: facts.conditions.push_back(fact.subject); break;
        case FactKind::Medicine: facts.medicines.push_back(fact.subject); break;
        case FactKind::Trait: read_trait(facts, fact); break;
        case FactKind::Goal: break;  // by rank, below
        case FactKind::AvoidArea: add_place(facts.areas_to_avoid, fact.subject, fact.spots); break;
        case FactKind::Event:
        case FactKind::HardDay: read_day(facts, fact); break;
    }
}

std::vector<std::string> ranked_goals(const CaseDocument& document) {
    std::vector<const ClientFact*> goals;
    for (const ClientFact& fact : document.facts) {
        if (fact.kind == FactKind::Goal) {
            goals.push_back(&fact);
        }
    }
    std::ranges::stable_sort(goals, {}, [](const ClientFact* goal) { return goal->value; });
    std::vector<std::string> ids;
    std::ranges::transform(goals, std::back_inserter(ids), [](const ClientFact* goal) { return goal->subject; });
    return ids;
}

}  // namespace

std::optional<SaidPlace> find_said_place(std::string_view text) {
    const std::size_t dot = text.rfind('.');
    const auto side = dot == std::string_view::npos ? std::nullopt : find_side(text.substr(dot + 1));
    return side ? std::optional(SaidPlace{.region = std::string(text.substr(0, dot)), .side = *side}) : std::nullopt;
}

std::string text_of(const SaidPlace& place) { return place.region + "." + std::string(name_of(place.side)); }

CaseFacts case_facts_of(const CaseDocument& document, const SessionId& session) {
    CaseFacts facts;
    for (const ClientFact& fact : document.facts) {
        read_fact(facts, fact);
    }
    facts.goals = ranked_goals(document);
    if (const Session* visit = find_session(document, session)) {
        facts.minutes = visit->planned_minutes;
        facts.calendar.today = find_date(visit->date);
    }
    return facts;
}

}  // namespace palpate
