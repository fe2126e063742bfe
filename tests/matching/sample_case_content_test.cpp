// The sample client speaks in ids of the clinical content, which the casebook does not know.

#include "casebook/sample_case.h"
#include "matching/case_match.h"
#include "matching/home_care.h"
#include "matching/record_facts.h"
#include "support/clinical_content.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace palpate;
using test::clinical_content;

namespace {

class FixedClock final : public Clock {
public:
    [[nodiscard]] Timestamp now() const override { return {1'795'348'800'000'000}; }  // 2026-11-22, noon UTC
};

const Atlas& everything() {
    static const auto atlas = test::atlas_of_everything();
    return *atlas;
}

Knowledge knowledge() { return {everything(), clinical_content().anatomy, clinical_content().clinical}; }

const CaseDocument& sample() {
    static UuidGenerator ids(1);
    static const CaseDocument document = make_sample_case(everything(), FixedClock(), ids, clinical_content().english);
    return document;
}

template <class Record>
bool has(const std::vector<Record>& records, const std::string& id) {
    return std::ranges::any_of(records, [&](const Record& record) { return record.id == id; });
}

bool is_known(const ClientFact& fact) {
    const ClinicalCatalogue& clinical = clinical_content().clinical;
    switch (fact.kind) {
        case FactKind::Goal: return has(clinical.questions().goals, fact.subject);
        case FactKind::Condition: return clinical.find_condition(fact.subject) != nullptr;
        case FactKind::Trait:
            return fact.subject == k_trait_age_band && has(clinical.questions().age_bands, fact.value);
        case FactKind::Answer:
            return clinical.find_contraindication(fact.subject) != nullptr && find_answer(fact.value).has_value();
        default: return false;  // the sample has none of these
    }
}

}  // namespace

TEST_CASE("everything the sample client says and is given is in the content", "[matching]") {
    for (const ClientFact& fact : sample().facts) {
        INFO(name_of(fact.kind) << " " << fact.subject);
        CHECK(is_known(fact));
    }
    for (const PlanItem& item : sample().plan) {
        CAPTURE(item.technique);
        const Technique* technique = clinical_content().clinical.find_technique(item.technique);
        REQUIRE(technique != nullptr);
        CHECK((item.part == PlanPart::Session || technique->self_care));
        CHECK(item.pressure >= technique->pressure.min);
        CHECK(item.pressure <= technique->pressure.max);
    }
}

TEST_CASE("nothing speaks against the sample client's plan, nor is it firmer than its places allow", "[matching]") {
    const CaseFacts facts = case_facts_of(sample(), sample().sessions.back().id);
    const CaseMatch match = match_session(sample(), sample().sessions.back().id, facts, knowledge());
    CHECK(match.find_stop() == nullptr);
    for (const PlanItem& item : sample().plan) {
        CAPTURE(item.technique);
        CHECK(may_be_done_at_home(item, match, facts, knowledge()));
        for (const StructureId& id : item.structures) {
            CHECK(item.pressure <= find_ceiling(everything().find(id), facts, knowledge()).pressure_ceiling);
        }
    }
}

TEST_CASE("what the sample client is given for home is among what fits", "[matching]") {
    const SessionId last = sample().sessions.back().id;
    const CaseMatch match = match_session(sample(), last, case_facts_of(sample(), last), knowledge());
    for (const PlanItem* item : plan_of(sample(), last, PlanPart::Home)) {
        CAPTURE(item->technique);
        CHECK(std::ranges::any_of(match.home,
                                  [&](const SessionMatch& fits) { return fits.technique.text() == item->technique; }));
    }
}
