#pragma once

#include "support/memory_case_store.h"
#include "support/paths.h"
#include "support/tiny_atlas.h"
#include "workspace/workspace.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace palpate::test {

/// Hands every call to one store that outlives the workspace, so that a test can look into it.
class BorrowedStore final : public CaseStore {
public:
    explicit BorrowedStore(std::shared_ptr<CaseStore> store) : store_(std::move(store)) {}
    [[nodiscard]] std::vector<Client> list_clients() override { return store_->list_clients(); }
    [[nodiscard]] CaseDocument load(const ClientId& id) override { return store_->load(id); }
    void save(const DocumentDiff& change) override { store_->save(change); }
    void save_import(const std::vector<DocumentDiff>& changes, std::string_view format) override {
        store_->save_import(changes, format);
    }
    void remove(const ClientId& id) override { store_->remove(id); }
    [[nodiscard]] PracticeCounts count_practice() override { return store_->count_practice(); }
    [[nodiscard]] std::vector<NotePhrase> note_phrases() override { return store_->note_phrases(); }
    void set_note_phrases(const std::vector<NotePhrase>& phrases) override { store_->set_note_phrases(phrases); }
    [[nodiscard]] std::vector<PendingIntake> list_intakes() override { return store_->list_intakes(); }
    void put_intake(const PendingIntake& intake) override { store_->put_intake(intake); }
    void receive_intake(const PendingIntake& intake, const std::string& token_hash) override {
        store_->receive_intake(intake, token_hash);
    }
    void end_intake(const IntakeId& id, IntakeEnd end) override { store_->end_intake(id, end); }
    [[nodiscard]] std::vector<IntakeKey> intake_keys() override { return store_->intake_keys(); }
    void add_intake_key(const IntakeKey& key) override { store_->add_intake_key(key); }
    void add_invitation(const IntakeInvitation& invitation) override { store_->add_invitation(invitation); }
    [[nodiscard]] std::optional<IntakeInvitation> find_invitation(const std::string& token_hash) override {
        return store_->find_invitation(token_hash);
    }

private:
    std::shared_ptr<CaseStore> store_;
};

class MemoryGate final : public StoreGate {
public:
    explicit MemoryGate(std::shared_ptr<MemoryCaseStore> store) : store_(std::move(store)) {}
    [[nodiscard]] bool locked() const override { return protection_ == StoreProtection::Passphrase; }
    [[nodiscard]] StoreProtection protection() const override { return protection_; }
    [[nodiscard]] std::string location() const override { return "memory"; }
    [[nodiscard]] std::vector<StoreUser> users() const override { return users_; }
    [[nodiscard]] std::unique_ptr<CaseStore> open(const SignIn& sign_in) override {
        if (locked() && sign_in.passphrase != passphrase_) {
            throw Error(ErrorCode::WrongPassphrase, {"error.memory-store", {}});
        }
        const auto known = std::ranges::find(users_, sign_in.user, &StoreUser::name);
        user_ = known == users_.end() ? StoreUser{} : *known;
        ++openings_;
        return std::make_unique<BorrowedStore>(store_);
    }
    [[nodiscard]] StoreUser user_of(CaseStore&) override { return user_; }
    void lock(CaseStore&, std::string_view why) override { locked_because_.emplace_back(why); }
    [[nodiscard]] std::int64_t change_counter(CaseStore&) override { return changed_elsewhere_; }
    [[nodiscard]] CaseDocument load_again(CaseStore&, const ClientId& id) override { return store_->load(id); }

    // What a test looks at and says, while no job runs.
    void know(std::vector<StoreUser> users) { users_ = std::move(users); }
    void change_elsewhere() { ++changed_elsewhere_; }
    [[nodiscard]] const std::vector<std::string>& locked_because() const { return locked_because_; }
    [[nodiscard]] int openings() const { return openings_; }

