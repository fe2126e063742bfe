// The therapist goes through what a client said, thing by thing.

#include "base/error.h"
#include "exchange/record_json.h"
#include "intake/said_case.h"
#include "workspace/detail/job_names.h"
#include "workspace/detail/modes.h"
#include "workspace/detail/said_case_store.h"
#include "workspace/intake_desk.h"
#include "workspace/receive_answers.h"
#include "workspace/workspace.h"

#include <algorithm>
#include <utility>

namespace palpate {

void IntakeDesk::take_pending(std::vector<PendingIntake> pending) {
    if (pending != pending_) {
        pending_ = std::move(pending);
        ++workspace_.revision_;
    }
}

void IntakeDesk::refresh() {
    workspace_.require_store();
    workspace_.jobs_.start(
        JobQueue::Lane::Store, k_job_watch, [store = workspace_.store_](JobContext&) { return store->list_intakes(); },
        [this, store = workspace_.store_](Outcome<std::vector<PendingIntake>> outcome) {
            auto* pending = std::get_if<std::vector<PendingIntake>>(&outcome);
            if (pending != nullptr && store == workspace_.store_) {
                take_pending(std::move(*pending));
            }
        });
}

void IntakeDesk::receive(const std::filesystem::path& file) {
    if (state_ != IntakeState::Away) {
        throw Error(ErrorCode::InvalidEdit, {"intake.handed-over-already", {}});
    }
    workspace_.require_store();
    workspace_.jobs_.start(
        JobQueue::Lane::Store, k_job_receive,
        [store = workspace_.store_, receiver = make_answers_receiver(workspace_), file](JobContext&) {
            static_cast<void>(receive_answers(*store, receiver, read_answers_file(file)));
            return store->list_intakes();
        },
        [this, store = workspace_.store_](Outcome<std::vector<PendingIntake>> outcome) {
            if (const auto* failure = std::get_if<Failure>(&outcome)) {
                workspace_.fail(*failure);
            } else if (store == workspace_.store_) {
                take_pending(std::get<std::vector<PendingIntake>>(std::move(outcome)));
                workspace_.notify(Severity::Note, {"intake.received", {}});
            }
        });
}

void IntakeDesk::review(const IntakeId& id) {
    if (state_ != IntakeState::Away) {
        throw Error(ErrorCode::InvalidEdit, {"intake.handed-over-already", {}});
    }
    const auto found = std::ranges::find(pending_, id, &PendingIntake::id);
    if (found == pending_.end()) {
        throw Error(ErrorCode::NotFound, {"error.intake.gone", {}});
    }
    const PendingIntake intake = *found;
    CaseDocument said = read_record(intake.answers);
    if (said.sessions.empty()) {
        throw Error(ErrorCode::InvalidContent, {"error.intake.damaged", {}});
    }
    detail::set_mode(workspace_, AppMode::Session);
    set_aside();
    reviewed_ = intake;
    decisions_.clear();
    record_ = {.client = {.id = said.client.id}};
    auto store = std::make_shared<detail::SaidCaseStore>(detail::SaidCaseStore::Parts{
        .real = real_, .clinical = workspace_.services_.clinical, .intake = intake, .said = said});
    state_ = IntakeState::Reviewing;
    show_said(std::move(store), std::move(said), AppMode::Session);
    if (!intake.client.empty()) {
        assign(intake.client);
    }
}

void IntakeDesk::assign(const ClientId& client) {
    if (state_ != IntakeState::Reviewing) {
        throw Error(ErrorCode::InvalidEdit, {"intake.nothing-reviewed", {}});
    }
    if (client.empty()) {
        record_ = {.client = {.id = workspace_.require_document().client.id}};
        workspace_.touch();
        return;
    }
    workspace_.jobs_.start(
        JobQueue::Lane::Store, k_job_load, [real = real_, client](JobContext&) { return real->load(client); },
        [this, id = reviewed_.id](Outcome<CaseDocument> outcome) {
            if (state_ != IntakeState::Reviewing || reviewed_.id != id) {
                return;  // closed meanwhile
            }
            if (auto* record = std::get_if<CaseDocument>(&outcome)) {
                record_ = std::move(*record);
                workspace_.touch();
            } else if (const auto* failure = std::get_if<Failure>(&outcome)) {
                workspace_.fail(*failure);
            }
        });
}

std::vector<SaidItem> IntakeDesk::items() const {
    return review_items(workspace_.require_document(), record_, workspace_.anatomy(), workspace_.clinical());
}

IntakeDecision IntakeDesk::decision_on(const SaidItem& item) const {
    const auto made = decisions_.find(item.id);
    return made == decisions_.end() ? IntakeDecision::TakeOver : made->second;
}

void IntakeDesk::decide(const std::string& item, IntakeDecision decision) {
    const auto all = items();
    const auto known = std::ranges::find(all, item, &SaidItem::id);
    if (known == all.end() || (decision == IntakeDecision::Ask && !known->may_ask)) {
        throw Error(ErrorCode::NotFound, {"intake.no-such-item", {{"item", item}}});
    }
    decisions_[item] = decision;
    workspace_.touch();
}

std::vector<const Client*> IntakeDesk::alike() const {
    const Client& said = workspace_.require_document().client;
    std::vector<const Client*> alike;
    for (const Client& client : real_clients_) {
        const bool same_day = !said.birth.empty() && client.birth == said.birth;
        if (client.id == said.id || client.name == said.name || same_day) {
            alike.push_back(&client);
        }
    }
    return alike;
}

void IntakeDesk::take_over() {
    CaseDocument record = record_;
    const bool is_new = is_of_someone_new();
    if (is_new) {
        record.client = {.id = record_.client.id,
                         .reference = next_reference(real_clients_),
                         .created = workspace_.services_.clock->now()};
    }
    const std::vector<Edit> edits = edits_of(workspace_.require_document(), record, decisions_);
    CaseDocument after = record;
    for (const Edit& edit : edits) {
        after = apply(after, edit);  // refused before anything is left
    }
    const IntakeId id = reviewed_.id;
    close_review();
    if (is_new) {
        workspace_.add_client(std::move(after));
    } else {
        workspace_.show_client(std::move(record));
        workspace_.commit(edits, "command.intake.take-over");
    }
    workspace_.show_session(workspace_.require_document().sessions.back().id);
    ending_ = Ending{.id = id, .end = IntakeEnd::TakenOver};
    look();
}

void IntakeDesk::decline() {
    const IntakeId id = reviewed_.id;
    close_review();
    ending_ = Ending{.id = id, .end = IntakeEnd::Declined};
    look();
}

void IntakeDesk::close_review() {
    if (state_ != IntakeState::Reviewing) {
        throw Error(ErrorCode::InvalidEdit, {"intake.nothing-reviewed", {}});
    }
    put_back();
    reviewed_ = {};
    record_ = {};
    decisions_.clear();
    refresh();
}

/// What was taken over is in the record before the answers go: a crash in between leaves both, and going through them again
/// adds nothing twice.
void IntakeDesk::look() {
    if (!ending_ || state_ != IntakeState::Away || !workspace_.store_open() ||
        workspace_.save_state_ != SaveState::Saved) {
        return;
    }
    const Ending ending = *std::exchange(ending_, std::nullopt);
    std::erase_if(pending_, [&](const PendingIntake& intake) { return intake.id == ending.id; });
    workspace_.jobs_.start(
        JobQueue::Lane::Store, k_job_save,
        [store = workspace_.store_, ending](JobContext&) {
            store->end_intake(ending.id, ending.end);
            return true;
        },
        [this](Outcome<bool> outcome) {
            if (const auto* failure = std::get_if<Failure>(&outcome)) {
                workspace_.fail(*failure);
            }
        });
    ++workspace_.revision_;
}

}  // namespace palpate
