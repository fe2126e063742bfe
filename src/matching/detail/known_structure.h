#pragma once

#include "matching/case_match.h"

#include <optional>

namespace palpate::detail {

/// A structure by its id, with its mesh where the atlas has it, else in the catalogue's words; nullopt where nobody knows it.
[[nodiscard]] std::optional<Structure> find_known_structure(const StructureId& id, const Knowledge& knowledge);

}  // namespace palpate::detail
