#include "atlas_sources/parametric/figures.h"

#include "base/error.h"
#include "base/file_io.h"

#include <glm/geometric.hpp>
#include <glm/gtc/matrix_transform.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string_view>
#include <utility>

namespace palpate::parametric {
namespace {

using Json = nlohmann::json;

/// The curves of borders.json by name.
using Borders = std::map<std::string, std::vector<glm::dvec3>, std::less<>>;

/// One object of a figure file and the words to say where it stands.
class Record {
public:
    Record(const Json& object, std::string file, std::string structure)
        : object_(object), file_(std::move(file)), structure_(std::move(structure)) {
        if (!object_.is_object()) {
            fail("error.figures.not-object", "structures");
        }
    }

    [[noreturn]] void fail(const char* key, std::string_view field) const {
        throw Error(ErrorCode::InvalidContent,
                    {key, {{"file", file_}, {"structure", structure_}, {"field", std::string(field)}}});
    }

    [[nodiscard]] const std::string& file() const { return file_; }
    [[nodiscard]] bool has(std::string_view field) const { return object_.contains(field); }

    [[nodiscard]] std::string text(std::string_view field) const {
        const Json& value = at(field);
        if (!value.is_string() || value.get_ref<const std::string&>().empty()) {
            fail("error.figures.not-text", field);
        }
        return value.get<std::string>();
    }

    /// True where the field is exactly this word.
    [[nodiscard]] bool is(std::string_view field, std::string_view word) const { return at(field) == word; }

    [[nodiscard]] double number(std::string_view field) const { return to_number(at(field), field); }

    [[nodiscard]] std::size_t count(std::string_view field) const {
        const Json& value = at(field);
        if (!value.is_number_unsigned() || value.get<std::uint64_t>() > k_most_controls) {
            fail("error.figures.not-count", field);
        }
        return value.get<std::size_t>();
    }

    [[nodiscard]] const Json& list(std::string_view field) const {
        const Json& value = at(field);
        if (!value.is_array()) {
            fail("error.figures.not-list", field);
        }
        return value;
    }

    [[nodiscard]] std::vector<double> numbers(std::string_view field) const { return to_numbers(list(field), field); }

    /// A list of exactly `size` numbers.
    [[nodiscard]] std::vector<double> numbers(std::string_view field, std::size_t size) const {
        std::vector<double> values = numbers(field);
        if (values.size() != size) {
            fail("error.figures.wrong-count", field);
        }
        return values;
    }

    /// A list of rows of `width` numbers each.
    [[nodiscard]] std::vector<std::vector<double>> rows(std::string_view field, std::size_t width) const {
        std::vector<std::vector<double>> result;
        for (const Json& row : list(field)) {
            result.push_back(to_numbers(row, field));
            if (result.back().size() != width) {
                fail("error.figures.wrong-count", field);
            }
        }
        return result;
    }

    /// Rows of `width` indices below `limit`.
    template <std::size_t width>
    [[nodiscard]] std::vector<std::array<std::uint32_t, width>> index_rows(std::string_view field,
                                                                           std::size_t limit) const {
        std::vector<std::array<std::uint32_t, width>> result;
        for (const std::vector<double>& row : rows(field, width)) {
            auto& indices = result.emplace_back();
            for (std::size_t i = 0; i < width; ++i) {
                if (row[i] < 0 || row[i] >= static_cast<double>(limit) || row[i] != std::floor(row[i])) {
                    fail("error.figures.bad-index", field);
                }
                indices[i] = static_cast<std::uint32_t>(row[i]);
            }
        }
        return result;
    }

    /// One number, or a list of at least one.
    [[nodiscard]] std::vector<double> number_or_numbers(const Json& value, std::string_view field) const {
        auto result = value.is_array() ? to_numbers(value, field) : std::vector<double>{to_number(value, field)};
        if (result.empty()) {
            fail("error.figures.wrong-count", field);
        }
        return result;
    }

    [[nodiscard]] Record record(std::string_view field) const { return nested(at(field)); }
    /// An object inside this one.
    [[nodiscard]] Record nested(const Json& object) const { return {object, file_, structure_}; }

    [[nodiscard]] std::vector<glm::dvec3> points(std::string_view field) const {
        std::vector<glm::dvec3> result;
        for (const auto& row : rows(field, 3)) {
            result.emplace_back(row[0], row[1], row[2]);
        }
        return result;
    }

private:
    static constexpr std::uint64_t k_most_controls = 1000;
    /// Nothing of a body lies further from the origin (mm); a slip of the pen often does.
    static constexpr double k_largest_number = 1e4;

