#include "store/detail/audit_log.h"

#include "base/error.h"
#include "store/detail/blake2b.h"

#include <algorithm>

namespace palpate::detail {
namespace {

constexpr std::size_t k_longest_detail = 200;

bool is_printable(std::string_view text) {
    return std::ranges::all_of(text, [](char letter) { return letter >= ' ' && letter <= '~'; });
}

/// Every member but the hash itself, in the order of the table.
std::string calc_hash(const AuditRow& row) {
    return Blake2b()
        .text("palpate audit 1")
        .text(row.previous)
        .number(row.seq)
        .number(row.at.microseconds_utc)
        .text(row.who)
        .text(row.kind)
        .text(row.client)
        .text(row.detail)
        .hex();
}

AuditRow read_row(const SqlStatement& row) {
    return {.seq = row.integer(0),
            .at = {row.integer(1)},
            .who = row.text(2),
            .kind = row.text(3),
            .client = row.text(4),
            .detail = row.text(5),
            .previous = row.text(6),
            .hash = row.text(7)};
}

Diagnostic finding(const char* key, std::int64_t seq) {
    const std::string number = std::to_string(seq);
    return {.severity = Severity::Error, .where = number, .text = {key, {{"seq", number}}}};
}

}  // namespace

bool AuditLog::exists() {
    return session_.ask("SELECT count(*) FROM " + schema_ + ".sqlite_master WHERE type = 'table' AND name = 'audit'") !=
           "0";
}

AuditHead AuditLog::head() {
    auto rows = session_.prepare("SELECT seq, hash FROM " + table() + " ORDER BY seq DESC LIMIT 1");
    return rows.step() ? AuditHead{.seq = rows.integer(0), .hash = rows.text(1)} : AuditHead{};
}

bool AuditLog::holds(const AuditHead& head) {
    if (head == AuditHead{}) {
        return true;
    }
    auto rows = session_.prepare("SELECT hash FROM " + table() + " WHERE seq = ?1");
    return rows.with(head.seq).step() && rows.text(0) == head.hash;
}

AuditHead AuditLog::append(const DatedEvent& dated) {
    const AuditEvent& event = dated.event;
    PALPATE_ASSERT(event.detail.size() <= k_longest_detail && is_printable(event.detail));
    const AuditHead last = head();
    AuditRow row{.seq = last.seq + 1,
                 .at = dated.at,
                 .who = dated.who,
                 .kind = std::string(name_of(event.kind)),
                 .client = event.client ? audit_name_of(*event.client) : std::string(),
                 .detail = event.detail,
                 .previous = last.hash};
    row.hash = calc_hash(row);
    session_
        .prepare("INSERT INTO " + table() +
                 " (seq, at, who, kind, client, detail, previous, hash) "
                 "VALUES (?1, ?2, ?3, ?4, nullif(?5, ''), ?6, ?7, ?8)")
        .with(row.seq, row.at.microseconds_utc, row.who, row.kind, row.client, row.detail, row.previous, row.hash)
        .run();
    return {.seq = row.seq, .hash = row.hash};
}

SqlStatement AuditLog::select(const AuditRange& range) {
    auto rows = session_.prepare("SELECT seq, at, who, kind, client, detail, previous, hash FROM " + table() +
                                 " WHERE seq BETWEEN ?1 AND ?2 ORDER BY seq");
    rows.with(range.first, range.last);
    return rows;
}

std::vector<AuditRow> AuditLog::rows(const AuditRange& range) {
    std::vector<AuditRow> found;
    auto rows = select(range);
    while (rows.step()) {
        found.push_back(read_row(rows));
    }
    return found;
}

AuditReport AuditLog::check() {
    AuditReport report;
    auto rows = select({});
    while (rows.step()) {
        const AuditRow row = read_row(rows);
        if (row.seq != report.head.seq + 1) {
            report.findings.push_back(finding("store.audit.missing", report.head.seq + 1));
        } else if (row.previous != report.head.hash || row.hash != calc_hash(row)) {
            report.findings.push_back(finding("store.audit.altered", row.seq));
        }
        report.head = {.seq = row.seq, .hash = row.hash};
    }
    return report;
}

}  // namespace palpate::detail
