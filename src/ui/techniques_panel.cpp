#include "ui/panels.h"
#include "ui/widgets.h"

#include <fmt/format.h>

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
    for (const auto& id : technique.evidence) {
        if (const Evidence* evidence = context.workspace.clinical().find_evidence(id)) {
            muted_text(context.theme, fmt::format("{} ({}): {}", evidence->authors, evidence->year, evidence->finding));
        }
    }
    ImGui::TreePop();
}

void draw_match(PanelContext& context, const Match& match) {
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

void draw_excluded(PanelContext& context, const MarkMatches& matches) {
    if (matches.excluded.empty()) {
        return;
    }
    const std::string words =
        context.tr({"ui.techniques.excluded", {{"count", std::to_string(matches.excluded.size())}}});
    if (!ImGui::CollapsingHeader((words + "##excluded").c_str())) {
        return;
    }
    for (const Exclusion& exclusion : matches.excluded) {
        const Technique* technique = context.workspace.clinical().find_technique(exclusion.technique);
        heading(context.theme, technique != nullptr ? technique->name : exclusion.technique.text());
        muted_text(context.theme, context.tr(exclusion.reason));
    }
}

void draw_for_mark(PanelContext& context, const Mark& mark) {
    muted_text(context.theme, context.tr({"ui.techniques.for", {{"what", read_back(context, mark)}}}));
    const MarkMatches* matches = context.workspace.matches_for(mark.id);
    if (matches == nullptr) {
        muted_text(context.theme, context.tr("ui.techniques.working"));
        return;
    }
    draw_notices(context, *matches);
    if (matches->matches.empty()) {
        muted_text(context.theme, context.tr("ui.techniques.none"));
    }
    for (const Match& match : matches->matches) {
        draw_match(context, match);
    }
    draw_excluded(context, *matches);
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
        return;
    }
    muted_text(context.theme, context.tr({"ui.techniques.for", {{"what", context.workspace.title_of(*structure)}}}));
    const auto matches = match_structure(*structure, context.workspace.anatomy(), context.workspace.clinical());
    if (matches.empty()) {
        muted_text(context.theme, context.tr("ui.techniques.none-structure"));
    }
    for (const Match& match : matches) {
        draw_match(context, match);
    }
}

}  // namespace palpate
