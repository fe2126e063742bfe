#include "clinical/detail/clinical_record.h"

#include "base/calendar_date.h"
#include "base/error.h"
#include "base/file_io.h"
#include "clinical/detail/json_lines.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <utility>

namespace palpate::detail {
namespace {

using nlohmann::json;

constexpr int k_schema_version = 1;

/// "text/en/techniques.json": enough to find the file, whatever folder the assets lie in.
std::string name_below_clinical(const std::filesystem::path& file) {
    const std::filesystem::path parent = file.parent_path();
    const bool in_text_folder = parent.parent_path().filename() == "text";
    return in_text_folder ? (std::filesystem::path("text") / parent.filename() / file.filename()).string()
                          : file.filename().string();
}

struct LineAndColumn {
    std::size_t line = 1;
    std::size_t column = 1;
};

LineAndColumn find_position(std::string_view text, std::size_t byte_number) {
    const std::string_view before = text.substr(0, byte_number == 0 ? 0 : byte_number - 1);
    const std::size_t last_break = before.rfind('\n');
    return {1 + static_cast<std::size_t>(std::ranges::count(before, '\n')),
            last_break == std::string_view::npos ? before.size() + 1 : before.size() - last_break};
}

std::string join(std::span<const std::string_view> words) {
    std::string joined;
    for (const std::string_view word : words) {
        joined += joined.empty() ? "" : ", ";
        joined += word;
    }
    return joined;
}

std::string label_of(const json& item, std::string_view list, std::size_t index) {
    if (item.is_object() && item.contains("id") && item["id"].is_string()) {
        return item["id"].get<std::string>();
    }
    return std::string(list) + "[" + std::to_string(index) + "]";
}

}  // namespace

json parse_strictly(const std::string& content, const std::string& name) {
    std::vector<std::set<std::string>> keys;
    const auto watch_keys = [&](int, json::parse_event_t event, json& parsed) {
        if (event == json::parse_event_t::object_start) {
            keys.emplace_back();
        } else if (event == json::parse_event_t::object_end) {
            keys.pop_back();
        } else if (event == json::parse_event_t::key && !keys.back().insert(parsed.get<std::string>()).second) {
            throw Error(ErrorCode::InvalidContent,
                        {"error.clinical.key-twice", {{"file", name}, {"field", parsed.get<std::string>()}}});
        }
        return true;
    };
    try {
        return json::parse(content, watch_keys);
    } catch (const json::parse_error& fault) {
        const LineAndColumn position = find_position(content, fault.byte);
        throw Error(
            ErrorCode::InvalidContent,
            {"error.clinical.syntax",
             {{"file", name}, {"line", std::to_string(position.line)}, {"column", std::to_string(position.column)}}});
    }
}

Record::Record(const json& object, std::shared_ptr<const SourceText> source, std::string path, std::string label)
    : object_(&object), source_(std::move(source)), path_(std::move(path)), label_(std::move(label)) {
    if (!object.is_object()) {
        fail("error.clinical.record-not-object", {});
    }
}

Record Record::labelled(std::string label) const {
    Record other = *this;
    other.label_ = std::move(label);
    return other;
}

void Record::fail(std::string_view key, std::string_view field,
                  std::vector<std::pair<std::string, std::string>> more) const {
    const std::string pointer = field.empty() ? path_ : path_ + "/" + std::string(field);
    std::vector<std::pair<std::string, std::string>> arguments{
        {"file", file()},
        {"line", std::to_string(find_json_line(source_->text, pointer))},
        {"record", label_},
        {"field", std::string(field)}};
    std::ranges::move(more, std::back_inserter(arguments));
    throw Error(ErrorCode::InvalidContent, {std::string(key), std::move(arguments)});
}

std::vector<std::string> Record::field_names() const {
    std::vector<std::string> names;
    for (const auto& [name, value] : object_->items()) {
        names.push_back(name);
    }
    return names;
}

bool Record::has(std::string_view field) const {
    const auto found = object_->find(field);
    return found != object_->end() && !found->is_null();
}

bool Record::is_text(std::string_view field) const {
    const auto found = object_->find(field);
    return found != object_->end() && found->is_string();
}

const json& Record::field_value(std::string_view field) const {
    const auto found = object_->find(field);
    if (found == object_->end()) {
        fail("error.clinical.field-missing", field);
    }
    return *found;
}

std::string Record::text_of(const json& value, std::string_view field) const {
    if (!value.is_string() || value.get_ref<const std::string&>().empty()) {
        fail_type(field, "@clinical.type.text");
    }
    return value.get<std::string>();
}

std::string Record::text(std::string_view field) const { return text_of(field_value(field), field); }

std::string Record::text_or_empty(std::string_view field) const { return has(field) ? text(field) : std::string(); }

std::string Record::word(std::string_view field, std::span<const std::string_view> allowed) const {
    std::string value = text(field);
    if (std::ranges::find(allowed, value) == allowed.end()) {
        fail_not_allowed(field, value, allowed);
    }
    return value;
}

int Record::integer(std::string_view field, int low, int high) const {
    return integer_of(field_value(field), field, low, high);
}

std::vector<int> Record::integers(std::string_view field, int low, int high) const {
    const json& list = field_value(field);
    if (!list.is_array()) {
        fail_type(field, "@clinical.type.list");
    }
    std::vector<int> values;
    for (const json& item : list) {
        values.push_back(integer_of(item, field, low, high));
    }
    return values;
}

int Record::integer_of(const json& value, std::string_view field, int low, int high) const {
    if (!value.is_number_integer()) {
        fail_type(field, "@clinical.type.integer");
    }
    const auto number = value.get<std::int64_t>();
    if (number < low || number > high) {
        fail("error.clinical.range", field,
             {{"value", value.dump()}, {"low", std::to_string(low)}, {"high", std::to_string(high)}});
    }
    return static_cast<int>(number);
}

double Record::number(std::string_view field) const {
    const json& value = field_value(field);
    if (!value.is_number()) {
        fail_type(field, "@clinical.type.number");
    }
    return value.get<double>();
}

std::optional<double> Record::number_or_none(std::string_view field) const {
    return has(field) ? std::optional(number(field)) : std::nullopt;
}

bool Record::flag(std::string_view field) const {
    const json& value = field_value(field);
    if (!value.is_boolean()) {
        fail_type(field, "@clinical.type.flag");
    }
    return value.get<bool>();
}

std::vector<std::string> Record::texts(std::string_view field) const {
    const json& list = field_value(field);
    if (!list.is_array()) {
        fail_type(field, "@clinical.type.list");
    }
    std::vector<std::string> values;
    for (const json& item : list) {
        std::string value = text_of(item, field);
        if (std::ranges::find(values, value) != values.end()) {
            fail_twice(field, value);
        }
        values.push_back(std::move(value));
    }
    return values;
}

std::vector<std::string> Record::texts_or_none(std::string_view field) const {
    return has(field) ? texts(field) : std::vector<std::string>();
}

std::vector<std::string> Record::words(std::string_view field, std::span<const std::string_view> allowed) const {
    std::vector<std::string> values = texts(field);
    for (const std::string& value : values) {
        if (std::ranges::find(allowed, value) == allowed.end()) {
            fail_not_allowed(field, value, allowed);
        }
    }
    return values;
}

Record Record::object(std::string_view field) const {
    const json& value = field_value(field);
    if (!value.is_object()) {
        fail_type(field, "@clinical.type.object");
    }
    return {value, source_, path_ + "/" + std::string(field), label_};
}

std::vector<Record> Record::objects(std::string_view field) const {
    const json& list = field_value(field);
    if (!list.is_array()) {
        fail_type(field, "@clinical.type.list");
    }
    std::vector<Record> records;
    for (std::size_t i = 0; i < list.size(); ++i) {
        records.emplace_back(list[i], source_, path_ + "/" + std::string(field) + "/" + std::to_string(i),
                             label_of(list[i], field, i));
    }
    return records;
}

Review Record::review() const {
    Review review;
    const bool unread = field_value("reviewed_by").is_null();
    if (unread != field_value("reviewed_on").is_null()) {
        fail("error.clinical.half-reviewed", unread ? "reviewed_by" : "reviewed_on");
    }
    if (!unread) {
        review = {.by = text("reviewed_by"), .on = text("reviewed_on")};
        if (!find_date(review.on)) {
            fail("error.clinical.no-date", "reviewed_on", {{"value", review.on}});
        }
    }
    return review;
}

void Record::allow_only(std::span<const std::string_view> fields) const {
    for (const std::string& name : field_names()) {
        if (std::ranges::find(fields, name) == fields.end()) {
            fail("error.clinical.unknown-field", name);
        }
    }
}

void Record::fail_type(std::string_view field, std::string_view expected_key) const {
    fail("error.clinical.field-type", field, {{"expected", std::string(expected_key)}});
}

void Record::fail_not_allowed(std::string_view field, const std::string& value,
                              std::span<const std::string_view> allowed) const {
    fail("error.clinical.not-allowed", field, {{"value", value}, {"allowed", join(allowed)}});
}

void Record::fail_unknown(std::string_view field, const std::string& id) const {
    fail("error.clinical.unknown-reference", field, {{"id", id}});
}

void Record::fail_incomplete(std::string_view field, const std::string& value) const {
    fail("error.clinical.incomplete", field, {{"value", value}});
}

void Record::fail_twice(std::string_view field, const std::string& value) const {
    fail("error.clinical.value-twice", field, {{"value", value}});
}

ClinicalFile::ClinicalFile(const std::filesystem::path& file)
    : source_(std::make_shared<const SourceText>(SourceText{name_below_clinical(file), read_text_file(file)})),
      json_(parse_strictly(source_->text, source_->name)) {
    const int version = root().integer("schema_version", 1, 1'000'000);
    if (version != k_schema_version) {
        root().fail("error.clinical.schema", "schema_version",
                    {{"found", std::to_string(version)}, {"expected", std::to_string(k_schema_version)}});
    }
}

std::vector<Record> ClinicalFile::records(std::string_view list) const {
    std::vector<Record> records = root().objects(list);
    std::set<std::string> ids;
    for (const Record& record : records) {
        if (!ids.insert(record.text("id")).second) {
            record.fail("error.clinical.id-twice", "id");
        }
    }
    return records;
}

ClinicalWords::ClinicalWords(const std::filesystem::path& file) : file_(file), texts_(file_.root().object("texts")) {}

Record ClinicalWords::of(const std::string& id) const {
    const Record words = texts_.object(id);
    return words.labelled(id);
}

void ClinicalWords::check_all_used(std::span<const Record> records) const {
    std::set<std::string> ids;
    for (const Record& record : records) {
        ids.insert(record.label());
    }
    for (const std::string& id : texts_.field_names()) {
        if (!ids.contains(id)) {
            texts_.fail_unknown("texts", id);
        }
    }
}

}  // namespace palpate::detail
