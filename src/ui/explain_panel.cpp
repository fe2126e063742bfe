// What therapist and client look at together: today's techniques in plain words, what one may feel, and what research says.
// Notes, names and rules are never read here: what stands on this screen is for the client's eyes.

#include "clinical/related_claims.h"
#include "ui/command_widgets.h"
#include "ui/intake_kiosk.h"
#include "ui/knowledge_panels.h"
#include "ui/progress_panel.h"
#include "ui/widgets.h"

#include <algorithm>

namespace palpate {
namespace {

constexpr std::size_t k_most_offered = 5;

/// A technique to speak about, and where.
struct Topic {
    std::string technique;
    StructureId structure;
    int minutes = 0;  ///< as planned; 0: not planned
};

/// Where the first mark lies that the technique fits; empty: nowhere.
StructureId place_of_match(const Workspace& workspace, const SessionMatch& match) {
    const MarkMatches* mark = match.marks.empty() ? nullptr : workspace.matches_for(match.marks.front());
    return mark != nullptr ? mark->place : StructureId();
}

std::vector<Topic> planned_topics(const Workspace& workspace) {
    std::vector<Topic> topics;
    for (const PlanItem* item : plan_of(*workspace.document(), workspace.session(), PlanPart::Session)) {
        topics.push_back(
            {item->technique, item->structures.empty() ? StructureId() : item->structures.front(), item->minutes});
    }
    return topics;
}

std::vector<Topic> fitting_topics(const Workspace& workspace) {
    std::vector<Topic> topics;
    const auto& matches = workspace.case_match().session;
    for (std::size_t i = 0; i < std::min(matches.size(), k_most_offered); ++i) {
        topics.push_back({matches[i].technique.text(), place_of_match(workspace, matches[i])});
    }
    return topics;
}

const Structure* structure_of(const Workspace& workspace, const StructureId& id) {
    return workspace.atlas() != nullptr && !id.empty() ? workspace.atlas()->find(id) : nullptr;
}

void draw_topic_line(PanelContext& context, const Topic& topic) {
    const Technique* technique = context.workspace.clinical().find_technique(topic.technique);
    if (technique == nullptr) {
        return;  // the content no longer has it
    }
    std::string below;
    if (const Structure* structure = structure_of(context.workspace, topic.structure)) {
        below = context.workspace.title_of(*structure);
    }
    if (topic.minutes > 0) {
        below += below.empty() ? "" : " \u00b7 ";
        below += context.tr({"ui.plan.minutes", {{"minutes", std::to_string(topic.minutes)}}});
    }
    const std::string id = "##topic " + topic.technique + " " + topic.structure.text();
    if (choice_card(context.theme, id, technique->name, below)) {
        context.state.explain.technique = topic.technique;
        context.state.explain.structure = topic.structure;
        show_on_body(context, topic.technique, topic.structure);
    }
}

void draw_topics(PanelContext& context, const std::vector<Topic>& topics) {
    for (std::size_t i = 0; i < topics.size(); ++i) {
        ImGui::PushID(static_cast<int>(i));
        draw_topic_line(context, topics[i]);
        ImGui::PopID();
    }
}

void draw_today(PanelContext& context) {
    ImGui::PushFont(context.theme.fonts.title);
    body_text(context.tr("ui.explain.today"));
    ImGui::PopFont();
    const std::vector<Topic> planned = planned_topics(context.workspace);
    if (!planned.empty()) {
        muted_text(context.theme, context.tr("ui.explain.choose"));
        draw_topics(context, planned);
        return;
    }
    const std::vector<Topic> fitting = fitting_topics(context.workspace);
    muted_text(context.theme, context.tr(fitting.empty() ? "ui.explain.nothing" : "ui.explain.fitting"));
    draw_topics(context, fitting);
}

void draw_movement(PanelContext& context, const Technique& technique, const StructureId& structure) {
    if (technique.strokes.contact == "none") {
        return;
    }
    if (context.workspace.stroke_play()) {
        draw_stroke_controls(context);
        muted_text(context.theme, context.tr("ui.strokes.design"));
    } else if (structure_of(context.workspace, structure) != nullptr &&
               accent_button(context.theme, context.tr("ui.technique.show") + "##show")) {
        show_on_body(context, technique.id.text(), structure);
    }
}

void draw_research(PanelContext& context, const Technique& technique) {
    heading(context.theme, context.tr("ui.explain.research"));
    if (!technique.evidence_note.empty()) {
        body_text(technique.evidence_note);
    }
    for (const Claim* claim : claims_about(technique, context.workspace.clinical())) {
        draw_claim(context, *claim);
    }
}

void draw_technique(PanelContext& context, const Technique& technique) {
    const Theme& theme = context.theme;
    const StructureId structure = context.state.explain.structure;
    if (ImGui::Button((context.tr("ui.explain.back") + "##topics").c_str())) {
        leave_topic(context);
    }
    ImGui::PushFont(theme.fonts.title);
    body_text(technique.name);
    ImGui::PopFont();
    if (const Structure* where = structure_of(context.workspace, structure)) {
        muted_text(theme, context.workspace.title_of(*where));
    }
    draw_movement(context, technique, structure);
    heading(theme, context.tr("ui.explain.does"));
    body_text(technique.client_explanation);
    heading(theme, context.tr("ui.explain.feel"));
    body_text(technique.may_feel);
    draw_research(context, technique);
}

/// What plays is what is spoken of: also where the therapist began it before the client looked.
void follow_strokes(PanelContext& context) {
    if (const auto& play = context.workspace.stroke_play()) {
        context.state.explain.technique = play->technique_id;
        context.state.explain.structure = play->structure;
    }
}

}  // namespace

bool explains(const PanelContext& context) { return context.workspace.view().mode == AppMode::Explain; }

void leave_topic(PanelContext& context) {
    context.state.explain.technique.clear();
    if (context.workspace.stroke_play()) {
        context.run("stroke.stop");
    }
}

bool only_looks(const PanelContext& context) {
    return explains(context) || compares_progress(context) || only_points(context);
}

bool client_looks(const PanelContext& context) {
    return is_for_clients(context.workspace.view().mode) || context.workspace.intakes().is_handed_over();
}

void draw_explain_bar(PanelContext& context) {
    ImGui::SetCursorPosY((ImGui::GetWindowHeight() - ImGui::GetFrameHeight()) / 2);
    command_button(context, "app.explain", {}, {.words_key = "ui.explain.leave"});
    ImGui::SameLine(0, context.theme.px(18));
    ImGui::AlignTextToFramePadding();
    heading(context.theme, context.tr("ui.explain.title"));
}

void draw_explain_panel(PanelContext& context) {
    if (context.workspace.document() == nullptr) {
        return;
    }
    ExplainState& state = context.state.explain;
    const auto pressed = chip_row(
        context.theme, 2,
        [&](std::size_t i) { return context.tr(i == 0 ? "ui.explain.tab-today" : "ui.explain.tab-goals"); },
        [&](std::size_t i) { return state.goals == (i == 1); });
    if (pressed) {
        state.goals = *pressed == 1;
    }
    ImGui::Spacing();
    if (state.goals) {
        draw_benefit_cards(context);
        return;
    }
    follow_strokes(context);
    if (const Technique* technique = context.workspace.clinical().find_technique(state.technique)) {
        draw_technique(context, *technique);
    } else {
        draw_today(context);
    }
}

}  // namespace palpate
