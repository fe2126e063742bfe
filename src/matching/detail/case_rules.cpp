#include "matching/detail/case_rules.h"

#include <algorithm>
#include <array>
#include <set>

namespace palpate::detail {
namespace {

bool holds(const SafetyAnswer& answer) { return answer.answer != Answer::No; }

bool stops_everything(const std::vector<Effect>& effects) {
    return std::ranges::any_of(
        effects, [](const Effect& effect) { return effect.act == Act::Stop && effect.where == Where::Everywhere; });
}

HeldRule held_rule(CaseRule rule, std::vector<Effect> effects, const std::vector<SaidPlace>& places) {
    rule.stops_everything = stops_everything(effects);
    HeldRule held{.rule = std::move(rule), .effects = std::move(effects), .places = {}};
    for (const SaidPlace& said : places) {
        held.places.push_back({.said = said, .spot = std::nullopt});
    }
    return held;
}

/// Each spot is looked up once for all marks and techniques.
void find_spots(CaseRules& rules, const Atlas& atlas) {
    for (HeldRule& held : rules.held) {
        for (HeldPlace& place : held.places) {
            if (place.said.spot) {
                place.spot = find_spot(*place.said.spot, atlas);
                rules.has_spots = rules.has_spots || place.spot;
            }
        }
    }
}

HeldRule from(const RedFlag& flag, const SafetyAnswer& answer) {
    return held_rule({.id = flag.id,
                      .source = RuleSource::RedFlag,
                      .stage = Stage::RedFlag,
                      .urgency = flag.urgency,
                      .name = flag.question,
                      .what_to_do = flag.action,
                      .unsure = answer.answer == Answer::Unsure},
                     flag.effects, answer.places);
}

HeldRule from(const Contraindication& contraindication, const SafetyAnswer& answer) {
    return held_rule({.id = contraindication.id,
                      .source = RuleSource::Contraindication,
                      .stage = contraindication.severity,
                      .urgency = {},
                      .name = contraindication.name,
                      .what_to_do = contraindication.what_to_do,
                      .unsure = answer.answer == Answer::Unsure},
                     contraindication.effects, answer.places);
}

/// The answers given, and those that follow from medicines, age and pregnancy. Where both speak, what was said of the
/// place counts, and a yes.
std::map<std::string, SafetyAnswer> all_answers(const CaseFacts& facts, const ClinicalCatalogue& clinical) {
    std::map<std::string, SafetyAnswer> answers = facts.answers;
    const auto add = [&](const std::vector<std::string>& contraindications) {
        for (const std::string& id : contraindications) {
            answers[id].answer = Answer::Yes;
        }
    };
    const auto add_taken = [&](const std::vector<ClientQuestion>& questions) {
        for (const ClientQuestion& question : questions) {
            if (std::ranges::find(facts.medicines, question.id) != facts.medicines.end()) {
                add(question.contraindications);
            }
        }
    };
    add_taken(clinical.questions().medicines);
    add_taken(clinical.questions().allergies);
    const auto& bands = clinical.questions().age_bands;
    if (const auto band = std::ranges::find(bands, facts.age_band, &AgeBand::id); band != bands.end()) {
        add(band->contraindications);
    }
    if (facts.pregnancy_week) {
        add(clinical.questions().pregnancy.contraindications);
    }
    return answers;
}

void add_wishes(CaseRules& rules, const CaseFacts& facts, int wish_radius_mm) {
    if (facts.pressure_wish) {
        Effect limit;
        limit.pressure_max = *facts.pressure_wish;
        rules.held.push_back(
            held_rule({.id = "wish:pressure", .source = RuleSource::Wish, .stage = Stage::Caution}, {limit}, {}));
    }
    if (!facts.areas_to_avoid.empty()) {
        Effect stop;
        stop.act = Act::Stop;
        stop.where = Where::Said;
        stop.radius_mm = wish_radius_mm;
        rules.held.push_back(held_rule({.id = "wish:area", .source = RuleSource::Wish, .stage = Stage::Local}, {stop},
                                       facts.areas_to_avoid));
    }
}

void add_conditions(CaseRules& rules, const CaseFacts& facts, const ClinicalCatalogue& clinical) {
    for (const Condition& condition : clinical.conditions()) {
        if (std::ranges::find(facts.conditions, condition.id) == facts.conditions.end()) {
            continue;
        }
        rules.conditions.push_back(&condition);
        rules.held.push_back(held_rule({.id = condition.id,
                                        .source = RuleSource::Condition,
                                        .stage = Stage::Caution,
                                        .urgency = {},
                                        .name = condition.name,
                                        .what_to_do = condition.avoid_or_modify},
                                       condition.effects, {}));
    }
}

bool holds_on(const EventStage& stage, int days, const std::string& part) {
    const bool in_days = days >= stage.days_from && days <= stage.days_to;
    return in_days && (days != 0 || stage.on_the_day.empty() || part.empty() || stage.on_the_day == part);
}

bool has_hard_day_within(const TrainingCalendar& calendar, int hours) {
    return std::ranges::any_of(calendar.hard_days, [&](std::chrono::sys_days day) {
        const auto until = day - *calendar.today;
        return until.count() > 0 && until <= std::chrono::hours(hours);
    });
}

void add_stage(CaseRules& rules, const EventStage& stage, int days, bool before_hard_day) {
    Effect limit;
    limit.pressure_max = stage.pressure_max;
    limit.techniques = stage.avoid;
    if (before_hard_day) {
        limit.pressure_max = std::min(limit.pressure_max, stage.before_hard_pressure_max);
    }
    rules.calendar.push_back({.stage = stage.id, .days = days, .before_hard_day = before_hard_day});
    rules.contexts.push_back(stage.id);
    rules.held.push_back(held_rule({.id = stage.id,
                                    .source = RuleSource::EventStage,
                                    .stage = Stage::Caution,
                                    .urgency = {},
                                    .name = stage.label,
                                    .what_to_do = stage.rule},
                                   {limit}, {}));
}

/// Stages of all events; each stage once, for the event it is nearest to. A hard day to come counts without an event too.
void add_calendar(CaseRules& rules, const TrainingCalendar& calendar, const ClinicalCatalogue& clinical) {
    if (!calendar.today) {
        return;
    }
    for (const EventStage& stage : clinical.event_stages()) {
        std::optional<int> nearest;
        for (const CalendarEvent& event : calendar.events) {
            const int days = static_cast<int>((*calendar.today - event.date).count());
            if (holds_on(stage, days, event.part) && (!nearest || std::abs(days) < std::abs(*nearest))) {
                nearest = days;
            }
        }
        const bool hard = stage.before_hard && has_hard_day_within(calendar, *stage.before_hard);
        if (nearest || hard) {
            add_stage(rules, stage, nearest.value_or(0), hard);
        }
    }
}

bool same_side(Side a, Side b) { return a == Side::Mid || b == Side::Mid || a == b; }

const Limb* find_limb(const SaidPlace& said, const ClinicalCatalogue& clinical) {
    for (const Limb& limb : clinical.questions().limbs) {
        if (limb.places.contains({.entry = {}, .group = {}, .area = {}, .region = said.region})) {
            return &limb;
        }
    }
    return nullptr;
}

/// What is asked about.
struct Asked {
    const Place& place;
    const BodyExtent& extent;
};

/// Round a spot, where both are known to the millimetre; else the whole part of the body, which is the careful choice.
bool covers(const HeldPlace& held, const Effect& effect, const Asked& asked, const ClinicalCatalogue& clinical) {
    const SaidPlace& said = held.said;
    const bool in_the_part = said.region == asked.place.region && same_side(said.side, asked.place.side);
    if (held.spot && asked.extent.known && !effect.whole_limb) {
        return (asked.extent.whole_part && in_the_part) ||
               asked.extent.is_within(*held.spot, static_cast<float>(effect.radius_mm));
    }
    const Limb* limb = effect.whole_limb ? find_limb(said, clinical) : nullptr;
    return in_the_part ||
           (limb != nullptr && same_side(said.side, asked.place.side) && limb->places.contains(asked.place));
}

/// nullopt: somewhere, but nobody has said where.
std::optional<bool> reaches(const Effect& effect, const HeldRule& rule, const Asked& asked,
                            const ClinicalCatalogue& clinical) {
    if (effect.where == Where::Everywhere) {
        return true;
    }
    if (effect.where == Where::Said && !rule.places.empty()) {
        return std::ranges::any_of(rule.places,
                                   [&](const HeldPlace& place) { return covers(place, effect, asked, clinical); });
    }
    if (effect.where == Where::Said && effect.places.empty()) {
        return std::nullopt;
    }
    return effect.places.contains(asked.place);
}

}  // namespace

CaseRules gather_rules(const CaseFacts& facts, const Knowledge& knowledge) {
    const ClinicalCatalogue& clinical = knowledge.clinical;
    CaseRules rules;
    for (const FitRule& rule : clinical.rules().fit_rules) {
        const auto& known = fit_questions();
        rules.questions.push_back(static_cast<std::size_t>(std::ranges::find(known, rule.asks) - known.begin()));
    }
    const std::map<std::string, SafetyAnswer> answers = all_answers(facts, clinical);
    const auto add_held = [&](const auto& records) {
        for (const auto& record : records) {
            const auto answer = answers.find(record.id);
            if (answer != answers.end() && holds(answer->second)) {
                rules.held.push_back(from(record, answer->second));
            }
        }
    };
    add_held(clinical.red_flags());
    add_held(clinical.contraindications());
    add_conditions(rules, facts, clinical);
    add_calendar(rules, facts.calendar, clinical);
    add_wishes(rules, facts, clinical.rules().wish_radius_mm);
    find_spots(rules, knowledge.atlas);
    std::ranges::stable_sort(rules.held, {}, [](const HeldRule& held) { return held.rule.stage; });
    if (facts.pregnancy_week) {
        rules.contexts.emplace_back("pregnancy");
    }
    return rules;
}

RulesHere rules_at(const Place& place, const BodyExtent& extent, const CaseRules& rules,
                   const ClinicalCatalogue& clinical) {
    const Asked asked{place, extent};
    RulesHere here;
    for (const HeldRule& held : rules.held) {
        for (const Effect& effect : held.effects) {
            const std::optional<bool> reached = reaches(effect, held, asked, clinical);
            if (!reached) {
                here.where_asked.push_back(&held);
            } else if (*reached && effect.act == Act::Limit) {
                here.limits.emplace_back(&held, &effect);
            } else if (*reached && here.stop == nullptr) {
                here.stop = &held;
            }
        }
    }
    return here;
}

std::vector<AvoidArea> avoid_areas(const CaseRules& rules) {
    std::vector<AvoidArea> areas;
    const auto add = [&](const HeldRule& held, const Effect& effect, const SaidPlace& place, bool said) {
        areas.push_back({.rule = held.rule.id,
                         .place = place,
                         .radius_mm = effect.radius_mm,
                         .whole_limb = effect.whole_limb,
                         .said = said});
    };
    for (const HeldRule& held : rules.held) {
        for (const Effect& effect : held.effects) {
            if (effect.act != Act::Stop || effect.where == Where::Everywhere) {
                continue;
            }
            if (effect.where == Where::Said && !held.places.empty()) {
                std::ranges::for_each(held.places,
                                      [&](const HeldPlace& place) { add(held, effect, place.said, true); });
                continue;
            }
            for (const std::string& region : effect.places.regions) {
                add(held, effect, {.region = region, .side = Side::Mid}, false);
            }
        }
    }
    return areas;
}

namespace {

/// How soon a question is asked: see CaseMatch::ask_first.
std::size_t rank_of(const OpenQuestion& question) {
    constexpr std::array<std::string_view, 3> k_most_urgent_first{"emergency", "same-day", "before-massage"};
    if (question.always) {
        return k_most_urgent_first.size() + 1;
    }
    // No red flag, no urgency: behind the red flags.
    return static_cast<std::size_t>(std::ranges::find(k_most_urgent_first, question.urgency) -
                                    k_most_urgent_first.begin());
}

}  // namespace

std::vector<OpenQuestion> open_questions(const CaseFacts& facts, const CaseRules& rules,
                                         const std::vector<Place>& marked, const ClinicalCatalogue& clinical) {
    std::set<std::string> wanted;
    for (const Condition* condition : rules.conditions) {
        wanted.insert(condition->red_flags.begin(), condition->red_flags.end());
        wanted.insert(condition->contraindications.begin(), condition->contraindications.end());
    }
    const auto& bands = clinical.questions().age_bands;
    if (const auto band = std::ranges::find(bands, facts.age_band, &AgeBand::id); band != bands.end()) {
        wanted.insert(band->ask.begin(), band->ask.end());
    }
    if (facts.pregnancy_week) {
        wanted.insert(clinical.questions().pregnancy.ask.begin(), clinical.questions().pregnancy.ask.end());
    }
    std::vector<OpenQuestion> questions;
    for (const RedFlag& flag : clinical.red_flags()) {
        if (facts.answers.contains(flag.id)) {
            continue;
        }
        const bool because = wanted.contains(flag.id) || std::ranges::any_of(marked, [&](const Place& place) {
                                 return flag.asked_at.contains(place);
                             });
        if (flag.ask_always || because) {
            questions.push_back(
                {.id = flag.id, .question = flag.question, .urgency = flag.urgency, .always = !because});
        }
    }
    for (const Contraindication& contraindication : clinical.contraindications()) {
        const bool held =
            std::ranges::any_of(rules.held, [&](const HeldRule& rule) { return rule.rule.id == contraindication.id; });
        if (wanted.contains(contraindication.id) && !held && !facts.answers.contains(contraindication.id)) {
            questions.push_back(
                {.id = contraindication.id, .question = contraindication.screen_question, .urgency = {}});
        }
    }
    std::ranges::stable_sort(questions, {}, rank_of);
    return questions;
}

}  // namespace palpate::detail
