#include "casebook/plan_item.h"

#include "casebook/detail/name_table.h"

namespace palpate {
namespace {

using detail::NameTable;

constexpr NameTable<PlanPart, 2> k_plan_parts{{{PlanPart::Session, "session"}, {PlanPart::Home, "home"}}};

}  // namespace

std::string_view name_of(PlanPart part) { return detail::name_in(k_plan_parts, part); }

std::optional<PlanPart> find_plan_part(std::string_view name) { return detail::find_in(k_plan_parts, name); }

const std::vector<PlanPart>& all_plan_parts() {
    static const std::vector<PlanPart> parts = detail::values_of(k_plan_parts);
    return parts;
}

}  // namespace palpate
