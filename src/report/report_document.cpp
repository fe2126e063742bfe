#include "report/report_document.h"

#include "base/error.h"

#include <algorithm>
#include <utility>

namespace palpate {
namespace {

constexpr std::array<std::pair<ReportKind, std::string_view>, 3> k_names{{
    {ReportKind::HandOut, "handout"},
    {ReportKind::Session, "session"},
    {ReportKind::Progress, "progress"},
}};

}  // namespace

std::string_view name_of(ReportKind kind) {
    const auto found = std::ranges::find(k_names, kind, &std::pair<ReportKind, std::string_view>::first);
    PALPATE_ASSERT(found != k_names.end());
    return found->second;
}

std::optional<ReportKind> find_report_kind(std::string_view name) {
    const auto found = std::ranges::find(k_names, name, &std::pair<ReportKind, std::string_view>::second);
    return found == k_names.end() ? std::nullopt : std::optional(found->first);
}

const std::vector<ReportKind>& all_report_kinds() {
    static const std::vector<ReportKind> kinds{ReportKind::HandOut, ReportKind::Session, ReportKind::Progress};
    return kinds;
}

}  // namespace palpate
