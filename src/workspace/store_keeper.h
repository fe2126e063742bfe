#pragma once

#include "workspace/idle_lock.h"
#include "workspace/workspace.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {

enum class LockReason { ByHand, Idle, Sleep };

/// Looks after the open store while a window shows it: locks it when nobody is there, shows what other windows saved, and
/// backs it up each day. Does nothing by itself where the workspace knows no running time.
/// Thread: main; slow work runs on the store lane.
class StoreKeeper {
public:
    explicit StoreKeeper(Workspace& workspace) : workspace_(workspace) {}
    StoreKeeper(const StoreKeeper&) = delete;
    StoreKeeper& operator=(const StoreKeeper&) = delete;

    /// What is due: locking, watching, a backup. Part of Workspace::update().
    void look();
    /// Seconds until look() has something to do; nullopt: nothing by itself. No frame is needed for it.
    [[nodiscard]] std::optional<double> next_look_in_s() const;

    // -- locking -------------------------------------------------------------------------------------------------
    [[nodiscard]] bool can_lock() const;
    /// At once nothing of the record is left here; on the store lane what was done is saved, the store closed and its key
    /// forgotten. What could not be saved is kept for who signs in again. Throws Error InvalidEdit without a passphrase.
    void lock(LockReason reason);
    /// Called before locking: what is being typed is to be kept now.
    void before_locking(std::function<void()> keep) { before_locking_ = std::move(keep); }
    void set_idle_limit(std::chrono::minutes limit) { idle_.set_limit(limit); }
    /// A key, a letter, the mouse.
    void note_input();
    /// While the store is about to be locked.
    [[nodiscard]] std::optional<int> seconds_to_lock() const;
    /// How often a store was opened here: what belongs to one sign-in is not for the next person.
    [[nodiscard]] std::size_t openings() const { return openings_; }

    // -- looking after the store ---------------------------------------------------------------------------------
    [[nodiscard]] const std::optional<BackupNews>& backups() const { return backups_; }
    [[nodiscard]] const std::optional<DrillNews>& drilled() const { return drilled_; }
    [[nodiscard]] const std::optional<CheckNews>& checked() const { return checked_; }
    [[nodiscard]] const std::vector<LogLine>& log() const { return log_; }
    [[nodiscard]] bool has_recovery_code() const { return has_recovery_code_; }
    [[nodiscard]] std::vector<StoreUser> users() const { return workspace_.services_.gate->users(); }
    /// A job for the store is running: "job.back-up", ..; empty: none.
    [[nodiscard]] const std::string& busy() const { return busy_; }

    /// Reads again what the practice panel shows.
    void refresh();
    void back_up();
    void drill(const std::string& passphrase);
    /// Closes the records, puts a backup in their place and, where nothing protects them, opens them again; else one signs
    /// in anew. `passphrase` opens the backup. Refuses, and says so, while somebody's changes wait to be saved. Throws Error
    /// Forbidden for all but owners, InvalidEdit while something else is done or not saved yet.
    void restore(const KeptBackup& backup, const std::string& passphrase);
    void check();
    /// What was drilled and checked is of before; what the panel said is said no more.
    void forget_results();
    /// Handed over once, to be shown and wiped.
    [[nodiscard]] std::optional<std::string> take_recovery_code() {
        return std::exchange(recovery_code_, std::nullopt);
    }
    void make_recovery_code();
    void change_passphrase(const std::string& current, const std::string& next);
    void rotate_key(const std::string& passphrase);
    void add_user(const StoreUser& user, const std::string& passphrase);
    void edit_user(const StoreUser& user);
    void remove_user(const std::string& id);
    /// Tells the log of an export, a print or an import of the client on screen, or of `client`.
    void note(RecordUse use, const std::string& detail, const std::optional<ClientId>& client = std::nullopt);

private:
    friend class Workspace;
    /// A record that was on screen when the store was locked.
    struct Shown {
        ClientId client;
        SessionId session;
    };
    /// What could not be saved before the store had to be closed.
    struct Parked {
        StoreUser user;
        std::vector<DocumentDiff> changes;
    };
    struct Refreshed {
        StoreUser user{};
        BackupNews backups{};
        std::vector<LogLine> log{};
        bool has_recovery_code = false;
    };

    void opened();  ///< by Workspace: the store is there
    void take_parked();
    void forget_parked(const ClientId& client);  ///< who was erased
    void show_again();
    void reopened_client(const ClientId& id);  ///< by Workspace: the record is on screen
    void blank();
    void close(std::shared_ptr<CaseStore> store, LockReason reason);
    void closed(std::size_t saved);
    void start_watch();
    void take_changes(std::vector<Client> clients, const std::optional<CaseDocument>& loaded);
    void merge(const CaseDocument& loaded);
    void start_due_backup();
    [[nodiscard]] Refreshed read(CaseStore& store) const;
    void take(Refreshed refreshed);
    /// One thing at a time, then refresh(). `work` runs on the store lane, `done` here when it went well.
    template <class Work, class Done>
    void look_after(const char* job, Work work, Done done);
    [[nodiscard]] RunningTime now() const { return workspace_.services_.running_time(); }

    Workspace& workspace_;
    IdleLock idle_;
    std::function<void()> before_locking_;
    std::optional<int> said_seconds_;
    std::optional<Shown> shown_;
    std::vector<Parked> parked_;  ///< one for each person
    std::size_t openings_ = 0;

    std::optional<std::int64_t> change_counter_;  ///< as last seen
    bool watching_ = false;                       ///< a job looks
    RunningTime watched_;
    std::optional<RunningTime> backup_looked_;
    bool backup_failure_told_ = false;

    std::string busy_;
    std::optional<BackupNews> backups_;
    std::optional<DrillNews> drilled_;
    std::optional<CheckNews> checked_;
    std::vector<LogLine> log_;
    bool has_recovery_code_ = false;
    std::optional<std::string> recovery_code_;
};

}  // namespace palpate
