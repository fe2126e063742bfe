// The plan: the steps of a session with minutes and pressure, their order, what was really done, and what is for home.

#include "base/calendar_date.h"
#include "matching/home_care.h"
#include "matching/plan_proposal.h"
#include "matching/record_facts.h"
#include "ui/command_widgets.h"
#include "ui/knowledge_panels.h"
#include "ui/widgets.h"
#include "workspace/plan_checks.h"

#include <misc/cpp/imgui_stdlib.h>

#include <algorithm>

namespace palpate {
namespace {

constexpr float k_number_width = 178.0F;  // px at 100 %

std::string technique_name(const PanelContext& context, const std::string& id) {
    const Technique* technique = context.workspace.clinical().find_technique(id);
    return technique != nullptr ? technique->name : id;
}

std::string places_of(const PanelContext& context, const PlanItem& item) {
    std::string places;
    for (const StructureId& id : item.structures) {
        const Structure* structure = context.workspace.atlas() ? context.workspace.atlas()->find(id) : nullptr;
        places +=
            (places.empty() ? "" : "; ") + (structure != nullptr ? context.workspace.title_of(*structure) : id.text());
    }
    return places.empty() ? context.tr("ui.plan.whole-body") : places;
}

/// A therapist may press harder than the rules allow, with a reason that is kept.
void draw_firmer(PanelContext& context, const PlanItem& item) {
    if (context.state.refused_step != item.id || item.pressure >= 5) {
        return;
    }
    std::string& reason = context.state.typed_reasons[item.id.text()];
    ImGui::SetNextItemWidth(-1);
    ImGui::InputTextWithHint("##firmer", context.tr("ui.technique.reason-hint").c_str(), &reason);
    const std::string firmer = std::to_string(item.pressure + 1);
    if (quiet_button(context.tr({"ui.plan.firmer", {{"pressure", firmer}}}), !reason.empty()) &&
        context.run("plan.edit", {{"item", item.id.text()}, {"pressure", firmer}, {"reason", reason}})) {
        reason.clear();
        context.state.refused_step = {};
    }
}

/// "- 6 min +": changes one number of a step.
void draw_number(PanelContext& context, const PlanItem& item, const char* argument, int value, int low, int high,
                 const std::string& words) {
    const auto change = [&](int to) {
        const bool changed =
            context.run("plan.edit", {{"item", item.id.text()}, {argument, std::to_string(to)}}).has_value();
        context.state.refused_step = changed ? PlanItemId() : item.id;
    };
    ImGui::PushID(argument);
    if (quiet_button("\u2212##less", value > low)) {
        change(value - 1);
    }
    ImGui::SameLine();
    ImGui::AlignTextToFramePadding();
    ImGui::TextUnformatted(words.c_str());
    ImGui::SameLine();
    if (quiet_button("+##more", value < high)) {
        change(value + 1);
    }
    ImGui::PopID();
}

constexpr const char* k_step_payload = "plan step";

/// A grip to carry the step to another one's place; arrows do the same by keyboard.
void draw_grip(const PanelContext& context, const PlanItem& item) {
    const float size = ImGui::GetFrameHeight();
    ImGui::Button(("##carry " + item.technique).c_str(), {size, size});
    const ImVec2 low = ImGui::GetItemRectMin();
    for (const float share : {0.35F, 0.5F, 0.65F}) {
        const float y = low.y + share * size;
        ImGui::GetWindowDrawList()->AddLine({low.x + 0.28F * size, y}, {low.x + 0.72F * size, y},
                                            ImGui::GetColorU32(context.theme.text), context.theme.px(1.5F));
    }
    if (ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal)) {
        ImGui::SetTooltip("%s", context.tr("ui.plan.carry").c_str());
    }
    if (ImGui::BeginDragDropSource()) {
        const std::string id = item.id.text();
        ImGui::SetDragDropPayload(k_step_payload, id.c_str(), id.size() + 1);
        ImGui::TextUnformatted(technique_name(context, item.technique).c_str());
        ImGui::EndDragDropSource();
    }
}

/// How often and how long, beside the minutes, which can be changed below.
void draw_home_dose(PanelContext& context, const PlanItem& item) {
    const Technique* technique = context.workspace.clinical().find_technique(item.technique);
    const std::vector<Text> dose = technique != nullptr ? home_dose(*technique, item.minutes) : std::vector<Text>();
    for (std::size_t i = 1; i < dose.size(); ++i) {
        muted_text(context.theme, context.tr(dose[i]));
    }
}

void draw_order(PanelContext& context, const PlanItem& item, int count) {
    const auto move = [&](int to) {
        context.run("plan.edit", {{"item", item.id.text()}, {"position", std::to_string(to)}});
    };
    draw_grip(context, item);
    ImGui::SameLine();
    if (quiet_button("\u2191##up", item.position > 0)) {
        move(item.position - 1);
    }
    ImGui::SameLine();
    if (quiet_button("\u2193##down", item.position + 1 < count)) {
        move(item.position + 1);
    }
    ImGui::SameLine();
    if (ImGui::Button("\u00d7##remove")) {
        context.run("plan.remove", {{"item", item.id.text()}});
    }
    tip_of_command(context, "plan.remove");
}

/// Whether anything touches the client: breathing is not done with a pressure.
bool is_by_hand(const PanelContext& context, const PlanItem& item) {
    const Technique* technique = context.workspace.clinical().find_technique(item.technique);
    return technique == nullptr || technique->strokes.contact != "none";
}

/// What the client said after the step was planned may speak against it now. What is done is done.
void draw_objection(PanelContext& context, const PlanItem& item) {
    const auto objection = item.done ? std::nullopt : find_objection(context.workspace, item);
    if (objection) {
        ImGui::PushStyleColor(ImGuiCol_Text, context.theme.warning);
        body_text(context.tr({"ui.plan.objection", {{"reason", context.tr(objection->reason)}}}));
        ImGui::PopStyleColor();
    }
}

void draw_step(PanelContext& context, const PlanItem& item, int count) {
    const Theme& theme = context.theme;
    card(theme, ("##step " + item.id.text()).c_str(), [&] {
        bool done = item.done;
        if (ImGui::Checkbox((technique_name(context, item.technique) + "##done").c_str(), &done)) {
            context.run("plan.edit", {{"item", item.id.text()}, {"done", done ? "yes" : "no"}});
        }
        if (!item.note.empty()) {
            muted_text(theme, item.note);
        }
        muted_text(theme, places_of(context, item));
        if (item.part == PlanPart::Home) {
            draw_home_dose(context, item);
        }
        draw_number(context, item, "minutes", item.minutes, 1, 240,
                    context.tr({"ui.plan.minutes", {{"minutes", std::to_string(item.minutes)}}}));
        if (is_by_hand(context, item)) {
            same_line_if_fits(theme.px(k_number_width));
            draw_number(context, item, "pressure", item.pressure, 1, 5,
                        context.tr({"ui.plan.pressure", {{"pressure", std::to_string(item.pressure)}}}));
        }
        draw_firmer(context, item);
        draw_order(context, item, count);
        draw_objection(context, item);
        if (!item.override_rule.empty()) {
            muted_text(theme, context.tr({"ui.plan.against", {{"reason", item.override_reason}}}));
        }
    });
    if (ImGui::BeginDragDropTarget()) {
        if (const ImGuiPayload* dropped = ImGui::AcceptDragDropPayload(k_step_payload)) {
            context.run("plan.edit", {{"item", static_cast<const char*>(dropped->Data)},
                                      {"position", std::to_string(item.position)}});
        }
        ImGui::EndDragDropTarget();
    }
}

void draw_steps(PanelContext& context, PlanPart part) {
    std::vector<PlanItem> items;  // copies: a command replaces the document they stand in
    for (const PlanItem* item : plan_of(*context.workspace.document(), context.workspace.session(), part)) {
        items.push_back(*item);
    }
    for (const PlanItem& item : items) {
        ImGui::PushID(item.id.text().c_str());
        draw_step(context, item, static_cast<int>(items.size()));
        ImGui::PopID();
    }
}

void draw_length(PanelContext& context, const Session& session) {
    const auto& lengths = context.workspace.clinical().questions().session_minutes;
    const auto pressed = chip_row(
        context.theme, lengths.size(),
        [&](std::size_t i) {
            return context.tr({"ui.plan.minutes", {{"minutes", std::to_string(lengths[i])}}});
        },
        [&](std::size_t i) { return session.planned_minutes == lengths[i]; });
    if (pressed) {
        context.run("plan.length", {{"minutes", std::to_string(lengths[*pressed])}});
    }
    const int total = planned_minutes_total(*context.workspace.document(), session.id, PlanPart::Session);
    if (session.planned_minutes) {
        const int over = total - *session.planned_minutes;
        body_text(
            context.tr({"ui.plan.total-of",
                        {{"minutes", std::to_string(total)}, {"length", std::to_string(*session.planned_minutes)}}}));
        if (over > 0) {
            ImGui::PushStyleColor(ImGuiCol_Text, context.theme.warning);
            body_text(context.tr({"ui.plan.over", {{"minutes", std::to_string(over)}}}));
            ImGui::PopStyleColor();
        }
    } else {
        body_text(context.tr({"ui.plan.total", {{"minutes", std::to_string(total)}}}));
    }
}

void draw_templates(PanelContext& context) {
    const std::vector<std::string> fitting = context.workspace.case_match().plans;
    heading(context.theme, context.tr("ui.plan.templates"));
    if (fitting.empty()) {
        muted_text(context.theme, context.tr("ui.plan.no-template"));
    }
    for (const std::string& id : fitting) {
        const SessionPlan* plan = context.workspace.clinical().find_plan(id);
        if (ImGui::Button((plan->name + "##" + id).c_str(), {-1, 0})) {
            context.run("plan.template", {{"plan", id}});
        }
        if (ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal)) {
            ImGui::SetTooltip("%s", plan->aim.c_str());
        }
    }
}

