#pragma once

#include "casebook/case_store.h"
#include "intake/intake_review.h"
#include "intake/intake_steps.h"
#include "workspace/workspace_parts.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace palpate {

class Workspace;
namespace detail {
class SaidCaseStore;
}

/// Who has the window while clients answer before a visit, and while their answers are gone through.
enum class IntakeState {
    Away,       ///< the therapist, with the records
    Welcome,    ///< handed over; nobody answers yet
    Answering,  ///< a client
    Finished,   ///< they have just finished
    Reviewing   ///< the therapist goes through what one client said
};

/// Answers before a visit. While the device is handed over the workspace holds no store but one with the client's own
/// answers in it (detail/said_case_store.h), so nothing of anybody else can be reached, by whatever command. What is said
/// is kept with every change and waits, apart from all records, until the therapist goes through it; so it survives a crash,
/// locking, and a client who walks away.
/// Thread: main; slow work runs on the store lane.
class IntakeDesk {
public:
    explicit IntakeDesk(Workspace& workspace) : workspace_(workspace) {}
    IntakeDesk(const IntakeDesk&) = delete;
    IntakeDesk& operator=(const IntakeDesk&) = delete;
    ~IntakeDesk();

    [[nodiscard]] IntakeState state() const { return state_; }
    [[nodiscard]] bool is_handed_over() const {
        return state_ != IntakeState::Away && state_ != IntakeState::Reviewing;
    }
    [[nodiscard]] bool is_reviewing() const { return state_ == IntakeState::Reviewing; }

    // -- handing over --------------------------------------------------------------------------------------------
    /// Throws Error InvalidEdit while something is not saved; Usage for a PIN of other than 4 to 8 digits; Forbidden for the
    /// front desk, which may keep no answers.
    void hand_over(const std::string& pin);
    /// Takes the window back. Throws Error WrongPassphrase for another PIN; after three wrong ones each waits longer.
    void take_back(const std::string& pin);
    /// Seconds until another PIN or code is looked at; 0: at once.
    [[nodiscard]] int seconds_to_next_entry() const;
    /// Without a PIN: before locking, since signing in asks for more than one. What was answered stays.
    void give_up();

    // -- a client answers ----------------------------------------------------------------------------------------
    /// Someone new, or who is not known by a code.
    void begin();
    /// The client for whom a code was made, with their last map to start from. Throws nothing: a code nobody knows, an old
    /// or a used one is said in a notification.
    void begin_with_code(const std::string& typed);
    [[nodiscard]] IntakeStep step() const { return step_; }
    /// Throws Error InvalidEdit with what is missing, when going on.
    void go_on();
    void go_back();
    /// To a step that was there already, from the last page.
    void go_to(IntakeStep step);
    [[nodiscard]] IntakeProgress progress() const;
    /// Back to the welcome; the same person can go on. The keeper does it after some minutes without a touch.
    void pause();
    [[nodiscard]] bool can_resume() const { return paused_ != nullptr; }
    /// Only with the name that was given. Throws Error NotFound for another.
    void resume(const std::string& name);
    /// Throws Error InvalidEdit before everything needed is said, or while something is not saved yet.
    void finish();
    void welcome_next();

    // -- the therapist goes through it ---------------------------------------------------------------------------
    /// What waits, the oldest first; half-finished answers too.
    [[nodiscard]] const std::vector<PendingIntake>& pending() const { return pending_; }
    void refresh();  ///< reads what waits again
    /// Shows what was said, on the body too. Throws Error NotFound, InvalidEdit, InvalidContent (damaged).
    void review(const IntakeId& id);
    [[nodiscard]] const PendingIntake& reviewed() const { return reviewed_; }
    /// The record it is held against: of the client it is of, of who was chosen, or of nobody yet.
    [[nodiscard]] const CaseDocument& record() const { return record_; }
    [[nodiscard]] bool is_of_someone_new() const { return record_.client.reference.empty(); }
    [[nodiscard]] std::vector<SaidItem> items() const;
    [[nodiscard]] IntakeDecision decision_on(const SaidItem& item) const;
    void decide(const std::string& item, IntakeDecision decision);
    /// Clients who could be the same person: of that name or day of birth.
    [[nodiscard]] std::vector<const Client*> alike() const;
    /// It is of this client after all; an empty id: of someone new.
    void assign(const ClientId& client);
    /// Everything as decided into the record, which is shown then; the answers wait no longer.
    void take_over();
    /// Nothing of it. The answers are removed.
    void decline();
    /// Undecided; they go on waiting.
    void close_review();

    /// Takes in a file that a client sealed at home; it waits then, as what was answered here does. A notification says what
    /// came of it. Throws Error InvalidEdit while the device is handed over or answers are gone through.
    void receive(const std::filesystem::path& file);
    /// A code for the client on screen, good for 14 days and one time, shown in a notification.
    void make_code();

private:
    friend class Workspace;
    friend class StoreKeeper;

    void take_pending(std::vector<PendingIntake> pending);  ///< by Workspace and StoreKeeper: as read with the store
    void look();                                            ///< by Workspace: what is due
    void forget();                                          ///< by StoreKeeper: nothing of it is left here
    void set_aside();                                       ///< the real store and what it shows
    void put_back();
    void leave_answers();
    void show_said(std::shared_ptr<detail::SaidCaseStore> store, CaseDocument said, AppMode mode);
    [[nodiscard]] std::shared_ptr<detail::SaidCaseStore> make_said_store(CaseDocument said, const ClientId& client);
    [[nodiscard]] CaseDocument make_said(const CaseDocument* known) const;
    [[nodiscard]] std::string new_intake_id() const;
    void welcome();
    void start_answering(CaseDocument said, const ClientId& client);
    void show_step(IntakeStep step);
    void require_answering() const;
    void require_patience() const;
    void count_wrong_entry();

    Workspace& workspace_;
    IntakeState state_ = IntakeState::Away;
    IntakeStep step_ = IntakeStep::Language;

    std::string pin_;
    std::string language_before_;  ///< the therapist's, while clients may choose theirs
    int wrong_entries_ = 0;
    Timestamp next_entry_{};

    std::shared_ptr<CaseStore> real_;  ///< while the workspace has another
    std::vector<Client> real_clients_;
    std::vector<NotePhrase> real_phrases_;
    ClientId shown_before_;
    std::shared_ptr<detail::SaidCaseStore> said_;
    std::string token_hash_;  ///< of the code it was begun with
    struct Paused {
        std::shared_ptr<detail::SaidCaseStore> store;
        CaseDocument said;
        IntakeStep step = IntakeStep::Who;
        std::string token_hash;
    };
    std::unique_ptr<Paused> paused_;
    bool finishing_ = false;

    std::vector<PendingIntake> pending_;
    PendingIntake reviewed_;
    CaseDocument record_;
    IntakeDecisions decisions_;
    struct Ending {
        IntakeId id;
        IntakeEnd end = IntakeEnd::TakenOver;
    };
    std::optional<Ending> ending_;  ///< as soon as what was taken over is saved
};

}  // namespace palpate
