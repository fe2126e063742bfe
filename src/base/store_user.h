#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace palpate {

/// What a person of the practice may do with the records. The program enforces it; whoever has a passphrase and the files
/// could open them with other tools.
enum class UserRole {
    Owner,      ///< everything
    Therapist,  ///< everything but people, the key, restoring and erasing clients
    FrontDesk   ///< clients, how to reach them, and when they come; nothing about their health
};
inline constexpr std::array<UserRole, 3> k_all_user_roles{UserRole::Owner, UserRole::Therapist, UserRole::FrontDesk};

/// "owner", "therapist", "front-desk".
[[nodiscard]] std::string_view name_of(UserRole role);
[[nodiscard]] std::optional<UserRole> find_user_role(std::string_view name);

/// A person who has a passphrase of their own for a store.
struct StoreUser {
    std::string id{};    ///< 32 hex digits; empty: who uses a store that knows nobody by name
    std::string name{};  ///< unique in the store
    UserRole role = UserRole::Owner;

    bool operator==(const StoreUser&) const = default;
};

/// How a store is opened.
struct SignIn {
    std::string user{};                       ///< a name; empty where the store knows nobody by name, or but one person
    std::optional<std::string> passphrase{};  ///< or the recovery code
};

/// Overwrites and empties a text that held a secret.
void wipe_secret(std::string& text) noexcept;

/// A sign-in on its way to the store lane, whose passphrase is overwritten when nobody needs it any more.
struct WipedSignIn {
    explicit WipedSignIn(SignIn given) : sign_in(std::move(given)) {}
    ~WipedSignIn() {
        if (sign_in.passphrase) {
            wipe_secret(*sign_in.passphrase);
        }
    }
    WipedSignIn(const WipedSignIn&) = delete;
    WipedSignIn& operator=(const WipedSignIn&) = delete;

    SignIn sign_in;
};

}  // namespace palpate
