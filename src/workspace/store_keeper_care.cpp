// Backups, checks and keys, from the window.

#include "workspace/detail/job_names.h"
#include "workspace/store_keeper.h"

#include <utility>

namespace palpate {
namespace {

constexpr std::size_t k_log_rows = 500;
constexpr std::chrono::milliseconds k_backup_interval = std::chrono::hours(1);

/// A passphrase on its way to the store lane.
struct Secret {
    explicit Secret(std::string given) : words(std::move(given)) {}
    ~Secret() { wipe_secret(words); }
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;

    std::string words;
};

std::shared_ptr<Secret> secret(const std::string& words) { return std::make_shared<Secret>(words); }

std::shared_ptr<const WipedSignIn> wiped_sign_in(const std::string& user, const std::string& passphrase) {
    return std::make_shared<const WipedSignIn>(
        SignIn{.user = user, .passphrase = passphrase.empty() ? std::nullopt : std::optional(passphrase)});
}

}  // namespace

template <class Work, class Done>
void StoreKeeper::look_after(const char* job, Work work, Done done) {
    workspace_.require_store();
    PALPATE_ASSERT(workspace_.services_.care != nullptr);
    if (!busy_.empty()) {
        throw Error(ErrorCode::InvalidEdit, {"workspace.care-busy", {}});
    }
    using Result = std::invoke_result_t<Work, StoreCare&, CaseStore&>;
    busy_ = job;
    ++workspace_.revision_;
    workspace_.jobs_.start(
        JobQueue::Lane::Store, job,
        [care = workspace_.services_.care, store = workspace_.store_, work = std::move(work)](JobContext&) mutable {
            return work(*care, *store);
        },
        [this, store = workspace_.store_, done = std::move(done)](Outcome<Result> outcome) mutable {
            busy_.clear();
            ++workspace_.revision_;
            if (store != workspace_.store_) {
                return;
            }
            if (auto* result = std::get_if<Result>(&outcome)) {
                done(std::move(*result));
            } else if (const auto* failure = std::get_if<Failure>(&outcome)) {
                workspace_.fail(*failure);
            }
        });
}

// ---- what the panel shows ------------------------------------------------------------------------------------------

void StoreKeeper::refresh() {
    look_after(
        k_job_care,
        [gate = workspace_.services_.gate, sees_log = workspace_.sees_health()](StoreCare& care, CaseStore& store) {
            Refreshed refreshed{.user = gate->user_of(store), .backups = care.backups(store)};
            if (sees_log) {
                refreshed.log = care.log(store, k_log_rows);
                refreshed.has_recovery_code = care.has_recovery_code(store);
            }
            return refreshed;
        },
        [this](Refreshed refreshed) { take(std::move(refreshed)); });
}

void StoreKeeper::take(Refreshed refreshed) {
    workspace_.user_ = std::move(refreshed.user);  // the first person has just taken a name, or it was changed
    backups_ = std::move(refreshed.backups);
    log_ = std::move(refreshed.log);
    has_recovery_code_ = refreshed.has_recovery_code;
    ++workspace_.revision_;
}

void StoreKeeper::forget_results() {
    drilled_.reset();
    checked_.reset();
}

// ---- backups -------------------------------------------------------------------------------------------------------

/// When the store has been opened, and once an hour; silent, but for what goes wrong, once.
void StoreKeeper::start_due_backup() {
    const bool looked = backup_looked_ && now().total - backup_looked_->total < k_backup_interval;
    if (looked || workspace_.services_.care == nullptr || !busy_.empty() ||
        workspace_.save_state_ != SaveState::Saved) {
        return;
    }
    backup_looked_ = now();
    workspace_.jobs_.start(
        JobQueue::Lane::Store, k_job_backup,
        [care = workspace_.services_.care, store = workspace_.store_](JobContext&) {
            const BackupNews before = care->backups(*store);
            return before.due ? care->back_up(*store) : before;
        },
        [this, store = workspace_.store_](Outcome<BackupNews> outcome) {
            if (store != workspace_.store_) {
                return;
            }
            if (auto* news = std::get_if<BackupNews>(&outcome)) {
                backup_failure_told_ = false;
                backups_ = std::move(*news);
            } else if (const auto* failure = std::get_if<Failure>(&outcome); failure && !backup_failure_told_) {
                backup_failure_told_ = true;
                workspace_.notify(Severity::Warning,
                                  {"workspace.backup-failed", {{"why", workspace_.words().tr(failure->text)}}});
            }
        });
}

void StoreKeeper::back_up() {
    look_after(
        k_job_backup, [](StoreCare& care, CaseStore& store) { return care.back_up(store); },
        [this](BackupNews news) {
            backups_ = std::move(news);
            refresh();
        });
}

void StoreKeeper::drill(const std::string& passphrase) {
    drilled_.reset();
    look_after(
        k_job_drill,
        [secret = wiped_sign_in(workspace_.user_.name, passphrase)](StoreCare& care, CaseStore& store) {
            return care.drill(store, secret->sign_in);
        },
        [this](DrillNews news) {
            drilled_ = std::move(news);
            refresh();
        });
}

void StoreKeeper::restore(const KeptBackup& backup, const std::string& passphrase) {
    workspace_.require_store();
    PALPATE_ASSERT(workspace_.services_.care != nullptr);
    if (workspace_.user_.role != UserRole::Owner) {
        throw Error(ErrorCode::Forbidden, {"error.store.owner-only", {}});
    }
    if (!busy_.empty() || workspace_.save_state_ != SaveState::Saved) {
        throw Error(ErrorCode::InvalidEdit, {"workspace.care-busy", {}});
    }
    if (!parked_.empty()) {  // of the record as it is now: they would not fit the one of then
        workspace_.notify(Severity::Warning, {"workspace.restore-parked", {{"user", parked_.front().user.name}}});
        return;
    }
    busy_ = k_job_restore;
    const bool was_protected = workspace_.protection() == StoreProtection::Passphrase;
    std::shared_ptr<CaseStore> store = std::exchange(workspace_.store_, nullptr);
    blank();
    workspace_.jobs_.start(
        JobQueue::Lane::Store, k_job_restore,
        [care = workspace_.services_.care, gate = workspace_.services_.gate, store = std::move(store),
         folder = backup.folder, secret = wiped_sign_in(backup.user, passphrase)](JobContext&) mutable {
            gate->lock(*store, "restore");
            store.reset();
            std::string previous = care->restore(gate->location(), folder, secret->sign_in);
            gate->look_again();
            return previous;
        },
        [this, was_protected](Outcome<std::string> outcome) {
            busy_.clear();
            const bool is_protected = workspace_.services_.gate->locked();
            if (const auto* previous = std::get_if<std::string>(&outcome)) {
                workspace_.notify(Severity::Note, {"workspace.restored", {{"folder", *previous}}});
                if (was_protected && !is_protected) {
                    workspace_.notify(Severity::Warning, {"workspace.restored-unprotected", {}});
                }
            } else if (const auto* failure = std::get_if<Failure>(&outcome)) {
                workspace_.fail(*failure);
            }
            if (!is_protected) {
                workspace_.open_store();
            }
        });
}

void StoreKeeper::check() {
    checked_.reset();
    look_after(
        k_job_check, [](StoreCare& care, CaseStore& store) { return care.check(store); },
        [this](CheckNews news) {
            checked_ = std::move(news);
            ++workspace_.revision_;
        });
}

// ---- keys ----------------------------------------------------------------------------------------------------------

void StoreKeeper::make_recovery_code() {
    look_after(
        k_job_care, [](StoreCare& care, CaseStore& store) { return care.make_recovery_code(store); },
        [this](std::string code) {
            recovery_code_ = std::move(code);
            refresh();
        });
}

void StoreKeeper::change_passphrase(const std::string& current, const std::string& next) {
    look_after(
        k_job_passphrase,
        [current = secret(current), next = secret(next)](StoreCare& care, CaseStore& store) {
            care.change_passphrase(store, current->words, next->words);
            return true;
        },
        [this](bool) {
            workspace_.notify(Severity::Note, {"workspace.passphrase-changed", {}});
            refresh();
        });
}

void StoreKeeper::rotate_key(const std::string& passphrase) {
    look_after(
        k_job_rotate,
        [words = secret(passphrase)](StoreCare& care, CaseStore& store) {
            care.rotate_key(store, words->words);
            return true;
        },
        [this](bool) {
            workspace_.notify(Severity::Note, {"workspace.key-rotated", {}});
            refresh();
        });
}

// ---- people --------------------------------------------------------------------------------------------------------

void StoreKeeper::add_user(const StoreUser& user, const std::string& passphrase) {
    look_after(
        k_job_care,
        [user, words = secret(passphrase)](StoreCare& care, CaseStore& store) {
            care.add_user(store, user, words->words);
            return true;
        },
        [this](bool) { refresh(); });
}

void StoreKeeper::edit_user(const StoreUser& user) {
    look_after(
        k_job_care,
        [user](StoreCare& care, CaseStore& store) {
            care.edit_user(store, user);
            return true;
        },
        [this](bool) { refresh(); });
}

void StoreKeeper::remove_user(const std::string& id) {
    look_after(
        k_job_care,
        [id](StoreCare& care, CaseStore& store) {
            care.remove_user(store, id);
            return true;
        },
        [this](bool) { refresh(); });
}

// ---- the log -------------------------------------------------------------------------------------------------------

void StoreKeeper::note(RecordUse use, const std::string& detail, const std::optional<ClientId>& client) {
    if (!workspace_.store_open() || workspace_.services_.care == nullptr) {
        return;
    }
    std::optional<ClientId> about = client;
    if (!about && workspace_.document() != nullptr) {
        about = workspace_.document()->client.id;
    }
    workspace_.jobs_.start(
        JobQueue::Lane::Store, k_job_care,
        [care = workspace_.services_.care, store = workspace_.store_, use, about, detail](JobContext&) {
            care->note(*store, use, about, detail);
            return true;
        },
        [](const Outcome<bool>&) {});  // a full disk keeps nobody from working; what was saved is told all the same
}

}  // namespace palpate
