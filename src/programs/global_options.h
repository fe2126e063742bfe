#pragma once

#include "anatomy/body_form.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace palpate {

/// What every verb takes, before or after its name.
struct GlobalOptions {
    std::filesystem::path store_folder;  ///< --store
    std::string atlas;                   ///< --atlas
    std::optional<BodyForm> form;        ///< --form, --stature, --build; none: the default, in the window the last one
    bool json = false;                   ///< --json: results as JSON on the standard output
    std::string language;                ///< --language; empty: as the system says, in the window the last one chosen
    std::optional<std::uint64_t> seed;   ///< --seed: repeatable ids and samples
    std::string user;                    ///< --user: who opens the store, where it knows people by name
    std::filesystem::path passphrase_file;
    bool intake = false;  ///< --intake: the window begins with handing the device to clients
};

}  // namespace palpate
