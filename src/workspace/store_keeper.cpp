// Locking: what is on screen goes at once, what was done is saved, the key is forgotten; and the same is shown again.

#include "workspace/store_keeper.h"

#include "workspace/detail/job_names.h"
#include "workspace/detail/modes.h"
#include "workspace/intake_desk.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace palpate {
namespace {

constexpr std::array<std::string_view, 3> k_reasons{"by hand", "idle", "sleep"};
constexpr std::chrono::milliseconds k_watch_interval{500};

double seconds(std::chrono::milliseconds time) { return std::chrono::duration<double>(time).count(); }

}  // namespace

// ---- looking -------------------------------------------------------------------------------------------------------

void StoreKeeper::look() {
    if (!workspace_.services_.running_time || !workspace_.store_open()) {
        return;
    }
    const RunningTime time = now();
    const IntakeDesk& desk = *workspace_.intakes_;
    if (desk.is_handed_over() && idle_.look(time) == IdleLock::Verdict::Idle) {
        workspace_.intakes_->pause();  // the next client finds the welcome, and nothing of who went away
        idle_.start(time);
    }
    if (can_lock()) {
        const IdleLock::Verdict verdict = idle_.look(time);
        const bool is_idle = verdict == IdleLock::Verdict::Idle && !desk.is_handed_over();
        if (is_idle || verdict == IdleLock::Verdict::Slept) {
            lock(verdict == IdleLock::Verdict::Idle ? LockReason::Idle : LockReason::Sleep);
            return;
        }
        if (const auto said = idle_.seconds_to_say(time); said != said_seconds_) {
            said_seconds_ = said;
            ++workspace_.revision_;
        }
    }
    if (desk.state() != IntakeState::Away) {
        return;  // the store at hand holds one client's answers alone
    }
    if (time.awake - watched_.awake >= k_watch_interval) {
        start_watch();
    }
    start_due_backup();
}

std::optional<double> StoreKeeper::next_look_in_s() const {
    if (!workspace_.services_.running_time || !workspace_.store_open()) {
        return std::nullopt;
    }
    const RunningTime time = now();
    const auto watch = std::max(k_watch_interval - (time.awake - watched_.awake), std::chrono::milliseconds(10));
    return seconds(can_lock() ? std::min(watch, std::max(idle_.next_change(time), std::chrono::milliseconds(1)))
                              : watch);
}

void StoreKeeper::note_input() {
    if (workspace_.services_.running_time) {
        idle_.note_input(now());
    }
}

std::optional<int> StoreKeeper::seconds_to_lock() const {
    return can_lock() && !workspace_.intakes_->is_handed_over() ? said_seconds_ : std::nullopt;
}

// ---- locking -------------------------------------------------------------------------------------------------------

bool StoreKeeper::can_lock() const {
    return workspace_.store_open() && workspace_.protection() == StoreProtection::Passphrase;
}

void StoreKeeper::lock(LockReason reason) {
    workspace_.require_store();
    if (!can_lock()) {
        throw Error(ErrorCode::InvalidEdit, {"workspace.lock-without-passphrase", {}});
    }
    if (before_locking_) {
        before_locking_();
    }
    workspace_.intakes_->forget();
    shown_.reset();
    if (workspace_.document() != nullptr) {
        shown_ = Shown{.client = workspace_.document()->client.id, .session = workspace_.session_};
    }
    close(std::exchange(workspace_.store_, nullptr), reason);
    blank();
}

/// What has come of the record to this side of the store.
void StoreKeeper::blank() {
    workspace_.show_while_painting(std::nullopt);
    workspace_.show_client_list();
    workspace_.clients_.set({});
    workspace_.practice_.shut();
    workspace_.notifications_.clear();
    workspace_.window_requests_.clear();
    said_seconds_.reset();
    change_counter_.reset();
    backups_.reset();
    forget_results();
    log_.clear();
    if (recovery_code_) {
        wipe_secret(*recovery_code_);
        recovery_code_.reset();
    }
    workspace_.touch();
}

