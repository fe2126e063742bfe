// What other windows save is shown within a second.

#include "workspace/detail/job_names.h"
#include "workspace/detail/merged_history.h"
#include "workspace/detail/modes.h"
#include "workspace/intake_desk.h"
#include "workspace/store_keeper.h"

#include <algorithm>
#include <utility>

namespace palpate {

void StoreKeeper::start_watch() {
    if (watching_) {
        return;
    }
    struct Seen {
        std::int64_t counter = 0;
        bool changed = false;
        std::vector<Client> clients{};
        std::vector<PendingIntake> intakes{};
        std::optional<CaseDocument> document{};
        bool gone = false;
    };
    watching_ = true;
    watched_ = now();
    std::optional<ClientId> shown;
    if (workspace_.document() != nullptr) {
        shown = workspace_.document()->client.id;
    }
    workspace_.jobs_.start(
        JobQueue::Lane::Store, k_job_watch,
        [gate = workspace_.services_.gate, store = workspace_.store_, known = change_counter_, shown](JobContext&) {
            Seen seen{.counter = gate->change_counter(*store)};
            seen.changed = seen.counter != known;
            if (seen.changed) {
                seen.clients = store->list_clients();
                seen.intakes = store->list_intakes();
                seen.gone = shown && std::ranges::find(seen.clients, *shown, &Client::id) == seen.clients.end();
                if (shown && !seen.gone) {
                    seen.document = gate->load_again(*store, *shown);
                }
            }
            return seen;
        },
        [this, store = workspace_.store_](Outcome<Seen> outcome) {
            watching_ = false;
            auto* seen = std::get_if<Seen>(&outcome);
            if (seen == nullptr || store != workspace_.store_) {
                return;  // what keeps the store from being read is said when somebody reads it
            }
            change_counter_ = seen->counter;
            if (seen->changed) {
                workspace_.intakes_->take_pending(std::move(seen->intakes));
                take_changes(std::move(seen->clients), seen->document);
            }
        });
}

void StoreKeeper::take_changes(std::vector<Client> clients, const std::optional<CaseDocument>& loaded) {
    // What was made here and is on its way to the store is not in what was read.
    for (const DocumentDiff& change : workspace_.unsaved_) {
        for (const Client& client : change.upsert_clients) {
            const auto row = std::ranges::find(clients, client.id, &Client::id);
            row == clients.end() ? clients.push_back(client) : void(*row = client);
        }
    }
    if (clients != workspace_.clients()) {
        workspace_.clients_.set(std::move(clients));
        ++workspace_.revision_;
    }
    const CaseDocument* document = workspace_.document();
    if (document == nullptr) {
        return;
    }
    const auto& known = workspace_.clients();
    if (std::ranges::find(known, document->client.id, &Client::id) == known.end()) {
        const bool client_looked = is_for_clients(workspace_.view().mode);
        workspace_.show_client_list();
        detail::set_mode(workspace_, AppMode::Session);
        if (client_looked && can_lock()) {
            lock(LockReason::ByHand);  // nobody has handed the therapist's window over
        }
        workspace_.notify(Severity::Note, {"workspace.client-erased-elsewhere", {}});
    } else if (loaded && loaded->client.id == document->client.id) {
        merge(*loaded);
    }
}

void StoreKeeper::merge(const CaseDocument& loaded) {
    CaseDocument merged = loaded;
    try {
        for (const DocumentDiff& change : workspace_.unsaved_) {
            if (change.client == merged.client.id) {
                merged = apply(merged, change);
            }
        }
        check_invariants(merged);
    } catch (const Error&) {
        return;  // what was done here no longer fits: saving it says so, and the record stays as it is seen until then
    }
    if (merged == *workspace_.document()) {
        return;
    }
    workspace_.history_ = rebase_history(*workspace_.history_, merged);
    workspace_.document_changed();
}

}  // namespace palpate