    void set_passphrase(CaseStore&, const std::string& passphrase) override {
        passphrase_ = passphrase;
        protection_ = StoreProtection::Passphrase;
    }

private:
    std::shared_ptr<MemoryCaseStore> store_;
    std::string passphrase_;
    std::vector<StoreUser> users_;
    StoreUser user_;
    std::vector<std::string> locked_because_;
    std::atomic<std::int64_t> changed_elsewhere_ = 0;
    int openings_ = 0;
    std::atomic<StoreProtection> protection_ = StoreProtection::None;
};

/// "tiny" and "other" are atlases, "tiny" in every form, "slow" waits until the test lets it go, everything else does not exist.
class TinySource final : public AtlasSource {
public:
    TinySource(std::string name, BodyForm form, std::shared_future<void> go)
        : name_(std::move(name)), form_(form), go_(std::move(go)) {}
    [[nodiscard]] AtlasCredit describe() const override { return {name_, name_, "own work", "tests"}; }
    [[nodiscard]] std::shared_ptr<const Atlas> build(JobContext&) override {
        if (name_ == "slow") {
            go_.wait();
        } else if (name_ != "tiny" && name_ != "other") {
            throw Error(ErrorCode::NotFound, {"error.no-atlas", {{"name", name_}}});
        }
        return name_ == "tiny" ? tiny_atlas_in(form_) : tiny_atlas(name_);
    }

private:
    std::string name_;
    BodyForm form_;
    std::shared_future<void> go_;
};

class FixedClock final : public Clock {
public:
    [[nodiscard]] Timestamp now() const override { return {1'795'000'000'000'000}; }
};

/// A workspace over fakes: memory store, tiny atlas, fixed clock, counted ids, the real catalogues and words.
struct Rig {
    std::shared_ptr<MemoryCaseStore> store = std::make_shared<MemoryCaseStore>();
    std::shared_ptr<MemoryGate> gate = std::make_shared<MemoryGate>(store);
    RunningTime time{.awake = std::chrono::hours(1), .total = std::chrono::hours(2)};  ///< moved on by the test
    std::promise<void> let_go;
    std::unique_ptr<Workspace> workspace;

    Rig() : workspace(std::make_unique<Workspace>(services())) {}

    [[nodiscard]] WorkspaceServices services() {
        static const std::filesystem::path assets = k_assets_dir;
        static const auto words = std::make_shared<const Translator>(Translator::load(assets / "i18n/en"));
        static const auto anatomy =
            std::make_shared<const AnatomyCatalogue>(AnatomyCatalogue::load(assets / "anatomy"));
        static const auto clinical =
            std::make_shared<const ClinicalCatalogue>(ClinicalCatalogue::load(assets / "clinical", "en", *anatomy));
        const std::shared_future<void> go = let_go.get_future();
        static const std::vector<Language> languages = list_languages(assets / "i18n");
        return {.translator = words,
                .load_words =
                    [](const std::string& code) {
                        return std::make_shared<const Translator>(load_language(assets / "i18n", code));
                    },
                .languages = languages,
                .anatomy = anatomy,
                .clinical = clinical,
                .clock = std::make_shared<FixedClock>(),
                .ids = std::make_shared<UuidGenerator>(7),
                .gate = gate,
                .running_time = [this] { return time; },
                .make_source = [go](const std::string& name,
                                    const BodyForm& form) { return std::make_unique<TinySource>(name, form, go); },
                .list_atlases = [] { return std::vector<AtlasCredit>{}; },
                .wake = {}};
    }

    /// Store and tiny atlas ready.
    void start() {
        workspace->open_store();
        workspace->load_atlas("tiny");
        workspace->run_until_idle_or_throw();
    }
    /// .. and a client with an empty session.
    void start_session() {
        start();
        workspace->run("client.add", {{"name", "Try-out"}});
        workspace->run("session.add", {{"date", "2026-11-22"}});
        workspace->run_until_idle_or_throw();
    }
    [[nodiscard]] std::string add_mark(const std::string& structure = "latissimus-dorsi.left") {
        return workspace->run("mark.add", {{"structure", structure}, {"kind", "pain"}, {"now", "7"}});
    }
    /// What a program started now would find.
    [[nodiscard]] CaseDocument stored() { return store->load(workspace->require_document().client.id); }
};

}  // namespace palpate::test
