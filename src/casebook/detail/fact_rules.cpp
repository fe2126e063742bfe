#include "casebook/detail/fact_rules.h"

#include "anatomy/structure.h"
#include "casebook/detail/anchor_rules.h"
#include "casebook/detail/text_rules.h"

#include <algorithm>
#include <array>

namespace palpate::detail {
namespace {

constexpr std::size_t k_most_places = 50;
constexpr std::size_t k_most_spots = 50;
constexpr std::array<std::string_view, 3> k_answers{"yes", "no", "unsure"};
constexpr std::array<std::string_view, 4> k_event_parts{"", "before", "between", "after"};

template <std::size_t count>
bool is_one_of(const std::array<std::string_view, count>& words, std::string_view word) {
    return std::ranges::find(words, word) != words.end();
}

bool is_goal_rank(std::string_view value) { return value.size() == 1 && value[0] >= '1' && value[0] <= '7'; }

void check_value(const ClientFact& fact) {
    switch (fact.kind) {
        case FactKind::Answer: return require(is_one_of(k_answers, fact.value), "error.edit.fact-answer");
        case FactKind::Goal: return require(is_goal_rank(fact.value), "error.edit.goal-rank");
        case FactKind::Event: return require(is_one_of(k_event_parts, fact.value), "error.edit.event-part");
        case FactKind::Trait: require(!fact.value.empty(), "error.edit.fact-value"); return check_line(fact.value);
        case FactKind::Condition:
        case FactKind::Medicine:
        case FactKind::AvoidArea:
        case FactKind::HardDay: return require(fact.value.empty(), "error.edit.fact-value");
    }
}

/// Ids of the content are kebab-case; the store counts on it, where places stand in one text.
bool is_id_character(char character) {
    return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9') || character == '-';
}

bool is_sided_region(std::string_view place) {
    const auto dot = place.find('.');
    return dot != std::string_view::npos && dot > 0 && std::ranges::all_of(place.substr(0, dot), is_id_character) &&
           find_side(place.substr(dot + 1)).has_value();
}

void check_places(const std::vector<std::string>& places) {
    require(places.size() <= k_most_places, "error.edit.fact-places");
    for (auto place = places.begin(); place != places.end(); ++place) {
        check_line(*place);
        require(is_sided_region(*place), "error.edit.fact-place");
        require(std::find(places.begin(), place, *place) == place, "error.edit.fact-places");
    }
}

void check_spots(const ClientFact& fact) {
    require(fact.spots.size() <= k_most_spots, "error.edit.fact-spots");
    for (const FactSpot& spot : fact.spots) {
        const bool of_the_area = fact.kind == FactKind::AvoidArea && spot.place == fact.subject;
        require(of_the_area || std::ranges::find(fact.places, spot.place) != fact.places.end(), "error.edit.fact-spot");
        check_anchor(spot.anchor);
    }
}

}  // namespace

void check_fact(const ClientFact& fact) {
    require(!fact.subject.empty(), "error.edit.fact-subject");
    check_line(fact.subject);
    const bool is_of_a_day = fact.kind == FactKind::Event || fact.kind == FactKind::HardDay;
    require(!is_of_a_day || is_calendar_date(fact.subject), "error.edit.fact-date");
    check_value(fact);
    check_places(fact.places);
    check_spots(fact);
    check_note(fact.note);
}

void check_former_fact(const FormerFact& former) {
    check_fact(former.fact);
    require(is_health_fact(former.fact.kind) && former.fact.spots.empty(), "error.edit.former-fact");
}

}  // namespace palpate::detail
