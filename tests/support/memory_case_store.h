#pragma once

#include "base/error.h"
#include "casebook/case_store.h"
#include "casebook/edits.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <tuple>

namespace palpate {

/// The CaseStore of tests: keeps records in memory, refuses what a store must refuse. `fail_next_save_with` makes one
/// save fail as a full disk or a read-only folder would.
class MemoryCaseStore final : public CaseStore {
public:
    void fail_next_save_with(ErrorCode code) { next_failure_ = code; }
    [[nodiscard]] int saves() const { return saves_; }

    [[nodiscard]] std::vector<Client> list_clients() override {
        std::vector<Client> clients;
        for (const auto& [id, document] : documents_) {
            clients.push_back(document.client);
        }
        std::ranges::sort(clients, [](const Client& a, const Client& b) {
            return std::tuple(a.reference.size(), a.reference) < std::tuple(b.reference.size(), b.reference);
        });
        return clients;
    }

    [[nodiscard]] CaseDocument load(const ClientId& id) override { return existing(id); }

    void save(const DocumentDiff& change) override {
        if (next_failure_) {
            const ErrorCode code = *std::exchange(next_failure_, std::nullopt);
            throw Error(code, {"error.memory-store", {}});
        }
        if (change.empty()) {
            return;
        }
        const bool is_new = !documents_.contains(change.client);
        CaseDocument before;
        if (!is_new || change.upsert_clients.empty()) {
            before = existing(change.client);
        }
        const CaseDocument after = apply(before, change);
        check_reference(after.client);
        require_sessions(before, after, after.marks);
        require_sessions(before, after, after.plan);
        require_sessions(before, after, after.measurements);
        require_sessions(before, after, after.notes);
        documents_[change.client] = after;
        ++saves_;
    }

    void save_import(const std::vector<DocumentDiff>& changes, std::string_view /*format*/) override {
        const std::map<ClientId, CaseDocument> before = documents_;
        try {
            for (const DocumentDiff& change : changes) {
                save(change);
            }
        } catch (const Error&) {
            documents_ = before;
            throw;
        }
    }

    void remove(const ClientId& id) override {
        static_cast<void>(existing(id));
        documents_.erase(id);
        std::erase_if(intakes_, [&](const PendingIntake& intake) { return intake.client == id; });
        std::erase_if(invitations_, [&](const auto& one) { return one.second.client == id; });
    }

    [[nodiscard]] PracticeCounts count_practice() override {
        PracticeCounts counts{.clients = static_cast<std::int64_t>(documents_.size())};
        std::map<std::string, std::int64_t> days;
        std::map<std::string, std::uint32_t> places;
        std::uint32_t client = 0;
        for (const auto& [id, document] : documents_) {
            for (const Session& session : document.sessions) {
                ++days[session.date];
            }
            std::set<std::uint32_t> marked;
            for (const Mark& mark : document.marks) {
                const auto [place, is_new] =
                    places.try_emplace(mark.anchor.structure.text(), static_cast<std::uint32_t>(counts.places.size()));
                if (is_new) {
                    counts.places.push_back(mark.anchor);
                }
                marked.insert(place->second);
            }
            for (const std::uint32_t place : marked) {
                counts.marked.push_back({.place = place, .client = client});
            }
            ++client;
        }
        for (const auto& [date, sessions] : days) {
            counts.days.push_back({.date = date, .sessions = sessions});
        }
        return counts;
    }

    [[nodiscard]] std::vector<PendingIntake> list_intakes() override { return intakes_; }
    void put_intake(const PendingIntake& intake) override {
        check_intake(intake);
        if (!intake.client.empty()) {
            static_cast<void>(existing(intake.client));
        }
        std::erase_if(intakes_, [&](const PendingIntake& known) { return known.id == intake.id; });
        intakes_.push_back(intake);
        std::ranges::sort(intakes_, {}, [](const PendingIntake& one) { return std::pair(one.started, one.id.text()); });
    }
    void receive_intake(const PendingIntake& intake, const std::string& token_hash) override {
        const auto invitation = invitations_.find(token_hash);
        if (invitation == invitations_.end()) {
            throw Error(ErrorCode::NotFound, {"error.memory-store", {}});
        }
        if (invitation->second.used) {
            throw Error(ErrorCode::InvalidEdit, {"error.memory-store", {}});
        }
        put_intake(intake);
        invitation->second.used = intake.finished.value_or(intake.started);
    }
    void end_intake(const IntakeId& id, IntakeEnd) override {
        if (std::erase_if(intakes_, [&](const PendingIntake& known) { return known.id == id; }) == 0) {
            throw Error(ErrorCode::NotFound, {"error.memory-store", {}});
        }
    }
    [[nodiscard]] std::vector<IntakeKey> intake_keys() override { return intake_keys_; }
    void add_intake_key(const IntakeKey& key) override {
        intake_keys_.push_back(key);
        std::ranges::sort(intake_keys_, std::greater<>(), &IntakeKey::made);
    }
    void add_invitation(const IntakeInvitation& invitation) override {
        if (!invitation.client.empty()) {
            static_cast<void>(existing(invitation.client));
        }
        invitations_[invitation.token_hash] = invitation;
    }
    [[nodiscard]] std::optional<IntakeInvitation> find_invitation(const std::string& token_hash) override {
        const auto known = invitations_.find(token_hash);
        return known == invitations_.end() ? std::nullopt : std::optional(known->second);
    }

    [[nodiscard]] std::vector<NotePhrase> note_phrases() override { return phrases_; }
    void set_note_phrases(const std::vector<NotePhrase>& phrases) override {
        std::ranges::for_each(phrases, check_note_phrase);
        phrases_ = phrases;
        std::ranges::stable_sort(phrases_, {}, &NotePhrase::part);
    }

private:
    [[nodiscard]] const CaseDocument& existing(const ClientId& id) const {
        const auto found = documents_.find(id);
        if (found == documents_.end()) {
            throw Error(ErrorCode::NotFound, {"error.store.client-gone", {}});
        }
        return found->second;
    }

    template <class Record>
    static void require_sessions(const CaseDocument& before, const CaseDocument& after,
                                 const std::vector<Record>& records) {
        for (const Record& record : records) {
            if (find_session(after, record.session) == nullptr) {
                const bool was_there = find_session(before, record.session) != nullptr;
                throw Error(was_there ? ErrorCode::InvalidEdit : ErrorCode::NotFound, {"error.memory-store", {}});
            }
        }
    }

    void check_reference(const Client& client) const {
        for (const auto& [id, document] : documents_) {
            if (id != client.id && document.client.reference == client.reference) {
                throw Error(ErrorCode::InvalidEdit, {"error.memory-store", {}});
            }
        }
    }

    std::map<ClientId, CaseDocument> documents_;
    std::vector<NotePhrase> phrases_;
    std::vector<PendingIntake> intakes_;
    std::vector<IntakeKey> intake_keys_;
    std::map<std::string, IntakeInvitation> invitations_;
    std::optional<ErrorCode> next_failure_;
    int saves_ = 0;
};

}  // namespace palpate
