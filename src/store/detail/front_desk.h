#pragma once

#include "store/detail/sql_case_store.h"

namespace palpate::detail {

// What the front desk sees of a record and may save of it. A new member of Client or Session is not theirs until it is added
// here.

/// The client's name and number, the days and types of their sessions. What else there is of the record is not read.
[[nodiscard]] CaseDocument load_for_front_desk(SqlCaseStore store, const ClientId& id);

/// The change with all that the front desk does not see put back as it is in the store: call within the transaction that
/// saves it. Throws Error Forbidden where it would write or remove anything but a client's name, number and contact and
/// sessions; InvalidEdit where it would change a session that is signed, whose note the front desk does not see.
[[nodiscard]] DocumentDiff from_front_desk(SqlCaseStore& store, const DocumentDiff& change);

}  // namespace palpate::detail
