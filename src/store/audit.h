#pragma once

#include "base/clock.h"
#include "base/diagnostic.h"
#include "casebook/case_document.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {

enum class AuditKind {
    Unlock,
    FailedUnlock,
    Lock,
    View,
    Create,
    Change,
    Erase,
    Export,
    Print,
    Import,
    Admin,
    Backup,
    Restore,
    Rotate
};

/// Kebab-case names as stored and shown: "failed-unlock".
[[nodiscard]] std::string_view name_of(AuditKind kind);
[[nodiscard]] std::optional<AuditKind> find_audit_kind(std::string_view name);
[[nodiscard]] const std::vector<AuditKind>& all_audit_kinds();

/// Something to keep in the audit log.
struct AuditEvent {
    AuditKind kind = AuditKind::Admin;
    std::optional<ClientId> client{};
    /// The program's own words and counts, at most 200 printable ASCII characters; never anything a person typed.
    std::string detail{};
};

/// How a client stands in the audit log and in the list of erased clients: 32 hex digits of BLAKE2b over the id. Who
/// knows the id finds the rows; of an erased client, whose random id is gone, they tell nothing.
[[nodiscard]] std::string audit_name_of(const ClientId& client);

struct AuditRow {
    std::int64_t seq = 0;  ///< from 1 without gaps: the order, whatever the clock said
    Timestamp at{};        ///< what the clock said
    std::string who{};     ///< the user of the system
    std::string kind{};    ///< an AuditKind's name
    std::string client{};  ///< audit_name_of(); empty where the event is about no client
    std::string detail{};
    std::string previous{};  ///< hash of the row before; 64 zeros in the first
    std::string hash{};      ///< 64 hex digits of BLAKE2b over everything above

    bool operator==(const AuditRow&) const = default;
};

/// Which rows, first and last included.
struct AuditRange {
    std::int64_t first = 1;
    std::int64_t last = std::numeric_limits<std::int64_t>::max();
};

/// The newest row of a log.
struct AuditHead {
    std::int64_t seq = 0;  ///< 0: no row yet
    std::string hash = std::string(64, '0');

    bool operator==(const AuditHead&) const = default;
};

/// What a look through the whole audit log found; intact when there are no findings.
struct AuditReport {
    AuditHead head;
    std::vector<Diagnostic> findings;  ///< "store.audit.altered", ".missing", ".cut-off", ".head-missing"

    [[nodiscard]] bool intact() const { return findings.empty(); }
};

}  // namespace palpate
