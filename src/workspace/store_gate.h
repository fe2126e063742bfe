#pragma once

#include "casebook/case_store.h"

#include <memory>
#include <optional>
#include <string>

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
    /// Runs on the store lane; slow (key derivation). Throws Error WrongPassphrase, Locked, NewerVersion, ..
    [[nodiscard]] virtual std::unique_ptr<CaseStore> open(const std::optional<std::string>& passphrase) = 0;
    /// Runs on the store lane while `open` is in use: protects the open store from now on.
    virtual void set_passphrase(CaseStore& open_store, const std::string& passphrase) = 0;
};

}  // namespace palpate
