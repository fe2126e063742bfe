#include "store/audit.h"

#include "store/detail/blake2b.h"

#include <algorithm>
#include <array>
#include <utility>

namespace palpate {
namespace {

constexpr std::array<std::pair<AuditKind, std::string_view>, 14> k_names{{
    {AuditKind::Unlock, "unlock"},
    {AuditKind::FailedUnlock, "failed-unlock"},
    {AuditKind::Lock, "lock"},
    {AuditKind::View, "view"},
    {AuditKind::Create, "create"},
    {AuditKind::Change, "change"},
    {AuditKind::Erase, "erase"},
    {AuditKind::Export, "export"},
    {AuditKind::Print, "print"},
    {AuditKind::Import, "import"},
    {AuditKind::Admin, "admin"},
    {AuditKind::Backup, "backup"},
    {AuditKind::Restore, "restore"},
    {AuditKind::Rotate, "rotate"},
}};

constexpr std::size_t k_name_bytes = 16;

}  // namespace

std::string_view name_of(AuditKind kind) {
    return std::ranges::find(k_names, kind, &std::pair<AuditKind, std::string_view>::first)->second;
}

std::optional<AuditKind> find_audit_kind(std::string_view name) {
    const auto* const found = std::ranges::find(k_names, name, &std::pair<AuditKind, std::string_view>::second);
    return found == k_names.end() ? std::nullopt : std::optional(found->first);
}

const std::vector<AuditKind>& all_audit_kinds() {
    static const std::vector<AuditKind> kinds = [] {
        std::vector<AuditKind> all;
        for (const auto& [kind, name] : k_names) {
            all.push_back(kind);
        }
        return all;
    }();
    return kinds;
}

std::string audit_name_of(const ClientId& client) {
    return detail::Blake2b(k_name_bytes).text("palpate client").text(client.text()).hex();
}

}  // namespace palpate
