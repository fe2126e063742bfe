#include "clinical/related_claims.h"

#include "support/clinical_content.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

using namespace palpate;
using test::clinical_content;

namespace {

const ClinicalCatalogue& clinical() { return clinical_content().clinical; }

std::vector<std::string> ids(const std::vector<const Claim*>& claims) {
    std::vector<std::string> all;
    std::ranges::transform(claims, std::back_inserter(all), &Claim::id);
    return all;
}

std::vector<std::string> about(std::string_view technique) {
    return ids(claims_about(*clinical().find_technique(technique), clinical()));
}

std::vector<std::string> benefits(const std::vector<BenefitCard>& cards) {
    std::vector<std::string> all;
    std::ranges::transform(cards, std::back_inserter(all), &BenefitCard::benefit);
    return all;
}

}  // namespace

TEST_CASE("a technique's claims rest on its publications, those with most in common first", "[clinical]") {
    CHECK(about("deep-tissue-stripping").front() == "c-deep-tissue-low-back");
    CHECK(about("swedish-relaxation-sequence").front() == "c-stress-relief");
    CHECK(about("cold-application") == std::vector<std::string>{"c-sports-recovery"});
}

TEST_CASE("where no study looked at a technique, the claims of its goals are told", "[clinical]") {
    CHECK(about("feather-stroke") == std::vector<std::string>{"c-stress-relief", "c-sleep", "c-pain-relief-general"});
    for (const Technique& technique : clinical().techniques()) {
        INFO(technique.id.text());
        CHECK_FALSE(claims_about(technique, clinical()).empty());
    }
}

TEST_CASE("the client's goals are the first cards, then the other benefits of the five in their order", "[clinical]") {
    const auto cards = benefit_cards({"recovery", "sleep", "no-such-goal"}, clinical());
    const std::vector<std::string> first{"recovery",         "sleep",   "pain-relief", "circulation",
                                         "stress-reduction", "mobility"};
    auto shown = benefits(cards);
    REQUIRE(shown.size() > first.size());
    shown.resize(first.size());
    CHECK(shown == first);
    CHECK(cards[0].rank == 1);
    CHECK(cards[1].rank == 2);
    CHECK(cards[2].rank == 0);
    CHECK(cards[1].claim->id == "c-sleep");
}

TEST_CASE("each of the five benefits says what research found and how it is tracked", "[clinical]") {
    for (const BenefitCard& card : benefit_cards({}, clinical())) {
        const auto& five = five_benefits();
        if (std::ranges::find(five, card.benefit) == five.end()) {
            continue;
        }
        INFO(card.benefit);
        CHECK(card.goal != nullptr);
        CHECK_FALSE(card.claim->grade.empty());
        CHECK_FALSE(card.claim->client_explanation.empty());
        REQUIRE(card.tracking != nullptr);
        CHECK_FALSE(card.tracking->primary.empty());
    }
}

TEST_CASE("every claim stands on exactly one card, with its grade", "[clinical]") {
    std::multiset<std::string> shown;
    for (const BenefitCard& card : benefit_cards({"sleep"}, clinical())) {
        shown.insert(card.claim->id);
        for (const Claim* claim : card.other_claims) {
            shown.insert(claim->id);
        }
    }
    CHECK(shown.size() == clinical().claims().size());
    for (const Claim& claim : clinical().claims()) {
        INFO(claim.id);
        CHECK(shown.count(claim.id) == 1);
    }
}
