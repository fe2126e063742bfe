// The device is handed over, clients answer, and it is taken back.

#include "workspace/intake_desk.h"

#include "base/error.h"
#include "intake/intake_token.h"
#include "intake/said_case.h"
#include "workspace/detail/job_names.h"
#include "workspace/detail/modes.h"
#include "workspace/detail/said_case_store.h"
#include "workspace/receive_answers.h"
#include "workspace/workspace.h"

#include <algorithm>
#include <utility>

namespace palpate {
namespace {

constexpr std::int64_t k_second_us = 1'000'000;
constexpr int k_free_tries = 3;
constexpr int k_first_wait_s = 10;
constexpr int k_longest_wait_s = 600;

bool is_pin(const std::string& pin) {
    constexpr std::size_t k_shortest = 4;
    constexpr std::size_t k_longest = 8;
    return pin.size() >= k_shortest && pin.size() <= k_longest &&
           std::ranges::all_of(pin, [](char digit) { return digit >= '0' && digit <= '9'; });
}

/// As people type their name again: blanks around it and capitals do not matter.
std::string plain_name(std::string_view name) {
    std::string plain;
    for (const char letter : name) {
        if (letter != ' ') {
            plain += static_cast<char>(letter >= 'A' && letter <= 'Z' ? letter - 'A' + 'a' : letter);
        }
    }
    return plain;
}

}  // namespace

IntakeDesk::~IntakeDesk() { wipe_secret(pin_); }

std::string IntakeDesk::new_intake_id() const { return workspace_.services_.ids->make_id(); }

// ---- the two stores ------------------------------------------------------------------------------------------------

void IntakeDesk::set_aside() {
    PALPATE_ASSERT(real_ == nullptr);
    workspace_.require_store();
    if (workspace_.save_state_ != SaveState::Saved) {
        throw Error(ErrorCode::InvalidEdit, {"workspace.unsaved-changes", {}});
    }
    shown_before_ = workspace_.document() != nullptr ? workspace_.document()->client.id : ClientId{};
    real_ = std::exchange(workspace_.store_, nullptr);
    real_clients_ = workspace_.clients();
    real_phrases_ = workspace_.practice_.phrases();
    workspace_.practice_.shut();
    workspace_.clients_.set({});
    workspace_.show_client_list();
    workspace_.notifications_.clear();
    workspace_.window_requests_.clear();
}

/// What is not written yet is written by a job, so that nobody waits and nothing is lost. It is of the answers and never of
/// the real record.
void IntakeDesk::put_back() {
    if (real_ == nullptr) {
        return;
    }
    leave_answers();
    workspace_.store_ = std::exchange(real_, nullptr);
    workspace_.practice_.take_store(workspace_.store_, std::exchange(real_phrases_, {}));
    workspace_.clients_.set(std::exchange(real_clients_, {}));
    paused_.reset();
    token_hash_.clear();
    state_ = IntakeState::Away;
    workspace_.touch();
}

void IntakeDesk::leave_answers() {
    workspace_.show_while_painting(std::nullopt);
    detail::set_mode(workspace_, AppMode::Session);
    workspace_.show_client_list();
    std::vector<DocumentDiff> rest = workspace_.take_unsaved();
    if (!rest.empty() && said_ != nullptr) {
        workspace_.jobs_.start(
            JobQueue::Lane::Store, k_job_save,
            [said = said_, rest = std::move(rest)](JobContext&) {
                for (const DocumentDiff& change : rest) {
                    said->save(change);
                }
                return true;
            },
            [this](Outcome<bool> outcome) {
                if (const auto* failure = std::get_if<Failure>(&outcome)) {
                    workspace_.fail(*failure);
                }
            });
    }
    said_.reset();
}

void IntakeDesk::show_said(std::shared_ptr<detail::SaidCaseStore> store, CaseDocument said, AppMode mode) {
    said_ = store;
    workspace_.store_ = std::move(store);
    workspace_.clients_.set({said.client});
    workspace_.show_client(std::move(said));
    detail::set_mode(workspace_, mode);
    workspace_.touch();
}

std::shared_ptr<detail::SaidCaseStore> IntakeDesk::make_said_store(CaseDocument said, const ClientId& client) {
    const Timestamp now = workspace_.services_.clock->now();
    return std::make_shared<detail::SaidCaseStore>(
        detail::SaidCaseStore::Parts{.real = real_,
                                     .clinical = workspace_.services_.clinical,
                                     .intake = {.id = IntakeId(new_intake_id()), .client = client, .started = now},
                                     .said = std::move(said)});
}

CaseDocument IntakeDesk::make_said(const CaseDocument* known) const {
    const Timestamp now = workspace_.services_.clock->now();
    return make_said_case({.known = known, .date = local_date(now), .now = now, .ids = *workspace_.services_.ids});
}

// ---- handing over --------------------------------------------------------------------------------------------------

void IntakeDesk::hand_over(const std::string& pin) {
    if (state_ != IntakeState::Away) {
        throw Error(ErrorCode::InvalidEdit, {"intake.handed-over-already", {}});
    }
    if (!workspace_.sees_health()) {
        throw Error(ErrorCode::Forbidden, {"error.store.not-for-front-desk", {}});
    }
    if (!is_pin(pin)) {
        throw Error(ErrorCode::Usage, {"intake.pin-digits", {}});
    }
    detail::set_mode(workspace_, AppMode::Session);
    set_aside();
    pin_ = pin;
    language_before_ = workspace_.language();
    wrong_entries_ = 0;
    next_entry_ = {};
    welcome();
}

/// A store with nobody in it: the workspace is open, and there is nothing to be found.
void IntakeDesk::welcome() {
    state_ = IntakeState::Welcome;
    step_ = IntakeStep::Language;
    workspace_.set_language(language_before_);
    workspace_.store_ = make_said_store(make_said(nullptr), {});
    workspace_.clients_.set({});
    workspace_.touch();
}

void IntakeDesk::require_patience() const {
    if (const int seconds = seconds_to_next_entry(); seconds > 0) {
        throw Error(ErrorCode::WrongPassphrase, {"intake.wait", {{"seconds", std::to_string(seconds)}}});
    }
}

int IntakeDesk::seconds_to_next_entry() const {
    const std::int64_t left = next_entry_.microseconds_utc - workspace_.services_.clock->now().microseconds_utc;
    return left <= 0 ? 0 : static_cast<int>(std::min<std::int64_t>(left / k_second_us + 1, k_longest_wait_s));
}

void IntakeDesk::count_wrong_entry() {
    ++wrong_entries_;
    if (wrong_entries_ >= k_free_tries) {
        const int doublings = std::min(wrong_entries_ - k_free_tries, 6);
        const std::int64_t wait_s = std::min(k_first_wait_s << doublings, k_longest_wait_s);
        next_entry_ = {workspace_.services_.clock->now().microseconds_utc + wait_s * k_second_us};
    }
    workspace_.touch();
}

void IntakeDesk::take_back(const std::string& pin) {
    if (!is_handed_over()) {
        throw Error(ErrorCode::InvalidEdit, {"intake.not-handed-over", {}});
    }
    require_patience();
    if (pin != pin_) {
        count_wrong_entry();
        throw Error(ErrorCode::WrongPassphrase, {"intake.wrong-pin", {}});
    }
    give_up();
    refresh();
    if (!shown_before_.empty()) {
        workspace_.load_client(std::exchange(shown_before_, {}));
    }
}

void IntakeDesk::give_up() {
    wipe_secret(pin_);
    if (is_handed_over()) {
        workspace_.set_language(language_before_);
    }
    put_back();
}

void IntakeDesk::forget() {
    give_up();
    pending_.clear();
    reviewed_ = {};
    record_ = {};
    decisions_.clear();
    shown_before_ = {};
}

// ---- a client answers ----------------------------------------------------------------------------------------------

void IntakeDesk::begin() {
    if (state_ != IntakeState::Welcome) {
        throw Error(ErrorCode::InvalidEdit, {"intake.not-handed-over", {}});
    }
    paused_.reset();
    start_answering(make_said(nullptr), {});
}

void IntakeDesk::start_answering(CaseDocument said, const ClientId& client) {
    auto store = make_said_store(said, client);
    state_ = IntakeState::Answering;
    step_ = client.empty() ? IntakeStep::Language : IntakeStep::Who;
    show_said(std::move(store), std::move(said), AppMode::Intake);
}

void IntakeDesk::begin_with_code(const std::string& typed) {
    if (state_ != IntakeState::Welcome) {
        throw Error(ErrorCode::InvalidEdit, {"intake.not-handed-over", {}});
    }
    require_patience();
    struct Found {
        Text refusal{};
        std::optional<CaseDocument> record{};
    };
    const std::string code = tidy_intake_code(typed);
    const std::string hash = code.empty() ? std::string() : hash_intake_token(code);
    workspace_.jobs_.start(
        JobQueue::Lane::Store, k_job_load,
        [real = real_, hash, now = workspace_.services_.clock->now()](JobContext&) -> Found {
            const auto invitation = hash.empty() ? std::nullopt : real->find_invitation(hash);
            if (!invitation || invitation->client.empty()) {
                return {.refusal = {"intake.code-unknown", {}}};
            }
            if (invitation->used || invitation->expires < now) {
                return {.refusal = {"intake.code-old", {}}};
            }
            return {.record = real->load(invitation->client)};
        },
        [this, real = real_, hash](Outcome<Found> outcome) {
            if (real != real_ || state_ != IntakeState::Welcome) {
                return;  // taken back meanwhile
            }
            if (const auto* failure = std::get_if<Failure>(&outcome)) {
                workspace_.fail(*failure);
                return;
            }
            auto& found = std::get<Found>(outcome);
            if (!found.record) {
                count_wrong_entry();
                workspace_.notify(Severity::Warning, found.refusal);
                return;
            }
            wrong_entries_ = 0;
            paused_.reset();
            start_answering(make_said(&*found.record), found.record->client.id);
            token_hash_ = hash;
        });
}

IntakeProgress IntakeDesk::progress() const {
    const auto& open = workspace_.case_match().ask_first;
    const CaseDocument& said = workspace_.require_document();
    const auto is_warning = [&](const std::string& id) { return workspace_.clinical().find_red_flag(id) != nullptr; };
    // What is asked of everyone needs no matching, which may be going on just now.
    const bool always = std::ranges::any_of(workspace_.clinical().red_flags(), &RedFlag::ask_always);
    const bool asked = std::ranges::any_of(open, [&](const OpenQuestion& one) { return is_warning(one.id); });
    const bool answered = std::ranges::any_of(
        said.facts, [&](const ClientFact& fact) { return fact.kind == FactKind::Answer && is_warning(fact.subject); });
    return {.said = said, .warnings_apply = always || asked || answered};
}

void IntakeDesk::require_answering() const {
    if (state_ != IntakeState::Answering) {
        throw Error(ErrorCode::InvalidEdit, {"intake.nobody-answers", {}});
    }
}

void IntakeDesk::go_on() {
    require_answering();
    if (const auto missing = missing_for(step_, workspace_.require_document())) {
        throw Error(ErrorCode::InvalidEdit, *missing);
    }
    const IntakeStep next = step_after(step_, progress());
    next == IntakeStep::Done ? finish() : show_step(next);
}

void IntakeDesk::go_back() {
    require_answering();
    show_step(step_before(step_, progress()));
}

void IntakeDesk::go_to(IntakeStep step) {
    require_answering();
    if (step_ != IntakeStep::Review || step >= IntakeStep::Review) {
        throw Error(ErrorCode::InvalidEdit, {"intake.nobody-answers", {}});
    }
    show_step(step);
}

void IntakeDesk::show_step(IntakeStep step) {
    step_ = step;
    workspace_.select_mark(std::nullopt);
    workspace_.touch();
}

void IntakeDesk::pause() {
    if (state_ == IntakeState::Answering && !finishing_) {
        auto paused = std::make_unique<Paused>(
            Paused{.store = said_, .said = workspace_.require_document(), .step = step_, .token_hash = token_hash_});
        const bool has_name = !paused->said.client.name.empty();
        leave_answers();
        token_hash_.clear();
        paused_ = has_name ? std::move(paused) : nullptr;
        welcome();
    } else if (state_ == IntakeState::Finished) {
        welcome();
    }
}

void IntakeDesk::resume(const std::string& name) {
    if (state_ != IntakeState::Welcome || paused_ == nullptr ||
        plain_name(name) != plain_name(paused_->said.client.name)) {
        throw Error(ErrorCode::NotFound, {"intake.nothing-to-resume", {}});
    }
    const auto paused = std::exchange(paused_, nullptr);
    state_ = IntakeState::Answering;
    step_ = paused->step;
    token_hash_ = paused->token_hash;
    show_said(paused->store, paused->said, AppMode::Intake);
}

void IntakeDesk::finish() {
    require_answering();
    for (const IntakeStep step : {IntakeStep::Who, IntakeStep::Consent, IntakeStep::Where}) {
        if (const auto missing = missing_for(step, workspace_.require_document())) {
            throw Error(ErrorCode::InvalidEdit, *missing);
        }
    }
    if (workspace_.save_state_ != SaveState::Saved || finishing_) {
        throw Error(ErrorCode::InvalidEdit, {"intake.saving", {}});
    }
    finishing_ = true;
    workspace_.jobs_.start(
        JobQueue::Lane::Store, k_job_save,
        [said = said_, hash = token_hash_, now = workspace_.services_.clock->now()](JobContext&) {
            said->finish(now, hash);
            return true;
        },
        [this](Outcome<bool> outcome) {
            finishing_ = false;
            if (const auto* failure = std::get_if<Failure>(&outcome)) {
                workspace_.fail(*failure);
                return;
            }
            if (state_ != IntakeState::Answering) {
                return;  // taken back meanwhile
            }
            leave_answers();
            token_hash_.clear();
            welcome();
            state_ = IntakeState::Finished;
            step_ = IntakeStep::Done;
        });
}

void IntakeDesk::welcome_next() {
    if (state_ != IntakeState::Finished) {
        throw Error(ErrorCode::InvalidEdit, {"intake.nobody-answers", {}});
    }
    welcome();
}

// ---- codes ---------------------------------------------------------------------------------------------------------

void IntakeDesk::make_code() {
    const Client client = workspace_.require_document().client;
    if (state_ != IntakeState::Away) {
        throw Error(ErrorCode::InvalidEdit, {"intake.handed-over-already", {}});
    }
    workspace_.jobs_.start(
        JobQueue::Lane::Store, k_job_save,
        [store = workspace_.store_, id = client.id, now = workspace_.services_.clock->now()](JobContext&) {
            return invite_to_kiosk(*store, id, now);
        },
        [this, reference = client.reference](Outcome<std::string> outcome) {
            if (const auto* failure = std::get_if<Failure>(&outcome)) {
                workspace_.fail(*failure);
                return;
            }
            const std::string& code = std::get<std::string>(outcome);
            workspace_.notify(Severity::Note, {"intake.code", {{"reference", reference}, {"code", code}}});
        });
}

}  // namespace palpate
