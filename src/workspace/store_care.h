#pragma once

#include "base/clock.h"
#include "base/store_user.h"
#include "base/text.h"
#include "casebook/case_store.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace palpate {

/// A backup that can be put back.
struct KeptBackup {
    std::string folder{};
    Timestamp created{};
    bool needs_passphrase = false;
    std::string user{};   ///< the name that who is signed in had then; empty where nobody had one
    bool is_ours = true;  ///< they could open the records then; another's passphrase is a verb's

    bool operator==(const KeptBackup&) const = default;
};

/// What is known of a store's backups.
struct BackupNews {
    std::string folder{};
    std::vector<KeptBackup> kept{};      ///< newest first; each was read again in full when it was made
    bool due = false;                    ///< one is to be made today
    std::optional<Timestamp> drilled{};  ///< when one was last restored as a trial

    bool operator==(const BackupNews&) const = default;
};

/// Clients, sessions and marks.
struct RecordCounts {
    std::int64_t clients = 0;
    std::int64_t sessions = 0;
    std::int64_t marks = 0;

    bool operator==(const RecordCounts&) const = default;
};

/// What a trial restore of the newest backup came to.
struct DrillNews {
    Timestamp backup{};
    RecordCounts restored{};
    RecordCounts now{};
    bool changed_since = false;  ///< records were saved after it was made: they may differ
    bool same = false;           ///< the restored records are the present ones, to the letter

    bool operator==(const DrillNews&) const = default;
};

/// What reading every page and every row of the log found.
struct CheckNews {
    std::int64_t log_rows = 0;
    std::vector<Text> findings{};  ///< empty: all is as it was written
};

/// A row of the log of who did what.
struct LogLine {
    std::int64_t number = 0;
    Timestamp at{};
    std::string who{};
    std::string kind{};    ///< "unlock", "change", .. ; text key "audit.kind.<kind>"
    std::string client{};  ///< their reference while they are there
    std::string detail{};

    bool operator==(const LogLine&) const = default;
};

/// What the log is told of that only the window knows.
enum class RecordUse { Export, Print, Import };

/// Port to what looks after an open store; programs/ implements it over store/. Thread: the store lane.
/// Errors of all calls as CaseStore, and Forbidden where the role of who is signed in does not allow it.
class StoreCare {
public:
    virtual ~StoreCare() = default;

    [[nodiscard]] virtual BackupNews backups(CaseStore& open_store) = 0;
    /// Makes one and reads it again. O(file).
    virtual BackupNews back_up(CaseStore& open_store) = 0;
    /// Restores the newest backup into a folder of its own, reads it, and removes that again. O(file).
    [[nodiscard]] virtual DrillNews drill(CaseStore& open_store, const SignIn& sign_in) = 0;
    /// Puts a backup in the place of the records, which nobody may have open. `sign_in` opens the backup. Answers where what
    /// was there before is kept. O(file).
    [[nodiscard]] virtual std::string restore(const std::string& location, const std::string& backup,
                                              const SignIn& sign_in) = 0;
    [[nodiscard]] virtual CheckNews check(CaseStore& open_store) = 0;
    /// The newest rows, newest first.
    [[nodiscard]] virtual std::vector<LogLine> log(CaseStore& open_store, std::size_t rows) = 0;
    virtual void note(CaseStore& open_store, RecordUse use, const std::optional<ClientId>& client,
                      const std::string& detail) = 0;

    /// To be shown once; the one before opens nothing any more.
    [[nodiscard]] virtual std::string make_recovery_code(CaseStore& open_store) = 0;
    [[nodiscard]] virtual bool has_recovery_code(CaseStore& open_store) = 0;
    virtual void change_passphrase(CaseStore& open_store, const std::string& current, const std::string& next) = 0;
    virtual void rotate_key(CaseStore& open_store, const std::string& passphrase) = 0;

    /// The first one takes over the store's passphrase, which `passphrase` then is; the others get it as theirs.
    virtual void add_user(CaseStore& open_store, const StoreUser& user, const std::string& passphrase) = 0;
    /// Another name or role for the person of that id.
    virtual void edit_user(CaseStore& open_store, const StoreUser& user) = 0;
    virtual void remove_user(CaseStore& open_store, const std::string& id) = 0;
};

}  // namespace palpate
