// What fits the session as a whole, and each muscle group: shown while nothing is selected.

#include "anatomy/anatomy_names.h"
#include "matching/record_facts.h"
#include "ui/knowledge_panels.h"
#include "ui/library.h"
#include "ui/widgets.h"

#include <fmt/format.h>

#include <algorithm>

namespace palpate {
namespace {

constexpr std::size_t k_most_shown = 6;
constexpr std::size_t k_most_of_a_group = 3;

/// The places of these marks in words, each once.
std::string places_in_words(const PanelContext& context, const std::vector<MarkId>& marks) {
    std::vector<std::string> places;
    for (const MarkId& id : marks) {
        const Mark* mark = find_mark(*context.workspace.document(), id);
        std::string place = mark != nullptr ? context.workspace.title_of(*mark) : std::string();
        if (!place.empty() && std::ranges::find(places, place) == places.end()) {
            places.push_back(std::move(place));
        }
    }
    std::string words;
    for (const std::string& place : places) {
        words += (words.empty() ? "" : "; ") + place;
    }
    return words;
}

std::string name_of(const PanelContext& context, const TechniqueId& id) {
    const Technique* technique = context.workspace.clinical().find_technique(id);
    return technique != nullptr ? technique->name : id.text();
}

/// True when it is to be planned.
bool draw_session_match(PanelContext& context, const SessionMatch& match) {
    const Theme& theme = context.theme;
    bool plan = false;
    card(theme, ("##session " + match.technique.text()).c_str(), [&] {
        heading(theme, name_of(context, match.technique));
        body_text(context.tr(match.reason));
        muted_text(theme, context.tr({"ui.session-fit.places", {{"places", places_in_words(context, match.marks)}}}));
        plan = accent_button(theme, context.tr("ui.technique.plan") + "##plan");
    });
    return plan;
}

std::string group_title(const PanelContext& context, const std::string& id) {
    const GroupEntry* group = context.workspace.anatomy().find_group(id);
    return group != nullptr ? with_capital(shown_name(context.workspace.words(), *group))
                            : context.tr("ui.session-fit.unknown-group");
}

/// What a rule keeps from some place of the group, each technique once.
std::string left_out_in_words(const PanelContext& context, const GroupMatches& group) {
    std::string words;
    for (const Exclusion& exclusion : group.excluded) {
        words += (words.empty() ? "" : "; ") + name_of(context, exclusion.technique);
    }
    return words;
}

void draw_group(PanelContext& context, const GroupMatches& group) {
    const Theme& theme = context.theme;
    card(theme, ("##group " + group.group).c_str(), [&] {
        heading(theme, group_title(context, group.group));
        muted_text(theme, places_in_words(context, group.marks));
        for (std::size_t i = 0; i < std::min(group.techniques.size(), k_most_of_a_group); ++i) {
            body_text(fmt::format("{}. {}", i + 1, name_of(context, group.techniques[i].technique)));
        }
        if (!group.excluded.empty()) {
            muted_text(theme,
                       context.tr({"ui.session-fit.left-out", {{"techniques", left_out_in_words(context, group)}}}));
        }
    });
}

/// The pages of what the client has.
void draw_conditions(PanelContext& context) {
    const CaseFacts facts = case_facts_of(*context.workspace.document(), context.workspace.session());
    bool headed = false;
    for (const std::string& id : facts.conditions) {
        const Condition* condition = context.workspace.clinical().find_condition(id);
        if (condition == nullptr) {
            continue;
        }
        if (!headed) {
            headed = true;
            heading(context.theme, context.tr("ui.session-fit.conditions"));
        }
        if (link_button(context.theme, "##condition " + id, condition->name)) {
            open_library(context, id);
        }
    }
}

}  // namespace

void draw_session_matches(PanelContext& context) {
    const CaseMatch& match = context.workspace.case_match();
    if (context.workspace.document() == nullptr || match.marks.empty()) {
        return;
    }
    std::string planned;  // done after drawing: it changes what is drawn from
    draw_conditions(context);
    heading(context.theme, context.tr("ui.session-fit.title"));
    if (match.session.empty()) {
        muted_text(context.theme, context.tr("ui.techniques.none"));
    }
    for (std::size_t i = 0; i < std::min(match.session.size(), k_most_shown); ++i) {
        if (draw_session_match(context, match.session[i])) {
            planned = match.session[i].technique.text();
        }
    }
    heading(context.theme, context.tr("ui.session-fit.by-group"));
    for (const GroupMatches& group : match.groups) {
        draw_group(context, group);
    }
    if (!planned.empty()) {
        context.run("plan.add", {{"technique", planned}});
    }
}

}  // namespace palpate
