#include "store/detail/encrypted_store.h"

#include "base/error.h"
#include "store/detail/failed_unlocks.h"
#include "store/detail/front_desk.h"
#include "store/detail/restored_store.h"

#include <fmt/format.h>
#include <unistd.h>

#include <utility>

namespace palpate::detail {
namespace {

namespace fs = std::filesystem;

bool is_there(const fs::path& file) {
    std::error_code ignored;
    return fs::exists(file, ignored);
}

bool is_empty_or_missing(const fs::path& file) {
    std::error_code fault;
    const auto size = fs::file_size(file, fault);
    return fault || size == 0;
}

/// "marks +2 -1, sessions +1": what the audit log says of a change, without anything of its content.
std::string counts_of(const DocumentDiff& change) {
    std::string text;
    const auto count = [&](const char* what, std::size_t written, std::size_t removed) {
        if (written + removed > 0) {
            text += text.empty() ? "" : ", ";
            text += what;
            text += written > 0 ? fmt::format(" +{}", written) : "";
            text += removed > 0 ? fmt::format(" -{}", removed) : "";
        }
    };
    count("clients", change.upsert_clients.size(), 0);
    count("sessions", change.upsert_sessions.size(), change.remove_sessions.size());
    count("marks", change.upsert_marks.size(), change.remove_marks.size());
    count("facts", change.upsert_facts.size(), change.remove_facts.size());
    count("consents", change.upsert_consents.size(), change.remove_consents.size());
    count("photo", change.photo ? 1 : 0, 0);
    count("plan items", change.upsert_plan_items.size(), change.remove_plan_items.size());
    count("measurements", change.upsert_measurements.size(), change.remove_measurements.size());
    count("notes", change.upsert_notes.size(), change.remove_notes.size());
    count("addenda", change.upsert_addenda.size(), change.remove_addenda.size());
    return text;
}

/// True when the file holds everything: no log is waiting beside it.
bool is_at_rest(const fs::path& file) {
    fs::path log = file;
    log += "-wal";
    return is_empty_or_missing(log);
}

/// Closes the session so that everything is in its file, which may then be copied or renamed. Never before: a program
/// that opens and closes a database file beside its own session frees the locks of that session.
void close_settled(std::unique_ptr<SqlSession>& session) {
    const fs::path file = session->file();
    session->execute("PRAGMA wal_checkpoint(TRUNCATE)");
    session.reset();
    if (!is_at_rest(file)) {
        throw folder_error(ErrorCode::Locked, "error.store.in-use", file.parent_path());
    }
    sync_file(file);
}

/// Carries the log into the file as far as other programs' readers allow; true when that was all of it.
bool carry_log_into_file(SqlSession& session) {
    if (session.read_only()) {
        return false;
    }
    auto answer = session.prepare("PRAGMA wal_checkpoint(PASSIVE)");
    return answer.step() && answer.integer(0) == 0 && answer.integer(1) == answer.integer(2);
}

/// Every page of the file, also those that hold nothing. The pragma passes over the log beside the file, where the pages
/// are whole that a power cut tore in the file while they were carried there: such a file is not damaged. As long as the
/// log counts, reading every page through it has to do, as integrity_check does.
bool is_authentic(SqlSession& session) {
    const auto all_pages = [&] { return !session.prepare("PRAGMA cipher_integrity_check").step(); };
    if (all_pages()) {
        return true;
    }
    if (is_at_rest(session.file())) {
        return false;
    }
    if (!carry_log_into_file(session)) {
        return true;
    }
    const SqlTransaction view(session, SqlTransaction::Kind::Read);
    static_cast<void>(session.ask("SELECT count(*) FROM sqlite_master"));  // from here no other program writes the file
    return all_pages();
}

}  // namespace

bool is_intact(SqlSession& session) {
    const auto answers_nothing = [&](const std::string& sql) { return !session.prepare(sql).step(); };
    return is_authentic(session) && session.ask("PRAGMA integrity_check") == "ok" &&
           answers_nothing("PRAGMA foreign_key_check");
}

EncryptedStore::EncryptedStore(const StoreOptions& options, std::span<const Migration> migrations)
    : options_(options), migrations_(migrations) {
    if (options_.clock == nullptr) {
        options_.clock = std::make_shared<const SystemClock>();
    }
    if (options_.who.empty()) {
        options_.who = fmt::format("user {}", ::getuid());
    }
    if (!options_.uptime) {
        options_.uptime = system_uptime;
    }
    open();
    refresh_user();
    note_unlock();
    if (!options_.read_only) {
        remove_leftovers();
        finish_erasure();
    }
}

EncryptedStore::~EncryptedStore() {
    try {
        close({});
    } catch (...) {  // NOLINT(bugprone-empty-catch): the next opening without a closing before it tells the same
    }
}

void EncryptedStore::close(std::string_view why) {
    if (key_ == nullptr) {
        return;
    }
    note_when_possible({.kind = AuditKind::Lock, .detail = std::string(why)});
    anchor_->sync();
    session_.reset();  // what the database keeps of the key is wiped with it
    key_.reset();
    lock_->let_go();
}

std::int64_t EncryptedStore::change_counter() {
    static_cast<void>(records());
    auto rows = session_->prepare("PRAGMA data_version");
    return rows.step() ? rows.integer(0) : 0;
}

// ---- Opening

void EncryptedStore::open() {
    finish_restore();
    if (!store_exists(options_.folder)) {
        if (!options_.create || options_.read_only) {
            throw folder_error(ErrorCode::NotFound, "error.store.not-found", options_.folder);
        }
        make_store_folder(options_.folder);
    }
    lock_ = std::make_unique<StoreLock>(options_.folder, options_.read_only);
    lock_->hold(StoreLock::Use::Shared, options_.patience);
    if (needs_making_or_finishing()) {
        // Let go before asking for the folder alone: two programs that both hold it shared would wait for each other.
        lock_->let_go();
        lock_->hold(StoreLock::Use::Alone, options_.patience);
        make_or_finish();
        lock_->hold(StoreLock::Use::Shared, options_.patience);
    }
    if (session_ == nullptr) {
        take_key(current_vault());
        open_session();
    }
    if (check_schema(*session_, migrations_) < static_cast<int>(migrations_.size())) {
        upgrade();
    }
    anchor_ = std::make_unique<AuditAnchor>(options_.folder, options_.read_only);
    if (options_.passphrase) {
        wipe(*options_.passphrase);
    }
}

void EncryptedStore::finish_restore() {
    if (!has_restored_store(options_.folder)) {
        return;
    }
    if (options_.read_only) {
        throw folder_error(ErrorCode::Locked, "error.store.restore-unfinished", options_.folder);
    }
    StoreLock lock(options_.folder, false);
    lock.hold(StoreLock::Use::Alone, options_.patience);
    if (has_restored_store(options_.folder)) {
        finish_replacing(options_.folder);
    }
}

void EncryptedStore::remove_leftovers() {
    if (!is_there(drill_folder(options_.folder)) && !is_there(restore_draft_folder(options_.folder))) {
        return;
    }
    try {
        lock_->hold(StoreLock::Use::Alone, std::chrono::milliseconds(0));
    } catch (const Error&) {
        return;  // another program has the store open and may be at it just now
    }
    std::error_code ignored;
    fs::remove_all(drill_folder(options_.folder), ignored);
    remove_restore_folder(options_.folder);
    lock_->hold(StoreLock::Use::Shared, options_.patience);
}

Vault EncryptedStore::current_vault() const {
    auto vault = find_vault(vault_file(options_.folder));
    if (!vault) {
        throw Error(ErrorCode::Io, {"error.store.vault-missing", {{"file", vault_file(options_.folder).string()}}});
    }
    return std::move(*vault);
}

bool EncryptedStore::needs_making_or_finishing() const {
    if (options_.read_only) {
        return false;
    }
    const auto vault = find_vault(vault_file(options_.folder));
    return !vault || is_there(draft_records_file(options_.folder, vault->generation)) ||
           is_there(draft_records_file(options_.folder, vault->generation + 1)) ||
           is_there(records_file(options_.folder, vault->generation - 1));
}

void EncryptedStore::make_or_finish() {
    if (store_exists(options_.folder)) {
        finish_interrupted_change(current_vault());
    } else {
        make_store();
    }
}

void EncryptedStore::make_store() {
    Vault vault = make_vault();
    key_ = std::make_unique<SecretBytes>(SecretBytes::random(k_data_key_bytes));
    if (options_.passphrase) {
        check_passphrase_change(*options_.passphrase);
        add_passphrase_slot(vault, *key_, *options_.passphrase, options_.key_cost);
    } else {
        add_plain_slot(vault, *key_);
    }
    const fs::path draft = draft_records_file(options_.folder, vault.generation);
    remove_records(draft);
    make_private_file(draft);
    try {
        auto fresh = std::make_unique<SqlSession>(make_session(draft, *key_));
        migrate(*fresh, migrations_, now());
        {
            SqlTransaction transaction(*fresh, SqlTransaction::Kind::Write);
            const AuditHead head = AuditLog(*fresh).append(dated({.kind = AuditKind::Admin, .detail = "store made"}));
            transaction.commit();
            AuditAnchor::create(options_.folder, head);
        }
        close_settled(fresh);
        write_vault(vault_file(options_.folder), vault);
    } catch (...) {
        if (!is_there(vault_file(options_.folder))) {
            remove_records(draft);
        }
        throw;
    }
    rename_durably(draft, records_file(options_.folder, vault.generation));
    protection_ = options_.passphrase ? Protection::Passphrase : Protection::None;
    generation_ = vault.generation;
    open_session();
}

void EncryptedStore::finish_interrupted_change(const Vault& vault) const {
    const fs::path draft = draft_records_file(options_.folder, vault.generation);
    const fs::path current = records_file(options_.folder, vault.generation);
    if (is_there(draft) && !is_there(current)) {
        rename_durably(draft, current);
    }
    remove_records(draft_records_file(options_.folder, vault.generation + 1));
    remove_draft_vault(options_.folder);
    if (is_there(current)) {
        remove_records(draft);
        const fs::path outdated = records_file(options_.folder, vault.generation - 1);
        if (is_there(outdated)) {
            remove_upgrade_copies(options_.folder);  // theirs is the key that is gone
            remove_records(outdated);
        }
    }
}

SqlSession EncryptedStore::make_session(const fs::path& file, const SecretBytes& key) const {
    return SqlSession({.file = file,
                       .read_only = options_.read_only,
                       .immutable = options_.read_only && is_at_rest(file),
                       .patience = options_.patience},
                      key);
}

void EncryptedStore::open_session() {
    const fs::path file = records_file(options_.folder, generation_);
    // SQLite would take an empty file for a new database, and a practice would find no clients.
    if (is_empty_or_missing(file)) {
        throw Error(ErrorCode::Io, {"error.store.records-missing", {{"file", file.string()}}});
    }
    session_ = std::make_unique<SqlSession>(make_session(file, *key_));
    user_seen_at_.reset();  // each connection counts on its own
}

void EncryptedStore::upgrade() {
    require_writable();
    session_.reset();
    lock_->let_go();
    lock_->hold(StoreLock::Use::Alone, options_.patience);
    open_session();
    const int version = check_schema(*session_, migrations_);
    if (version < static_cast<int>(migrations_.size())) {
        close_settled(session_);
        copy_durably(records_file(options_.folder, generation_), upgrade_copy_file(options_.folder, version));
        open_session();
        if (!AuditLog(*session_).exists()) {
            AuditAnchor::create(options_.folder, {});  // before there is a log: one without it is never believed
        }
        migrate(*session_, migrations_, now());
    }
    lock_->hold(StoreLock::Use::Shared, options_.patience);
}

// ---- Records

SqlCaseStore EncryptedStore::records() {
    if (session_ == nullptr) {
        throw folder_error(ErrorCode::Locked, "error.store.closed", options_.folder);
    }
    return SqlCaseStore(*session_);
}

void EncryptedStore::require_writable() const {
    if (options_.read_only) {
        throw folder_error(ErrorCode::ReadOnly, "error.store.opened-read-only", options_.folder);
    }
}

std::vector<Client> EncryptedStore::list_clients() {
    refresh_user();
    return records().list_clients();
}

CaseDocument EncryptedStore::load_again(const ClientId& id) {
    return sees_health() ? records().load(id) : load_for_front_desk(records(), id);
}

CaseDocument EncryptedStore::load(const ClientId& id) {
    CaseDocument document = load_again(id);
    note_when_possible({.kind = AuditKind::View, .client = id});
    return document;
}

void EncryptedStore::save(const DocumentDiff& change) {
    require_writable();
    if (change.empty()) {
        return;
    }
    write(event_of(change),
          [&](SqlCaseStore& store) { store.save(sees_health() ? change : from_front_desk(store, change)); });
}

AuditEvent EncryptedStore::event_of(const DocumentDiff& change) {
    const bool is_new = !records().has_client(change.client);
    if (is_new && is_erased(*session_, audit_name_of(change.client))) {
        throw Error(ErrorCode::NotFound, {"error.store.client-gone", {}});  // an edit from before makes nobody anew
    }
    return {
        .kind = is_new ? AuditKind::Create : AuditKind::Change, .client = change.client, .detail = counts_of(change)};
}

void EncryptedStore::save_import(const std::vector<DocumentDiff>& changes, std::string_view format) {
    require_writable();
    const ErasedClients erased = changes.empty() ? ErasedClients{} : erased_clients();
    std::vector<DatedEvent> events;
    for (const DocumentDiff& change : changes) {
        if (!change.empty()) {
            // A restored backup would erase them again, and who erased them is not asked here.
            if (erased.contains(audit_name_of(change.client))) {
                throw folder_error(ErrorCode::InvalidEdit, "error.store.import-erased", options_.folder);
            }
            events.push_back(
                dated({.kind = AuditKind::Import, .client = change.client, .detail = std::string(format)}));
            events.push_back(dated(event_of(change)));
        }
    }
    if (events.empty()) {
        return;
    }
    write(events, [&](SqlCaseStore& store) {
        for (const DocumentDiff& change : changes) {
            if (!change.empty()) {
                store.save(sees_health() ? change : from_front_desk(store, change));
            }
        }
    });
}

PracticeCounts EncryptedStore::count_practice() {
    PracticeCounts counts = records().count_practice();
    if (!sees_health()) {
        counts.places.clear();
        counts.marked.clear();
    }
    note_when_possible({.kind = AuditKind::View, .detail = "counts of the practice"});
    return counts;
}

std::vector<NotePhrase> EncryptedStore::note_phrases() {
    return sees_health() ? records().note_phrases() : std::vector<NotePhrase>();
}

void EncryptedStore::set_note_phrases(const std::vector<NotePhrase>& phrases) {
    require_therapist();
    write({.kind = AuditKind::Admin, .detail = fmt::format("note phrases {}", phrases.size())},
          [&](SqlCaseStore& store) { store.set_note_phrases(phrases); });
}

std::optional<std::string> EncryptedStore::find_setting(std::string_view key) { return records().find_setting(key); }

void EncryptedStore::set_setting(std::string_view key, std::string_view value) {
    write({.kind = AuditKind::Admin, .detail = fmt::format("setting {}", key)},
          [&](SqlCaseStore& store) { store.set_setting(key, value); });
}

// ---- Audit

DatedEvent EncryptedStore::dated(const AuditEvent& event) const {
    return {.event = event, .at = now(), .who = options_.who};
}

void EncryptedStore::write(const AuditEvent& event, const std::function<void(SqlCaseStore&)>& work) {
    write(dated(event), work);
}

void EncryptedStore::write(const DatedEvent& event, const std::function<void(SqlCaseStore&)>& work) {
    write(std::vector{event}, work);
}

void EncryptedStore::write(const std::vector<DatedEvent>& events, const std::function<void(SqlCaseStore&)>& work) {
    PALPATE_ASSERT(!events.empty());
    require_writable();
    SqlCaseStore store = records();
    AuditLog log(*session_);
    SqlTransaction transaction(*session_, SqlTransaction::Kind::Write);
    work(store);
    for (const DatedEvent& waiting : waiting_) {
        log.append(waiting);
    }
    AuditHead head;
    for (const DatedEvent& event : events) {
        head = log.append(event);
    }
    transaction.commit();
    waiting_.clear();
    try {
        anchor_->advance(head, [&](const AuditHead& older) { return log.holds(older); });
    } catch (const Error&) {  // NOLINT(bugprone-empty-catch): the change is saved; a head that lags does no harm
    }
}

void EncryptedStore::note(const AuditEvent& event) {
    write(event, [](SqlCaseStore&) {});
}

void EncryptedStore::note_when_possible(const AuditEvent& event) { note_when_possible(dated(event)); }

void EncryptedStore::note_when_possible(const DatedEvent& event) {
    if (options_.read_only || session_ == nullptr) {
        return;
    }
    try {
        write(event, [](SqlCaseStore&) {});
    } catch (const Error&) {
        waiting_.push_back(event);  // the disk is full, or another program writes for long
    }
}

std::vector<AuditRow> EncryptedStore::audit(const AuditRange& range) {
    require_therapist();
    static_cast<void>(records());
    return AuditLog(*session_).rows(range);
}

AuditReport EncryptedStore::check_audit() {
    static_cast<void>(records());
    AuditLog log(*session_);
    // Before the rows, since other programs add some meanwhile.
    const auto backed_up = newest_backed_up_head();
    const auto anchored = anchor_->head();
    const SqlTransaction view(*session_, SqlTransaction::Kind::Read);
    AuditReport report = log.check();
    const auto find = [&](const char* key, std::int64_t seq) {
        report.findings.push_back({.severity = Severity::Error,
                                   .where = options_.folder.string(),
                                   .text = {key, {{"seq", std::to_string(seq)}}}});
    };
    if (!anchored) {
        find("store.audit.head-missing", report.head.seq);
    } else if (anchored->seq > report.head.seq) {
        find("store.audit.cut-off", report.head.seq + 1);
    } else if (!log.holds(*anchored)) {
        find("store.audit.altered", anchored->seq);
    }
    if (backed_up && !log.holds(*backed_up)) {
        find("store.audit.older-than-backup", backed_up->seq);
    }
    return report;
}

StoreStats EncryptedStore::stats() {
    static_cast<void>(records());
    const SqlTransaction view(*session_, SqlTransaction::Kind::Read);
    const auto count = [&](const char* table) {
        auto rows = session_->prepare(fmt::format("SELECT count(*) FROM {}", table));
        return rows.step() ? rows.integer(0) : 0;
    };
    std::error_code ignored;
    return {.bytes = fs::file_size(session_->file(), ignored),
            .schema = static_cast<int>(migrations_.size()),
            .key_generation = generation_,
            .clients = count("clients"),
            .sessions = count("sessions"),
            .marks = count("marks"),
            .audit_rows = count("audit"),
            .erased_clients = count("erasures")};
}

void EncryptedStore::verify() {
    static_cast<void>(records());
    if (!is_intact(*session_)) {
        throw Error(ErrorCode::Io, {"error.store.damaged", {{"file", session_->file().string()}}});
    }
}

bool is_intact_copy(SqlSession& copy) { return is_authentic(copy) && copy.ask("PRAGMA quick_check") == "ok"; }

}  // namespace palpate::detail
