#include "casebook/client_fact.h"

#include "casebook/detail/name_table.h"

#include <tuple>

namespace palpate {
namespace {

using detail::NameTable;

constexpr NameTable<FactKind, 8> k_fact_kinds{{{FactKind::Answer, "answer"},
                                               {FactKind::Condition, "condition"},
                                               {FactKind::Medicine, "medicine"},
                                               {FactKind::Trait, "trait"},
                                               {FactKind::Goal, "goal"},
                                               {FactKind::AvoidArea, "avoid-area"},
                                               {FactKind::Event, "event"},
                                               {FactKind::HardDay, "hard-day"}}};

}  // namespace

std::string_view name_of(FactKind kind) { return detail::name_in(k_fact_kinds, kind); }

std::optional<FactKind> find_fact_kind(std::string_view name) { return detail::find_in(k_fact_kinds, name); }

const std::vector<FactKind>& all_fact_kinds() {
    static const std::vector<FactKind> kinds = detail::values_of(k_fact_kinds);
    return kinds;
}

bool is_health_fact(FactKind kind) {
    return kind != FactKind::Goal && kind != FactKind::Event && kind != FactKind::HardDay;
}

FormerFactKey key_of(const FormerFact& former) {
    return {.fact = key_of(former.fact), .recorded_us = former.fact.recorded.microseconds_utc};
}

FactKey key_of(const ClientFact& fact) { return {.kind = fact.kind, .subject = fact.subject}; }

bool fact_before(const ClientFact& a, const ClientFact& b) {
    return std::tie(a.kind, a.subject) < std::tie(b.kind, b.subject);
}

}  // namespace palpate
