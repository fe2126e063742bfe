#pragma once

#include "casebook/client_fact.h"

namespace palpate::detail {

/// Throws Error InvalidEdit, saying which rule of client_fact.h the fact breaks.
void check_fact(const ClientFact& fact);

}  // namespace palpate::detail
