// store: the folder with the records and what is done to keep them.

#include "base/error.h"
#include "programs/composition.h"
#include "programs/console.h"
#include "programs/detail/json_views.h"
#include "programs/store_access.h"
#include "programs/verb_table.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

namespace palpate {
namespace {

namespace fs = std::filesystem;

struct CareOptions {
    std::string to;
    std::string from;
    std::string backup;
    std::string rows = "50";
    bool if_due = false;
};
using Options = std::shared_ptr<CareOptions>;

void settle(Workspace& workspace) { workspace.run_until_idle_or_throw(); }

/// Says `key` with the arguments, or prints them as JSON.
void tell(const Application& application, const char* key, const Json& json, const Text& text) {
    application.options().json ? print_json(json) : print_line(application.words().tr({key, text.arguments}));
}

void show_store(Application& application) {
    const Workspace& workspace = application.start({.store = Needs::Store::Read});
    const bool is_protected = workspace.protection() == StoreProtection::Passphrase;
    if (application.options().json) {
        print_json({{"folder", workspace.store_location()},
                    {"passphrase", is_protected},
                    {"clients", workspace.clients().size()}});
        return;
    }
    print_line(application.words().tr(
        {is_protected ? "cli.store-protected" : "cli.store-open",
         {{"folder", workspace.store_location()}, {"count", std::to_string(workspace.clients().size())}}}));
}

void make_recovery_code(Application& application) {
    const std::string code = open_own_store(application)->make_recovery_code();
    tell(application, "cli.recovery-code", {{"recovery_code", code}}, {{}, {{"code", code}}});
}

void protect_store(Application& application) {
    const std::optional<std::string> passphrase = application.passphrase();
    if (!passphrase) {
        throw Error(ErrorCode::Usage, {"cli.passphrase-missing", {}});
    }
    Workspace& workspace = application.start({.store = Needs::Store::Write});
    workspace.run("store.set-passphrase", {{"passphrase", *passphrase}});
    settle(workspace);
    print_line(application.words().tr("workspace.passphrase-set"));
    make_recovery_code(application);
}

// ---- looking after it ----------------------------------------------------------------------------------------------

Json findings_json(const AuditReport& report, const Translator& words) {
    Json findings = Json::array();
    for (const Diagnostic& finding : report.findings) {
        findings.push_back(to_json(finding, words));
    }
    return findings;
}

void check_store(Application& application) {
    const std::unique_ptr<Store> store = open_own_store(application, true);
    store->verify();
    const AuditReport report = store->check_audit();
    const bool unfinished = store->is_erasure_unfinished();
    if (application.options().json) {
        print_json({{"records", "intact"},
                    {"audit_rows", report.head.seq},
                    {"audit_head", report.head.hash},
                    {"erasure_unfinished", unfinished},
                    {"findings", findings_json(report, application.words())}});
    } else {
        print_line(application.words().tr({"cli.store-checked", {{"rows", std::to_string(report.head.seq)}}}));
        for (const Diagnostic& finding : report.findings) {
            print_line(application.words().tr(finding.text));
        }
        if (unfinished) {
            print_line(application.words().tr("cli.erasure-unfinished"));
        }
    }
    if (!report.intact()) {
        throw Error(ErrorCode::InvalidContent,
                    {"cli.audit-findings", {{"count", std::to_string(report.findings.size())}}});
    }
}

void back_up_store(Application& application, const CareOptions& options) {
    const std::unique_ptr<Store> store = open_own_store(application);
    const fs::path folder = options.to.empty() ? default_backup_folder(store->folder()) : fs::path(options.to);
    if (options.if_due && !store->is_backup_due(folder)) {
        tell(application, "cli.backup-not-due", {{"due", false}}, {{}, {{"folder", folder.string()}}});
        return;
    }
    const BackupInfo backup = store->back_up(folder);
    tell(application, "cli.backup-made",
         {{"backup", backup.folder.string()}, {"bytes", backup.bytes}, {"audit_row", backup.audit.seq}},
         {{}, {{"folder", backup.folder.string()}, {"kib", std::to_string(backup.bytes / 1024)}}});
}

void drill_store(Application& application, const CareOptions& options) {
    const std::unique_ptr<Store> store = open_own_store(application);
    const fs::path folder = options.from.empty() ? default_backup_folder(store->folder()) : fs::path(options.from);
    const DrillResult result =
        store->drill(folder, {.user = application.options().user, .passphrase = application.passphrase()});
    const auto counts = [](const StoreStats& stats) {
        return Json{{"clients", stats.clients}, {"sessions", stats.sessions}, {"marks", stats.marks}};
    };
    const char* key = result.same ? "cli.drill-same" : result.changed_since ? "cli.drill-changed" : "cli.drill-differs";
    tell(application, key,
         {{"backup", result.backup.folder.string()},
          {"same", result.same},
          {"changed_since", result.changed_since},
          {"restored", counts(result.restored)},
          {"now", counts(result.now)}},
         {{},
          {{"folder", result.backup.folder.string()},
           {"clients", std::to_string(result.restored.clients)},
           {"sessions", std::to_string(result.restored.sessions)},
           {"marks", std::to_string(result.restored.marks)}}});
    if (!result.same && !result.changed_since) {
        throw Error(ErrorCode::InvalidContent, {"cli.drill-failed", {}});
    }
}

void restore_own_store(Application& application, const CareOptions& options) {
    const RestoreResult result = restore_store(options.backup, own_store_options(application));
    const std::string folder = application.options().store_folder.string();
    const std::string erased = std::to_string(result.clients_erased);
    if (application.options().json) {
        print_json({{"folder", folder},
                    {"backup", result.backup.folder.string()},
                    {"clients_erased_again", result.clients_erased},
                    {"previous_records", result.previous_records.string()}});
        return;
    }
    print_line(application.words().tr({"cli.restored", {{"folder", folder}, {"count", erased}}}));
    if (!result.previous_records.empty()) {
        print_line(application.words().tr({"cli.restored-previous", {{"folder", result.previous_records.string()}}}));
    }
}

void rotate_store(Application& application) {
    const std::unique_ptr<Store> store = open_own_store(application);
    store->rotate_key(application.passphrase());
    tell(application, "cli.key-rotated", {{"key_generation", store->stats().key_generation}}, {});
}

void show_stats(Application& application) {
    const std::unique_ptr<Store> store = open_own_store(application, true);
    const StoreStats stats = store->stats();
    const auto backups = list_backups(default_backup_folder(store->folder()));
    const std::string newest = backups.empty() ? "" : to_iso(backups.front().created);
    if (application.options().json) {
        print_json({{"bytes", stats.bytes},
                    {"schema", stats.schema},
                    {"key_generation", stats.key_generation},
                    {"clients", stats.clients},
                    {"sessions", stats.sessions},
                    {"marks", stats.marks},
                    {"audit_rows", stats.audit_rows},
                    {"erased_clients", stats.erased_clients},
                    {"backups", backups.size()},
                    {"newest_backup", newest}});
        return;
    }
    print_line(application.words().tr({"cli.store-stats",
                                       {{"kib", std::to_string(stats.bytes / 1024)},
                                        {"clients", std::to_string(stats.clients)},
                                        {"sessions", std::to_string(stats.sessions)},
                                        {"marks", std::to_string(stats.marks)},
                                        {"rows", std::to_string(stats.audit_rows)},
                                        {"erased", std::to_string(stats.erased_clients)},
                                        {"schema", std::to_string(stats.schema)},
                                        {"generation", std::to_string(stats.key_generation)}}}));
    print_line(newest.empty() ? application.words().tr("cli.no-backups")
                              : application.words().tr(
                                    {"cli.backups", {{"count", std::to_string(backups.size())}, {"newest", newest}}}));
}

/// What is said of a client in the log: their number while they are there.
std::map<std::string, std::string> references_by_audit_name(Store& store) {
    std::map<std::string, std::string> references;
    for (const Client& client : store.list_clients()) {
        references[audit_name_of(client.id)] = client.reference;
    }
    return references;
}

void show_audit(Application& application, const CareOptions& options) {
    std::int64_t count = 0;
    const char* const end = options.rows.data() + options.rows.size();
    if (std::from_chars(options.rows.data(), end, count).ptr != end || count < 1) {
        throw Error(ErrorCode::Usage, {"cli.rows-not-a-number", {{"value", options.rows}}});
    }
    const std::unique_ptr<Store> store = open_own_store(application, true);
    const auto references = references_by_audit_name(*store);
    const std::int64_t last = store->stats().audit_rows;
    Json rows = Json::array();
    for (const AuditRow& row : store->audit({.first = std::max<std::int64_t>(1, last - count + 1)})) {
        const auto known = references.find(row.client);
        const std::string client = known == references.end() ? row.client : known->second;
        if (application.options().json) {
            rows.push_back({{"seq", row.seq},
                            {"at", to_iso(row.at)},
                            {"who", row.who},
                            {"kind", row.kind},
                            {"client", client},
                            {"detail", row.detail},
                            {"hash", row.hash}});
        } else {
            print_line(fmt::format("{:>6}  {}  {:<13}  {}  {}{}{}", row.seq, to_iso(row.at), row.kind, row.who, client,
                                   client.empty() ? "" : "  ", row.detail));
        }
    }
    if (application.options().json) {
        print_json(rows);
    }
}

}  // namespace

void add_store_verbs(VerbTable& table) {
    CLI::App& group = table.group("store");
    const auto options = std::make_shared<CareOptions>();
    static_cast<void>(table.verb(group, "info", show_store));
    static_cast<void>(table.verb(group, "protect", protect_store));
    static_cast<void>(table.verb(group, "recovery-code", make_recovery_code));
    static_cast<void>(table.verb(group, "check", check_store));
    CLI::App& backup = table.verb(group, "backup", [options](Application& app) { back_up_store(app, *options); });
    table.option(backup, "into", options->to);
    table.flag(backup, "if-due", options->if_due);
    CLI::App& restore = table.verb(group, "restore", [options](Application& app) { restore_own_store(app, *options); });
    table.positional(restore, "backup", options->backup);
    CLI::App& drill = table.verb(group, "drill", [options](Application& app) { drill_store(app, *options); });
    table.option(drill, "backups", options->from);
    static_cast<void>(table.verb(group, "rotate", rotate_store));
    static_cast<void>(table.verb(group, "stats", show_stats));
    CLI::App& audit = table.verb(group, "audit", [options](Application& app) { show_audit(app, *options); });
    table.option(audit, "rows", options->rows);
}

}  // namespace palpate
