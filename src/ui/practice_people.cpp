// Who may open the records, and as what.

#include "ui/detail/practice_parts.h"
#include "ui/secret_field.h"
#include "ui/widgets.h"
#include "workspace/store_keeper.h"

#include <misc/cpp/imgui_stdlib.h>

#include <algorithm>

namespace palpate::detail {
namespace {

std::string role_words(const PanelContext& context, UserRole role) {
    return context.tr("user.role." + std::string(name_of(role)));
}

std::optional<UserRole> role_chips(PanelContext& context, UserRole chosen, const std::string& id) {
    const auto pressed = chip_row(
        context.theme, k_all_user_roles.size(),
        [&](std::size_t i) {
            return role_words(context, k_all_user_roles[i]) + "##" + id + std::string(name_of(k_all_user_roles[i]));
        },
        [&](std::size_t i) { return k_all_user_roles[i] == chosen; });
    return pressed ? std::optional(k_all_user_roles[*pressed]) : std::nullopt;
}

void draw_removal(PanelContext& context, const StoreUser& user) {
    PracticeState& practice = context.state.practice;
    body_text(context.tr({"ui.practice.remove-sure", {{"user", user.name}}}));
    if (accent_button(context.theme, context.tr("ui.practice.remove") + "##sure")) {
        context.workspace.keeper().remove_user(user.id);
        practice.removing.clear();
        practice.offer_rotation = true;
    }
    ImGui::SameLine();
    if (ImGui::Button(context.tr("ui.practice.keep").c_str())) {
        practice.removing.clear();
    }
}

void draw_person(PanelContext& context, const StoreUser& user) {
    PracticeState& practice = context.state.practice;
    const bool self = user.id == context.workspace.user().id;
    card(context.theme, ("##person " + user.id).c_str(), [&] {
        heading(context.theme, user.name);
        if (self) {
            ImGui::SameLine();
            muted_text(context.theme, context.tr("ui.practice.yourself"));
        }
        ImGui::BeginDisabled(!is_free(context));
        if (const auto role = role_chips(context, user.role, user.id); role && *role != user.role) {
            context.workspace.keeper().edit_user({.id = user.id, .name = user.name, .role = *role});
        }
        muted_text(context.theme, context.tr("ui.practice.role-what." + std::string(name_of(user.role))));
        if (practice.removing == user.id) {
            draw_removal(context, user);
        } else if (!self && ImGui::Button((context.tr("ui.practice.remove") + "##" + user.id).c_str())) {
            practice.removing = user.id;
        }
        ImGui::EndDisabled();
    });
    ImGui::Spacing();
}

void draw_new_person(PanelContext& context, bool first) {
    NewPerson& person = context.state.practice.person;
    card(context.theme, "##new person card", [&] {
        heading(context.theme, context.tr(first ? "ui.practice.first-person" : "ui.practice.new-person"));
        if (first) {
            muted_text(context.theme, context.tr("ui.practice.first-person-why"));
        }
        muted_text(context.theme, context.tr("ui.practice.name"));
        ImGui::SetNextItemWidth(-1);
        ImGui::InputText("##person name", &person.name);
        bool good = false;
        if (first) {
            static_cast<void>(
                labelled_secret(context, "ui.practice.passphrase-now", "##person passphrase", person.passphrase));
            good = !person.passphrase.empty();
        } else {
            if (const auto role = role_chips(context, person.role, "new ")) {
                person.role = *role;
            }
            muted_text(context.theme, context.tr("ui.practice.role-what." + std::string(name_of(person.role))));
            static_cast<void>(
                labelled_secret(context, "ui.practice.passphrase-theirs", "##person passphrase", person.passphrase));
            static_cast<void>(
                labelled_secret(context, "ui.practice.passphrase-again", "##person passphrase again", person.again));
            good = new_passphrase_is_good(context, person.passphrase, person.again);
        }
        if (quiet_button(context.tr(first ? "ui.practice.take-name" : "ui.practice.add-person"),
                         good && !person.name.empty() && is_free(context))) {
            context.workspace.keeper().add_user({.name = person.name, .role = first ? UserRole::Owner : person.role},
                                                person.passphrase);
            forget_secret(person.passphrase);
            forget_secret(person.again);
            person = NewPerson{};
        }
    });
}

}  // namespace

void draw_practice_people(PanelContext& context) {
    if (context.workspace.protection() == StoreProtection::None) {
        body_text(context.tr("ui.practice.people-need-passphrase"));
        return;
    }
    const std::vector<StoreUser> users = context.workspace.keeper().users();
    muted_text(context.theme, context.tr("ui.practice.people-honest"));
    ImGui::Spacing();
    if (context.state.practice.offer_rotation) {
        card(
            context.theme, "##rotation offer",
            [&] {
                body_text(context.tr("ui.practice.remove-rotate"));
                if (accent_button(context.theme, context.tr("ui.practice.rotate-go"))) {
                    context.state.practice.part = PracticePart::Key;
                }
                ImGui::SameLine();
                if (ImGui::Button(context.tr("ui.practice.rotate-later").c_str())) {
                    context.state.practice.offer_rotation = false;
                }
            },
            context.theme.warning_ground);
        ImGui::Spacing();
    }
    for (const StoreUser& user : users) {
        draw_person(context, user);
    }
    draw_new_person(context, users.empty());
}

}  // namespace palpate::detail
