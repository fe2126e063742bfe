#include "programs/store_access.h"

#include "base/content_hash.h"
#include "base/error.h"
#include "programs/composition.h"

#include <charconv>
#include <cstdlib>
#include <utility>

namespace palpate {
namespace {

/// When the key file was written last: people change with it. It is asked in every frame.
std::filesystem::file_time_type vault_time(const std::filesystem::path& folder) {
    std::error_code ignored;
    return std::filesystem::last_write_time(folder / "vault.key", ignored);
}

}  // namespace

void SeededIds::mix_in(CaseStore& records) {
    std::string known;
    for (const Client& client : records.list_clients()) {
        const CaseDocument document = records.load(client.id);
        known += client.id.text() + '\n';
        for (const Session& session : document.sessions) {
            known += session.id.text() + '\n';
        }
        for (const Mark& mark : document.marks) {
            known += mark.id.text() + '\n';
        }
    }
    constexpr std::size_t k_digits_of_64_bits = 16;
    const std::string digest = content_hash(known).substr(0, k_digits_of_64_bits);
    std::uint64_t number = 0;
    std::from_chars(digest.data(), digest.data() + digest.size(), number, 16);
    ids_ = UuidGenerator(seed_ ^ number);
}

std::string system_user() {
    for (const char* variable : {"USER", "LOGNAME"}) {
        if (const char* name = std::getenv(variable); name != nullptr && *name != '\0') {
            return name;
        }
    }
    return {};
}

StoreOptions own_store_options(const Application& application) {
    return {.folder = application.options().store_folder,
            .user = application.options().user,
            .passphrase = application.passphrase(),
            .create = false,
            .who = system_user()};
}

std::unique_ptr<Store> open_own_store(const Application& application, bool read_only) {
    StoreOptions options = own_store_options(application);
    options.read_only = read_only;
    return open_store(options);
}

FolderStoreGate::FolderStoreGate(Options options)
    : options_(std::move(options)), state_(inspect_store(options_.folder)) {}

StoreProtection FolderStoreGate::protection() const {
    return state_ == StoreState::Locked ? StoreProtection::Passphrase : StoreProtection::None;
}

std::unique_ptr<CaseStore> FolderStoreGate::open(const SignIn& sign_in) {
    const bool is_new = state_ == StoreState::None;
    std::unique_ptr<Store> store = options_.read_only ? open_store_for_reading(sign_in) : open_store_for_work(sign_in);
    if (is_new && options_.sample) {
        store->mark_as_sample();
    }
    if (options_.seeded_ids) {
        options_.seeded_ids->mix_in(*store);
    }
    state_ = store->protection() == Protection::Passphrase ? StoreState::Locked : StoreState::Open;
    return store;
}

StoreOptions FolderStoreGate::store_options(const SignIn& sign_in) const {
    return {.folder = options_.folder, .user = sign_in.user, .passphrase = sign_in.passphrase, .who = system_user()};
}

std::unique_ptr<Store> FolderStoreGate::open_store_for_work(const SignIn& sign_in) const {
    const WipedOptions wiped(store_options(sign_in));
    return palpate::open_store(wiped.options);
}

std::unique_ptr<Store> FolderStoreGate::open_store_for_reading(const SignIn& sign_in) const {
    WipedOptions wiped(store_options(sign_in));
    StoreOptions& options = wiped.options;
    options.create = false;
    try {
        return palpate::open_store(options);
    } catch (const Error& error) {
        // A store on a full or protected disk may be read all the same; nobody can be told then.
        if (error.code() != ErrorCode::ReadOnly && error.code() != ErrorCode::DiskFull) {
            throw;
        }
    }
    options.read_only = true;
    return palpate::open_store(options);
}

void FolderStoreGate::set_passphrase(CaseStore& open_store, const std::string& passphrase) {
    dynamic_cast<Store&>(open_store).set_passphrase(passphrase);
    state_ = StoreState::Locked;
}

std::vector<StoreUser> FolderStoreGate::users() const {
    const std::scoped_lock lock(users_mutex_);
    const auto written = vault_time(options_.folder);
    if (!users_ || users_written_ != written) {
        users_ = list_store_users(options_.folder);
        users_written_ = written;
    }
    return *users_;
}

StoreUser FolderStoreGate::user_of(CaseStore& open_store) { return dynamic_cast<Store&>(open_store).user(); }

void FolderStoreGate::lock(CaseStore& open_store, std::string_view why) { dynamic_cast<Store&>(open_store).close(why); }

std::int64_t FolderStoreGate::change_counter(CaseStore& open_store) {
    return dynamic_cast<Store&>(open_store).change_counter();
}

CaseDocument FolderStoreGate::load_again(CaseStore& open_store, const ClientId& id) {
    return dynamic_cast<Store&>(open_store).load_again(id);
}

}  // namespace palpate
