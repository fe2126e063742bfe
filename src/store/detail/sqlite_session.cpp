#include "base/error.h"
#include "store/detail/sql_session.h"

#include <fmt/format.h>
#include <sqlcipher/sqlite3.h>

#include <cerrno>

namespace palpate::detail {
namespace {

namespace fs = std::filesystem;

/// A file: address, so that ?immutable=1 can follow; every byte that could mean something there is escaped.
std::string address_of(const fs::path& file, bool immutable) {
    std::string address = "file:";
    for (const char character : file.string()) {
        const bool plain = (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
                           (character >= '0' && character <= '9') || character == '/' || character == '.' ||
                           character == '-' || character == '_';
        address += plain ? std::string(1, character)
                         : fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(character)));
    }
    return immutable ? address + "?immutable=1" : address;
}

bool is_full(int error_number) { return error_number == ENOSPC || error_number == EDQUOT || error_number == EFBIG; }

bool is_forbidden(int error_number) { return error_number == EACCES || error_number == EPERM || error_number == EROFS; }

SqlConflict conflict_of(int result_code) {
    switch (result_code) {
        case SQLITE_CONSTRAINT_UNIQUE:
        case SQLITE_CONSTRAINT_PRIMARYKEY: return {SqlConflict::Kind::Unique};
        case SQLITE_CONSTRAINT_FOREIGNKEY: return {SqlConflict::Kind::Reference};
        default: return {SqlConflict::Kind::Rule};
    }
}

Error error_of(int result_code, int error_number, const fs::path& file) {
    const std::string folder = file.parent_path().string();
    switch (result_code & 0xff) {
        case SQLITE_FULL: return {ErrorCode::DiskFull, {"error.store.disk-full", {{"folder", folder}}}};
        case SQLITE_READONLY: return {ErrorCode::ReadOnly, {"error.store.read-only", {{"folder", folder}}}};
        case SQLITE_BUSY:
        case SQLITE_LOCKED: return {ErrorCode::Locked, {"error.store.in-use", {{"folder", folder}}}};
        case SQLITE_NOTADB:
        case SQLITE_CORRUPT: return {ErrorCode::Io, {"error.store.damaged", {{"file", file.string()}}}};
        default: break;
    }
    if (is_full(error_number)) {
        return {ErrorCode::DiskFull, {"error.store.disk-full", {{"folder", folder}}}};
    }
    if (is_forbidden(error_number)) {
        return {ErrorCode::ReadOnly, {"error.store.read-only", {{"folder", folder}}}};
    }
    // errstr is a fixed sentence per code: unlike errmsg it can hold nothing of the record.
    return {ErrorCode::Io, {"error.store.file", {{"file", file.string()}, {"detail", ::sqlite3_errstr(result_code)}}}};
}

}  // namespace

// ---- Statement

void SqlStatement::Prepared::Finalise::operator()(sqlite3_stmt* statement) const noexcept {
    ::sqlite3_finalize(statement);
}

void SqlStatement::GiveBack::operator()(Prepared* prepared) const noexcept {
    ::sqlite3_reset(prepared->statement.get());
    ::sqlite3_clear_bindings(prepared->statement.get());
    prepared->lent = false;
}

void SqlStatement::rewind() {
    ::sqlite3_reset(raw());
    ::sqlite3_clear_bindings(raw());
}