/// Behind whatever the store lane has to do still. Changes wait for one that is being written, and are left when that one
/// fails: none reaches the store before one it builds on.
void StoreKeeper::close(std::shared_ptr<CaseStore> store, LockReason reason) {
    std::vector<DocumentDiff> rest;
    const bool writing = workspace_.save_state_ == SaveState::Saving;
    if (writing) {
        rest.assign(workspace_.unsaved_.begin() + 1, workspace_.unsaved_.end());
    }
    workspace_.jobs_.start(
        JobQueue::Lane::Store, k_job_lock,
        [gate = workspace_.services_.gate, store = std::move(store), written = workspace_.save_in_flight_,
         rest = std::move(rest), reason](JobContext&) mutable {
            std::size_t saved = 0;
            try {
                for (const DocumentDiff& change : rest) {
                    if (!*written) {
                        break;
                    }
                    store->save(change);
                    ++saved;
                }
            } catch (const Error&) {  // NOLINT(bugprone-empty-catch): kept, and told at the next sign-in
            }
            gate->lock(*store, k_reasons[static_cast<std::size_t>(reason)]);
            store.reset();
            return saved;
        },
        [this](Outcome<std::size_t> outcome) {
            const auto* saved = std::get_if<std::size_t>(&outcome);
            closed(saved != nullptr ? *saved : 0);
        });
}

void StoreKeeper::closed(std::size_t saved) {
    auto& unsaved = workspace_.unsaved_;
    unsaved.erase(unsaved.begin(), unsaved.begin() + static_cast<std::ptrdiff_t>(std::min(saved, unsaved.size())));
    if (!unsaved.empty()) {
        workspace_.notifications_.clear();  // why is said again when it is tried again
        workspace_.notify(Severity::Warning, {"workspace.lock-parked", {}});
        auto of_user = std::ranges::find(parked_, workspace_.user_.id, [](const Parked& one) { return one.user.id; });
        if (of_user == parked_.end()) {
            of_user = parked_.insert(parked_.end(), Parked{.user = workspace_.user_, .changes = {}});
        }
        std::ranges::move(std::exchange(unsaved, {}), std::back_inserter(of_user->changes));
    }
    workspace_.save_state_ = SaveState::Saved;
    ++workspace_.revision_;
}

// ---- and again -----------------------------------------------------------------------------------------------------

void StoreKeeper::opened() {
    ++openings_;
    if (workspace_.services_.running_time) {
        idle_.start(now());
        watched_ = {};
        backup_looked_.reset();
    }
    take_parked();
    if (!workspace_.sees_health()) {  // what the other modes show is not for their eyes, and they could not leave it
        detail::set_mode(workspace_, AppMode::Session);
    }
    show_again();
}

void StoreKeeper::take_parked() {
    std::vector<Parked> others;
    for (Parked& one : parked_) {
        if (one.user.id == workspace_.user_.id) {
            workspace_.unsaved_ = std::move(one.changes);
        } else {
            workspace_.notify(Severity::Warning, {"workspace.parked-by-another", {{"user", one.user.name}}});
            others.push_back(std::move(one));
        }
    }
    parked_ = std::move(others);
    if (!workspace_.unsaved_.empty()) {
        workspace_.start_saving();
    }
}

void StoreKeeper::forget_parked(const ClientId& client) {
    for (Parked& one : parked_) {
        std::erase_if(one.changes, [&](const DocumentDiff& change) { return change.client == client; });
    }
    std::erase_if(parked_, [](const Parked& one) { return one.changes.empty(); });
}

/// The record that was on screen, while it is there still; else whoever looks is the therapist, who sees the list.
void StoreKeeper::show_again() {
    if (!shown_) {
        return;
    }
    const auto& clients = workspace_.clients();
    if (std::ranges::find(clients, shown_->client, &Client::id) != clients.end()) {
        workspace_.load_client(shown_->client);
        return;
    }
    shown_.reset();
    detail::set_mode(workspace_, AppMode::Session);
    workspace_.touch();
}

void StoreKeeper::reopened_client(const ClientId& id) {
    const auto shown = std::exchange(shown_, std::nullopt);
    if (shown && shown->client == id && find_session(*workspace_.document(), shown->session) != nullptr) {
        workspace_.session_ = shown->session;
    }
}

}  // namespace palpate
