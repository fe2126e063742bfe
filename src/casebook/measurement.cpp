#include "casebook/measurement.h"

#include "casebook/detail/name_table.h"

namespace palpate {
namespace {

using detail::NameTable;

constexpr NameTable<MeasureMoment, 3> k_moments{
    {{MeasureMoment::Anytime, "anytime"}, {MeasureMoment::Before, "before"}, {MeasureMoment::After, "after"}}};

}  // namespace

std::string_view name_of(MeasureMoment moment) { return detail::name_in(k_moments, moment); }
std::optional<MeasureMoment> find_measure_moment(std::string_view name) { return detail::find_in(k_moments, name); }

const std::vector<MeasureMoment>& all_measure_moments() {
    static const std::vector<MeasureMoment> moments = detail::values_of(k_moments);
    return moments;
}

}  // namespace palpate
