#pragma once

#include "base/store_user.h"
#include "casebook/case_store.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {

/// How the record is protected, for the window to say.
enum class StoreProtection { None, Passphrase };

/// Port to what opens and protects the store; programs/ implements it over store/.
class StoreGate {
public:
    virtual ~StoreGate() = default;
    /// True while a passphrase is needed before open().
    [[nodiscard]] virtual bool locked() const = 0;
    [[nodiscard]] virtual StoreProtection protection() const = 0;
    [[nodiscard]] virtual std::string location() const = 0;
    /// Who can sign in, by their names; empty for a store that knows nobody by name. Throws nothing.
    [[nodiscard]] virtual std::vector<StoreUser> users() const = 0;

    // All of these run on the store lane.

    /// Slow (key derivation). Throws Error WrongPassphrase, Locked, NewerVersion, ..
    [[nodiscard]] virtual std::unique_ptr<CaseStore> open(const SignIn& sign_in) = 0;
    [[nodiscard]] virtual StoreUser user_of(CaseStore& open_store) = 0;
    /// Protects the open store from now on.
    virtual void set_passphrase(CaseStore& open_store, const std::string& passphrase) = 0;
    /// Closes it and forgets its key; every later call throws Error Locked. `why`: words for the log of who did what.
    virtual void lock(CaseStore& open_store, std::string_view why) = 0;
    /// Other files may lie there by now: whether a passphrase is needed is found out anew.
    virtual void look_again() {}
    /// Another number when another program has saved something since.
    [[nodiscard]] virtual std::int64_t change_counter(CaseStore& open_store) = 0;
    /// load() of a client who is on screen already: that they were looked at is told once.
    [[nodiscard]] virtual CaseDocument load_again(CaseStore& open_store, const ClientId& id) = 0;
};

}  // namespace palpate
