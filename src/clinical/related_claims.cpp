#include "clinical/related_claims.h"

#include <algorithm>

namespace palpate {
namespace {

std::size_t count_shared(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    return static_cast<std::size_t>(
        std::ranges::count_if(a, [&](const std::string& id) { return std::ranges::find(b, id) != b.end(); }));
}

const Goal* find_goal(const ClinicalCatalogue& clinical, const std::string& id) {
    const auto& goals = clinical.questions().goals;
    const auto found = std::ranges::find(goals, id, &Goal::id);
    return found == goals.end() ? nullptr : &*found;
}

std::vector<const Claim*> claims_of_goals(const Technique& technique, const ClinicalCatalogue& clinical) {
    std::vector<const Claim*> claims;
    for (const std::string& id : technique.goals) {
        if (const Goal* goal = find_goal(clinical, id)) {
            for (const std::string& claim : goal->claims) {
                claims.push_back(clinical.find_claim(claim));
            }
        }
    }
    return claims;
}

/// Benefits in the order of their cards; of each only the first is kept.
std::vector<std::string> ordered_benefits(const std::vector<std::string>& goals, const ClinicalCatalogue& clinical) {
    std::vector<std::string> wanted = goals;
    std::ranges::copy(five_benefits(), std::back_inserter(wanted));
    std::ranges::transform(clinical.claims(), std::back_inserter(wanted), &Claim::benefit);
    std::vector<std::string> ordered;
    for (std::string& benefit : wanted) {
        if (std::ranges::find(ordered, benefit) == ordered.end()) {
            ordered.push_back(std::move(benefit));
        }
    }
    return ordered;
}

BenefitCard make_card(std::string benefit, const ClinicalCatalogue& clinical) {
    BenefitCard card;
    card.benefit = std::move(benefit);
    card.goal = find_goal(clinical, card.benefit);
    if (card.goal != nullptr && !card.goal->claims.empty()) {
        card.claim = clinical.find_claim(card.goal->claims.front());
    }
    for (const Claim& claim : clinical.claims()) {
        if (claim.benefit != card.benefit || &claim == card.claim) {
            continue;
        }
        if (card.claim == nullptr) {
            card.claim = &claim;
        } else {
            card.other_claims.push_back(&claim);
        }
    }
    const auto& benefits = clinical.benefits();
    const auto tracked = std::ranges::find(benefits, card.benefit, &BenefitTracking::benefit);
    card.tracking = tracked == benefits.end() ? nullptr : &*tracked;
    return card;
}

}  // namespace

std::vector<const Claim*> claims_about(const Technique& technique, const ClinicalCatalogue& clinical) {
    struct Choice {
        const Claim* claim = nullptr;
        std::size_t shared = 0;
    };
    std::vector<Choice> choices;
    for (const Claim& claim : clinical.claims()) {
        if (const std::size_t shared = count_shared(technique.evidence, claim.evidence); shared > 0) {
            choices.push_back({&claim, shared});
        }
    }
    std::ranges::stable_sort(choices, std::ranges::greater(), &Choice::shared);
    if (choices.empty()) {
        return claims_of_goals(technique, clinical);
    }
    std::vector<const Claim*> claims;
    std::ranges::transform(choices, std::back_inserter(claims), &Choice::claim);
    return claims;
}

std::vector<BenefitCard> benefit_cards(const std::vector<std::string>& goals, const ClinicalCatalogue& clinical) {
    std::vector<BenefitCard> cards;
    for (std::string& benefit : ordered_benefits(goals, clinical)) {
        BenefitCard card = make_card(std::move(benefit), clinical);
        if (card.claim == nullptr) {
            continue;
        }
        const auto wanted = std::ranges::find(goals, card.benefit);
        card.rank = wanted == goals.end() ? 0 : static_cast<int>(wanted - goals.begin()) + 1;
        cards.push_back(std::move(card));
    }
    return cards;
}

}  // namespace palpate
