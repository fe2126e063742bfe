#pragma once

#include "exchange/detail/base64.h"
#include "exchange/detail/json_text.h"
#include "exchange/detail/record_members.h"
#include "exchange/exchange_limits.h"

#include <glm/vec3.hpp>

#include <cmath>
#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace palpate::detail {

// ---- Names of enumerations, by type

inline auto find_named(std::string_view name, std::type_identity<SessionType>) { return find_session_type(name); }
inline auto find_named(std::string_view name, std::type_identity<MarkKind>) { return find_mark_kind(name); }
inline auto find_named(std::string_view name, std::type_identity<MarkExtent>) { return find_mark_extent(name); }
inline auto find_named(std::string_view name, std::type_identity<Depth>) { return find_depth(name); }
inline auto find_named(std::string_view name, std::type_identity<Author>) { return find_author(name); }
inline auto find_named(std::string_view name, std::type_identity<Constancy>) { return find_constancy(name); }
inline auto find_named(std::string_view name, std::type_identity<Confidence>) { return find_confidence(name); }
inline auto find_named(std::string_view name, std::type_identity<FactKind>) { return find_fact_kind(name); }
inline auto find_named(std::string_view name, std::type_identity<PlanPart>) { return find_plan_part(name); }
inline auto find_named(std::string_view name, std::type_identity<MeasureMoment>) { return find_measure_moment(name); }
inline auto find_named(std::string_view name, std::type_identity<NoteOrigin>) { return find_note_origin(name); }

/// How many of a kind one record may bring. Of the rest, numbers in a list among them, as many as the file has values.
template <class Value>
constexpr std::size_t most_of() {
    if constexpr (std::same_as<Value, Session>) {
        return k_most_import_sessions;
    } else if constexpr (std::same_as<Value, Mark>) {
        return k_most_import_marks;
    } else {
        return k_most_import_rows;
    }
}

template <class Type>
inline constexpr bool k_is_list = false;
template <class Value>
inline constexpr bool k_is_list<std::vector<Value>> = true;
template <class Type>
inline constexpr bool k_is_optional = false;
template <class Value>
inline constexpr bool k_is_optional<std::optional<Value>> = true;
template <class Type>
inline constexpr bool k_is_id = false;
template <class Tag>
inline constexpr bool k_is_id<StrongId<Tag>> = true;

using Bytes = std::vector<std::uint8_t>;

/// No clock that anybody works by is outside of it: 1900 to 2200.
inline constexpr std::int64_t k_earliest_time_us = -2'208'988'800'000'000;
inline constexpr std::int64_t k_latest_time_us = 7'258'118'400'000'000;

// ---- Writing

class MemberWriter {
public:
    template <class Value>
    void operator()(const char* name, const Value& value) {
        object_[name] = to_json_value(value);
    }
    [[nodiscard]] Json take() { return std::move(object_); }

    /// Numbers keep every digit: read back, they are the same to the bit.
    template <class Value>
    [[nodiscard]] static Json to_json_value(const Value& value) {
        if constexpr (std::same_as<Value, std::string> || std::integral<Value>) {
            return value;
        } else if constexpr (std::floating_point<Value>) {
            return static_cast<double>(value);
        } else if constexpr (std::same_as<Value, Timestamp>) {
            return value.microseconds_utc;
        } else if constexpr (std::same_as<Value, glm::vec3>) {
            return Json{value.x, value.y, value.z};
        } else if constexpr (std::same_as<Value, Bytes>) {
            return to_base64(value);
        } else if constexpr (k_is_id<Value>) {
            return value.text();
        } else if constexpr (std::is_enum_v<Value>) {
            return std::string(name_of(value));
        } else if constexpr (k_is_optional<Value>) {
            return value ? to_json_value(*value) : Json(nullptr);
        } else if constexpr (k_is_list<Value>) {
            Json list = Json::array();
            for (const auto& item : value) {
                list.push_back(to_json_value(item));
            }
            return list;
        } else {
            MemberWriter writer;
            visit_members(writer, value);
            return writer.take();
        }
    }

private:
    Json object_ = Json::object();
};

template <class Value>
[[nodiscard]] Json to_json_value(const Value& value) {
    return MemberWriter::to_json_value(value);
}

// ---- Reading. Each throws Error InvalidContent naming the place

inline void read_text(const Json& json, std::string& text, const std::string& place) {
    if (!json.is_string()) {
        refuse_content("error.exchange.type", place);
    }
    text = json.get_ref<const std::string&>();
}

