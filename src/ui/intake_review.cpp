// What clients said before a visit: the list of what waits, and the therapist's way through it.

#include "ui/command_widgets.h"
#include "ui/intake_kiosk.h"
#include "ui/widgets.h"

#include <algorithm>
#include <array>

namespace palpate {
namespace {

constexpr std::array<IntakeDecision, 3> k_decisions{IntakeDecision::TakeOver, IntakeDecision::Ask,
                                                    IntakeDecision::LeaveOut};

bool shows_waiting(const PanelContext& context) {
    const IntakeDesk& desk = context.workspace.intakes();
    return desk.state() == IntakeState::Away && context.workspace.view().mode == AppMode::Session &&
           context.workspace.sees_health() && !desk.pending().empty();
}

std::string waiting_words(const PanelContext& context) {
    return context.tr({"ui.review.waiting", {{"count", std::to_string(context.workspace.intakes().pending().size())}}});
}

/// "Ada Lovelace, 24 Nov 2026, warning answered with yes"
std::string pending_words(const PanelContext& context, const PendingIntake& intake) {
    const auto& clients = context.workspace.clients();
    const auto known = std::ranges::find(clients, intake.client, &Client::id);
    std::string words = known == clients.end() ? context.tr("ui.review.someone-new")
                                               : std::string(shown_name(*known, context.workspace.view().hide_names));
    words += "  \u00b7  " + shown_date(context, local_date(intake.finished.value_or(intake.started))) + "  \u00b7  " +
             context.tr("intake.source." + std::string(name_of(intake.source)));
    if (!intake.finished) {
        words += "  \u00b7  " + context.tr("ui.review.unfinished");
    }
    return intake.warned ? words + "  \u00b7  " + context.tr("ui.review.warned") : words;
}

void draw_of_whom(PanelContext& context) {
    const IntakeDesk& desk = context.workspace.intakes();
    const std::vector<const Client*> alike = desk.alike();
    if (alike.empty()) {
        muted_text(context.theme, context.tr("ui.review.new-client"));
        return;
    }
    muted_text(context.theme, context.tr("ui.review.of-whom"));
    std::vector<Client> clients;
    std::ranges::transform(alike, std::back_inserter(clients), [](const Client* client) { return *client; });
    const auto pressed = chip_row(
        context.theme, clients.size() + 1,
        [&](std::size_t i) {
            return i == clients.size() ? context.tr("ui.review.someone-new") + "##new"
                                       : clients[i].name + " (" + clients[i].reference + ")";
        },
        [&](std::size_t i) {
            return i == clients.size() ? desk.is_of_someone_new() : desk.record().client.id == clients[i].id;
        });
    if (pressed) {
        context.run("intake.assign", {{"client", *pressed == clients.size() ? "new" : clients[*pressed].reference}});
    }
}

void draw_decision(PanelContext& context, const SaidItem& item) {
    const std::size_t count = item.may_ask ? k_decisions.size() : k_decisions.size() - 1;
    const auto decision_at = [&](std::size_t i) {
        return item.may_ask || i == 0 ? k_decisions[i] : k_decisions.back();
    };
    const IntakeDecision made = context.workspace.intakes().decision_on(item);
    const auto pressed = chip_row(
        context.theme, count,
        [&](std::size_t i) { return context.tr("intake.decision." + std::string(name_of(decision_at(i)))); },
        [&](std::size_t i) { return decision_at(i) == made; });
    if (pressed) {
        context.run("intake.decide", {{"item", item.id}, {"decision", std::string(name_of(decision_at(*pressed)))}});
    }
}

void draw_item(PanelContext& context, const SaidItem& item) {
    const Mark* mark = find_mark(*context.workspace.document(), item.mark);
    const bool is_grave = item.kind == SaidKind::Warning;
    card(
        context.theme, ("##item " + item.id).c_str(),
        [&] {
            muted_text(context.theme, context.tr("intake.kind." + std::string(name_of(item.kind))));
            body_text(mark != nullptr ? context.workspace.read_back(*mark) : context.tr(item.said));
            if (!item.before.key.empty()) {
                muted_text(context.theme, context.tr({"ui.review.before", {{"words", context.tr(item.before)}}}));
            }
            if (!item.action.empty()) {
                body_text(item.action);
            }
            ImGui::PushID(item.id.c_str());
            draw_decision(context, item);
            if (mark != nullptr) {
                same_line_if_fits(button_width(context.tr("ui.client.other-side")));
                command_button(context, "mark.other-side", {{"mark", mark->id.text()}},
                               {.words_key = "ui.client.other-side"});
            }
            ImGui::PopID();
        },
        is_grave ? std::optional(context.theme.warning_ground) : std::nullopt);
    ImGui::Spacing();
}

/// A plain no where the record says nothing: taken for granted as one, and looked at where somebody wants to.
bool is_plain_no(const PanelContext& context, const SaidItem& item) {
    const std::string start = "fact:" + std::string(name_of(FactKind::Answer)) + ":";
    if (!item.id.starts_with(start) || !item.before.key.empty()) {
        return false;
    }
    const ClientFact* fact = find_fact(*context.workspace.document(), FactKind::Answer, item.id.substr(start.size()));
    return fact != nullptr && fact->value == "no";
}

void draw_items(PanelContext& context, const std::vector<SaidItem>& items) {
    std::vector<const SaidItem*> plain_no;
    for (const SaidItem& item : items) {
        if (is_plain_no(context, item)) {
            plain_no.push_back(&item);
        } else {
            draw_item(context, item);
        }
    }
    if (plain_no.empty()) {
        return;
    }
    const std::string count = std::to_string(plain_no.size());
    const std::string words = context.tr({"ui.kiosk.said-no", {{"count", count}}}) + "##plain no";
    if (ImGui::CollapsingHeader(words.c_str())) {
        for (const SaidItem* item : plain_no) {
            draw_item(context, *item);
        }
    }
    ImGui::Spacing();
}

void draw_ending(PanelContext& context) {
    command_button(context, "intake.take-over", {}, {.accent = true, .size = {-1, 0}});
    command_button(context, "intake.close", {}, {.words_key = "ui.review.later"});
    same_line_if_fits(button_width(context.tr("ui.review.decline")));
    command_button(context, "intake.decline", {}, {.words_key = "ui.review.decline"});
}

}  // namespace

float waiting_answers_width(const PanelContext& context) {
    return shows_waiting(context) ? button_width(waiting_words(context)) + ImGui::GetStyle().ItemSpacing.x : 0.0F;
}

void draw_waiting_answers(PanelContext& context) {
    if (!shows_waiting(context)) {
        return;
    }
    const std::vector<PendingIntake> pending = context.workspace.intakes().pending();  // a copy: opening one changes it
    const bool warned = std::ranges::any_of(pending, &PendingIntake::warned);
    const std::string words = waiting_words(context) + "##waiting";
    ImGui::PushStyleColor(ImGuiCol_Text, warned ? context.theme.warning : context.theme.text);
    const bool pressed = ImGui::Button(words.c_str());
    ImGui::PopStyleColor();
    tip_of_command(context, "intake.review");
    if (pressed) {
        ImGui::OpenPopup("##answers waiting");
    }
    ImGui::SetNextWindowPos({ImGui::GetItemRectMin().x, ImGui::GetWindowPos().y + ImGui::GetWindowHeight()});
    if (ImGui::BeginPopup("##answers waiting")) {
        for (const PendingIntake& intake : pending) {
            if (ImGui::MenuItem((pending_words(context, intake) + "##" + intake.id.text()).c_str())) {
                context.run("intake.review", {{"intake", intake.id.text()}});
            }
        }
        ImGui::EndPopup();
    }
    ImGui::SameLine();
}

void draw_intake_review(PanelContext& context) {
    const IntakeDesk& desk = context.workspace.intakes();
    const std::string name = context.workspace.document()->client.name;
    draw_question(context.theme, context.tr({"ui.review.title", {{"name", name}}}), context.tr("ui.review.how"));
    muted_text(context.theme, pending_words(context, desk.reviewed()));
    ImGui::Spacing();
    draw_of_whom(context);
    ImGui::Spacing();
    const std::vector<SaidItem> items = desk.items();
    draw_items(context, items);
    if (items.empty()) {
        muted_text(context.theme, context.tr("ui.review.nothing-new"));
    }
    draw_ending(context);
}

}  // namespace palpate
