#include "ui/health_questions.h"

#include "base/error.h"
#include "matching/record_facts.h"
#include "ui/spot_pointing.h"
#include "ui/widgets.h"

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

/// As a client reads it, whatever kind of question it is.
std::string question_words(const ClinicalCatalogue& clinical, const std::string& id) {
    if (const RedFlag* flag = clinical.find_red_flag(id)) {
        return flag->question;
    }
    const Contraindication* contraindication = clinical.find_contraindication(id);
    return contraindication != nullptr ? contraindication->screen_question : id;
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

}  // namespace

namespace {

/// Yes, no, not sure; the one given stays pressed, pressed again it is taken back. `now`: empty where none is given.
void draw_answer_chips(PanelContext& context, const std::string& id, const std::string& now) {
    const auto pressed = chip_row(
        context.theme, k_answers.size(),
        [&](std::size_t i) { return context.tr("ui.safety.answer." + std::string(k_answers[i])); },
        [&](std::size_t i) { return now == k_answers[i]; });
    if (pressed) {
        const std::string answer = k_answers[*pressed];
        context.run("client.answer", {{"question", id}, {"answer", answer == now ? "none" : answer}});
    }
}

float answer_chips_width(const PanelContext& context) {
    float width = 0.0F;
    for (const char* answer : k_answers) {
        width += button_width(context.tr("ui.safety.answer." + std::string(answer))) + ImGui::GetStyle().ItemSpacing.x;
    }
    return width;
}

/// The question to the left of its answers; above them where words and window leave no room beside each other.
void draw_in_a_row(PanelContext& context, const std::string& id, const std::string& now) {
    const std::string question = question_words(context.workspace.clinical(), id);
    const float answers = answer_chips_width(context);
    const float room = ImGui::GetContentRegionAvail().x;
    if (answers > 0.5F * room) {
        body_text(question);
        draw_answer_chips(context, id, now);
        ImGui::Spacing();
        return;
    }
    const ImVec2 at = ImGui::GetCursorPos();
    const float wide = room - answers - context.theme.px(8);
    const float text_height = ImGui::CalcTextSize(question.c_str(), nullptr, false, wide).y;
    const float row_height = std::max(text_height, ImGui::GetFrameHeight());
    ImGui::SetCursorPosY(at.y + (row_height - text_height) / 2);
    ImGui::PushTextWrapPos(at.x + wide);
    ImGui::TextUnformatted(question.c_str());
    ImGui::PopTextWrapPos();
    ImGui::SetCursorPos({at.x + room - answers, at.y + (row_height - ImGui::GetFrameHeight()) / 2});
    draw_answer_chips(context, id, now);
    ImGui::SetCursorPos({at.x, at.y + row_height + ImGui::GetStyle().ItemSpacing.y});
    ImGui::Separator();
}

}  // namespace

void draw_answer(PanelContext& context, const std::string& id, Answered how) {
    ImGui::PushID(id.c_str());
    const ClientFact* given = fact_of(context, FactKind::Answer, id);
    const std::string now = given != nullptr ? given->value : std::string();
    if (how == Answered::InARow) {
        draw_in_a_row(context, id, now);
    } else {
        body_text(question_words(context.workspace.clinical(), id));
        draw_answer_chips(context, id, now);
        given = fact_of(context, FactKind::Answer, id);
        if (given != nullptr && given->value != "no" && asks_where(context.workspace.clinical(), id)) {
            draw_where(context, id, ClientFact(*given));
        }
        ImGui::Spacing();
    }
    ImGui::PopID();
}

void gather_open_questions(PanelContext& context) {
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

void answer_all_no(PanelContext& context, const std::function<bool(const OpenQuestion&)>& which) {
    const std::vector<OpenQuestion> open = context.workspace.case_match().ask_first;  // a copy: answers change it
    for (const OpenQuestion& one : open) {
        if (which(one)) {
            context.run("client.answer", {{"question", one.id}, {"answer", "no"}});
        }
    }
}

void draw_yes_no(PanelContext& context, FactKind kind, const std::string& id, const std::string& name) {
    const bool is_medicine = kind == FactKind::Medicine;
    PALPATE_ASSERT(is_medicine || kind == FactKind::Condition);
    bool holds = fact_of(context, kind, id) != nullptr;
    if (ImGui::Checkbox((name + "##" + id).c_str(), &holds)) {
        const std::string answer = holds ? "yes" : "no";
        is_medicine ? context.run("client.medicine", {{"medicine", id}, {"takes", answer}})
                    : context.run("client.condition", {{"condition", id}, {"has", answer}});
    }
}

void draw_age_chips(PanelContext& context) {
    const ClientQuestions& questions = context.workspace.clinical().questions();
    std::vector<std::string> bands;
    std::ranges::transform(questions.age_bands, std::back_inserter(bands), &AgeBand::id);
    draw_trait_chips(context, k_trait_age_band, bands, [&](std::size_t i) { return questions.age_bands[i].name; });
}

void draw_medicines(PanelContext& context) {
    const ClientQuestions& questions = context.workspace.clinical().questions();
    for (const auto* list : {&questions.medicines, &questions.allergies}) {
        for (const ClientQuestion& one : *list) {
            draw_yes_no(context, FactKind::Medicine, one.id, one.name);
        }
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

void draw_goal_chips(PanelContext& context) {
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

void draw_pressure_chips(PanelContext& context) {
    static const std::vector<std::string> k_pressures{"1", "2", "3", "4", "5"};
    draw_trait_chips(context, k_trait_pressure, k_pressures, [&](std::size_t i) { return k_pressures[i]; });
    muted_text(context.theme, context.tr("ui.safety.pressure-what"));
}

void draw_places_to_leave_alone(PanelContext& context) {
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
    if (!client_marks(context)) {  // a client says the place, and the therapist asks where exactly
        draw_spot_button(context, {});
    }
    const std::string clicked = clicked_place(context);
    if (clicked.empty()) {
        muted_text(context.theme, context.tr("ui.safety.click-where"));
    } else if (ImGui::Button(
                   context.tr({"ui.safety.leave-this", {{"place", place_title(context, clicked)}}}).c_str())) {
        context.run("client.avoid", {{"area", clicked}});
    }
}

void draw_oil_chips(PanelContext& context) {
    static const std::vector<std::string> k_oils{"any", "unscented", "none"};
    draw_trait_chips(context, k_trait_oil, k_oils,
                     [&](std::size_t i) { return context.tr("ui.safety.oil." + k_oils[i]); });
}

}  // namespace palpate