    [[nodiscard]] const Json& at(std::string_view field) const {
        const auto found = object_.find(field);
        if (found == object_.end()) {
            fail("error.figures.missing", field);
        }
        return *found;
    }

    [[nodiscard]] double to_number(const Json& value, std::string_view field) const {
        if (!value.is_number() || !(std::abs(value.get<double>()) <= k_largest_number)) {
            fail("error.figures.not-number", field);
        }
        return value.get<double>();
    }

    [[nodiscard]] std::vector<double> to_numbers(const Json& value, std::string_view field) const {
        if (!value.is_array()) {
            fail("error.figures.not-list", field);
        }
        std::vector<double> result;
        result.reserve(value.size());
        for (const Json& item : value) {
            result.push_back(to_number(item, field));
        }
        return result;
    }

    const Json& object_;
    std::string file_;
    std::string structure_;
};

FleshyRange read_fleshy_range(const Record& record) {
    const auto limits = record.numbers("tendon", 2);
    if (limits[0] < 0 || limits[1] > 1 || limits[0] > limits[1]) {
        record.fail("error.figures.bad-range", "tendon");
    }
    return {limits[0], limits[1]};
}

SpindleFigure read_spindle(const Record& record) {
    SpindleFigure spindle;
    spindle.axis = record.points("axis");
    if (spindle.axis.size() < 2) {
        record.fail("error.figures.wrong-count", "axis");
    }
    const Json& section = record.list("section");
    const std::size_t width = section.empty() || !section.front().is_array() ? 0 : section.front().size();
    if (section.size() != spindle.axis.size() || width == 0 || width % 4 != 0) {
        record.fail("error.figures.wrong-count", "section");
    }
    spindle.harmonics = width / 4;
    for (const auto& row : record.rows("section", width)) {
        spindle.section.insert(spindle.section.end(), row.begin(), row.end());
    }
    const auto normal = record.numbers("start_normal", 3);
    spindle.start_normal = {normal[0], normal[1], normal[2]};
    if (spindle.start_normal == glm::dvec3(0.0)) {
        record.fail("error.figures.bad-range", "start_normal");
    }
    const auto caps = record.numbers("caps", 2);
    if (caps[0] < 0 || caps[1] < 0) {
        record.fail("error.figures.bad-range", "caps");
    }
    spindle.start_cap_mm = caps[0];
    spindle.end_cap_mm = caps[1];
    spindle.fleshy = read_fleshy_range(record);
    return spindle;
}

glm::dvec2 read_fibre(const Record& record) {
    if (record.is("fibre", "rows")) {
        return {1.0, 0.0};
    }
    if (record.is("fibre", "cols")) {
        return {0.0, 1.0};
    }
    const auto direction = record.numbers("fibre", 2);
    if (direction[0] == 0.0 && direction[1] == 0.0) {
        record.fail("error.figures.bad-range", "fibre");
    }
    return {direction[0], direction[1]};
}

/// "tendon" of a sheet: two limits, each one number or a list of B-spline controls across the fibres.
SheetFlesh read_sheet_flesh(const Record& record) {
    const Json& limits = record.list("tendon");
    if (limits.size() != 2) {
        record.fail("error.figures.wrong-count", "tendon");
    }
    SheetFlesh flesh;
    if (limits[0].is_array() || limits[1].is_array()) {
        flesh.start = record.number_or_numbers(limits[0], "tendon");
        flesh.end = record.number_or_numbers(limits[1], "tendon");
    } else {
        const FleshyRange range = read_fleshy_range(record);
        flesh.start = {range.start};
        flesh.end = {range.end};
    }
    if (record.has("inscriptions")) {
        for (const auto& row : record.rows("inscriptions", 2)) {
            if (row[0] < 0 || row[0] > 1 || row[1] <= 0) {
                record.fail("error.figures.bad-range", "inscriptions");
            }
            flesh.inscriptions.push_back({row[0], row[1]});
        }
    }
    if (record.has("sheath_mm")) {
        flesh.sheath_mm = record.number_or_numbers(record.list("sheath_mm"), "sheath_mm");
    }
    return flesh;
}

SheetSide read_side(const Record& record) {
    constexpr std::array<std::pair<std::string_view, SheetSide>, 4> k_sides{{{"first-row", SheetSide::FirstRow},
                                                                             {"last-row", SheetSide::LastRow},
                                                                             {"first-column", SheetSide::FirstColumn},
                                                                             {"last-column", SheetSide::LastColumn}}};
    const std::string side = record.text("side");
    const auto found = std::ranges::find(k_sides, side, &std::pair<std::string_view, SheetSide>::first);
    if (found == k_sides.end()) {
        record.fail("error.figures.not-allowed", "side");
    }
    return found->second;
}

SharedEdge read_shared_edge(const Record& record, const Borders& borders) {
    SharedEdge edge;
    edge.side = read_side(record);
    edge.curve = record.text("curve");
    const auto curve = borders.find(edge.curve);
    if (curve == borders.end()) {
        record.fail("error.figures.not-allowed", "curve");
    }
    edge.points = curve->second;
    edge.along = record.numbers("along");
    const bool inside = std::ranges::all_of(edge.along, [](double t) { return t >= 0 && t <= 1; });
    if (edge.along.size() < 2 || !inside) {
        record.fail("error.figures.bad-range", "along");
    }
    if (record.has("over")) {
        const auto over = record.numbers("over", 2);
        if (over[0] < 0 || over[1] > 1 || over[0] >= over[1]) {
            record.fail("error.figures.bad-range", "over");
        }
        edge.first = over[0];
        edge.last = over[1];
    }
    return edge;
}

Json parse_file(const std::filesystem::path& file) {
    const std::string text = read_text_file(file);
    try {
        return Json::parse(text);
    } catch (const Json::exception& fault) {
        throw Error(ErrorCode::InvalidContent,
                    {"error.figures.json", {{"file", file.filename().string()}, {"detail", fault.what()}}});
    }
}

/// None where the folder has no such file.
Borders read_borders(const std::filesystem::path& figures_folder) {
    Borders borders;
    if (!std::filesystem::exists(figures_folder / k_borders_file)) {
        return borders;
    }
    const Json json = parse_file(figures_folder / k_borders_file);
    for (const Json& object : Record(json, k_borders_file, k_borders_file).list("curves")) {
        const std::string name = Record(object, k_borders_file, "curves").text("name");
        const Record record(object, k_borders_file, name);
        auto points = record.points("points");
        if (points.size() < 2) {
            record.fail("error.figures.wrong-count", "points");
        }
        if (!borders.emplace(name, std::move(points)).second) {
            record.fail("error.figures.id-twice", "name");
        }
    }
    return borders;
}

SheetFigure read_sheet(const Record& record, const Borders& borders) {
    SheetFigure sheet;
    sheet.rows = record.count("rows");
    sheet.cols = record.count("cols");
    if (sheet.rows < 2 || sheet.cols < 2) {
        record.fail("error.figures.wrong-count", "rows");
    }
    sheet.mid = record.points("mid");
    if (sheet.mid.size() != sheet.rows * sheet.cols) {
        record.fail("error.figures.wrong-count", "mid");
    }
    sheet.thickness_mm = record.numbers("thickness", sheet.rows * sheet.cols);
    if (std::ranges::any_of(sheet.thickness_mm, [](double thickness) { return thickness <= 0; })) {
        record.fail("error.figures.bad-range", "thickness");
    }
    sheet.fibre = read_fibre(record);
    sheet.fleshy = read_sheet_flesh(record);
    if (record.has("edges")) {
        for (const Json& edge : record.list("edges")) {
            sheet.edges.push_back(read_shared_edge(record.nested(edge), borders));
        }
    }
    return sheet;
}

BallsFigure read_balls(const Record& record) {
    BallsFigure figure;
    for (const auto& row : record.rows("balls", 4)) {
        figure.balls.emplace_back(row[0], row[1], row[2], row[3]);
        if (row[3] <= 0) {
            record.fail("error.figures.bad-range", "balls");
        }
    }
    if (figure.balls.empty()) {
        record.fail("error.figures.wrong-count", "balls");
    }
    figure.edges = record.index_rows<2>("edges", figure.balls.size());
    figure.triangles = record.index_rows<3>("triangles", figure.balls.size());
    figure.blend_mm = record.number("blend_mm");
    if (figure.blend_mm < 0) {
        record.fail("error.figures.bad-range", "blend_mm");
    }
    return figure;
}

FigurePart read_part(const Record& record, const Borders& borders) {
    const std::string kind = record.text("kind");
    if (kind == "spindle") {
        return read_spindle(record);
    }
    if (kind == "sheet") {
        return read_sheet(record, borders);
    }
    if (kind == "balls") {
        return read_balls(record);
    }
    record.fail("error.figures.not-allowed", "kind");
}

/// Rotation about a vector whose length is the angle in degrees.
glm::dmat3 make_rotation(const glm::dvec3& turn_deg) {
    const double angle_deg = glm::length(turn_deg);
    return angle_deg > 0 ? glm::dmat3(glm::rotate(glm::dmat4(1.0), glm::radians(angle_deg), turn_deg / angle_deg))
                         : glm::dmat3(1.0);
}

RightPlacement read_right_placement(const Record& record) {
    const auto read_vector = [&](const char* field) {
        const auto numbers = record.has(field) ? record.numbers(field, 3) : std::vector<double>(3, 0.0);
        return glm::dvec3(numbers[0], numbers[1], numbers[2]);
    };
    const glm::dmat3 turn = make_rotation(read_vector("turn_deg"));
    const glm::dvec3 about = read_vector("about_mm");
    return {glm::mat3(turn), glm::vec3(about - turn * about + read_vector("move_mm"))};
}

FigureStructure read_structure(const Json& object, const std::string& file, std::size_t index,
                               const AnatomyCatalogue& catalogue, const Borders& borders) {
    const Record unnamed(object, file, "structures[" + std::to_string(index) + "]");
    FigureStructure structure;
    structure.catalogue_id = unnamed.text("id");
    structure.part = unnamed.has("part") ? unnamed.text("part") : std::string();
    const std::string name =
        structure.part.empty() ? structure.catalogue_id : structure.catalogue_id + "." + structure.part;
    const Record record(object, file, name);
    if (catalogue.find_muscle(structure.catalogue_id) == nullptr &&
        catalogue.find_bone(structure.catalogue_id) == nullptr) {
        record.fail("error.figures.unknown-id", "id");
    }
    const std::string side = record.text("side");
    if (side != "left" && side != "mid") {
        record.fail("error.figures.not-allowed", "side");
    }
    structure.midline = side == "mid";
    structure.measured = record.has("source") && record.text("source") == "measured";
    if (record.has("right")) {
        structure.right = read_right_placement(record.record("right"));
    }
    structure.join_mm = record.has("join_mm") ? record.number("join_mm") : 0.0;
    if (structure.join_mm < 0) {
        record.fail("error.figures.bad-range", "join_mm");
    }
    for (const Json& part : record.list("parts")) {
        structure.parts.push_back(
            read_part(Record(part, file, name + " part " + std::to_string(structure.parts.size() + 1)), borders));
    }
    if (structure.parts.empty()) {
        record.fail("error.figures.wrong-count", "parts");
    }
    return structure;
}

}  // namespace

std::vector<std::filesystem::path> list_figure_files(const std::filesystem::path& figures_folder) {
    std::vector<std::filesystem::path> files;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(figures_folder / "structures", ignored)) {
        if (entry.path().extension() == ".json") {
            files.push_back(entry.path());
        }
    }
    if (files.empty()) {
        throw Error(ErrorCode::NotFound, {"error.figures.none", {{"folder", figures_folder.string()}}});
    }
    std::ranges::sort(files);
    return files;
}

