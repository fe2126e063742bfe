#pragma once

#include "casebook/case_document.h"

namespace palpate::detail {

/// Each throws Error InvalidEdit, saying which rule of case_document.h the value breaks.
void check_client(const Client& client);
void check_consent(const Consent& consent);
void check_photo(const ClientPhoto& photo);
void check_session(const Session& session);
/// Looks at the mark alone, not at whether its session exists.
void check_mark(const Mark& mark);

/// Puts everything into the order the document promises; the plan's positions close up.
void sort_records(CaseDocument& document);
/// Facts also differ in their keys, and the plan's positions have no gaps.
[[nodiscard]] bool is_sorted(const CaseDocument& document);

}  // namespace palpate::detail
