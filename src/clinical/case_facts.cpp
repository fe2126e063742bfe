#include "clinical/case_facts.h"

#include <algorithm>
#include <array>

namespace palpate {
namespace {

constexpr std::array<std::string_view, 3> k_answers{"no", "yes", "unsure"};

}  // namespace

std::optional<Answer> find_answer(std::string_view name) {
    const auto found = std::ranges::find(k_answers, name);
    return found == k_answers.end() ? std::nullopt : std::optional(static_cast<Answer>(found - k_answers.begin()));
}

std::string_view name_of(Answer answer) { return k_answers[static_cast<std::size_t>(answer)]; }

}  // namespace palpate