/// Home care: what fits, one press each.
void draw_home(PanelContext& context) {
    heading(context.theme, context.tr("ui.plan.home"));
    draw_steps(context, PlanPart::Home);
    constexpr std::size_t k_most_offered = 5;
    const std::vector<SessionMatch> home = context.workspace.case_match().home;
    for (std::size_t i = 0; i < std::min(home.size(), k_most_offered); ++i) {
        const std::string id = home[i].technique.text();
        const std::string label = context.tr({"ui.plan.add-home", {{"technique", technique_name(context, id)}}});
        if (ImGui::Button((label + "##home " + id).c_str(), {-1, 0})) {
            context.run("plan.add", {{"technique", id}, {"part", "home"}});
        }
        if (ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal)) {
            ImGui::SetTooltip("%s", context.workspace.clinical().find_technique(id)->client_explanation.c_str());
        }
    }
}

void draw_next_visit(PanelContext& context, const Session& session) {
    const auto today = find_date(session.date);
    const CaseFacts facts = case_facts_of(*context.workspace.document(), session.id);
    const auto visit =
        today ? propose_next_visit(*today, facts, context.workspace.case_match(), context.workspace.clinical())
              : std::nullopt;
    if (!visit) {
        return;
    }
    heading(context.theme, context.tr("ui.plan.next"));
    body_text(context.tr(
        {visit->from == visit->to ? "ui.plan.next-on" : "ui.plan.next-between",
         {{"from", shown_date(context, iso_date(visit->from))}, {"to", shown_date(context, iso_date(visit->to))}}}));
    const Condition* condition = context.workspace.clinical().find_condition(visit->source);
    const SessionPlan* plan = context.workspace.clinical().find_plan(visit->source);
    muted_text(context.theme, context.tr({visit->tested ? "ui.plan.next-tested" : "ui.plan.next-practice",
                                          {{"source", condition != nullptr ? condition->name : plan->name}}}));
}

}  // namespace

void draw_plan_panel(PanelContext& context) {
    const CaseDocument* document = context.workspace.document();
    const Session* open = document != nullptr ? find_session(*document, context.workspace.session()) : nullptr;
    if (open == nullptr) {
        muted_text(context.theme, context.tr("ui.plan.no-session"));
        return;
    }
    const Session session = *open;
    draw_length(context, session);
    draw_steps(context, PlanPart::Session);
    draw_templates(context);
    draw_home(context);
    draw_next_visit(context, session);
}

}  // namespace palpate
