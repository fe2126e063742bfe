// What is asked of a client before anything is done: warning signs, health, conditions, goals, wishes and the calendar.

#include "ui/health_questions.h"
#include "ui/knowledge_panels.h"
#include "ui/library.h"
#include "ui/widgets.h"

#include <misc/cpp/imgui_stdlib.h>

#include <algorithm>

namespace palpate {
namespace {

std::size_t count_open(const PanelContext& context, bool always) {
    return static_cast<std::size_t>(
        std::ranges::count(context.workspace.case_match().ask_first, always, &OpenQuestion::always));
}

void draw_open_questions(PanelContext& context, bool always) {
    if (count_open(context, always) > 0 &&
        ImGui::Button((context.tr("ui.safety.none-of-these") + (always ? "##everyone" : "##here")).c_str())) {
        answer_all_no(context, [&](const OpenQuestion& one) { return one.always == always; });
    }
    const std::vector<OpenQuestion> shown = context.state.shown_questions;
    for (const OpenQuestion& one : shown) {
        if (one.always == always) {
            draw_answer(context, one.id, Answered::WithPlaces);
        }
    }
}

bool section(const PanelContext& context, const char* key, std::size_t count, bool open) {
    const std::string words = context.tr({key, {{"count", std::to_string(count)}}}) + "##" + key;
    return ImGui::CollapsingHeader(words.c_str(), open ? ImGuiTreeNodeFlags_DefaultOpen : ImGuiTreeNodeFlags_None);
}

void draw_questions(PanelContext& context) {
    gather_open_questions(context);
    if (section(context, "ui.safety.ask-here", count_open(context, false), true)) {
        draw_open_questions(context, false);
    }
    if (section(context, "ui.safety.ask-everyone", count_open(context, true), false)) {
        draw_open_questions(context, true);
    }
}

/// Age, medicines, allergies and pregnancy.
void draw_health(PanelContext& context) {
    heading(context.theme, context.tr("ui.safety.age"));
    draw_age_chips(context);
    heading(context.theme, context.tr("ui.safety.medicines"));
    draw_medicines(context);
    draw_pregnancy(context);
}

void draw_wishes(PanelContext& context) {
    heading(context.theme, context.tr("ui.safety.pressure"));
    draw_pressure_chips(context);
    heading(context.theme, context.tr("ui.safety.leave-alone"));
    draw_places_to_leave_alone(context);
    heading(context.theme, context.tr("ui.safety.oil"));
    draw_oil_chips(context);
}

/// Everything that can be asked, with what was answered.
void draw_all_questions(PanelContext& context) {
    const ClinicalCatalogue& clinical = context.workspace.clinical();
    if (section(context, "ui.safety.contraindications", clinical.contraindications().size(), false)) {
        for (const Contraindication& one : clinical.contraindications()) {
            draw_answer(context, one.id, Answered::WithPlaces);
        }
    }
    if (section(context, "ui.safety.red-flags", clinical.red_flags().size(), false)) {
        for (const RedFlag& one : clinical.red_flags()) {
            draw_answer(context, one.id, Answered::WithPlaces);
        }
    }
}

void draw_conditions(PanelContext& context) {
    for (const Condition& condition : context.workspace.clinical().conditions()) {
        draw_yes_no(context, FactKind::Condition, condition.id, condition.name);
        const std::string page = context.tr("ui.safety.page");
        same_line_if_fits(button_width(page));
        if (ImGui::Button((page + "##page " + condition.id).c_str())) {
            open_library(context, condition.id);
        }
    }
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
                 {"ui.safety.goals", draw_goal_chips},
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
