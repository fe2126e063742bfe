// The hand-out for programs: JSON and CSV.

#include "report/hand_out.h"

#include <nlohmann/json.hpp>

#include <string_view>

namespace palpate {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view k_csv_header =
    "number,date,client,session,mark,side,place,structure,structure_name,fma,kind,qualities,now,usual,worst,depth,"
    "duration_days,author,needs_screen,words,note\r\n";

template <class T>
Json optional_json(const std::optional<T>& value) {
    return value ? Json(*value) : Json(nullptr);
}

Json range_json(const IntRange& range) { return {{"min", range.min}, {"max", range.max}}; }

Json technique_json(const HandOutTechnique& technique) {
    return {{"id", technique.id},
            {"name", technique.name},
            {"reason", technique.reason},
            {"explanation", technique.explanation},
            {"pressure", range_json(technique.pressure)},
            {"minutes", range_json(technique.minutes)},
            {"self_care", technique.self_care},
            {"evidence", technique.evidence},
            {"source", technique.source},
            {"finding", technique.finding},
            {"questions", technique.questions}};
}

Json mark_json(const HandOutMark& mark) {
    Json techniques = Json::array();
    for (const HandOutTechnique& technique : mark.techniques) {
        techniques.push_back(technique_json(technique));
    }
    return {{"number", mark.number},
            {"id", mark.id},
            {"words", mark.words},
            {"place", mark.place},
            {"side", name_of(mark.side)},
            {"structure", mark.structure.text()},
            {"structure_name", mark.structure_name},
            {"anatomical_name", mark.anatomical_name},
            {"fma", optional_json(mark.fma)},
            {"kind", name_of(mark.mark.kind)},
            {"qualities", mark.mark.qualities},
            {"now", mark.mark.now},
            {"usual", optional_json(mark.mark.usual)},
            {"worst", optional_json(mark.mark.worst)},
            {"depth", name_of(mark.mark.depth)},
            {"duration_days", optional_json(mark.mark.duration_days)},
            {"author", name_of(mark.mark.author)},
            {"note", mark.mark.note},
            {"needs_screen", mark.needs_screen},
            {"notices", mark.notices},
            {"techniques", techniques}};
}

Json picture_json(const HandOutPicture& picture) { return {{"file", picture.file}, {"caption", picture.caption}}; }

Json done_json(const std::vector<HandOutDone>& done) {
    Json list = Json::array();
    for (const HandOutDone& step : done) {
        list.push_back(
            {{"technique", step.technique}, {"name", step.name}, {"place", step.place}, {"minutes", step.minutes}});
    }
    return list;
}

Json home_json(const HandOutHome& home) {
    Json steps = Json::array();
    for (const HandOutHomeStep& step : home.steps) {
        steps.push_back({{"technique", step.technique},
                         {"name", step.name},
                         {"explanation", step.explanation},
                         {"steps", step.steps},
                         {"place", step.place},
                         {"minutes", step.minutes},
                         {"dose", step.dose},
                         {"picture", step.picture ? picture_json(*step.picture) : Json(nullptr)}});
    }
    return {{"steps", steps},
            {"held_back", home.held_back},
            {"questions", home.questions},
            {"see_a_doctor", home.see_a_doctor}};
}

Json next_visit_json(const std::optional<HandOutNextVisit>& visit) {
    if (!visit) {
        return nullptr;
    }
    return {{"from", visit->from}, {"to", visit->to}, {"course", visit->course}, {"tested", visit->tested}};
}

/// Spreadsheets run cells that begin so as formulas; an apostrophe keeps them text.
bool could_be_a_formula(std::string_view cell) {
    return !cell.empty() && std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos;
}

std::string csv_cell(std::string_view text) {
    std::string cell = could_be_a_formula(text) ? "'" : "";
    cell += text;
    if (cell.find_first_of(",\"\r\n") == std::string::npos) {
        return cell;
    }
    std::string quoted = "\"";
    for (const char letter : cell) {
        quoted += letter;
        if (letter == '"') {
            quoted += '"';
        }
    }
    return quoted + '"';
}

std::string number_cell(const std::optional<int>& number) { return number ? std::to_string(*number) : std::string(); }

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) {
        text += (text.empty() ? "" : " ") + word;
    }
    return text;
}

std::string csv_row(const HandOut& hand_out, const HandOutMark& mark) {
    const std::vector<std::string> cells{std::to_string(mark.number),
                                         csv_cell(hand_out.date),
                                         csv_cell(hand_out.client_reference),
                                         std::to_string(hand_out.session_number),
                                         csv_cell(mark.id),
                                         std::string(name_of(mark.side)),
                                         csv_cell(mark.place),
                                         csv_cell(mark.structure.text()),
                                         csv_cell(mark.structure_name),
                                         number_cell(mark.fma),
                                         std::string(name_of(mark.mark.kind)),
                                         csv_cell(joined(mark.mark.qualities)),
                                         std::to_string(mark.mark.now),
                                         number_cell(mark.mark.usual),
                                         number_cell(mark.mark.worst),
                                         std::string(name_of(mark.mark.depth)),
                                         number_cell(mark.mark.duration_days),
                                         std::string(name_of(mark.mark.author)),
                                         mark.needs_screen ? "yes" : "no",
                                         csv_cell(mark.words),
                                         csv_cell(mark.mark.note)};
    std::string row;
    for (const std::string& cell : cells) {
        row += (&cell == &cells.front() ? "" : ",") + cell;
    }
    return row + "\r\n";
}

}  // namespace

std::string to_json(const HandOut& hand_out) {
    Json marks = Json::array();
    for (const HandOutMark& mark : hand_out.marks) {
        marks.push_back(mark_json(mark));
    }
    Json pictures = Json::array();
    for (const HandOutPicture& picture : hand_out.pictures) {
        pictures.push_back(picture_json(picture));
    }
    const Json json{
        {"schema", "palpate.hand-out"},
        {"schema_version", 1},
        {"client",
         {{"reference", hand_out.client_reference}, {"name", hand_out.client_name}, {"sample", hand_out.sample}}},
        {"session",
         {{"number", hand_out.session_number},
          {"date", hand_out.date},
          {"type", name_of(hand_out.session_type)},
          {"title", hand_out.session_title}}},
        {"stop", hand_out.stop},
        {"done", done_json(hand_out.done)},
        {"home", home_json(hand_out.home)},
        {"proposed_next_visit", next_visit_json(hand_out.next_visit)},
        {"marks", marks},
        {"pictures", pictures},
        {"safety_notice", hand_out.safety_notice},
        {"body", hand_out.body_credit}};
    // Free text may hold broken UTF-8; what cannot be written is replaced, never a reason to fail.
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string to_csv(const HandOut& hand_out) {
    std::string csv(k_csv_header);
    for (const HandOutMark& mark : hand_out.marks) {
        csv += csv_row(hand_out, mark);
    }
    return csv;
}

}  // namespace palpate
