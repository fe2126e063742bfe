#pragma once

#include "base/clock.h"
#include "store/open_store.h"
#include "workspace/store_gate.h"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <vector>

namespace palpate {

/// New ids from --seed. Two runs on equal records give equal ids; what is in the records already is mixed in, so that
/// a second run with the same seed never makes an id that is in use.
class SeededIds final : public IdGenerator {
public:
    explicit SeededIds(std::uint64_t seed) : seed_(seed), ids_(seed) {}
    [[nodiscard]] std::string make_id() override { return ids_.make_id(); }
    void mix_in(CaseStore& records);

private:
    std::uint64_t seed_;
    UuidGenerator ids_;
};

/// Who uses the program, for the audit log: the name the system knows; empty where it tells none.
[[nodiscard]] std::string system_user();

class Application;

/// The store of --store with the passphrase at hand, for verbs that need no workspace.
[[nodiscard]] StoreOptions own_store_options(const Application& application);
/// It must exist. Throws Error as open_store() does.
[[nodiscard]] std::unique_ptr<Store> open_own_store(const Application& application, bool read_only = false);

/// The workspace's door to the store of one folder. Thread: open and set_passphrase on the store lane, the rest on any.
class FolderStoreGate final : public StoreGate {
public:
    struct Options {
        std::filesystem::path folder;
        bool read_only = false;  ///< nothing is saved; that the store was opened and read is told where it may be
        bool sample = false;     ///< a store made now is marked as the sample store
        std::shared_ptr<SeededIds> seeded_ids;  ///< null without --seed
    };
    /// Throws Error as inspect_store() does.
    explicit FolderStoreGate(Options options);

    [[nodiscard]] bool locked() const override { return state_ == StoreState::Locked; }
    [[nodiscard]] StoreProtection protection() const override;
    [[nodiscard]] std::string location() const override { return options_.folder.string(); }
    [[nodiscard]] std::vector<StoreUser> users() const override;
    [[nodiscard]] std::unique_ptr<CaseStore> open(const SignIn& sign_in) override;
    [[nodiscard]] StoreUser user_of(CaseStore& open_store) override;
    void set_passphrase(CaseStore& open_store, const std::string& passphrase) override;
    void look_again() override { state_ = inspect_store(options_.folder); }
    void lock(CaseStore& open_store, std::string_view why) override;
    [[nodiscard]] std::int64_t change_counter(CaseStore& open_store) override;
    [[nodiscard]] CaseDocument load_again(CaseStore& open_store, const ClientId& id) override;

private:
    [[nodiscard]] std::unique_ptr<Store> open_store_for_reading(const SignIn& sign_in) const;
    [[nodiscard]] std::unique_ptr<Store> open_store_for_work(const SignIn& sign_in) const;
    [[nodiscard]] StoreOptions store_options(const SignIn& sign_in) const;

    Options options_;
    std::atomic<StoreState> state_;
    mutable std::mutex users_mutex_;
    mutable std::optional<std::vector<StoreUser>> users_;  ///< as of the key file's time below
    mutable std::filesystem::file_time_type users_written_{};
};

}  // namespace palpate