std::vector<FigureStructure> load_figures(const std::filesystem::path& figures_folder,
                                          const AnatomyCatalogue& catalogue) {
    const Borders borders = read_borders(figures_folder);
    std::vector<FigureStructure> structures;
    std::set<std::pair<std::string, std::string>> seen;
    for (const auto& file : list_figure_files(figures_folder)) {
        const std::string file_name = file.filename().string();
        const Json json = parse_file(file);
        const Record root(json, file_name, file_name);
        std::size_t index = 0;
        for (const Json& object : root.list("structures")) {
            structures.push_back(read_structure(object, file_name, index++, catalogue, borders));
            const FigureStructure& added = structures.back();
            if (!seen.emplace(added.catalogue_id, added.part).second) {
                Record(object, file_name, added.catalogue_id).fail("error.figures.id-twice", "id");
            }
        }
    }
    return structures;
}

void require_all_drawn(std::span<const FigureStructure> figures, const std::filesystem::path& figures_folder,
                       const AnatomyCatalogue& catalogue) {
    const std::string file_name = "not_drawn.json";
    const Json json = parse_file(figures_folder / file_name);
    std::set<std::string> known;
    for (const Json& object : Record(json, file_name, file_name).list("structures")) {
        known.insert(Record(object, file_name, file_name).text("id"));
    }
    for (const FigureStructure& figure : figures) {
        known.insert(figure.catalogue_id);
    }
    const auto require = [&](const std::string& id) {
        if (!known.contains(id)) {
            throw Error(ErrorCode::InvalidContent,
                        {"error.figures.not-drawn", {{"structure", id}, {"folder", figures_folder.string()}}});
        }
    };
    for (const MuscleEntry& muscle : catalogue.muscles()) {
        require(muscle.id);
    }
    for (const BoneEntry& bone : catalogue.bones()) {
        require(bone.id);
    }
}

}  // namespace palpate::parametric
