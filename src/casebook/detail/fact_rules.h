#pragma once

#include "casebook/client_fact.h"

namespace palpate::detail {

/// Each throws Error InvalidEdit, saying which rule of client_fact.h the fact breaks.
void check_fact(const ClientFact& fact);
void check_former_fact(const FormerFact& former);

}  // namespace palpate::detail
