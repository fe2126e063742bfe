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

/// Thousandths: more digits would say more than is known.
double rounded(float value) { return std::round(static_cast<double>(value) * 1000.0) / 1000.0; }

/// 1-based place among the marks of its session.
int number_of(const CaseDocument& document, const Mark& mark) {
    const std::vector<const Mark*> marks = marks_of(document, mark.session);
    return static_cast<int>(std::ranges::find(marks, mark.id, [](const Mark* other) { return other->id; }) -
                            marks.begin()) +
           1;
}

}  // namespace

Json to_json(const Client& client) {
    return {{"id", client.id.text()},
            {"reference", client.reference},
            {"name", client.name},
            {"sample", client.sample},
            {"created", to_iso(client.created)}};
}

Json to_json(const CaseDocument& document, const Session& session) {
    return {{"id", session.id.text()},
            {"number", session_number(document, session.id)},
            {"type", std::string(name_of(session.type))},
            {"date", session.date},
            {"title", session.title},
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
