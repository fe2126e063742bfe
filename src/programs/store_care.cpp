#include "programs/store_care.h"

#include "programs/store_access.h"

#include <algorithm>
#include <map>

namespace palpate {
namespace {

Store& store_of(CaseStore& open_store) { return dynamic_cast<Store&>(open_store); }

RecordCounts counts_of(const StoreStats& stats) {
    return {.clients = stats.clients, .sessions = stats.sessions, .marks = stats.marks};
}

AuditKind kind_of(RecordUse use) {
    switch (use) {
        case RecordUse::Export: return AuditKind::Export;
        case RecordUse::Print: return AuditKind::Print;
        case RecordUse::Import: return AuditKind::Import;
    }
    return AuditKind::Export;
}

}  // namespace

/// By whom it can be put back: people had other names then, or none yet.
KeptBackup to_kept(const BackupInfo& backup, const StoreUser& user) {
    const std::vector<StoreUser> people = list_store_users(backup.folder);
    const auto same = std::ranges::find(people, user.id, &StoreUser::id);
    return {.folder = backup.folder.string(),
            .created = backup.created,
            .needs_passphrase = inspect_store(backup.folder) == StoreState::Locked,
            .user = same == people.end() ? std::string() : same->name,
            .is_ours = people.empty() || same != people.end()};
}

BackupNews calc_backup_news(Store& store) {
    const std::filesystem::path folder = default_backup_folder(store.folder());
    BackupNews news{.folder = folder.string()};
    for (const BackupInfo& backup : store.own_backups(folder)) {
        news.kept.push_back(to_kept(backup, store.user()));
    }
    news.due = !store.read_only() && store.is_backup_due(folder);
    news.drilled = store.last_drill();
    return news;
}

DrillNews to_news(const DrillResult& result) {
    return {.backup = result.backup.created,
            .restored = counts_of(result.restored),
            .now = counts_of(result.now),
            .changed_since = result.changed_since,
            .same = result.same};
}

std::vector<LogLine> newest_log_lines(Store& store, std::size_t rows) {
    std::map<std::string, std::string> references;
    for (const Client& client : store.list_clients()) {
        references[audit_name_of(client.id)] = client.reference;
    }
    const std::int64_t last = store.stats().audit_rows;
    std::vector<LogLine> lines;
    for (const AuditRow& row :
         store.audit({.first = std::max<std::int64_t>(1, last - static_cast<std::int64_t>(rows) + 1)})) {
        const auto known = references.find(row.client);
        lines.push_back({.number = row.seq,
                         .at = row.at,
                         .who = row.who,
                         .kind = row.kind,
                         .client = known == references.end() ? row.client : known->second,
                         .detail = row.detail});
    }
    std::ranges::reverse(lines);
    return lines;
}

BackupNews FolderStoreCare::backups(CaseStore& open_store) { return calc_backup_news(store_of(open_store)); }

BackupNews FolderStoreCare::back_up(CaseStore& open_store) {
    Store& store = store_of(open_store);
    store.back_up(default_backup_folder(store.folder()));
    return calc_backup_news(store);
}

DrillNews FolderStoreCare::drill(CaseStore& open_store, const SignIn& sign_in) {
    Store& store = store_of(open_store);
    return to_news(store.drill(default_backup_folder(store.folder()), sign_in));
}

std::string FolderStoreCare::restore(const std::string& location, const std::string& backup, const SignIn& sign_in) {
    const WipedOptions wiped({.folder = location,
                              .user = sign_in.user,
                              .passphrase = sign_in.passphrase,
                              .create = false,
                              .who = system_user()});
    return restore_store(backup, wiped.options).previous_records.string();
}

CheckNews FolderStoreCare::check(CaseStore& open_store) {
    Store& store = store_of(open_store);
    store.verify();
    const AuditReport report = store.check_audit();
    CheckNews news{.log_rows = report.head.seq};
    std::ranges::transform(report.findings, std::back_inserter(news.findings), &Diagnostic::text);
    return news;
}

std::vector<LogLine> FolderStoreCare::log(CaseStore& open_store, std::size_t rows) {
    return newest_log_lines(store_of(open_store), rows);
}

void FolderStoreCare::note(CaseStore& open_store, RecordUse use, const std::optional<ClientId>& client,
                           const std::string& detail) {
    store_of(open_store).note({.kind = kind_of(use), .client = client, .detail = detail});
}

std::string FolderStoreCare::make_recovery_code(CaseStore& open_store) {
    return store_of(open_store).make_recovery_code();
}

bool FolderStoreCare::has_recovery_code(CaseStore& open_store) { return store_of(open_store).has_recovery_code(); }

void FolderStoreCare::change_passphrase(CaseStore& open_store, const std::string& current, const std::string& next) {
    store_of(open_store).change_passphrase(current, next);
}

void FolderStoreCare::rotate_key(CaseStore& open_store, const std::string& passphrase) {
    store_of(open_store).rotate_key(passphrase);
}

void FolderStoreCare::add_user(CaseStore& open_store, const StoreUser& user, const std::string& passphrase) {
    store_of(open_store).add_user(user, passphrase);
}

void FolderStoreCare::edit_user(CaseStore& open_store, const StoreUser& user) { store_of(open_store).edit_user(user); }

void FolderStoreCare::remove_user(CaseStore& open_store, const std::string& id) {
    store_of(open_store).remove_user(id);
}

}  // namespace palpate
