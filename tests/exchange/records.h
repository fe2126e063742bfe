#pragma once

#include "casebook/edits.h"
#include "casebook/sample_case.h"
#include "matching/case_match.h"
#include "support/clinical_content.h"
#include "support/random_case.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace palpate::test {

inline constexpr Timestamp k_exchange_now{1'795'348'800'000'000};  // 2026-11-22, noon UTC

class ExchangeClock final : public Clock {
public:
    [[nodiscard]] Timestamp now() const override { return k_exchange_now; }
};

inline const Atlas& everything() {
    static const std::shared_ptr<const Atlas> atlas = atlas_of_everything();
    return *atlas;
}

inline Knowledge knowledge() { return {everything(), clinical_content().anatomy, clinical_content().clinical}; }

/// The three sample clients, with a picture, a consent, a signed note, an addendum and a former answer among them.
inline const std::vector<CaseDocument>& sample_records() {
    static const std::vector<CaseDocument> records = [] {
        UuidGenerator ids(7);
        std::vector<CaseDocument> made =
            make_sample_cases(everything(), ExchangeClock(), ids, clinical_content().english);
        CaseDocument& first = made.front();
        first = apply(first, SetPhoto{{.png = {0x89, 'P', 'N', 'G', 0, 255}}});
        first = apply(first, GiveConsent{{.id = ConsentId(ids.make_id()),
                                          .text = "treatment",
                                          .version = "2026-11",
                                          .words = "I agree.\nUntil I say otherwise.",
                                          .given_by = "the client",
                                          .given = k_exchange_now}});
        const SessionId last = first.sessions.back().id;
        SessionNote note{.session = last};
        note.section(NotePart::Subjective).text = "Neck <better>; \"easy\" & free\n\tless at night";
        note.section(NotePart::Plan).text = "again in a week";
        note.signed_by = "A. Therapist";
        note.signed_at = k_exchange_now;
        first = apply(first, SetNote{note});
        first = apply(first, AddAddendum{{.id = NoteAddendumId(ids.make_id()),
                                          .session = last,
                                          .text = "told on the phone",
                                          .author = "A. Therapist",
                                          .created = k_exchange_now}});
        const ClientFact answer{.kind = FactKind::Answer,
                                .subject = "ci-fever",
                                .value = "no",
                                .recorded = {k_exchange_now.microseconds_utc - 1}};
        first = apply(first, SetFact{answer});
        ClientFact changed = answer;
        changed.value = "yes";
        changed.recorded = k_exchange_now;
        first = apply(first, SetFact{changed});
        return made;
    }();
    return records;
}

/// Odd and valid records of every kind: painted areas, lines, arrows, words in many letters.
inline std::vector<CaseDocument> odd_records() {
    std::vector<CaseDocument> records;
    for (std::uint32_t seed = 1; seed <= 12; ++seed) {
        records.push_back(RandomCase(seed).document(60));
    }
    return records;
}

inline std::vector<CaseDocument> all_records() {
    std::vector<CaseDocument> records = sample_records();
    std::ranges::copy(odd_records(), std::back_inserter(records));
    return records;
}

}  // namespace palpate::test
