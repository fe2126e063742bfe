#pragma once

#include <string>

namespace palpate {

/// A field for a passphrase, as wide as the room: dots instead of letters, paste allowed. True when Enter was pressed.
bool secret_field(const char* id, std::string& secret);
/// Overwrites a typed secret, and what ImGui keeps of the field it was typed into.
void forget_secret(std::string& secret);

}  // namespace palpate
