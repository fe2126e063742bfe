#include "base/store_user.h"

#include <algorithm>
#include <cstddef>

namespace palpate {
namespace {

constexpr std::array<std::string_view, k_all_user_roles.size()> k_names{"owner", "therapist", "front-desk"};

}  // namespace

std::string_view name_of(UserRole role) { return k_names[static_cast<std::size_t>(role)]; }

std::optional<UserRole> find_user_role(std::string_view name) {
    const auto found = std::ranges::find(k_names, name);
    return found == k_names.end() ? std::nullopt
                                  : std::optional(k_all_user_roles[static_cast<std::size_t>(found - k_names.begin())]);
}

void wipe_secret(std::string& text) noexcept {
    volatile char* bytes = text.data();
    for (std::size_t i = 0; i < text.capacity(); ++i) {
        bytes[i] = 0;
    }
    text.clear();
}

}  // namespace palpate
