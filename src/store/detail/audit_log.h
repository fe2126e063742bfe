#pragma once

#include "store/audit.h"
#include "store/detail/sql_session.h"

#include <string>
#include <string_view>
#include <vector>

namespace palpate::detail {

/// An event with its time, while it waits to be written.
struct DatedEvent {
    AuditEvent event;
    Timestamp at;
    std::string who;
};

/// The rows of the table audit. Borrows the session. Errors as SqlSession.
class AuditLog {
public:
    /// `schema`: "main", or the name under which another database is attached.
    explicit AuditLog(SqlSession& session, std::string_view schema = "main") : session_(session), schema_(schema) {}

    /// False in a database of before there was a log.
    [[nodiscard]] bool exists();
    /// O(log rows).
    [[nodiscard]] AuditHead head();
    /// True when `head` is nothing yet or a row of this log.
    [[nodiscard]] bool holds(const AuditHead& head);
    /// Call within the transaction of what it tells of.
    AuditHead append(const DatedEvent& dated);
    [[nodiscard]] std::vector<AuditRow> rows(const AuditRange& range);
    /// Reads every row and follows the chain. What lies outside the database is for the caller. O(rows).
    [[nodiscard]] AuditReport check();

private:
    [[nodiscard]] std::string table() const { return schema_ + ".audit"; }
    SqlStatement select(const AuditRange& range);

    SqlSession& session_;
    std::string schema_;
};

}  // namespace palpate::detail
