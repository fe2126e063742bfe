#include "programs/detail/json_views.h"

#include "programs/console.h"

#include <algorithm>
#include <cmath>

namespace palpate {
namespace {

template <class Value>
Json or_null(const std::optional<Value>& value) {
    return value ? Json(*value) : Json(nullptr);
}

template <class Value>
Json name_or_null(const std::optional<Value>& value) {
    return value ? Json(std::string(name_of(*value))) : Json(nullptr);
}

/// Every digit: read back, the place is the same to the bit.
Json to_json(const SurfaceAnchor& anchor) {
    const auto vector = [](const glm::vec3& v) { return Json{v.x, v.y, v.z}; };
    return {{"structure", anchor.structure.text()},
            {"box", vector(anchor.box_position)},
            {"topology", anchor.atlas_topology},
            {"triangle", anchor.triangle},
            {"weights", vector(anchor.barycentric)}};
}

Json to_json(const std::vector<SurfaceAnchor>& anchors) {
    Json list = Json::array();
    for (const SurfaceAnchor& anchor : anchors) {
        list.push_back(to_json(anchor));
    }
    return list;
}

Json to_json(const std::vector<BrushDab>& dabs) {
    Json list = Json::array();
    for (const BrushDab& dab : dabs) {
        list.push_back({{"place", to_json(dab.place)}, {"radius_mm", dab.radius_mm}, {"erase", dab.erase}});
    }
    return list;
}

/// Thousandths: more digits would say more than is known.
double rounded(float value) { return std::round(static_cast<double>(value) * 1000.0) / 1000.0; }

/// 1-based place among the marks of its session.
int number_of(const CaseDocument& document, const Mark& mark) {
    const std::vector<const Mark*> marks = marks_of(document, mark.session);
    return static_cast<int>(std::ranges::find(marks, mark.id, [](const Mark* other) { return other->id; }) -
                            marks.begin()) +
           1;
}

Json fact_json(const ClientFact& fact) {
    return {{"kind", std::string(name_of(fact.kind))},
            {"subject", fact.subject},
            {"value", fact.value},
            {"places", fact.places},
            {"note", fact.note},
            {"recorded", to_iso(fact.recorded)}};
}

}  // namespace

Json to_json(const Client& client) {
    return {{"id", client.id.text()},
            {"reference", client.reference},
            {"name", client.name},
            {"birth", client.birth},
            {"phone", client.phone},
            {"email", client.email},
            {"emergency", {{"name", client.emergency.name}, {"phone", client.emergency.phone}}},
            {"sample", client.sample},
            {"created", to_iso(client.created)}};
}

Json facts_json(const CaseDocument& document) {
    Json now = Json::array();
    for (const ClientFact& fact : document.facts) {
        now.push_back(fact_json(fact));
    }
    Json before = Json::array();
    for (const FormerFact& former : document.former_facts) {
        before.push_back(fact_json(former.fact));
        before.back()["until"] = to_iso(former.until);
    }
    return {{"now", std::move(now)}, {"before", std::move(before)}};
}

Json consents_json(const CaseDocument& document) {
    Json list = Json::array();
    for (const Consent& consent : document.consents) {
        list.push_back({{"id", consent.id.text()},
                        {"text", consent.text},
                        {"version", consent.version},
                        {"words", consent.words},
                        {"given_by", consent.given_by},
                        {"given", to_iso(consent.given)},
                        {"withdrawn", consent.withdrawn ? Json(to_iso(*consent.withdrawn)) : Json(nullptr)}});
    }
    return list;
}

Json note_json(const CaseDocument& document, const SessionId& session) {
    const SessionNote* note = find_note(document, session);
    if (note == nullptr) {
        return nullptr;
    }
    Json parts = Json::object();
    for (const NotePart part : all_note_parts()) {
        const NoteSection& section = note->section(part);
        parts[std::string(name_of(part))] = {{"text", section.text}, {"origin", std::string(name_of(section.origin))}};
    }
    Json addenda = Json::array();
    for (const NoteAddendum* addendum : addenda_of(document, session)) {
        addenda.push_back(
            {{"text", addendum->text}, {"author", addendum->author}, {"created", to_iso(addendum->created)}});
    }
    return {{"session", session_number(document, session)},
            {"date", find_session(document, session)->date},
            {"parts", std::move(parts)},
            {"signed_by", note->signed_by},
            {"signed_at", note->is_signed() ? Json(to_iso(note->signed_at)) : Json(nullptr)},
            {"addenda", std::move(addenda)}};
}

Json to_json(const Measurement& taken) {
    return {{"id", taken.id.text()},
            {"session", taken.session.text()},
            {"measure", taken.measure},
            {"item", taken.item},
            {"moment", std::string(name_of(taken.moment))},
            {"value", taken.value},
            {"passive", taken.passive},
            {"note", taken.note},
            {"created", to_iso(taken.created)}};
}

Json to_json(const CaseDocument& document, const Session& session) {
    return {{"id", session.id.text()},
            {"number", session_number(document, session.id)},
            {"type", std::string(name_of(session.type))},
            {"date", session.date},
            {"title", session.title},
            {"no_pain", session.no_pain},
            {"marks", marks_of(document, session.id).size()}};
}

Json to_json(const Workspace& workspace, const Mark& mark) {
    const CaseDocument& document = workspace.require_document();
    const auto place = resolve(mark.anchor, workspace.require_atlas());
    return {{"id", mark.id.text()},
            {"number", number_of(document, mark)},
            {"session", session_number(document, mark.session)},
            {"structure", mark.anchor.structure.text()},
            {"place", workspace.title_of(mark)},
            {"kind", std::string(name_of(mark.kind))},
            {"qualities", mark.qualities},
            {"now", mark.now},
            {"usual", or_null(mark.usual)},
            {"worst", or_null(mark.worst)},
            {"depth", std::string(name_of(mark.depth))},
            {"duration_days", or_null(mark.duration_days)},
            {"extent", std::string(name_of(mark.extent))},
            {"area_mm2", mark.measure ? Json(mark.measure->area_mm2) : Json(nullptr)},
            {"area_share", mark.measure ? Json(mark.measure->share) : Json(nullptr)},
            {"dabs", to_json(mark.dabs)},
            {"path", to_json(mark.path)},
            {"arrows", to_json(mark.arrows)},
            {"constancy", name_or_null(mark.constancy)},
            {"better_with", mark.better_with},
            {"worse_with", mark.worse_with},
            {"radiates_to", mark.radiates_to},
            {"confidence", name_or_null(mark.confidence)},
            {"confirmed", mark.confirmed},
            {"addressed", mark.addressed},
            {"carried_from", mark.carried_from.empty() ? Json(nullptr) : Json(mark.carried_from.text())},
            {"author", std::string(name_of(mark.author))},
            {"radius_mm", rounded(mark.radius_mm)},
            {"note", mark.note},
            {"created", to_iso(mark.created)},
            {"atlas", workspace.atlas_name()},
            {"position_mm", place ? to_json(place->point.position_mm) : Json(nullptr)},
            {"place_error_mm", place ? Json(rounded(place->error_mm)) : Json(nullptr)}};
}

Json to_json(const Structure& structure) {
    return {{"id", structure.id.text()},
            {"name", display_name(structure)},
            {"name_english", structure.name_english},
            {"name_latin", structure.name_latin},
            {"side", std::string(name_of(structure.side))},
            {"class", std::string(name_of(structure.structure_class))},
            {"layer", std::string(name_of(structure.layer))},
            {"group", structure.group_id},
            {"region", structure.region_id},
            {"fma", or_null(structure.fma)}};
}

Json to_json(const glm::vec3& vector) { return {rounded(vector.x), rounded(vector.y), rounded(vector.z)}; }

Json to_json(const AtlasCredit& credit) {
    return {{"name", credit.name},
            {"title", credit.title},
            {"licence", credit.licence},
            {"attribution", credit.attribution}};
}

Json to_json(const Diagnostic& finding, const Translator& words) {
    constexpr const char* k_severities[] = {"note", "warning", "error"};
    return {{"severity", k_severities[static_cast<std::size_t>(finding.severity)]},
            {"where", finding.where},
            {"message", words.tr(finding.text)}};
}

void print_json(const Json& json) {
    constexpr int k_indent = 2;
    // Names typed in another encoding must not stop the answer.
    print_line(json.dump(k_indent, ' ', false, Json::error_handler_t::replace));
}

}  // namespace palpate
