// What is asked of a client before anything is done: warning signs, health, conditions, goals, wishes and the calendar.

#include "matching/record_facts.h"
#include "ui/knowledge_panels.h"
#include "ui/library.h"
#include "ui/spot_pointing.h"
#include "ui/widgets.h"

#include <misc/cpp/imgui_stdlib.h>

#include <algorithm>
#include <array>

namespace palpate {
namespace {

constexpr std::array<const char*, 3> k_answers{"yes", "no", "unsure"};

const ClientFact* fact_of(const PanelContext& context, FactKind kind, std::string_view subject) {
    return find_fact(*context.workspace.document(), kind, subject);
}

/// The place on the body that was clicked last: "shoulder-top.left"; empty where none was.
std::string clicked_place(const PanelContext& context) {
    if (context.state.clicked_region.empty()) {
        return {};
    }
    return text_of({.region = context.state.clicked_region, .side = context.state.clicked_side});
}

std::string place_title(const PanelContext& context, const std::string& place) {
    const auto said = find_said_place(place);
    return said ? context.workspace.title_of(NamedPlace{PlaceKind::Region, said->region, said->side}) : place;
}

std::string listed(const std::vector<std::string>& places) {
    std::string list;
    for (const std::string& place : places) {
        list += (list.empty() ? "" : ",") + place;
    }
    return list;
}

/// Where it was said to be, each a button that takes it away.
void draw_places(PanelContext& context, const std::string& question, const ClientFact& fact) {
    for (const std::string& place : fact.places) {
        if (ImGui::Button((place_title(context, place) + "  \u00d7##" + place).c_str())) {
            std::vector<std::string> others = fact.places;
            std::erase(others, place);
            context.run("client.answer", {{"question", question}, {"answer", fact.value}, {"places", listed(others)}});
        }
    }
    draw_spots(context, fact);
}

/// "It is here: shoulder top, your left", once the place was clicked; or exactly, by pointing at it.
void draw_where(PanelContext& context, const std::string& question, const ClientFact& fact) {
    draw_places(context, question, fact);
    draw_spot_button(context, question);
    const std::string clicked = clicked_place(context);
    if (clicked.empty()) {
        muted_text(context.theme, context.tr("ui.safety.click-where"));
        return;
    }
    std::vector<std::string> places = fact.places;
    if (std::ranges::find(places, clicked) == places.end() &&
        ImGui::Button(context.tr({"ui.safety.here", {{"place", place_title(context, clicked)}}}).c_str())) {
        places.insert(places.begin(), clicked);
        context.run("client.answer", {{"question", question}, {"answer", fact.value}, {"places", listed(places)}});
    }
}

/// Yes, no, not sure; the one given stays pressed, and pressed again is taken back.
void draw_answer(PanelContext& context, const std::string& id, const std::string& question, bool has_place) {
    ImGui::PushID(id.c_str());
    body_text(question);
    const ClientFact* given = fact_of(context, FactKind::Answer, id);
    const std::string now = given != nullptr ? given->value : std::string();
    const auto pressed = chip_row(
        context.theme, k_answers.size(),
        [&](std::size_t i) { return context.tr("ui.safety.answer." + std::string(k_answers[i])); },
        [&](std::size_t i) { return now == k_answers[i]; });
    if (has_place && given != nullptr && now != "no") {
        draw_where(context, id, ClientFact(*given));
    }
    if (pressed) {
        const std::string answer = k_answers[*pressed];
        context.run("client.answer", {{"question", id}, {"answer", answer == now ? "none" : answer}});
    }
    ImGui::PopID();
    ImGui::Spacing();
}

bool asks_where(const std::vector<Effect>& effects) {
    return std::ranges::any_of(effects, [](const Effect& effect) { return effect.where == Where::Said; });
}

bool asks_where(const ClinicalCatalogue& clinical, const std::string& id) {
    if (const Contraindication* contraindication = clinical.find_contraindication(id)) {
        return asks_where(contraindication->effects);
    }
    const RedFlag* flag = clinical.find_red_flag(id);
    return flag != nullptr && asks_where(flag->effects);
}

/// The open questions, and those answered since they were first shown: what is pressed does not jump away from under the
/// pointer.
void gather_questions(PanelContext& context) {
    std::vector<OpenQuestion>& shown = context.state.shown_questions;
    if (context.state.questions_of != context.workspace.session()) {
        context.state.questions_of = context.workspace.session();
        shown.clear();
    }
    for (const OpenQuestion& open : context.workspace.case_match().ask_first) {
        const auto found = std::ranges::find(shown, open.id, &OpenQuestion::id);
        if (found == shown.end()) {
            shown.push_back(open);
        } else {
            *found = open;
        }
    }
}

std::size_t count_open(const PanelContext& context, bool always) {
    return static_cast<std::size_t>(
        std::ranges::count(context.workspace.case_match().ask_first, always, &OpenQuestion::always));
}

void answer_all_no(PanelContext& context, bool always) {
    const std::vector<OpenQuestion> open = context.workspace.case_match().ask_first;  // a copy: answers change it
    for (const OpenQuestion& one : open) {
        if (one.always == always) {
            context.run("client.answer", {{"question", one.id}, {"answer", "no"}});
        }
    }
}

void draw_open_questions(PanelContext& context, bool always) {
    if (count_open(context, always) > 0 &&
        ImGui::Button((context.tr("ui.safety.none-of-these") + (always ? "##everyone" : "##here")).c_str())) {
        answer_all_no(context, always);
    }
    const std::vector<OpenQuestion> shown = context.state.shown_questions;
    for (const OpenQuestion& one : shown) {
        if (one.always == always) {
            draw_answer(context, one.id, one.question, asks_where(context.workspace.clinical(), one.id));
        }
    }
}

bool section(const PanelContext& context, const char* key, std::size_t count, bool open) {
    const std::string words = context.tr({key, {{"count", std::to_string(count)}}}) + "##" + key;
    return ImGui::CollapsingHeader(words.c_str(), open ? ImGuiTreeNodeFlags_DefaultOpen : ImGuiTreeNodeFlags_None);
}

void draw_questions(PanelContext& context) {
    gather_questions(context);
    if (section(context, "ui.safety.ask-here", count_open(context, false), true)) {
        draw_open_questions(context, false);
    }
    if (section(context, "ui.safety.ask-everyone", count_open(context, true), false)) {
        draw_open_questions(context, true);
    }
}

/// Everything that can be asked, with what was answered.
void draw_all_questions(PanelContext& context) {
    const ClinicalCatalogue& clinical = context.workspace.clinical();
    if (section(context, "ui.safety.contraindications", clinical.contraindications().size(), false)) {
        for (const Contraindication& one : clinical.contraindications()) {
            draw_answer(context, one.id, one.screen_question, asks_where(one.effects));
        }
    }
    if (section(context, "ui.safety.red-flags", clinical.red_flags().size(), false)) {
        for (const RedFlag& one : clinical.red_flags()) {
            draw_answer(context, one.id, one.question, asks_where(one.effects));
        }
    }
}

void draw_yes_no(PanelContext& context, FactKind kind, const std::string& id, const std::string& name,
                 const char* command, const char* argument, const char* word) {
    bool holds = fact_of(context, kind, id) != nullptr;
    if (ImGui::Checkbox((name + "##" + id).c_str(), &holds)) {
        context.run(command, {{argument, id}, {word, holds ? "yes" : "no"}});
    }
}

void draw_trait_chips(PanelContext& context, std::string_view trait, const std::vector<std::string>& values,
                      const std::function<std::string(std::size_t)>& label) {
    const ClientFact* given = fact_of(context, FactKind::Trait, trait);
    const std::string now = given != nullptr ? given->value : std::string();
    const auto pressed = chip_row(context.theme, values.size(), label, [&](std::size_t i) { return values[i] == now; });
    if (pressed) {
        const std::string value = values[*pressed] == now ? std::string() : values[*pressed];
        context.run("client.trait", {{"trait", std::string(trait)}, {"value", value}});
    }
}

void draw_pregnancy(PanelContext& context) {
    const PregnancyRule& rule = context.workspace.clinical().questions().pregnancy;
    const ClientFact* given = fact_of(context, FactKind::Trait, k_trait_pregnancy_week);
    bool pregnant = given != nullptr;
    int week = pregnant ? std::stoi(given->value) : 20;
    const std::string trait(k_trait_pregnancy_week);
    if (ImGui::Checkbox(context.tr("ui.safety.pregnant").c_str(), &pregnant)) {
        context.run("client.trait", {{"trait", trait}, {"value", pregnant ? std::to_string(week) : ""}});
    }
    if (given == nullptr || !pregnant) {
        return;
    }
    ImGui::SetNextItemWidth(context.theme.px(140));
    if (ImGui::InputInt(context.tr("ui.safety.week").c_str(), &week)) {
        context.run("client.trait",
                    {{"trait", trait}, {"value", std::to_string(std::clamp(week, rule.week_min, rule.week_max))}});
    }
}

void draw_health(PanelContext& context) {
    const ClientQuestions& questions = context.workspace.clinical().questions();
    heading(context.theme, context.tr("ui.safety.age"));
    std::vector<std::string> bands;
    std::ranges::transform(questions.age_bands, std::back_inserter(bands), &AgeBand::id);
    draw_trait_chips(context, k_trait_age_band, bands, [&](std::size_t i) { return questions.age_bands[i].name; });
    heading(context.theme, context.tr("ui.safety.medicines"));
    for (const auto* list : {&questions.medicines, &questions.allergies}) {
        for (const ClientQuestion& one : *list) {
            draw_yes_no(context, FactKind::Medicine, one.id, one.name, "client.medicine", "medicine", "takes");
        }
    }
    draw_pregnancy(context);
}

void draw_conditions(PanelContext& context) {
    for (const Condition& condition : context.workspace.clinical().conditions()) {
        draw_yes_no(context, FactKind::Condition, condition.id, condition.name, "client.condition", "condition", "has");
        const std::string page = context.tr("ui.safety.page");
        same_line_if_fits(button_width(page));
        if (ImGui::Button((page + "##page " + condition.id).c_str())) {
            open_library(context, condition.id);
        }
    }
}

/// Chips with their rank: "1 Less pain".
void draw_goals(PanelContext& context) {
    const auto& goals = context.workspace.clinical().questions().goals;
    const auto pressed = chip_row(
        context.theme, goals.size(),
        [&](std::size_t i) {
            const ClientFact* wanted = fact_of(context, FactKind::Goal, goals[i].id);
            return (wanted != nullptr ? wanted->value + "  " : std::string()) + goals[i].name;
        },
        [&](std::size_t i) { return fact_of(context, FactKind::Goal, goals[i].id) != nullptr; });
    if (pressed) {
        const bool wanted = fact_of(context, FactKind::Goal, goals[*pressed].id) == nullptr;
        context.run("client.goal", {{"goal", goals[*pressed].id}, {"wanted", wanted ? "yes" : "no"}});
    }
}

void draw_wishes(PanelContext& context) {
    heading(context.theme, context.tr("ui.safety.pressure"));
    static const std::vector<std::string> k_pressures{"1", "2", "3", "4", "5"};
    draw_trait_chips(context, k_trait_pressure, k_pressures, [&](std::size_t i) { return k_pressures[i]; });
    muted_text(context.theme, context.tr("ui.safety.pressure-what"));
    heading(context.theme, context.tr("ui.safety.leave-alone"));
    const std::vector<ClientFact> facts = context.workspace.document()->facts;  // a copy: buttons change them
    for (const ClientFact& fact : facts) {
        if (fact.kind != FactKind::AvoidArea) {
            continue;
        }
        if (ImGui::Button((place_title(context, fact.subject) + "  \u00d7##" + fact.subject).c_str())) {
            context.run("client.avoid", {{"area", fact.subject}, {"avoid", "no"}});
        }
        draw_spots(context, fact);
    }
    draw_spot_button(context, {});
    const std::string clicked = clicked_place(context);
    if (clicked.empty()) {
        muted_text(context.theme, context.tr("ui.safety.click-where"));
    } else if (ImGui::Button(
                   context.tr({"ui.safety.leave-this", {{"place", place_title(context, clicked)}}}).c_str())) {
        context.run("client.avoid", {{"area", clicked}});
    }
    heading(context.theme, context.tr("ui.safety.oil"));
    static const std::vector<std::string> k_oils{"any", "unscented", "none"};
    draw_trait_chips(context, k_trait_oil, k_oils,
                     [&](std::size_t i) { return context.tr("ui.safety.oil." + k_oils[i]); });
}

void draw_days(PanelContext& context, FactKind kind, const char* command, const char* add_key) {
    const std::vector<ClientFact> facts = context.workspace.document()->facts;
    for (const ClientFact& fact : facts) {
        if (fact.kind == kind &&
            ImGui::Button((shown_date(context, fact.subject) + "  \u00d7##" + command + fact.subject).c_str())) {
            context.run(command, {{"date", fact.subject}, {"remove", "yes"}});
        }
    }
    ImGui::SetNextItemWidth(context.theme.px(130));
    ImGui::InputTextWithHint((std::string("##date ") + command).c_str(), context.tr("ui.safety.date-hint").c_str(),
                             &context.state.typed_date[kind]);
    same_line_if_fits(button_width(context.tr(add_key)));
    const bool empty = context.state.typed_date[kind].empty();
    if (quiet_button(context.tr(add_key), !empty) && context.run(command, {{"date", context.state.typed_date[kind]}})) {
        context.state.typed_date[kind].clear();
    }
}

void draw_calendar(PanelContext& context) {
    for (const CalendarAdvice& advice : context.workspace.case_match().calendar) {
        const EventStage* stage = context.workspace.clinical().find_event_stage(advice.stage);
        card(context.theme, ("##" + advice.stage).c_str(), [&] {
            heading(context.theme, stage->label);
            body_text(stage->rule);
        });
    }
    draw_days(context, FactKind::Event, "client.event", "ui.safety.add-event");
    draw_days(context, FactKind::HardDay, "client.hard-day", "ui.safety.add-hard-day");
}

/// Rules that hold, with what to do.
void draw_rules(PanelContext& context) {
    const std::vector<CaseRule> rules = context.workspace.case_match().rules;
    for (const CaseRule& rule : rules) {
        const bool grave = rule.stage != Stage::Caution;
        card(
            context.theme, ("##rule " + rule.id).c_str(),
            [&] {
                muted_text(context.theme, context.tr("match.stage." + std::string(name_of(rule.stage))) +
                                              (rule.unsure ? " \u00b7 " + context.tr("ui.safety.unsure") : ""));
                heading(context.theme,
                        rule.source == RuleSource::Wish ? context.tr("match.rule." + rule.id) : rule.name);
                body_text(rule.what_to_do);
            },
            grave ? std::optional(context.theme.warning_ground) : std::nullopt);
    }
}

}  // namespace

void draw_safety_panel(PanelContext& context) {
    if (context.workspace.document() == nullptr) {
        muted_text(context.theme, context.tr("ui.safety.no-client"));
        return;
    }
    draw_rules(context);
    const struct {
        const char* key;
        void (*draw)(PanelContext&);
    } sections[]{{"ui.safety.health", draw_health},
                 {"ui.safety.conditions", draw_conditions},
                 {"ui.safety.goals", draw_goals},
                 {"ui.safety.wishes", draw_wishes},
                 {"ui.safety.calendar", draw_calendar}};
    for (const auto& [key, draw] : sections) {
        if (section(context, key, 0, false)) {
            draw(context);
        }
    }
    draw_questions(context);
    draw_all_questions(context);
    muted_text(context.theme, context.tr("ui.safety.no-promise"));
}

}  // namespace palpate
