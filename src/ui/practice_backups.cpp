// Backups, the trial restore, and reading everything once.

#include "ui/command_widgets.h"
#include "ui/detail/practice_parts.h"
#include "ui/secret_field.h"
#include "ui/widgets.h"
#include "workspace/store_keeper.h"

#include <algorithm>

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
        if (!news.kept.empty()) {
            body_text(
                context.tr({"ui.practice.backup-newest", {{"time", shown_time(context, news.kept.front().created)}}}));
            muted_text(context.theme,
                       context.tr({"ui.practice.backup-kept",
                                   {{"count", std::to_string(news.kept.size())}, {"folder", news.folder}}}));
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
        const bool is_protected = !news.kept.empty() && news.kept.front().needs_passphrase;
        bool entered = false;
        if (is_protected) {
            entered =
                labelled_secret(context, "ui.practice.drill-passphrase", "##drill passphrase", practice.passphrase);
        }
        const bool ready = !news.kept.empty() && is_free(context) && (!is_protected || !practice.passphrase.empty());
        if ((quiet_button(context.tr("ui.practice.drill-now"), ready) || entered) && ready) {
            keeper.drill(practice.passphrase);
            forget_secret(practice.passphrase);
        }
    });
}

/// The one chosen, else the newest.
const KeptBackup& choose_backup(PanelContext& context, const std::vector<KeptBackup>& kept) {
    std::string& chosen = context.state.practice.restoring;
    const auto known = std::ranges::find(kept, chosen, &KeptBackup::folder);
    const KeptBackup* shown = known == kept.end() ? &kept.front() : &*known;
    ImGui::SetNextItemWidth(context.theme.px(260));
    if (ImGui::BeginCombo("##backup", shown_time(context, shown->created).c_str())) {
        for (const KeptBackup& backup : kept) {
            if (ImGui::Selectable((shown_time(context, backup.created) + "##" + backup.folder).c_str(),
                                  &backup == shown)) {
                shown = &backup;
            }
        }
        ImGui::EndCombo();
    }
    chosen = shown->folder;
    return *shown;
}

void draw_restore_card(PanelContext& context, const BackupNews& news) {
    PracticeState& practice = context.state.practice;
    std::vector<KeptBackup> kept = news.kept;
    std::erase_if(kept, [](const KeptBackup& backup) { return !backup.is_ours; });
    card(context.theme, "##restore card", [&] {
        heading(context.theme, context.tr("ui.practice.restore"));
        muted_text(context.theme, context.tr("ui.practice.restore-why"));
        if (kept.empty()) {
            return;
        }
        const KeptBackup& backup = choose_backup(context, kept);
        if (backup.needs_passphrase) {
            labelled_secret(context, "ui.practice.restore-passphrase", "##restore passphrase",
                            practice.restore_passphrase);
        } else if (context.workspace.protection() == StoreProtection::Passphrase) {
            warning_text(context, context.tr("ui.practice.restore-unprotected"));
        }
        ImGui::Checkbox(context.tr("ui.practice.restore-sure").c_str(), &practice.restore_sure);
        const bool ready = practice.restore_sure && is_free(context) &&
                           context.workspace.save_state() == SaveState::Saved &&
                           (!backup.needs_passphrase || !practice.restore_passphrase.empty());
        if (quiet_button(context.tr("ui.practice.restore-now"), ready)) {
            context.workspace.keeper().restore(backup, practice.restore_passphrase);
            shut_practice(practice);
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
    if (context.workspace.user().role == UserRole::Owner && !news.kept.empty()) {
        ImGui::Spacing();
        draw_restore_card(context, news);
    }
}

}  // namespace palpate::detail
