#include "casebook/pending_intake.h"

#include "base/error.h"
#include "casebook/detail/name_table.h"

namespace palpate {
namespace {

using detail::NameTable;

constexpr NameTable<IntakeSource, 2> k_sources{{{IntakeSource::Practice, "practice"}, {IntakeSource::Home, "home"}}};
constexpr NameTable<IntakeEnd, 2> k_ends{{{IntakeEnd::TakenOver, "taken-over"}, {IntakeEnd::Declined, "declined"}}};

}  // namespace

std::string_view name_of(IntakeSource source) { return detail::name_in(k_sources, source); }

std::optional<IntakeSource> find_intake_source(std::string_view name) { return detail::find_in(k_sources, name); }

std::string_view name_of(IntakeEnd end) { return detail::name_in(k_ends, end); }

void check_intake(const PendingIntake& intake) {
    if (intake.id.empty()) {
        throw Error(ErrorCode::InvalidEdit, {"error.intake.no-id", {}});
    }
    if (intake.answers.size() > k_most_intake_bytes) {
        throw Error(ErrorCode::InvalidEdit, {"error.intake.too-long", {}});
    }
}

}  // namespace palpate
