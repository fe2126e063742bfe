#pragma once

#include "exchange/detail/csv_text.h"
#include "exchange/detail/json_members.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <map>
#include <set>

// The members of a record as cells of a table: nested ones with their holder's name before them ("anchor_box"), several
// words with semicolons. Drawings (painted areas, lines, arrows) are no cells and are passed over.

namespace palpate::detail {

template <class Value>
inline constexpr bool k_is_no_cell =
    std::same_as<Value, std::vector<BrushDab>> || std::same_as<Value, std::vector<SurfaceAnchor>> ||
    std::same_as<Value, std::optional<AreaMeasure>>;

/// "2026-11-22T20:15:00.000001Z"; nothing is lost.
[[nodiscard]] inline std::string exact_iso(Timestamp time) {
    using namespace std::chrono;
    const sys_time<microseconds> point{microseconds(time.microseconds_utc)};
    const auto day = floor<days>(point);
    const year_month_day date(day);
    const hh_mm_ss clock(point - day);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:06}Z", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                       clock.minutes().count(), clock.seconds().count(), clock.subseconds().count());
}

[[nodiscard]] std::optional<Timestamp> find_exact_time(std::string_view text);

/// Names and cells of a record, in the order of its members.
class CellWriter {
public:
    template <class Value>
    void operator()(const char* name, const Value& value) {
        if constexpr (k_is_no_cell<Value>) {
            return;
        } else if constexpr (k_is_record<Value>) {
            const std::string outer = prefix_;
            prefix_ += std::string(name) + "_";
            visit_members(*this, value);
            prefix_ = outer;
        } else {
            names.push_back(prefix_ + name);
            cells.push_back(cell_of(value));
        }
    }

    CsvRow names;
    CsvRow cells;

private:
    template <class Value>
    static constexpr bool k_is_record = std::same_as<Value, EmergencyContact> || std::same_as<Value, SurfaceAnchor>;

    template <class Value>
    static std::string cell_of(const Value& value) {
        if constexpr (std::same_as<Value, std::string>) {
            return guarded(value);
        } else if constexpr (std::same_as<Value, bool>) {
            return value ? "yes" : "no";
        } else if constexpr (std::integral<Value> || std::floating_point<Value>) {
            return fmt::format("{}", value);
        } else if constexpr (std::same_as<Value, Timestamp>) {
            return exact_iso(value);
        } else if constexpr (std::same_as<Value, glm::vec3>) {
            return guarded(fmt::format("{} {} {}", value.x, value.y, value.z));
        } else if constexpr (k_is_id<Value>) {
            return guarded(value.text());
        } else if constexpr (std::is_enum_v<Value>) {
            return std::string(name_of(value));
        } else if constexpr (k_is_optional<Value>) {
            return value ? cell_of(*value) : std::string();
        } else {
            std::string joined;
            for (const std::string& word : value) {
                joined += (joined.empty() ? "" : ";") + word;
            }
            return guarded(joined);
        }
    }

    std::string prefix_;
};

/// A table whose rows become records. Throws Error InvalidContent naming table and row.
class CellReader {
public:
    /// `row` has as many cells as `columns` names.
    CellReader(const std::map<std::string, std::size_t>& columns, const CsvRow& row, std::string place)
        : columns_(columns), row_(row), place_(std::move(place)) {}

    /// Members without a column stay as they are.
    template <class Value>
    void operator()(const char* name, Value& value) {
        if constexpr (k_is_no_cell<Value>) {
            return;
        } else if constexpr (std::same_as<Value, EmergencyContact> || std::same_as<Value, SurfaceAnchor>) {
            const std::string outer = prefix_;
            prefix_ += std::string(name) + "_";
            visit_members(*this, value);
            prefix_ = outer;
        } else if (const auto column = columns_.find(prefix_ + name); column != columns_.end()) {
            if (!read_cell(row_[column->second], value)) {
                refuse_content("error.exchange.csv-cell", place_ + ", " + prefix_ + name);
            }
        }
    }

private:
    template <class Number>
    static bool read_number_cell(const std::string& cell, Number& number) {
        const auto [end, fault] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
        if constexpr (std::floating_point<Number>) {
            if (!std::isfinite(number)) {
                return false;
            }
        }
        return fault == std::errc() && end == cell.data() + cell.size();
    }

    template <class Value>
    static bool read_cell(const std::string& cell, Value& value) {
        if constexpr (std::same_as<Value, std::string>) {
            value = unguarded(cell);
            return true;
        } else if constexpr (std::same_as<Value, bool>) {
            value = cell == "yes";
            return cell == "yes" || cell == "no";
        } else if constexpr (std::integral<Value> || std::floating_point<Value>) {
            return read_number_cell(cell, value);
        } else if constexpr (std::same_as<Value, Timestamp>) {
            const auto time = find_exact_time(cell);
            value = time.value_or(Timestamp{});
            return time.has_value();
        } else if constexpr (std::same_as<Value, glm::vec3>) {
            return read_vector_cell(unguarded(cell), value);
        } else if constexpr (k_is_id<Value>) {
            value = Value(unguarded(cell));
            return true;
        } else if constexpr (std::is_enum_v<Value>) {
            const auto found = find_named(cell, std::type_identity<Value>());
            value = found.value_or(Value{});
            return found.has_value();
        } else if constexpr (k_is_optional<Value>) {
            value.reset();
            return cell.empty() || read_cell(cell, value.emplace());
        } else {
            return read_words_cell(unguarded(cell), value);
        }
    }

    static bool read_vector_cell(const std::string& cell, glm::vec3& vector) {
        const char* at = cell.data();
        const char* const end = cell.data() + cell.size();
        for (int axis = 0; axis < 3; ++axis) {
            at += axis > 0 && at != end && *at == ' ' ? 1 : 0;
            const auto [stopped, fault] = std::from_chars(at, end, vector[axis]);
            if (fault != std::errc() || !std::isfinite(vector[axis])) {
                return false;
            }
            at = stopped;
        }
        return at == end;
    }

    static bool read_words_cell(const std::string& cell, std::vector<std::string>& words) {
        constexpr std::size_t k_most_words = 100;
        words.clear();
        for (std::size_t at = 0; at < cell.size() && words.size() <= k_most_words;) {
            const std::size_t end = std::min(cell.find(';', at), cell.size());
            words.push_back(cell.substr(at, end - at));
            at = end + 1;
        }
        return words.size() <= k_most_words;
    }

    const std::map<std::string, std::size_t>& columns_;
    const CsvRow& row_;
    std::string place_;
    std::string prefix_;
};

}  // namespace palpate::detail
