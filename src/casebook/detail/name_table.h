#pragma once

#include "base/error.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace palpate::detail {

/// The names of an enumeration's values, in the order people are offered them.
template <class Value, std::size_t count>
using NameTable = std::array<std::pair<Value, std::string_view>, count>;

template <class Value, std::size_t count>
std::string_view name_in(const NameTable<Value, count>& table, Value value) {
    const auto found = std::ranges::find(table, value, &std::pair<Value, std::string_view>::first);
    PALPATE_ASSERT(found != table.end());
    return found->second;
}

template <class Value, std::size_t count>
std::optional<Value> find_in(const NameTable<Value, count>& table, std::string_view name) {
    const auto found = std::ranges::find(table, name, &std::pair<Value, std::string_view>::second);
    return found == table.end() ? std::nullopt : std::optional(found->first);
}

template <class Value, std::size_t count>
std::vector<Value> values_of(const NameTable<Value, count>& table) {
    std::vector<Value> values;
    for (const auto& [value, name] : table) {
        values.push_back(value);
    }
    return values;
}

}  // namespace palpate::detail
