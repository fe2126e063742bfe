#include "clinical/related_claims.h"
#include "matching/record_facts.h"
#include "ui/knowledge_panels.h"
#include "ui/library.h"
#include "ui/panels.h"
#include "ui/widgets.h"

#include <fmt/format.h>
#include <misc/cpp/imgui_stdlib.h>

#include <algorithm>

namespace palpate {
namespace {

std::string range_words(const IntRange& range) {
    return range.min == range.max ? fmt::format("{}", range.min)
                                  : fmt::format("{}\xE2\x80\x93{}", range.min, range.max);
}

/// Filled dots out of four, and the words: certainty without relying on colour.
std::string evidence_chip(const PanelContext& context, const Match& match) {
    const int filled = static_cast<int>(match.certainty) + 1;
    std::string dots;
    for (int i = 0; i < 4; ++i) {
        dots += i < filled ? "\xE2\x97\x8F" : "\xE2\x97\x8B";
    }
    return dots + " " + context.tr(evidence_words(match, context.workspace.clinical()));
}

void draw_cautions(PanelContext& context, const Match& match) {
    if (match.cautions.empty()) {
        return;
    }
    const std::string words =
        context.tr({"ui.technique.ask-first", {{"count", std::to_string(match.cautions.size())}}});
    if (ImGui::TreeNode((words + "##cautions").c_str())) {
        for (const auto& caution : match.cautions) {
            muted_text(context.theme, context.workspace.clinical().caution_text(caution));
        }
        ImGui::TreePop();
    }
}

void draw_details(PanelContext& context, const Technique& technique) {
    if (!ImGui::TreeNode((context.tr("ui.technique.how") + "##how").c_str())) {
        return;
    }
    body_text(technique.what_it_is);
    for (std::size_t i = 0; i < technique.steps.size(); ++i) {
        muted_text(context.theme, fmt::format("{}. {}", i + 1, technique.steps[i]));
    }
    for (const Claim* claim : claims_about(technique, context.workspace.clinical())) {
        draw_claim(context, *claim);
    }
    for (const auto& id : technique.evidence) {
        if (const Evidence* evidence = context.workspace.clinical().find_evidence(id)) {
            muted_text(context.theme, fmt::format("{} ({}): {}", evidence->authors, evidence->year, evidence->finding));
        }
    }
    if (ImGui::Button((context.tr("ui.technique.library") + "##library").c_str())) {
        open_library(context, technique.id.text());
    }
    ImGui::TreePop();
}

/// Plan it; see it move on the body.
void draw_actions(PanelContext& context, const Technique& technique, const StructureId& structure) {
    const std::string id = technique.id.text();
    const bool can_show = technique.strokes.contact != "none" && !structure.empty();
    if (context.workspace.document() != nullptr && !context.workspace.session().empty()) {
        if (accent_button(context.theme, context.tr("ui.technique.plan") + "##plan")) {
            CommandArguments arguments{{"technique", id}};
            if (!structure.empty()) {
                arguments.emplace("structures", structure.text());
            }
            context.run("plan.add", arguments);
        }
        if (can_show) {
            same_line_if_fits(button_width(context.tr("ui.technique.show")));
        }
    }
    if (can_show && ImGui::Button((context.tr("ui.technique.show") + "##show").c_str())) {
        show_on_body(context, id, structure);
    }
}

void draw_match(PanelContext& context, const Match& match, const StructureId& structure) {
    const Technique* technique = context.workspace.clinical().find_technique(match.technique);
    if (technique == nullptr) {
        return;
    }
    const Theme& theme = context.theme;
    card(theme, ("##" + technique->id.text()).c_str(), [&] {
        heading(theme, technique->name);
        if (match.pressure.max > 0) {
            pill(theme, context.tr({"ui.technique.pressure", {{"range", range_words(match.pressure)}}}), theme.text);
        }
        pill(theme, context.tr({"ui.technique.minutes", {{"range", range_words(match.minutes)}}}), theme.text);
        body_text(context.tr(match.reason));
        muted_text(theme, evidence_chip(context, match));
        draw_actions(context, *technique, structure);
        draw_cautions(context, match);
        draw_details(context, *technique);
    });
}

void draw_notices(PanelContext& context, const MarkMatches& matches) {
    if (matches.notices.empty()) {
        return;
    }
    const Theme& theme = context.theme;
    card(
        theme, "##notices",
        [&] {
            ImGui::PushStyleColor(ImGuiCol_Text, theme.warning);
            heading(theme, context.tr(matches.needs_screen ? "ui.techniques.ask" : "ui.techniques.mind"));
            ImGui::PopStyleColor();
            for (const Text& notice : matches.notices) {
                body_text(context.tr(notice));
            }
        },
        theme.warning_ground);
}

/// A therapist may go on against a rule that protects, with a reason that is kept.
void draw_override(PanelContext& context, const Exclusion& exclusion, const StructureId& place) {
    if (exclusion.stage == Stage::Fit || place.empty() ||
        !ImGui::TreeNodeEx((context.tr("ui.technique.anyway") + "##anyway").c_str(), ImGuiTreeNodeFlags_FramePadding)) {
        return;
    }
    std::string& reason = context.state.typed_reasons[exclusion.technique.text()];
    ImGui::SetNextItemWidth(-1);
    ImGui::InputTextWithHint("##reason", context.tr("ui.technique.reason-hint").c_str(), &reason);
    if (quiet_button(context.tr("ui.technique.plan-anyway"), !reason.empty()) &&
        context.run("plan.add",
                    {{"technique", exclusion.technique.text()}, {"structures", place.text()}, {"reason", reason}})) {
        reason.clear();
    }
    ImGui::TreePop();
}

void draw_exclusion(PanelContext& context, const Exclusion& exclusion, const StructureId& place) {
    const Technique* technique = context.workspace.clinical().find_technique(exclusion.technique);
    ImGui::PushID(exclusion.technique.text().c_str());
    heading(context.theme, technique != nullptr ? technique->name : exclusion.technique.text());
    muted_text(context.theme, context.tr(exclusion.reason));
    draw_override(context, exclusion, place);
    ImGui::PopID();
}

/// The rule because of which nothing is done, before anything else.
void draw_stop(PanelContext& context, const std::string& rule_id) {
    const CaseRule* rule = context.workspace.case_match().find_rule(rule_id);
    if (rule == nullptr) {
        return;
    }
    card(
        context.theme, "##stop",
        [&] {
            ImGui::PushStyleColor(ImGuiCol_Text, context.theme.warning);
            heading(context.theme, context.tr("match.stage." + std::string(name_of(rule->stage))));
            ImGui::PopStyleColor();
            body_text(rule->source == RuleSource::Wish ? context.tr("match.rule." + rule->id) : rule->name);
            heading(context.theme, rule->what_to_do);
        },
        context.theme.warning_ground);
}

/// Muscles whose pain is known to be felt here: worth palpating, never a cause.
void draw_worth_palpating(PanelContext& context, const MarkMatches& matches, Side side) {
    if (matches.worth_palpating.empty() ||
        !ImGui::CollapsingHeader((context.tr("ui.techniques.worth-palpating") + "##palpate").c_str())) {
        return;
    }
    muted_text(context.theme, context.tr("ui.techniques.worth-palpating-what"));
    for (const std::string& entry : matches.worth_palpating) {
        for (const Side at : {side, Side::Mid}) {
            const Structure* muscle = context.workspace.atlas()->find(make_structure_id(entry, "", at));
            if (muscle == nullptr) {
                continue;
            }
            const std::string label = context.workspace.title_of(*muscle) + "##palpate " + muscle->id.text();
            if (ImGui::Selectable(label.c_str(), false, 0, {0, ImGui::GetFrameHeight()})) {
                context.run("view.select", {{"structure", muscle->id.text()}});
            }
            break;
        }
    }
}

/// What was left out, by stage and with the rule's words. `excluded` is no part of what a command changes.
void draw_excluded(PanelContext& context, const std::vector<Exclusion>& excluded, const StructureId& place) {
    if (excluded.empty()) {
        return;
    }
    const std::string words = context.tr({"ui.techniques.excluded", {{"count", std::to_string(excluded.size())}}});
    if (!ImGui::CollapsingHeader((words + "##excluded").c_str())) {
        return;
    }
    for (int stage = 0; stage < k_stage_count; ++stage) {
        bool headed = false;
        for (const Exclusion& exclusion : excluded) {
            if (exclusion.stage != static_cast<Stage>(stage)) {
                continue;
            }
            if (!headed) {
                headed = true;
                muted_text(context.theme, context.tr("match.stage." + std::string(name_of(exclusion.stage))));
            }
            draw_exclusion(context, exclusion, place);
        }
    }
}

void draw_for_mark(PanelContext& context, const Mark& mark) {
    muted_text(context.theme, context.tr({"ui.techniques.for", {{"what", read_back(context, mark)}}}));
    const MarkMatches* matches = context.workspace.matches_for(mark.id);
    if (matches == nullptr) {
        muted_text(context.theme, context.tr("ui.techniques.working"));
        return;
    }
    const MarkMatches shown = *matches;  // a copy: what is pressed changes them
    draw_stop(context, shown.stopped_by);
    draw_notices(context, shown);
    draw_excluded(context, shown.excluded, shown.place);
    if (shown.matches.empty()) {
        muted_text(context.theme, context.tr("ui.techniques.none"));
    }
    for (const Match& match : shown.matches) {
        draw_match(context, match, shown.place);
    }
    const auto place = context.workspace.place_of(mark);
    draw_worth_palpating(context, shown, place ? place->side : Side::Mid);
}

}  // namespace

void draw_techniques_panel(PanelContext& context) {
    if (const Mark* mark = context.workspace.selected_mark()) {
        draw_for_mark(context, *mark);
        return;
    }
    const Structure* structure = context.workspace.focus() && context.workspace.atlas() != nullptr
                                     ? context.workspace.atlas()->find(*context.workspace.focus())
                                     : nullptr;
    if (structure == nullptr || structure->structure_class == StructureClass::Skin) {  // it is no one place
        muted_text(context.theme, context.tr("ui.techniques.start"));
        draw_session_matches(context);
        return;
    }
    muted_text(context.theme, context.tr({"ui.techniques.for", {{"what", context.workspace.title_of(*structure)}}}));
    const CaseDocument* document = context.workspace.document();
    const CaseFacts facts = document != nullptr ? case_facts_of(*document, context.workspace.session()) : CaseFacts();
    const Knowledge knowledge{*context.workspace.atlas(), context.workspace.anatomy(), context.workspace.clinical()};
    const StructureMatches found = match_structure(*structure, facts, knowledge);
    const StructureId place = structure->id;
    draw_stop(context, found.stopped_by);
    draw_excluded(context, found.protected_from, place);
    if (found.matches.empty()) {
        muted_text(context.theme, context.tr("ui.techniques.none-structure"));
    }
    for (const Match& match : found.matches) {
        draw_match(context, match, place);
    }
}

}  // namespace palpate
