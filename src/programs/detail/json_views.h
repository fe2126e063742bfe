#pragma once

#include "programs/composition.h"
#include "workspace/workspace.h"

#include <nlohmann/json.hpp>

#include <string>

namespace palpate {

using Json = nlohmann::ordered_json;

// The JSON forms of the command line. Scripts rely on them: names and meanings stay, new members may be added.

/// {id, reference, name, birth, phone, email, emergency: {name, phone}, sample, created}
[[nodiscard]] Json to_json(const Client& client);
/// {id, number, type, date, title, no_pain, marks}
[[nodiscard]] Json to_json(const CaseDocument& document, const Session& session);
/// {id, number, session, structure, place, kind, qualities, now, usual, worst, depth, duration_days, extent, area_mm2,
/// area_share, dabs, path, arrows, constancy, better_with, worse_with, radiates_to, confidence, confirmed, carried_from,
/// author, radius_mm, note, created, atlas, position_mm, place_error_mm}: places are exact anchors; the last two null where the mark has no place in the atlas on
/// screen.
[[nodiscard]] Json to_json(const Workspace& workspace, const Mark& mark);
/// What is known of the client now and was known before: {now: [{kind, subject, value, places, note, recorded}], before:
/// [the same and until]}
[[nodiscard]] Json facts_json(const CaseDocument& document);
/// [{id, text, version, words, given_by, given, withdrawn}]
[[nodiscard]] Json consents_json(const CaseDocument& document);
/// {session, date, parts: {subjective: {text, origin}, ..}, signed_by, signed_at, addenda: [{text, author, created}]}; null
/// where nothing is written.
[[nodiscard]] Json note_json(const CaseDocument& document, const SessionId& session);
/// {id, session, measure, item, moment, value, passive, note, created}; the session's id
[[nodiscard]] Json to_json(const Measurement& taken);
/// {id, name, name_english, name_latin, side, class, layer, group, region, fma}
[[nodiscard]] Json to_json(const Structure& structure);
[[nodiscard]] Json to_json(const glm::vec3& vector);
[[nodiscard]] Json to_json(const AtlasCredit& credit);
/// {severity, where, message}
[[nodiscard]] Json to_json(const Diagnostic& finding, const Translator& words);

void print_json(const Json& json);

}  // namespace palpate