void SqlStatement::bind(int place, std::string_view value) {
    // A null pointer would bind NULL, and an empty string_view may hold one.
    const char* text = value.empty() ? "" : value.data();
    session_->check(::sqlite3_bind_text64(raw(), place, text, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void SqlStatement::bind(int place, const SecretBytes& value) {
    const auto bytes = value.bytes();
    session_->check(::sqlite3_bind_text64(raw(), place, reinterpret_cast<const char*>(bytes.data()), bytes.size(),
                                          SQLITE_STATIC, SQLITE_UTF8));
}

void SqlStatement::bind(int place, std::int64_t value) { session_->check(::sqlite3_bind_int64(raw(), place, value)); }

void SqlStatement::bind(int place, double value) { session_->check(::sqlite3_bind_double(raw(), place, value)); }

void SqlStatement::bind(int place, std::span<const std::uint8_t> value) {
    session_->check(::sqlite3_bind_blob64(raw(), place, value.data(), value.size(), SQLITE_TRANSIENT));
}

void SqlStatement::bind(int place, const std::optional<std::int64_t>& value) {
    session_->check(value ? ::sqlite3_bind_int64(raw(), place, *value) : ::sqlite3_bind_null(raw(), place));
}

void SqlStatement::bind(int place, const std::optional<int>& value) {
    session_->check(value ? ::sqlite3_bind_int64(raw(), place, *value) : ::sqlite3_bind_null(raw(), place));
}

void SqlStatement::bind(int place, const std::optional<double>& value) {
    session_->check(value ? ::sqlite3_bind_double(raw(), place, *value) : ::sqlite3_bind_null(raw(), place));
}

bool SqlStatement::step() {
    const int result = ::sqlite3_step(raw());
    if (result == SQLITE_ROW) {
        return true;
    }
    if (result != SQLITE_DONE) {
        ::sqlite3_reset(raw());
        session_->fail(result);
    }
    return false;
}

std::int64_t SqlStatement::run() {
    while (step()) {
    }
    return ::sqlite3_changes64(session_->database_.get());
}

std::vector<std::uint8_t> SqlStatement::blob(int column) const {
    const auto* bytes = static_cast<const std::uint8_t*>(::sqlite3_column_blob(raw(), column));
    const auto size = static_cast<std::size_t>(::sqlite3_column_bytes(raw(), column));
    return bytes == nullptr ? std::vector<std::uint8_t>() : std::vector<std::uint8_t>(bytes, bytes + size);
}

std::string SqlStatement::text(int column) const {
    const unsigned char* bytes = ::sqlite3_column_text(raw(), column);
    const int size = ::sqlite3_column_bytes(raw(), column);
    return bytes == nullptr ? std::string()
                            : std::string(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

std::int64_t SqlStatement::integer(int column) const { return ::sqlite3_column_int64(raw(), column); }
double SqlStatement::real(int column) const { return ::sqlite3_column_double(raw(), column); }
bool SqlStatement::is_null(int column) const { return ::sqlite3_column_type(raw(), column) == SQLITE_NULL; }

// ---- Session

void SqlSession::Close::operator()(sqlite3* database) const noexcept { ::sqlite3_close_v2(database); }

SqlSession::SqlSession(const SqlSessionOptions& options, const SecretBytes& key) : file_(options.file) {
    const std::string address = address_of(options.file, options.immutable);
    const int mode = options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    sqlite3* opened = nullptr;
    const int result =
        ::sqlite3_open_v2(address.c_str(), &opened, mode | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, nullptr);
    database_.reset(opened);
    check(result);
    ::sqlite3_extended_result_codes(opened, 1);
    ::sqlite3_busy_timeout(opened, static_cast<int>(options.patience.count()));
    // SQLCipher would write lines of its own to the terminal about every damaged page; the Error says it once, in words.
    execute("PRAGMA cipher_log_level = NONE");
    const SecretBytes key_text = make_raw_key_text(key);
    check(::sqlite3_key(opened, key_text.bytes().data(), static_cast<int>(key_text.size())));
    configure(options.read_only);
}

void SqlSession::configure(bool for_reading) {
    // The order is the point. With WAL before EXTRA the rollback journal that WAL replaces is unlinked without a sync of
    // the folder: after a power cut it is back, and is played back over half of all saves.
    execute("PRAGMA synchronous = EXTRA");
    if (!for_reading) {
        if (ask("PRAGMA journal_mode = WAL") != "wal") {
            fail(SQLITE_CANTOPEN);
        }
        if (read_only()) {
            fail(SQLITE_READONLY);  // what SQLite falls back to in silence when the file may not be written
        }
    }
    execute("PRAGMA foreign_keys = ON");
    execute("PRAGMA cipher_memory_security = ON");
    execute("PRAGMA temp_store = MEMORY");
    // 16 MiB: all clients of a large practice stay decrypted, where 2 MiB, what SQLite takes by itself, are read anew each time.
    execute("PRAGMA cache_size = -16384");
    execute("PRAGMA secure_delete = ON");
}

SqlStatement SqlSession::prepare(const std::string& sql) {
    SqlStatement::Prepared& prepared = prepared_[sql];
    PALPATE_ASSERT(!prepared.lent);
    if (prepared.statement == nullptr) {
        sqlite3_stmt* statement = nullptr;
        check(::sqlite3_prepare_v3(database_.get(), sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr));
        prepared.statement.reset(statement);
    }
    prepared.lent = true;
    return {*this, prepared};
}

void SqlSession::execute(const std::string& sql) {
    check(::sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr));
}

std::string SqlSession::ask(const std::string& sql) {
    SqlStatement statement = prepare(sql);
    return statement.step() ? statement.text(0) : std::string();
}

bool SqlSession::read_only() const { return ::sqlite3_db_readonly(database_.get(), "main") != 0; }

bool SqlSession::in_transaction() const { return ::sqlite3_get_autocommit(database_.get()) == 0; }

void SqlSession::check(int result_code) const {
    if (result_code != SQLITE_OK) {
        fail(result_code);
    }
}

void SqlSession::fail(int result_code) const {
    if ((result_code & 0xff) == SQLITE_CONSTRAINT) {
        throw conflict_of(result_code);
    }
    // sqlcipher_export() answers a plain SQLITE_ERROR whatever failed inside; of a full disk it passes on the message.
    const bool full_inside = result_code == SQLITE_ERROR &&
                             ::sqlite3_errmsg(database_.get()) == std::string_view(::sqlite3_errstr(SQLITE_FULL));
    throw error_of(full_inside ? SQLITE_FULL : result_code, ::sqlite3_system_errno(database_.get()), file_);
}

// ---- Transaction

SqlTransaction::SqlTransaction(SqlSession& session, Kind kind) : session_(session) {
    session_.execute(kind == Kind::Write ? "BEGIN IMMEDIATE" : "BEGIN");
}

SqlTransaction::~SqlTransaction() {
    if (session_.in_transaction()) {
        try {
            session_.execute("ROLLBACK");
        } catch (...) {  // NOLINT(bugprone-empty-catch): the error that ended the transaction is already on its way
        }
    }
}

void SqlTransaction::commit() { session_.execute("COMMIT"); }

}  // namespace palpate::detail
