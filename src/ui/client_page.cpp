// One client as a person: contact, consent, goals, and what they said of their health with its history.

#include "base/calendar_date.h"
#include "geometry/image.h"
#include "matching/record_facts.h"
#include "render/picture_texture.h"
#include "ui/command_widgets.h"
#include "ui/people_panels.h"
#include "ui/widgets.h"
#include "workspace/consent_texts.h"

#include <fmt/format.h>
#include <misc/cpp/imgui_stdlib.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

namespace palpate {
namespace {

constexpr int k_largest_photo_px = 1024;

const CaseDocument& document_of(const PanelContext& context) { return *context.workspace.document(); }

// ---- contact -------------------------------------------------------------------------------------------------------

/// Full years between two days; nullopt where one is none.
std::optional<int> years_between(const std::string& from, const std::string& to) {
    const auto born = find_date(from);
    const auto today = find_date(to);
    if (!born || !today || *born > *today) {
        return std::nullopt;
    }
    const std::chrono::year_month_day birth(*born);
    const std::chrono::year_month_day now(*today);
    const bool had_birthday = std::pair(now.month(), now.day()) >= std::pair(birth.month(), birth.day());
    return static_cast<int>(now.year()) - static_cast<int>(birth.year()) - (had_birthday ? 0 : 1);
}

void draw_field(PanelContext& context, const char* id, const char* label_key, std::string& text) {
    muted_text(context.theme, context.tr(label_key));
    ImGui::SetNextItemWidth(-1);
    ImGui::InputText(id, &text);
}

/// Labels in one row, fields in the next: in one row ImGui would line the second label up with the first field.
void draw_two_fields(PanelContext& context, std::array<const char*, 2> ids, std::array<const char*, 2> label_keys,
                     std::array<std::string*, 2> texts) {
    if (!ImGui::BeginTable(ids[0], 2, ImGuiTableFlags_SizingStretchSame)) {
        return;
    }
    for (const char* key : label_keys) {
        ImGui::TableNextColumn();
        muted_text(context.theme, context.tr(key));
    }
    for (std::size_t i = 0; i < ids.size(); ++i) {
        ImGui::TableNextColumn();
        ImGui::SetNextItemWidth(-1);
        ImGui::InputText(ids[i], texts[i]);
    }
    ImGui::EndTable();
}

void draw_contact(PanelContext& context) {
    Client& draft = context.state.people.draft;
    const Client& kept = document_of(context).client;
    if (ImGui::IsWindowAppearing() || draft.id != kept.id) {
        draft = kept;
    }
    heading(context.theme, context.tr("ui.client-page.contact"));
    draw_field(context, "##client name", "ui.client-page.name", draft.name);
    draw_two_fields(context, {"##client birth", "##client phone"}, {"ui.client-page.birth", "ui.client-page.phone"},
                    {&draft.birth, &draft.phone});
    draw_field(context, "##client email", "ui.client-page.email", draft.email);
    muted_text(context.theme, context.tr("ui.client-page.emergency"));
    draw_two_fields(context, {"##emergency name", "##emergency phone"},
                    {"ui.client-page.emergency-name", "ui.client-page.emergency-phone"},
                    {&draft.emergency.name, &draft.emergency.phone});
    if (context.workspace.sees_health()) {
        command_button(context, "intake.code");
    }
    if (draft == kept) {
        muted_text(context.theme, context.tr("ui.client-page.saved"));
    } else if (accent_button(context.theme, context.tr("ui.client-page.save"))) {
        context.run("client.edit", {{"name", draft.name},
                                    {"birth", draft.birth},
                                    {"phone", draft.phone},
                                    {"email", draft.email},
                                    {"emergency-name", draft.emergency.name},
                                    {"emergency-phone", draft.emergency.phone}});
    }
}

void draw_summary_words(PanelContext& context) {
    const CaseDocument& document = document_of(context);
    const Client& client = document.client;
    ImGui::PushFont(context.theme.fonts.title);
    body_text(std::string(shown_name(client, context.workspace.view().hide_names)));
    ImGui::PopFont();
    std::string words = client.reference;
    const std::string today = local_date(context.workspace.services().clock->now());
    if (const auto years = years_between(client.birth, today)) {
        words += "  \u00b7  " + context.tr({"ui.client-page.age", {{"years", std::to_string(*years)}}});
    }
    words += "  \u00b7  " +
             context.tr({"ui.client-page.since", {{"date", shown_date(context, local_date(client.created))}}});
    if (!document.sessions.empty()) {
        words += "  \u00b7  " + context.tr({"ui.client-page.visits",
                                            {{"count", std::to_string(document.sessions.size())},
                                             {"date", shown_date(context, document.sessions.back().date)}}});
    }
    muted_text(context.theme, words);
}

/// Unpacked when the record has another one.
void take_photo(PanelContext& context) {
    PeopleState& people = context.state.people;
    const ClientPhoto& kept = document_of(context).photo;
    if (people.shown_photo == kept) {
        return;
    }
    people.shown_photo = kept;
    people.photo_texture.reset();
    if (const auto image = find_picture(std::as_bytes(std::span(kept.png)), k_largest_photo_px)) {
        people.photo_texture = std::make_shared<const PictureTexture>(*image);
    }
}

void draw_photo(PanelContext& context) {
    PeopleState& people = context.state.people;
    muted_text(context.theme, context.tr("ui.client-page.photo"));
    ImGui::SetNextItemWidth(context.theme.px(250));
    ImGui::InputText("##photo file", &people.photo_file);
    ImGui::SameLine();
    if (quiet_button(context.tr("ui.client-page.photo-set"), !people.photo_file.empty()) &&
        context.run("client.photo", {{"file", people.photo_file}})) {
        people.photo_file.clear();
    }
    if (!document_of(context).photo.png.empty()) {
        command_button(context, "client.photo", {}, {.words_key = "ui.client-page.photo-remove"});
    }
}

void draw_summary(PanelContext& context) {
    take_photo(context);
    const bool shows_face = context.state.people.photo_texture && !context.workspace.view().hide_names;
    if (shows_face) {
        const float side = context.theme.px(72);
        const std::uintptr_t name = context.state.people.photo_texture->name();
        ImGui::Image(reinterpret_cast<ImTextureID>(name), {side, side});
        ImGui::SameLine();
        ImGui::BeginGroup();
    }
    draw_summary_words(context);
    if (shows_face) {
        ImGui::EndGroup();
    }
}

// ---- consent -------------------------------------------------------------------------------------------------------

std::string given_words(const PanelContext& context, const Consent& consent) {
    std::string words = context.tr({"ui.client-page.given",
                                    {{"name", consent.given_by},
                                     {"date", shown_date(context, local_date(consent.given))},
                                     {"version", consent.version}}});
    if (consent.withdrawn) {
        words += ". " + context.tr({"ui.client-page.withdrawn",
                                    {{"date", shown_date(context, local_date(*consent.withdrawn))}}});
    }
    return words;
}

void draw_consent(PanelContext& context, std::string_view text) {
    const std::vector<Consent> all = document_of(context).consents;  // a copy: buttons change them
    const Consent* holds = find_consent(document_of(context), text);
    const std::string id(text);
    ImGui::PushID(id.c_str());
    body_text(context.tr(consent_title_key(text)));
    for (const Consent& consent : all) {
        if (consent.text == text) {
            muted_text(context.theme, given_words(context, consent));
        }
    }
    if (holds != nullptr) {
        command_button(context, "client.withdraw-consent", {{"text", id}}, {.words_key = "ui.client-page.withdraw"});
    } else {
        muted_text(context.theme, context.tr("ui.client-page.not-given"));
        card(context.theme, "##words", [&] { body_text(context.tr(consent_words_key(text))); });
        std::string& by = context.state.people.consent_by;
        ImGui::SetNextItemWidth(context.theme.px(260));
        ImGui::InputTextWithHint("##by", context.tr("ui.client-page.by").c_str(), &by);
        ImGui::SameLine();
        const std::string name = by.empty() ? document_of(context).client.name : by;
        const std::string label = context.tr({"ui.client-page.give", {{"name", name}}}) + "##give " + id;
        if (quiet_button(label, !name.empty()) && context.run("client.consent", {{"text", id}, {"by", name}})) {
            by.clear();
        }
    }
    ImGui::PopID();
    ImGui::Spacing();
}

void draw_consents(PanelContext& context) {
    heading(context.theme, context.tr("ui.client-page.consents"));
    for (const std::string_view text : k_consent_texts) {
        draw_consent(context, text);
    }
}

// ---- health and its history ----------------------------------------------------------------------------------------

template <class List>
std::string name_in(const List& list, const std::string& id) {
    const auto found = std::ranges::find(list, id, [](const auto& one) { return one.id; });
    return found == list.end() ? id : found->name;
}

std::string subject_words(const PanelContext& context, const ClientFact& fact) {
    const ClinicalCatalogue& clinical = context.workspace.clinical();
    const ClientQuestions& questions = clinical.questions();
    switch (fact.kind) {
        case FactKind::Answer:
            if (const Contraindication* one = clinical.find_contraindication(fact.subject)) {
                return one->name;
            }
            if (const RedFlag* flag = clinical.find_red_flag(fact.subject)) {
                return flag->question;
            }
            return fact.subject;
        case FactKind::Condition: {
            const Condition* condition = clinical.find_condition(fact.subject);
            return condition != nullptr ? condition->name : fact.subject;
        }
        case FactKind::Medicine: {
            const std::string medicine = name_in(questions.medicines, fact.subject);
            return medicine != fact.subject ? medicine : name_in(questions.allergies, fact.subject);
        }
        case FactKind::Goal: return fact.value + "  " + name_in(questions.goals, fact.subject);
        case FactKind::Trait: return context.tr("ui.client-page.trait." + fact.subject);
        case FactKind::AvoidArea: {
            const auto place = find_said_place(fact.subject);
            return place ? context.workspace.title_of(
                               {.kind = PlaceKind::Region, .id = place->region, .side = place->side})
                         : fact.subject;
        }
        case FactKind::Event:
        case FactKind::HardDay: return shown_date(context, fact.subject);
    }
    return fact.subject;
}

std::string value_words(const PanelContext& context, const ClientFact& fact) {
    switch (fact.kind) {
        case FactKind::Answer: return context.tr("ui.safety.answer." + fact.value);
        case FactKind::Trait:
            if (fact.subject == k_trait_age_band) {
                return name_in(context.workspace.clinical().questions().age_bands, fact.value);
            }
            return fact.subject == k_trait_oil ? context.tr("ui.safety.oil." + fact.value) : fact.value;
        default: return {};
    }
}

/// "Fever: no"
std::string fact_words(const PanelContext& context, const ClientFact& fact) {
    const std::string value = value_words(context, fact);
    return subject_words(context, fact) + (value.empty() ? "" : ": " + value);
}

void draw_facts(PanelContext& context) {
    const CaseDocument& document = document_of(context);
    heading(context.theme, context.tr("ui.client-page.goals"));
    bool any_goal = false;
    for (const ClientFact& fact : document.facts) {
        if (fact.kind == FactKind::Goal || fact.kind == FactKind::AvoidArea || fact.kind == FactKind::Event) {
            any_goal = true;
            body_text(fact_words(context, fact) + (fact.note.empty() ? "" : "  \u00b7  " + fact.note));
        }
    }
    if (!any_goal) {
        muted_text(context.theme, context.tr("ui.client-page.no-goals"));
    }
    ImGui::Spacing();
    heading(context.theme, context.tr("ui.client-page.health"));
    bool any = false;
    for (const ClientFact& fact : document.facts) {
        if (!is_health_fact(fact.kind) || fact.kind == FactKind::AvoidArea) {
            continue;
        }
        any = true;
        body_text(fact_words(context, fact));
        muted_text(context.theme, context.tr({"ui.client-page.since-then",
                                              {{"date", shown_date(context, local_date(fact.recorded))}}}));
    }
    if (!any) {
        muted_text(context.theme, context.tr("ui.client-page.no-health"));
    }
    if (document.former_facts.empty()) {
        return;
    }
    ImGui::Spacing();
    heading(context.theme, context.tr("ui.client-page.changes"));
    for (const FormerFact& former : document.former_facts) {
        body_text(context.tr({"ui.client-page.until",
                              {{"words", fact_words(context, former.fact)},
                               {"from", shown_date(context, local_date(former.fact.recorded))},
                               {"to", shown_date(context, local_date(former.until))}}}));
    }
}

/// At the very end, and only with the number typed once more.
void draw_erasing(PanelContext& context) {
    const std::string reference = document_of(context).client.reference;
    std::string& typed = context.state.people.erase_typed;
    if (ImGui::IsWindowAppearing()) {
        typed.clear();
    }
    heading(context.theme, context.tr("ui.client-page.erase"));
    muted_text(context.theme, context.tr({"ui.client-page.erase-why", {{"reference", reference}}}));
    ImGui::SetNextItemWidth(context.theme.px(140));
    ImGui::InputText("##erase number", &typed);
    ImGui::SameLine();
    if (quiet_button(context.tr("ui.client-page.erase-now"), typed == reference) &&
        context.run("client.erase", {{"reference", typed}})) {
        typed.clear();
    }
}

}  // namespace

void draw_client_page(PanelContext& context) {
    bool& open = context.state.people.show_page;
    open = open && context.workspace.document() != nullptr;
    draw_dialog(context, "##client page", "ui.client-page.title", open, [&] {
        draw_summary(context);
        ImGui::Separator();
        draw_contact(context);
        if (context.workspace.sees_health()) {
            draw_photo(context);
            ImGui::Separator();
            draw_consents(context);
            ImGui::Separator();
            draw_facts(context);
        }
        if (context.workspace.user().role == UserRole::Owner) {
            ImGui::Separator();
            draw_erasing(context);
            if (context.workspace.document() == nullptr) {
                open = false;
                return;
            }
        }
        ImGui::Separator();
        if (ImGui::Button(context.tr("ui.close").c_str())) {
            open = false;
        }
    });
}

}  // namespace palpate
