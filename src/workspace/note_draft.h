#pragma once

#include "casebook/measurement.h"
#include "casebook/session_note.h"

#include <array>
#include <string>

namespace palpate {

class Workspace;

/// What the map, the measurements and the plan of a session say, as text of a SOAP note: the client's marks under S, what
/// was found and measured under O, what was done and is planned under P. A is left empty: judging is the therapist's.
/// In the language on screen; empty where nothing is known. The session must exist.
[[nodiscard]] std::array<std::string, k_note_part_count> draft_note(const Workspace& workspace,
                                                                    const SessionId& session);

/// "Pain intensity 0-10, before: 6", "Range of motion (neck, rotation, your left, passive): 62 degrees".
[[nodiscard]] std::string words_of(const Workspace& workspace, const Measurement& measurement);

}  // namespace palpate
