// What a client may come for: the five benefits and what else people ask, each with what research says and how it is tracked.

#include "clinical/related_claims.h"
#include "matching/record_facts.h"
#include "ui/knowledge_panels.h"
#include "ui/widgets.h"

namespace palpate {
namespace {

std::string title_of(const PanelContext& context, const BenefitCard& card) {
    return card.goal != nullptr ? card.goal->name : context.tr("ui.benefit." + card.benefit);
}

/// What is recorded again and again, and how often.
void draw_tracking(const PanelContext& context, const BenefitTracking& tracking) {
    heading(context.theme, context.tr("ui.benefit.tracked"));
    for (const std::string& id : tracking.primary) {
        const OutcomeMeasure& measure = *context.workspace.clinical().find_measure(id);
        body_text(context.tr(
            {"ui.benefit.measure", {{"measure", measure.name}, {"frequency", measure.suggested_frequency}}}));
    }
    if (!tracking.honest_note.empty()) {
        muted_text(context.theme, tracking.honest_note);
    }
}

void draw_card_of(PanelContext& context, const BenefitCard& benefit) {
    const Theme& theme = context.theme;
    ImGui::PushFont(theme.fonts.title);
    body_text(title_of(context, benefit));
    ImGui::PopFont();
    if (benefit.rank > 0) {
        pill(theme, context.tr({"ui.benefit.goal", {{"rank", std::to_string(benefit.rank)}}}), theme.accent_line);
    }
    body_text(benefit.claim->client_explanation);
    draw_claim(context, *benefit.claim, false);
    if (benefit.tracking != nullptr) {
        draw_tracking(context, *benefit.tracking);
    }
    if (!benefit.other_claims.empty()) {
        heading(theme, context.tr("ui.benefit.also"));
    }
    for (const Claim* claim : benefit.other_claims) {
        draw_claim(context, *claim);
    }
}

}  // namespace

void draw_benefit_cards(PanelContext& context) {
    const CaseDocument* document = context.workspace.document();
    const auto goals =
        document != nullptr ? case_facts_of(*document, context.workspace.session()).goals : std::vector<std::string>();
    muted_text(context.theme, context.tr(goals.empty() ? "ui.benefit.no-goal" : "ui.benefit.what"));
    for (const BenefitCard& benefit : benefit_cards(goals, context.workspace.clinical())) {
        card(context.theme, ("##benefit " + benefit.benefit).c_str(), [&] { draw_card_of(context, benefit); });
    }
}

}  // namespace palpate
