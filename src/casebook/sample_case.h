#pragma once

#include "anatomy/atlas.h"
#include "base/clock.h"
#include "base/translator.h"
#include "casebook/case_document.h"

#include <vector>

namespace palpate {

/// An invented client to try things out with: six sessions over about three months, the last one today, with a sore
/// right shoulder that eases, flares after a long drive and eases again. The last session has a plan, most of it done, and
/// three things for home. `client.sample` is true; names and notes are in the language of `words`; techniques, goals and
/// answers are ids of the clinical content. Marks and steps whose structures the atlas lacks are left out.
[[nodiscard]] CaseDocument make_sample_case(const Atlas& atlas, const Clock& clock, IdGenerator& ids,
                                            const Translator& words);

/// That client and two more: a low back that has hurt for years and slowly gets better, with function, movement, sleep and
/// stress measured; a runner's legs in the weeks before a marathon, which is still to come.
[[nodiscard]] std::vector<CaseDocument> make_sample_cases(const Atlas& atlas, const Clock& clock, IdGenerator& ids,
                                                          const Translator& words);

}  // namespace palpate
