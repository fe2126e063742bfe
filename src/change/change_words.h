#pragma once

#include "base/text.h"
#include "base/translator.h"
#include "change/change_map.h"
#include "change/composite.h"
#include "change/trend.h"
#include "change/widespread.h"

#include <vector>

namespace palpate {

// Results in short plain sentences. They say neither place nor side: whoever shows them puts the place's words before
// them, which already speak from the client's own side.

/// "6 to 4, 2 points less (33 %): a clear change". Of whole ratings.
[[nodiscard]] Text words_of(const Judgement& judgement);
/// The same of a place, or "New: 2", "6 before, nothing hurts this time: gone", "3 before, not marked this time: ask".
[[nodiscard]] Text words_of(const PlaceChange& change);
/// The same for a small label: a sign and numbers, "\u25bc 6\u21924", "+ new 2", "\u2713 gone (6)", "? ask (4)".
[[nodiscard]] Text short_words_of(const PlaceChange& change);
/// "5 of 6".
[[nodiscard]] Text short_words_of(const MarkedOften& often, const Composite& composite);
/// "Improving over 6 visits: about 7.5 at first, 6 lately (20 % less: a slight change).". Numbers as `words` writes
/// them.
[[nodiscard]] Text words_of(const TrendVerdict& verdict, const Translator& words);
/// "In 5 of 6 visits, 6.8 on average, 8 at most".
[[nodiscard]] Text words_of(const MarkedOften& often, const Composite& composite, const Translator& words);
/// The count, then the sentence that refers on; always both.
[[nodiscard]] std::vector<Text> words_of(const WidespreadCount& count);
/// The rule under every comparison: "Clear: at least 2 points and 30 %. ..".
[[nodiscard]] Text words_of(const ChangeRule& rule, const Translator& words);

}  // namespace palpate
