// Backups, the trial restore, and reading everything once.

#include "ui/command_widgets.h"
#include "ui/detail/practice_parts.h"
#include "ui/secret_field.h"
#include "ui/widgets.h"
#include "workspace/store_keeper.h"

namespace palpate::detail {
namespace {

std::string counts_words(const PanelContext& context, const RecordCounts& counts) {
    return context.tr({"ui.practice.counts",
                       {{"clients", std::to_string(counts.clients)},
                        {"sessions", std::to_string(counts.sessions)},
                        {"marks", std::to_string(counts.marks)}}});
}

void warning_text(const PanelContext& context, const std::string& words) {
    ImGui::PushStyleColor(ImGuiCol_Text, context.theme.warning);
    body_text(words);
    ImGui::PopStyleColor();
}

void draw_backup_card(PanelContext& context, const BackupNews& news) {
    StoreKeeper& keeper = context.workspace.keeper();
    card(context.theme, "##backup card", [&] {
        heading(context.theme, context.tr("ui.practice.backup"));
        if (news.newest) {
            body_text(context.tr({"ui.practice.backup-newest", {{"time", shown_time(context, *news.newest)}}}));
            muted_text(context.theme, context.tr({"ui.practice.backup-kept",
                                                  {{"count", std::to_string(news.count)}, {"folder", news.folder}}}));
        } else {
            warning_text(context, context.tr("ui.practice.backup-none"));
        }
        muted_text(context.theme, context.tr("ui.practice.backup-why"));
        if (quiet_button(context.tr("ui.practice.backup-now"), is_free(context))) {
            keeper.back_up();
        }
    });
}

void draw_drill_result(PanelContext& context, const DrillNews& news) {
    const std::string counts = counts_words(context, news.restored);
    const std::string time = shown_time(context, news.backup);
    if (news.same) {
        body_text(context.tr({"ui.practice.drill-same", {{"time", time}, {"counts", counts}}}));
    } else if (news.changed_since) {
        body_text(context.tr({"ui.practice.drill-changed",
                              {{"time", time}, {"counts", counts}, {"now", counts_words(context, news.now)}}}));
    } else {
        warning_text(context, context.tr({"ui.practice.drill-differs", {{"time", time}}}));
    }
}

void draw_drill_card(PanelContext& context, const BackupNews& news) {
    StoreKeeper& keeper = context.workspace.keeper();
    PracticeState& practice = context.state.practice;
    card(context.theme, "##drill card", [&] {
        heading(context.theme, context.tr("ui.practice.drill"));
        muted_text(context.theme, context.tr("ui.practice.drill-why"));
        if (keeper.drilled()) {
            draw_drill_result(context, *keeper.drilled());
        } else if (news.drilled) {
            body_text(context.tr({"ui.practice.drill-last", {{"time", shown_time(context, *news.drilled)}}}));
        } else {
            body_text(context.tr("ui.practice.drill-never"));
        }
        const bool is_protected = context.workspace.protection() == StoreProtection::Passphrase;
        bool entered = false;
        if (is_protected) {
            entered =
                labelled_secret(context, "ui.practice.drill-passphrase", "##drill passphrase", practice.passphrase);
        }
        const bool ready = news.newest && is_free(context) && (!is_protected || !practice.passphrase.empty());
        if ((quiet_button(context.tr("ui.practice.drill-now"), ready) || entered) && ready) {
            keeper.drill(practice.passphrase);
            forget_secret(practice.passphrase);
        }
    });
}

void draw_check_card(PanelContext& context) {
    StoreKeeper& keeper = context.workspace.keeper();
    card(context.theme, "##check card", [&] {
        heading(context.theme, context.tr("ui.practice.check"));
        muted_text(context.theme, context.tr("ui.practice.check-why"));
        if (const auto& checked = keeper.checked()) {
            if (checked->findings.empty()) {
                body_text(context.tr({"ui.practice.check-good", {{"rows", std::to_string(checked->log_rows)}}}));
            }
            for (const Text& finding : checked->findings) {
                warning_text(context, context.tr(finding));
            }
        }
        if (quiet_button(context.tr("ui.practice.check-now"), is_free(context))) {
            keeper.check();
        }
    });
}

}  // namespace

void draw_practice_backups(PanelContext& context) {
    const BackupNews news = context.workspace.keeper().backups().value_or(BackupNews{});
    draw_backup_card(context, news);
    ImGui::Spacing();
    if (context.workspace.sees_health()) {
        draw_drill_card(context, news);
        ImGui::Spacing();
        draw_check_card(context);
    }
}

}  // namespace palpate::detail
