#pragma once

#include "casebook/case_document.h"
#include "clinical/case_facts.h"

namespace palpate {

/// What the record knows of a client, for a session: its date is today for the calendar, its length the time there is.
/// Facts the content no longer knows are left aside by the rules, not here.
[[nodiscard]] CaseFacts case_facts_of(const CaseDocument& document, const SessionId& session);

/// "knee-front.left" of a record; nullopt for what is no place.
[[nodiscard]] std::optional<SaidPlace> find_said_place(std::string_view text);
[[nodiscard]] std::string text_of(const SaidPlace& place);

// Subjects of FactKind::Trait.
inline constexpr std::string_view k_trait_pregnancy_week = "pregnancy-week";
inline constexpr std::string_view k_trait_age_band = "age-band";
inline constexpr std::string_view k_trait_pressure = "pressure";
inline constexpr std::string_view k_trait_scope = "scope";
inline constexpr std::string_view k_trait_oil = "oil";

}  // namespace palpate
