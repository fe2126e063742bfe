// A popular claim: how research judges it, and what that rests on.

#include "ui/knowledge_panels.h"
#include "ui/widgets.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace palpate {
namespace {

/// How much of it research bears out, as a sign beside the words.
std::string_view sign_of_grade(std::string_view grade) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> k_signs{{
        {"supported", "\u25cf"},
        {"partly-supported", "\u25d0"},
        {"uncertain", "\u25cb"},
        {"contradicted", "\u00d7"},
    }};
    const auto* const found = std::ranges::find(k_signs, grade, &std::pair<std::string_view, std::string_view>::first);
    return found == k_signs.end() ? "" : found->second;
}

void draw_publication(const PanelContext& context, const Evidence& publication) {
    body_text(publication.finding);
    std::string source = fmt::format("{}, {}", publication.authors, publication.year);
    if (!publication.doi.empty()) {
        source += "\nDOI " + publication.doi;
    }
    muted_text(context.theme, source);
    ImGui::Spacing();
}

void draw_studies(const PanelContext& context, const Claim& claim, bool sentence) {
    if (sentence) {
        body_text(claim.client_explanation);
    }
    muted_text(context.theme, context.tr({"ui.claim.rests-on", {{"count", std::to_string(claim.evidence.size())}}}));
    for (const std::string& id : claim.evidence) {
        draw_publication(context, *context.workspace.clinical().find_evidence(id));
    }
}

}  // namespace

void draw_claim(PanelContext& context, const Claim& claim, bool sentence) {
    std::set<std::string>& opened = context.state.opened_claims;
    const bool open = opened.contains(claim.id);
    const std::string label = fmt::format("{}  {}: {}", sign_of_grade(claim.grade),
                                          context.tr("clinical.value.grade." + claim.grade), claim.app_wording);
    if (choice_card(context.theme, "##claim " + claim.id, label,
                    context.tr({"ui.claim.said", {{"claim", claim.article_claim}}}))) {
        open ? void(opened.erase(claim.id)) : void(opened.insert(claim.id));
    }
    if (open) {
        card(
            context.theme, ("##studies " + claim.id).c_str(), [&] { draw_studies(context, claim, sentence); },
            context.theme.panel);
    }
}

}  // namespace palpate
