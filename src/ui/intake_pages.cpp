// The questions a client answers before a visit, one page each.

#include "intake/intake_questions.h"
#include "intake/said_case.h"
#include "matching/record_facts.h"
#include "ui/command_widgets.h"
#include "ui/health_questions.h"
#include "ui/intake_kiosk.h"
#include "ui/mark_fields.h"
#include "ui/widgets.h"
#include "workspace/consent_texts.h"

#include <misc/cpp/imgui_stdlib.h>

#include <algorithm>
#include <array>

namespace palpate {
namespace {

const CaseDocument& said_by(const PanelContext& context) { return *context.workspace.document(); }

/// Copies: a command replaces the document these come from.
std::vector<Mark> marks_said(const PanelContext& context) {
    std::vector<Mark> marks;
    for (const Mark* mark : marks_of(said_by(context), said_session(said_by(context)).id)) {
        marks.push_back(*mark);
    }
    return marks;
}

// ---- language, who, consent ----------------------------------------------------------------------------------------

void draw_language(PanelContext& context) {
    const auto languages = context.workspace.services().languages;  // a copy: the words change under it
    for (const Language& language : languages) {
        const bool chosen = language.code == context.workspace.language();
        const ImVec2 size{-1, context.theme.px(56)};
        const std::string label = language.own_name + "##page";
        if (chosen ? accent_button(context.theme, label, size) : ImGui::Button(label.c_str(), size)) {
            context.run("app.language", {{"language", language.code}});
        }
    }
}

struct PersonField {
    const char* id;
    const char* label_key;
    const char* argument;  ///< of client.edit
    std::string& (*of)(Client&);
};
constexpr std::array<PersonField, 6> k_person_fields{
    {{"##who name", "ui.kiosk.name", "name", [](Client& client) -> std::string& { return client.name; }},
     {"##who birth", "ui.kiosk.birth", "birth", [](Client& client) -> std::string& { return client.birth; }},
     {"##who phone", "ui.client-page.phone", "phone", [](Client& client) -> std::string& { return client.phone; }},
     {"##who email", "ui.client-page.email", "email", [](Client& client) -> std::string& { return client.email; }},
     {"##who emergency", "ui.kiosk.emergency-name", "emergency-name",
      [](Client& client) -> std::string& { return client.emergency.name; }},
     {"##who emergency phone", "ui.kiosk.emergency-phone", "emergency-phone",
      [](Client& client) -> std::string& { return client.emergency.phone; }}}};

/// Kept as soon as a field is left, and on Enter.
void draw_who(PanelContext& context) {
    Client& draft = context.state.kiosk.draft;
    for (const PersonField& field : k_person_fields) {
        body_text(context.tr(field.label_key));
        ImGui::SetNextItemWidth(-1);
        if (&field == k_person_fields.data() && draft.name.empty() && ImGui::IsWindowAppearing()) {
            focus_next_control();
        }
        std::string& typed = field.of(draft);
        ImGui::InputText(field.id, &typed);
        Client kept = said_by(context).client;
        if (ImGui::IsItemDeactivatedAfterEdit() && typed != field.of(kept)) {
            context.run("client.edit", {{field.argument, typed}});
        }
    }
}

void draw_consents(PanelContext& context) {
    for (const std::string_view text : k_consent_texts) {
        const std::string id(text);
        const bool agreed = find_consent(said_by(context), text) != nullptr;
        card(context.theme, ("##consent " + id).c_str(), [&] {
            heading(context.theme, context.tr(consent_title_key(text)));
            body_text(context.tr(consent_words_key(text)));
            bool now = agreed;
            const std::string title = context.tr(consent_title_key(text));
            if (ImGui::Checkbox((context.tr({"ui.kiosk.agree", {{"title", title}}}) + "##" + id).c_str(), &now)) {
                now ? context.run("client.consent", {{"text", id}})
                    : context.run("client.withdraw-consent", {{"text", id}});
            }
        });
        ImGui::Spacing();
    }
}

// ---- of each mark --------------------------------------------------------------------------------------------------

/// Fields under the words of each place.
void draw_of_each_mark(PanelContext& context, void (*draw)(PanelContext&, const Mark&, const ChangeMark&)) {
    const ChangeMark change = edit_on_change(context);
    for (const Mark& mark : marks_said(context)) {
        card(context.theme, ("##of " + mark.id.text()).c_str(), [&] {
            rating_sign(context.theme, mark.now, context.theme.px(34));
            ImGui::SameLine();
            heading(context.theme, context.workspace.read_back(mark));
            draw(context, mark, change);
        });
        ImGui::Spacing();
    }
}

void draw_feelings(PanelContext& context) {
    draw_of_each_mark(context, [](PanelContext& inside, const Mark& mark, const ChangeMark& change) {
        draw_kind_field(inside, mark, change);
        draw_quality_field(inside, mark, change);
        draw_depth_field(inside, mark, change);
    });
}

void draw_since(PanelContext& context) {
    draw_of_each_mark(context, [](PanelContext& inside, const Mark& mark, const ChangeMark& change) {
        draw_onset_field(inside, mark, change);
        draw_constancy_field(inside, mark, change);
        draw_influence_fields(inside, mark, change);
    });
}

// ---- health --------------------------------------------------------------------------------------------------------

bool is_pregnant(const CaseDocument& said) {
    return find_fact(said, FactKind::Trait, k_trait_pregnancy_week) != nullptr;
}

/// The warnings that belong to what is marked, those asked of everyone, and those answered before.
std::vector<std::string> warning_ids(PanelContext& context) {
    gather_open_questions(context);
    std::vector<std::string> ids;
    const auto add = [&](const std::string& id) {
        if (context.workspace.clinical().find_red_flag(id) != nullptr && std::ranges::find(ids, id) == ids.end()) {
            ids.push_back(id);
        }
    };
    for (const OpenQuestion& one : context.state.shown_questions) {
        if (!one.always) {
            add(one.id);
        }
    }
    for (const RedFlag& flag : context.workspace.clinical().red_flags()) {
        if (flag.ask_always) {
            add(flag.id);
        }
    }
    for (const ClientFact& fact : said_by(context).facts) {
        if (fact.kind == FactKind::Answer) {
            add(fact.subject);
        }
    }
    return ids;
}

std::vector<std::string> health_ids(const PanelContext& context) {
    std::vector<std::string> ids;
    for (const Contraindication* one : health_questions(context.workspace.clinical(), is_pregnant(said_by(context)))) {
        ids.push_back(one->id);
    }
    return ids;
}

/// What to do about a yes, at once, in the words of the content.
void draw_action(const PanelContext& context, const std::string& id) {
    const RedFlag* flag = context.workspace.clinical().find_red_flag(id);
    const ClientFact* given = find_fact(said_by(context), FactKind::Answer, id);
    if (flag == nullptr || given == nullptr || given->value == "no") {
        return;
    }
    card(
        context.theme, ("##action " + id).c_str(),
        [&] {
            heading(context.theme, context.tr("ui.kiosk.urgency." + flag->urgency));
            body_text(flag->action);
            muted_text(context.theme, context.tr("ui.kiosk.tell-us"));
        },
        context.theme.warning_ground);
}

/// The questions, and at their end, where all of them were seen, one button that says no to those left open.
void draw_questions(PanelContext& context, const std::vector<std::string>& ids) {
    for (const std::string& id : ids) {
        draw_answer(context, id, Answered::InARow);
        draw_action(context, id);
    }
    std::vector<std::string> open = ids;
    std::erase_if(open,
                  [&](const std::string& id) { return find_fact(said_by(context), FactKind::Answer, id) != nullptr; });
    if (open.empty()) {
        return;
    }
    ImGui::Spacing();
    if (accent_button(context.theme, context.tr("ui.kiosk.none-of-these"), {-1, 0})) {
        for (const std::string& id : open) {
            context.run("client.answer", {{"question", id}, {"answer", "no"}});
        }
    }
}

void draw_health(PanelContext& context) {
    heading(context.theme, context.tr("ui.safety.age"));
    draw_age_chips(context);
    ImGui::Spacing();
    heading(context.theme, context.tr("ui.safety.medicines"));
    draw_medicines(context);
    draw_pregnancy(context);
    ImGui::Spacing();
    heading(context.theme, context.tr("ui.kiosk.have-you"));
    draw_questions(context, health_ids(context));
}

void draw_preferences(PanelContext& context) {
    heading(context.theme, context.tr("ui.safety.pressure"));
    draw_pressure_chips(context);
    ImGui::Spacing();
    heading(context.theme, context.tr("ui.safety.oil"));
    draw_oil_chips(context);
    ImGui::Spacing();
    heading(context.theme, context.tr("ui.safety.leave-alone"));
    draw_places_to_leave_alone(context);
}

// ---- the last look -------------------------------------------------------------------------------------------------

/// Where what was said is said.
IntakeStep step_of(const SaidItem& item) {
    switch (item.kind) {
        case SaidKind::Warning: return IntakeStep::Warnings;
        case SaidKind::Mark:
        case SaidKind::NoPain: return IntakeStep::Where;
        case SaidKind::Person: return IntakeStep::Who;
        case SaidKind::Consent: return IntakeStep::Consent;
        case SaidKind::Fact: break;
    }
    const auto is_of = [&](FactKind kind) { return item.id.starts_with("fact:" + std::string(name_of(kind)) + ":"); };
    if (is_of(FactKind::Goal)) {
        return IntakeStep::Goals;
    }
    const bool wish = is_of(FactKind::AvoidArea) || item.id.ends_with(":oil") || item.id.ends_with(":pressure");
    return wish ? IntakeStep::Preferences : IntakeStep::Health;
}

/// Every "no" would make a long page: they are told together.
bool is_plain_no(const PanelContext& context, const SaidItem& item) {
    const std::string start = "fact:" + std::string(name_of(FactKind::Answer)) + ":";
    if (!item.id.starts_with(start)) {
        return false;
    }
    const ClientFact* fact = find_fact(said_by(context), FactKind::Answer, item.id.substr(start.size()));
    return fact != nullptr && fact->value == "no";
}

std::string said_words(const PanelContext& context, const SaidItem& item) {
    const Mark* mark = find_mark(said_by(context), item.mark);
    return mark != nullptr ? context.workspace.read_back(*mark) : context.tr(item.said);
}

void draw_review_part(PanelContext& context, IntakeStep step, const std::vector<SaidItem>& items) {
    const std::string name(name_of(step));
    card(context.theme, ("##review " + name).c_str(), [&] {
        heading(context.theme, context.tr("intake.step." + name));
        std::size_t plain_no = 0;
        bool any = false;
        for (const SaidItem& item : items) {
            if (step_of(item) != step) {
                continue;
            }
            any = true;
            if (is_plain_no(context, item)) {
                ++plain_no;
                continue;
            }
            body_text(said_words(context, item));
            if (!item.action.empty()) {
                muted_text(context.theme, item.action);
            }
        }
        if (plain_no > 0) {
            muted_text(context.theme, context.tr({"ui.kiosk.said-no", {{"count", std::to_string(plain_no)}}}));
        }
        if (!any) {
            muted_text(context.theme, context.tr("ui.kiosk.nothing-said"));
        }
        if (ImGui::Button((context.tr("ui.client.change") + "##change " + name).c_str())) {
            context.run("kiosk.go", {{"step", name}});
        }
    });
    ImGui::Spacing();
}

void draw_review(PanelContext& context) {
    const std::vector<SaidItem> items = context.workspace.intakes().items();
    for (const IntakeStep step : k_all_intake_steps) {
        const bool asks = step > IntakeStep::Language && step < IntakeStep::Review && step != IntakeStep::Feeling &&
                          step != IntakeStep::Since;  // told with the places
        if (asks && applies(step, context.workspace.intakes().progress())) {
            draw_review_part(context, step, items);
        }
    }
}

/// A field and a button that belongs to it; Enter presses it.
bool draw_entry(PanelContext& context, const char* id, const char* button_key, std::string& typed) {
    const std::string words = context.tr(button_key);
    ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x - button_width(words) - ImGui::GetStyle().ItemSpacing.x);
    const bool entered = ImGui::InputText(id, &typed, ImGuiInputTextFlags_EnterReturnsTrue);
    ImGui::SameLine();
    const bool pressed = quiet_button(words + id, !typed.empty());
    return (entered || pressed) && !typed.empty();
}

}  // namespace

