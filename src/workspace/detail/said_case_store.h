#pragma once

#include "casebook/case_store.h"
#include "clinical/clinical_catalogue.h"

#include <memory>

namespace palpate::detail {

/// What a client reaches while they answer: a store with one record in it, their own answers. Each change is kept in the real
/// store as one that waits for the therapist; nothing else of the real store can be reached from here. Thread: the store
/// lane. Errors as CaseStore; Forbidden for what a client has nothing to do with.
class SaidCaseStore final : public CaseStore {
public:
    struct Parts {
        std::shared_ptr<CaseStore> real;
        std::shared_ptr<const ClinicalCatalogue> clinical;
        PendingIntake intake;  ///< its answers are those of `said`, or not written yet
        CaseDocument said;
    };
    explicit SaidCaseStore(Parts parts) : parts_(std::move(parts)) {}

    [[nodiscard]] const PendingIntake& intake() const { return parts_.intake; }
    /// Keeps it as it is now, finished at that time; with the code it was begun with, which is used up by that.
    void finish(Timestamp at, const std::string& token_hash);

    [[nodiscard]] std::vector<Client> list_clients() override { return {parts_.said.client}; }
    [[nodiscard]] CaseDocument load(const ClientId& id) override;
    void save(const DocumentDiff& change) override;
    void save_import(const std::vector<DocumentDiff>& changes, std::string_view format) override;
    void remove(const ClientId& id) override;
    [[nodiscard]] PracticeCounts count_practice() override { return {}; }
    [[nodiscard]] std::vector<NotePhrase> note_phrases() override { return {}; }
    void set_note_phrases(const std::vector<NotePhrase>& phrases) override;
    [[nodiscard]] std::vector<PendingIntake> list_intakes() override { return {}; }
    void put_intake(const PendingIntake& intake) override;
    void receive_intake(const PendingIntake& intake, const std::string& token_hash) override;
    void end_intake(const IntakeId& id, IntakeEnd end) override;
    [[nodiscard]] std::vector<IntakeKey> intake_keys() override { return {}; }
    void add_intake_key(const IntakeKey& key) override;
    void add_invitation(const IntakeInvitation& invitation) override;
    [[nodiscard]] std::optional<IntakeInvitation> find_invitation(const std::string&) override { return std::nullopt; }

private:
    void write_answers();

    Parts parts_;
};

}  // namespace palpate::detail
