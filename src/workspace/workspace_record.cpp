// The record: store, clients, edits, saving, matching.

#include "casebook/sample_case.h"
#include "matching/record_facts.h"
#include "workspace/detail/job_names.h"
#include "workspace/intake_desk.h"
#include "workspace/store_keeper.h"
#include "workspace/workspace.h"

#include <algorithm>
#include <ranges>
#include <utility>

namespace palpate {
namespace {

/// What a store says of a record that was erased, by another window or before a backup came back.
constexpr std::string_view k_client_gone = "error.store.client-gone";

}  // namespace

// ---- opening -------------------------------------------------------------------------------------------------------

bool Workspace::store_locked() const { return !store_ && services_.gate->locked(); }

void Workspace::open_store(const SignIn& sign_in) {
    jobs_.start(
        JobQueue::Lane::Store, k_job_open_store,
        [gate = services_.gate, secret = std::make_shared<const WipedSignIn>(sign_in)](JobContext&) {
            OpenedStore opened;
            opened.store = gate->open(secret->sign_in);
            opened.clients = opened.store->list_clients();
            opened.phrases = opened.store->note_phrases();
            opened.intakes = opened.store->list_intakes();
            opened.user = gate->user_of(*opened.store);
            return opened;
        },
        [this](Outcome<OpenedStore> outcome) {
            if (auto* opened = std::get_if<OpenedStore>(&outcome)) {
                take_store(std::move(*opened));
            } else if (const auto* failure = std::get_if<Failure>(&outcome)) {
                fail(*failure);
            }
        });
    ++revision_;
}

void Workspace::take_store(OpenedStore opened) {
    practice_.take_store(opened.store, std::move(opened.phrases));
    store_ = std::move(opened.store);
    clients_.set(std::move(opened.clients));
    user_ = std::move(opened.user);
    intakes_->take_pending(std::move(opened.intakes));
    touch();
    keeper_->opened();
    try_start();
}

void Workspace::show_start(bool new_store) {
    start_wanted_ = new_store;
    try_start();
}

void Workspace::try_start() {
    if (!start_wanted_ || !store_ || !atlas_) {
        return;
    }
    const bool new_store = *start_wanted_;
    start_wanted_.reset();
    if (new_store && clients().empty()) {
        // The first one is the one on screen.
        for (CaseDocument& sample :
             make_sample_cases(*atlas_, *services_.clock, *services_.ids, words()) | std::views::reverse) {
            add_client(std::move(sample));
        }
    } else if (clients().size() == 1 || (!clients().empty() && std::ranges::all_of(clients(), &Client::sample))) {
        load_client(clients().front().id);
    }
}

void Workspace::set_passphrase(const std::string& passphrase) {
    require_store();
    jobs_.start(
        JobQueue::Lane::Store, k_job_passphrase,
        [gate = services_.gate, store = store_, passphrase](JobContext&) {
            gate->set_passphrase(*store, passphrase);
            return true;
        },
        [this](Outcome<bool> outcome) {
            if (const auto* failure = std::get_if<Failure>(&outcome)) {
                fail(*failure);
            } else {
                notify(Severity::Note, {"workspace.passphrase-set", {}});
            }
        });
}

void Workspace::require_store() const {
    if (!store_) {
        throw Error(ErrorCode::Locked, {"workspace.store-not-open", {}});
    }
}

// ---- clients and sessions ------------------------------------------------------------------------------------------

void Workspace::add_client(CaseDocument document) {
    require_store();
    CaseDocument empty;
    empty.client = document.client;
    DocumentDiff change = diff(empty, document);
    change.client = document.client.id;
    change.upsert_clients = {document.client};
    clients_.put(document.client);
    show_client(std::move(document));
    save(std::move(change));
}

void Workspace::erase_client() {
    const Client client = require_document().client;
    if (save_state_ != SaveState::Saved) {
        throw Error(ErrorCode::InvalidEdit, {"workspace.unsaved-changes", {}});
    }
    show_client_list();  // nothing is to be added to a record that goes
    jobs_.start(
        JobQueue::Lane::Store, k_job_erase,
        [store = store_, id = client.id](JobContext&) {
            store->remove(id);
            return true;
        },
        [this, store = store_, client](Outcome<bool> outcome) {
            if (const auto* failure = std::get_if<Failure>(&outcome)) {
                fail(*failure);
                return;
            }
            keeper_->forget_parked(client.id);
            if (store != store_) {
                return;  // locked meanwhile
            }
            if (document() != nullptr && document()->client.id == client.id) {
                show_client_list();  // they were being loaded when they were erased
            }
            clients_.remove(client.id);
            notify(Severity::Note, {"workspace.client-erased", {{"reference", client.reference}}});
        });
}

void Workspace::load_client(const ClientId& id) {
    require_store();
    if (save_state_ == SaveState::Failed) {
        throw Error(ErrorCode::InvalidEdit, {"workspace.unsaved-changes", {}});
    }
    jobs_.start(
        JobQueue::Lane::Store, k_job_load, [store = store_, id](JobContext&) { return store->load(id); },
        [this, store = store_](Outcome<CaseDocument> outcome) {
            if (store != store_) {
                return;  // it was locked meanwhile
            }
            if (auto* document = std::get_if<CaseDocument>(&outcome)) {
                for (const DocumentDiff& change : unsaved_) {  // made while the store was still writing
                    if (change.client == document->client.id) {
                        *document = apply(*document, change);
                    }
                }
                show_client(std::move(*document));
            } else if (const auto* failure = std::get_if<Failure>(&outcome)) {
                fail(*failure);
            }
        });
}

void Workspace::show_client(CaseDocument document) {
    history_.emplace(std::move(document));
    const auto& sessions = this->document()->sessions;
    session_ = sessions.empty() ? SessionId{} : sessions.back().id;
    view_.settings.selected_mark.reset();
    focus_on(std::nullopt);
    refresh_mark_shapes();
    keeper_->reopened_client(this->document()->client.id);
    start_matching();
}

void Workspace::show_client_list() {
    history_.reset();
    progress_kept_ = {};
    progress_on_skin_.report.reset();
    progress_on_skin_.places.clear();
    ++progress_on_skin_.ticket;
    session_ = {};
    view_.settings.selected_mark.reset();
    focus_on(std::nullopt);
    start_matching();
}

void Workspace::show_session(const SessionId& id) {
    PALPATE_ASSERT(find_session(require_document(), id) != nullptr);
    if (view_.compared == id) {
        view_.compared = session_;  // the two change places
    }
    session_ = id;
    view_.settings.selected_mark.reset();
    touch();
    start_matching();
}

const CaseDocument& Workspace::require_document() const {
    if (!history_) {
        throw Error(ErrorCode::InvalidEdit, {"workspace.no-client", {}});
    }
    return history_->document();
}

// ---- edits ---------------------------------------------------------------------------------------------------------

void Workspace::commit(const Edit& edit, std::string label_key) {
    commit(std::vector<Edit>{edit}, std::move(label_key));
}

void Workspace::commit(const std::vector<Edit>& edits, std::string label_key) {
    const CaseDocument& before = require_document();
    CaseDocument after = before;
    for (const Edit& edit : edits) {
        after = apply(after, edit);
    }
    DocumentDiff change = diff(before, after);
    if (change.empty()) {
        return;
    }
    history_->commit(std::move(after), std::move(label_key));
    document_changed();
    save(std::move(change));
}

void Workspace::step_history(bool forward) {
    static_cast<void>(require_document());
    if (forward ? !history_->can_redo() : !history_->can_undo()) {
        throw Error(ErrorCode::InvalidEdit, {forward ? "workspace.nothing-to-redo" : "workspace.nothing-to-undo", {}});
    }
    const History::Snapshot before = history_->snapshot();
    forward ? history_->redo() : history_->undo();
    document_changed();
    save(diff(*before, *document()));
}

void Workspace::document_changed() {
    const CaseDocument& now = *document();
    if (find_session(now, session_) == nullptr) {
        session_ = now.sessions.empty() ? SessionId{} : now.sessions.back().id;
    }
    if (selected_mark() == nullptr) {
        view_.settings.selected_mark.reset();
    }
    clients_.put(now.client);
    refresh_mark_shapes();
    touch();
    start_matching();
}

// ---- saving --------------------------------------------------------------------------------------------------------

void Workspace::save(DocumentDiff change) {
    unsaved_.push_back(std::move(change));
    if (save_state_ == SaveState::Saved) {
        start_saving();
    }
}

// One change at a time, oldest first: a change never reaches the store before one it builds on, also not when that one
// failed and waits to be tried again.
void Workspace::start_saving() {
    save_state_ = SaveState::Saving;
    save_in_flight_ = std::make_shared<bool>(false);
    ++revision_;
    jobs_.start(
        JobQueue::Lane::Store, k_job_save,
        [store = store_, written = save_in_flight_, change = unsaved_.front()](JobContext&) {
            store->save(change);
            *written = true;
            return true;
        },
        [this, run = saving_run_](Outcome<bool> outcome) {
            ++revision_;
            if (run != saving_run_) {  // of a store that is no longer the one at hand
                if (const auto* failure = std::get_if<Failure>(&outcome)) {
                    fail(*failure);
                }
                return;
            }
            save_in_flight_.reset();
            if (const auto* failure = std::get_if<Failure>(&outcome)) {
                fail(*failure);
                if (failure->text.key != k_client_gone) {
                    save_state_ = SaveState::Failed;
                    return;
                }
                const ClientId gone = unsaved_.front().client;  // no later try will find them again
                std::erase_if(unsaved_, [&](const DocumentDiff& change) { return change.client == gone; });
                save_state_ = SaveState::Saved;
                if (!unsaved_.empty() && store_) {
                    start_saving();
                }
                return;
            }
            PALPATE_ASSERT(std::holds_alternative<bool>(outcome));  // saves are never cancelled
            unsaved_.erase(unsaved_.begin());
            save_state_ = SaveState::Saved;
            if (!unsaved_.empty() && store_) {  // a store that is being locked saves the rest itself
                start_saving();
            }
        });
}

std::vector<DocumentDiff> Workspace::take_unsaved() {
    std::vector<DocumentDiff> rest = std::exchange(unsaved_, {});
    if (save_state_ == SaveState::Saving) {
        rest.erase(rest.begin());
    }
    ++saving_run_;
    save_in_flight_.reset();
    save_state_ = SaveState::Saved;
    return rest;
}

void Workspace::retry_save() {
    if (save_state_ == SaveState::Failed) {
        start_saving();
    }
}

// ---- matching ------------------------------------------------------------------------------------------------------

void Workspace::start_matching() {
    case_match_ = {};
    const std::size_t wanted = ++matches_wanted_;
    matching_ = atlas_ && history_ && !session_.empty();
    if (!matching_) {
        return;
    }
    jobs_.start(
        JobQueue::Lane::Compute, k_job_match,
        [document = history_->snapshot(), session = session_, atlas = atlas_, anatomy = services_.anatomy,
         clinical = services_.clinical](JobContext&) {
            return match_session(*document, session, case_facts_of(*document, session), {*atlas, *anatomy, *clinical});
        },
        [this, wanted](Outcome<CaseMatch> outcome) {
            if (wanted != matches_wanted_) {
                return;  // of a document, session or atlas that is no longer on screen
            }
            matching_ = false;
            if (auto* result = std::get_if<CaseMatch>(&outcome)) {
                case_match_ = std::move(*result);
                ++revision_;
            } else if (const auto* failure = std::get_if<Failure>(&outcome)) {
                fail(*failure);
            }
        });
}

const MarkMatches* Workspace::matches_for(const MarkId& id) const {
    const auto found = std::ranges::find(matches(), id, &MarkMatches::mark);
    return found == matches().end() ? nullptr : &*found;
}

}  // namespace palpate