void draw_intake_page(PanelContext& context) {
    const IntakeStep step = context.workspace.intakes().step();
    if (step != IntakeStep::Where) {
        const std::string key = "ui.kiosk.ask." + std::string(name_of(step));
        draw_question(context.theme, context.tr(key), context.tr(key + "-how"));
        ImGui::Spacing();
    }
    switch (step) {
        case IntakeStep::Language: draw_language(context); break;
        case IntakeStep::Who: draw_who(context); break;
        case IntakeStep::Consent: draw_consents(context); break;
        case IntakeStep::Where: draw_client_panel(context); break;
        case IntakeStep::Feeling: draw_feelings(context); break;
        case IntakeStep::Since: draw_since(context); break;
        case IntakeStep::Goals: draw_goal_chips(context); break;
        case IntakeStep::Health: draw_health(context); break;
        case IntakeStep::Warnings: draw_questions(context, warning_ids(context)); break;
        case IntakeStep::Preferences: draw_preferences(context); break;
        case IntakeStep::Review: draw_review(context); break;
        case IntakeStep::Done: break;  // a page of its own
    }
}

void draw_intake_welcome(PanelContext& context) {
    KioskState& kiosk = context.state.kiosk;
    ImGui::Dummy({0, context.theme.px(20)});
    draw_question(context.theme, context.tr("ui.kiosk.welcome"));
    body_text(context.tr("ui.kiosk.welcome-how"));
    ImGui::Spacing();
    if (accent_button(context.theme, context.tr("ui.kiosk.begin"), {-1, context.theme.px(60)})) {
        context.run("kiosk.begin");
    }
    ImGui::Dummy({0, context.theme.px(18)});
    heading(context.theme, context.tr("ui.kiosk.with-code"));
    muted_text(context.theme, context.tr("ui.kiosk.with-code-why"));
    if (draw_entry(context, "##code", "ui.kiosk.use-code", kiosk.code)) {
        context.run("kiosk.begin", {{"code", kiosk.code}});
    }
    if (!context.workspace.intakes().can_resume()) {
        return;
    }
    ImGui::Dummy({0, context.theme.px(18)});
    heading(context.theme, context.tr("ui.kiosk.resume"));
    muted_text(context.theme, context.tr("ui.kiosk.resume-how"));
    if (draw_entry(context, "##resume", "ui.kiosk.resume-now", kiosk.name)) {
        context.run("kiosk.resume", {{"name", kiosk.name}});
    }
}

void draw_intake_done(PanelContext& context) {
    ImGui::Dummy({0, context.theme.px(40)});
    draw_question(context.theme, context.tr("ui.kiosk.done"));
    body_text(context.tr("ui.kiosk.done-how"));
    ImGui::Spacing();
    command_button(context, "kiosk.welcome", {}, {.words_key = "ui.kiosk.next-person", .size = {-1, 0}});
}

}  // namespace palpate
