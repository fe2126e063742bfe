#pragma once

#include "base/store_user.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace palpate {

struct PanelContext;

enum class PracticePart { Backups, Key, People, Log };

/// A person who is being added.
struct NewPerson {
    std::string name;
    UserRole role = UserRole::Therapist;
    std::string passphrase;
    std::string again;
};

/// A recovery code while it is shown, and the two groups asked back.
struct ShownCode {
    std::vector<std::string> groups;
    std::array<std::size_t, 2> asked{};
    std::array<std::string, 2> typed{};
    bool asking = false;  ///< the code is hidden again
};

/// What only the window knows of the practice panel.
struct PracticeState {
    bool open = false;
    PracticePart part = PracticePart::Backups;
    std::string passphrase;  ///< of the drill, the present one of a change
    std::string next;
    std::string next_again;
    std::optional<ShownCode> code;
    bool code_done = false;
    NewPerson person;
    std::string removing;  ///< id of who is about to be removed
    bool offer_rotation = false;
    std::string restoring;  ///< folder of the backup that is to be put back
    std::string restore_passphrase;
    bool restore_sure = false;
    std::string log_kind;  ///< empty: all
    std::string log_words;
};

/// Backups, keys, people and the log of who did what: for who looks after the practice.
void open_practice(PanelContext& context);
void draw_practice(PanelContext& context);
/// Wipes typed secrets and closes it.
void shut_practice(PracticeState& practice);

}  // namespace palpate