template <std::integral Number>
void read_integer(const Json& json, Number& number, const std::string& place) {
    if (!json.is_number_integer()) {
        refuse_content("error.exchange.type", place);
    }
    const bool fits = json.is_number_unsigned() ? std::in_range<Number>(json.get<std::uint64_t>())
                                                : std::in_range<Number>(json.get<std::int64_t>());
    if (!fits) {
        refuse_content("error.exchange.range", place);
    }
    number = json.get<Number>();
}

template <std::floating_point Number>
void read_number(const Json& json, Number& number, const std::string& place) {
    if (!json.is_number()) {
        refuse_content("error.exchange.type", place);
    }
    const double value = json.get<double>();
    if (!std::isfinite(value) || std::abs(value) > static_cast<double>(std::numeric_limits<Number>::max())) {
        refuse_content("error.exchange.range", place);
    }
    number = static_cast<Number>(value);
}

/// The members of one JSON object by their names; finish() refuses those that nobody asked for.
class MemberReader {
public:
    MemberReader(const Json& object, std::string place) : object_(object), place_(std::move(place)) {
        if (!object_.is_object()) {
            refuse_content("error.exchange.type", place_);
        }
    }

    template <class Value>
    void operator()(const char* name, Value& value) {
        const auto found = object_.find(name);
        const std::string place = place_ + "/" + name;
        if (found == object_.end()) {
            refuse_content("error.exchange.member-missing", place);
        }
        ++asked_for_;
        read_value(*found, value, place);
    }
    void finish() const {
        if (object_.size() != asked_for_) {
            refuse_content("error.exchange.member-unknown", place_);
        }
    }

    template <class Value>
    static void read_value(const Json& json, Value& value, const std::string& place) {
        if constexpr (std::same_as<Value, std::string>) {
            read_text(json, value, place);
        } else if constexpr (std::same_as<Value, bool>) {
            if (!json.is_boolean()) {
                refuse_content("error.exchange.type", place);
            }
            value = json.get<bool>();
        } else if constexpr (std::integral<Value>) {
            read_integer(json, value, place);
        } else if constexpr (std::floating_point<Value>) {
            read_number(json, value, place);
        } else if constexpr (std::same_as<Value, Timestamp>) {
            read_integer(json, value.microseconds_utc, place);
            if (value.microseconds_utc < k_earliest_time_us || value.microseconds_utc > k_latest_time_us) {
                refuse_content("error.exchange.range", place);
            }
        } else if constexpr (std::same_as<Value, glm::vec3>) {
            read_vector(json, value, place);
        } else if constexpr (std::same_as<Value, Bytes>) {
            const auto read = json.is_string() ? from_base64(json.get_ref<const std::string&>()) : std::nullopt;
            value = read ? *read : (refuse_content("error.exchange.type", place), Bytes());
        } else if constexpr (k_is_id<Value>) {
            std::string text;
            read_text(json, text, place);
            value = Value(std::move(text));
        } else if constexpr (std::is_enum_v<Value>) {
            std::string text;
            read_text(json, text, place);
            const auto found = find_named(text, std::type_identity<Value>());
            value = found ? *found : (refuse_content("error.exchange.word", place), Value{});
        } else if constexpr (k_is_optional<Value>) {
            value.reset();
            if (!json.is_null()) {
                read_value(json, value.emplace(), place);
            }
        } else if constexpr (k_is_list<Value>) {
            read_list(json, value, place);
        } else {
            MemberReader reader(json, place);
            visit_members(reader, value);
            reader.finish();
        }
    }

private:
    static void read_vector(const Json& json, glm::vec3& vector, const std::string& place) {
        if (!json.is_array() || json.size() != 3) {
            refuse_content("error.exchange.type", place);
        }
        for (int axis = 0; axis < 3; ++axis) {
            read_number(json[static_cast<std::size_t>(axis)], vector[axis], place);
        }
    }

    template <class Value>
    static void read_list(const Json& json, std::vector<Value>& values, const std::string& place) {
        if (!json.is_array()) {
            refuse_content("error.exchange.type", place);
        }
        if (json.size() > most_of<Value>()) {
            refuse_content("error.exchange.too-many", place);
        }
        values.clear();
        for (const Json& item : json) {
            read_value(item, values.emplace_back(), place + "/" + std::to_string(values.size() - 1));
        }
    }

    const Json& object_;
    std::string place_;
    std::size_t asked_for_ = 0;
};

template <class Value>
void read_json_value(const Json& json, Value& value, const std::string& place) {
    MemberReader::read_value(json, value, place);
}

}  // namespace palpate::detail
