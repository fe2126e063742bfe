#pragma once

#include "clinical/review.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace palpate::detail {

/// A file as it was read, for messages that name the line.
struct SourceText {
    std::string name;  ///< "text/en/techniques.json": enough to find it, whatever folder the assets lie in
    std::string text;
};

/// One object of a clinical file with what is needed to say precisely where a mistake is. Borrows the file's JSON.
/// Every reader throws Error InvalidContent naming file, line, record and field.
class Record {
public:
    Record(const nlohmann::json& object, std::shared_ptr<const SourceText> source, std::string path, std::string label);

    [[nodiscard]] const std::string& file() const { return source_->name; }
    [[nodiscard]] const std::string& label() const { return label_; }
    [[nodiscard]] Record labelled(std::string label) const;
    [[nodiscard]] std::vector<std::string> field_names() const;
    /// There and not null.
    [[nodiscard]] bool has(std::string_view field) const;
    [[nodiscard]] bool is_text(std::string_view field) const;

    /// Not empty.
    [[nodiscard]] std::string text(std::string_view field) const;
    /// Empty where the field is missing or null.
    [[nodiscard]] std::string text_or_empty(std::string_view field) const;
    /// One of `allowed`.
    [[nodiscard]] std::string word(std::string_view field, std::span<const std::string_view> allowed) const;
    [[nodiscard]] int integer(std::string_view field, int low, int high) const;
    [[nodiscard]] std::vector<int> integers(std::string_view field, int low, int high) const;
    [[nodiscard]] double number(std::string_view field) const;
    [[nodiscard]] std::optional<double> number_or_none(std::string_view field) const;
    [[nodiscard]] bool flag(std::string_view field) const;
    /// No text empty, none twice.
    [[nodiscard]] std::vector<std::string> texts(std::string_view field) const;
    [[nodiscard]] std::vector<std::string> texts_or_none(std::string_view field) const;
    [[nodiscard]] std::vector<std::string> words(std::string_view field,
                                                 std::span<const std::string_view> allowed) const;
    [[nodiscard]] Record object(std::string_view field) const;
    /// The objects of a list; each is labelled by its id where it has one, else by its place.
    [[nodiscard]] std::vector<Record> objects(std::string_view field) const;
    /// "reviewed_by" and "reviewed_on": both null, or a name and a date.
    [[nodiscard]] Review review() const;
    /// Refuses fields that are none of these.
    void allow_only(std::span<const std::string_view> fields) const;

    [[noreturn]] void fail(std::string_view key, std::string_view field,
                           std::vector<std::pair<std::string, std::string>> more = {}) const;
    [[noreturn]] void fail_unknown(std::string_view field, const std::string& id) const;
    [[noreturn]] void fail_incomplete(std::string_view field, const std::string& value) const;
    [[noreturn]] void fail_twice(std::string_view field, const std::string& value) const;
    [[noreturn]] void fail_not_allowed(std::string_view field, const std::string& value,
                                       std::span<const std::string_view> allowed) const;

private:
    [[nodiscard]] const nlohmann::json& field_value(std::string_view field) const;
    [[nodiscard]] int integer_of(const nlohmann::json& value, std::string_view field, int low, int high) const;
    [[nodiscard]] std::string text_of(const nlohmann::json& value, std::string_view field) const;
    [[noreturn]] void fail_type(std::string_view field, std::string_view expected_key) const;

    const nlohmann::json* object_;
    std::shared_ptr<const SourceText> source_;
    std::string path_;  ///< JSON pointer
    std::string label_;
};

/// A whole file of assets/clinical: parsed, of a known schema version, no key given twice in one object.
class ClinicalFile {
public:
    /// Throws Error NotFound; InvalidContent with line and column for broken JSON.
    explicit ClinicalFile(const std::filesystem::path& file);
    ClinicalFile(const ClinicalFile&) = delete;
    ClinicalFile& operator=(const ClinicalFile&) = delete;

    [[nodiscard]] Record root() const { return {json_, source_, "", "-"}; }
    /// The list `list` with ids checked for repeats.
    [[nodiscard]] std::vector<Record> records(std::string_view list) const;

private:
    std::shared_ptr<const SourceText> source_;
    nlohmann::json json_;
};

/// Parses text named `name` in messages. Throws Error InvalidContent with line and column for what is no JSON, and for a
/// key given twice in one object, which the parser alone would let pass.
[[nodiscard]] nlohmann::json parse_strictly(const std::string& content, const std::string& name);

/// The words of one language for the records of one file: text/<language>/<name>.
class ClinicalWords {
public:
    explicit ClinicalWords(const std::filesystem::path& file);

    /// Throws Error InvalidContent where the record has no words.
    [[nodiscard]] Record of(const std::string& id) const;
    [[nodiscard]] Record root() const { return file_.root(); }
    /// Throws Error InvalidContent where words are there for a record that does not exist.
    void check_all_used(std::span<const Record> records) const;

private:
    ClinicalFile file_;
    Record texts_;
};

}  // namespace palpate::detail
