#pragma once

#include "store/detail/secret_bytes.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace palpate::detail {

/// A row the database refuses because of a constraint: what SqlCaseStore turns into words.
struct SqlConflict {
    enum class Kind { Unique, Reference, Rule };
    Kind kind = Kind::Rule;
};

class SqlSession;

/// A statement of a session, lent until this goes away; the session keeps it prepared for the next time.
/// Values are bound in order by with(), then step() goes from row to row.
class SqlStatement {
public:
    /// Binds the placeholders ?1, ?2, .. and starts over.
    template <class... Values>
    SqlStatement& with(const Values&... values) {
        rewind();
        int place = 0;
        (bind(++place, values), ...);
        return *this;
    }

    /// True while there is a row. Throws SqlConflict, or Error as SqlSession does.
    [[nodiscard]] bool step();
    /// Runs to the end and says how many rows it changed.
    std::int64_t run();

    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] std::vector<std::uint8_t> blob(int column) const;
    [[nodiscard]] bool is_null(int column) const;

private:
    friend class SqlSession;
    struct Prepared {
        struct Finalise {
            void operator()(sqlite3_stmt* statement) const noexcept;
        };
        std::unique_ptr<sqlite3_stmt, Finalise> statement;
        bool lent = false;
    };
    struct GiveBack {
        void operator()(Prepared* prepared) const noexcept;
    };
    SqlStatement(SqlSession& session, Prepared& prepared) : session_(&session), prepared_(&prepared) {}

    [[nodiscard]] sqlite3_stmt* raw() const { return prepared_->statement.get(); }
    void rewind();
    void bind(int place, std::string_view value);
    void bind(int place, const SecretBytes& value);
    void bind(int place, std::int64_t value);
    void bind(int place, double value);
    void bind(int place, std::span<const std::uint8_t> value);
    void bind(int place, const std::optional<int>& value);
    void bind(int place, const std::optional<std::int64_t>& value);
    void bind(int place, const std::optional<double>& value);

    SqlSession* session_;
    std::unique_ptr<Prepared, GiveBack> prepared_;
};

struct SqlSessionOptions {
    std::filesystem::path file;
    bool read_only = false;
    bool immutable = false;  ///< nobody writes and nothing may be written beside the file; only with read_only
    std::chrono::milliseconds patience{10'000};
};

/// One connection to an encrypted database file, opened in the one order that keeps every acknowledged save.
/// Errors: Error DiskFull, ReadOnly, Locked, Io naming the folder; never the statement or a value of it.
class SqlSession {
public:
    /// The file must exist; empty is a new database. Throws Error Io when the key does not fit or the file is damaged.
    SqlSession(const SqlSessionOptions& options, const SecretBytes& key);

    /// Not again while the same one is lent. Statements are kept because preparing allocates, and cipher_memory_security
    /// locks and wipes every allocation: without the disk's part a save took 6 ms, with kept statements 0.3 ms.
    [[nodiscard]] SqlStatement prepare(const std::string& sql);
    /// Any number of statements, results dropped.
    void execute(const std::string& sql);
    /// First column of the only row.
    [[nodiscard]] std::string ask(const std::string& sql);

    [[nodiscard]] const std::filesystem::path& file() const { return file_; }
    [[nodiscard]] bool read_only() const;
    [[nodiscard]] bool in_transaction() const;

    /// Turns a result code of the database into an Error or SqlConflict.
    [[noreturn]] void fail(int result_code) const;

private:
    friend class SqlStatement;
    struct Close {
        void operator()(sqlite3* database) const noexcept;
    };
    void check(int result_code) const;
    void configure(bool for_reading);

    std::filesystem::path file_;
    std::unique_ptr<sqlite3, Close> database_;
    std::unordered_map<std::string, SqlStatement::Prepared> prepared_;  ///< after database_: gone before it closes
};

/// Everything until commit(), or nothing. One at a time per session.
class SqlTransaction {
public:
    enum class Kind {
        Read,  ///< one consistent view of several tables
        Write  ///< takes the write lock at once, waiting for other programs
    };
    SqlTransaction(SqlSession& session, Kind kind);
    ~SqlTransaction();
    SqlTransaction(const SqlTransaction&) = delete;
    SqlTransaction& operator=(const SqlTransaction&) = delete;

    void commit();

private:
    SqlSession& session_;
};

}  // namespace palpate::detail
