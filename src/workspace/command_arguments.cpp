#include "workspace/detail/command_arguments.h"

#include "base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace palpate {
namespace {

[[noreturn]] void refuse(std::string_view name, const std::string& value, std::string expected_key,
                         std::vector<std::pair<std::string, std::string>> more = {}) {
    more.insert(more.end(), {{"argument", std::string(name)}, {"value", value}});
    throw Error(ErrorCode::Usage, {std::move(expected_key), std::move(more)});
}

template <class Number>
std::optional<Number> parse_number(std::string_view text) {
    Number value{};
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    return fault == std::errc() && end == text.data() + text.size() ? std::optional<Number>(value) : std::nullopt;
}

template <std::size_t Count>
std::optional<std::array<float, Count>> find_numbers(const CommandArguments& arguments, std::string_view name) {
    const auto text = find_argument(arguments, name);
    if (!text) {
        return std::nullopt;
    }
    const std::vector<std::string> words = split_list(*text);
    std::array<float, Count> numbers{};
    for (std::size_t i = 0; i < Count; ++i) {
        const auto number = words.size() == Count ? parse_number<float>(words[i]) : std::nullopt;
        if (!number || !std::isfinite(*number)) {
            refuse(name, *text, "command.argument-numbers", {{"count", std::to_string(Count)}});
        }
        numbers[i] = *number;
    }
    return numbers;
}

/// What people count from one: a short run of digits. Ids are longer.
std::optional<std::size_t> find_place_number(const std::string& text) {
    constexpr std::size_t k_longest_number = 5;
    return text.size() <= k_longest_number ? parse_number<std::size_t>(text) : std::nullopt;
}

}  // namespace

std::optional<std::string> find_argument(const CommandArguments& arguments, std::string_view name) {
    const auto found = arguments.find(name);
    return found == arguments.end() ? std::nullopt : std::optional<std::string>(found->second);
}

std::string required_argument(const CommandArguments& arguments, std::string_view name) {
    auto value = find_argument(arguments, name);
    if (!value || value->empty()) {
        throw Error(ErrorCode::Usage, {"command.argument-missing", {{"argument", std::string(name)}}});
    }
    return *value;
}

std::optional<int> find_integer(const CommandArguments& arguments, std::string_view name, int low, int high) {
    const auto text = find_argument(arguments, name);
    if (!text) {
        return std::nullopt;
    }
    const auto value = parse_number<int>(*text);
    if (!value || *value < low || *value > high) {
        refuse(name, *text, "command.argument-integer", {{"low", std::to_string(low)}, {"high", std::to_string(high)}});
    }
    return value;
}

std::optional<float> find_number(const CommandArguments& arguments, std::string_view name, float low, float high) {
    const auto text = find_argument(arguments, name);
    if (!text) {
        return std::nullopt;
    }
    const auto value = parse_number<float>(*text);
    if (!value || !(*value >= low && *value <= high)) {
        refuse(name, *text, "command.argument-number",
               {{"low", fmt::format("{:g}", low)}, {"high", fmt::format("{:g}", high)}});
    }
    return value;
}

std::optional<glm::vec3> find_position(const CommandArguments& arguments, std::string_view name) {
    const auto numbers = find_numbers<3>(arguments, name);
    return numbers ? std::optional<glm::vec3>({(*numbers)[0], (*numbers)[1], (*numbers)[2]}) : std::nullopt;
}

std::optional<glm::vec2> find_pixel(const CommandArguments& arguments, std::string_view name) {
    const auto numbers = find_numbers<2>(arguments, name);
    return numbers ? std::optional<glm::vec2>({(*numbers)[0], (*numbers)[1]}) : std::nullopt;
}

std::vector<std::string> split_list(std::string_view text) {
    std::vector<std::string> words;
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        words.emplace_back(text.substr(0, comma));
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return words;
}

const Structure& named_structure(const Workspace& workspace, const std::string& id) {
    return workspace.require_atlas().structure(StructureId(id));
}

const Session& named_session(const Workspace& workspace, const std::string& number_or_id) {
    const CaseDocument& document = workspace.require_document();
    if (const auto number = find_place_number(number_or_id)) {
        if (*number >= 1 && *number <= document.sessions.size()) {
            return document.sessions[*number - 1];
        }
    } else if (const Session* session = find_session(document, SessionId(number_or_id))) {
        return *session;
    }
    throw Error(ErrorCode::NotFound,
                {"workspace.no-such-session",
                 {{"session", number_or_id}, {"count", std::to_string(document.sessions.size())}}});
}

const Mark& named_mark(const Workspace& workspace, const std::string& number_or_id) {
    const CaseDocument& document = workspace.require_document();
    const std::vector<const Mark*> marks = marks_of(document, workspace.session());
    if (const auto number = find_place_number(number_or_id)) {
        if (*number >= 1 && *number <= marks.size()) {
            return *marks[*number - 1];
        }
    } else if (const Mark* mark = find_mark(document, MarkId(number_or_id))) {
        return *mark;
    }
    throw Error(ErrorCode::NotFound,
                {"workspace.no-such-mark", {{"mark", number_or_id}, {"count", std::to_string(marks.size())}}});
}

const Mark& chosen_mark(const Workspace& workspace, const CommandArguments& arguments) {
    if (const auto asked = find_argument(arguments, "mark")) {
        return named_mark(workspace, *asked);
    }
    const Mark* mark = workspace.selected_mark();
    if (mark == nullptr) {
        throw Error(ErrorCode::InvalidEdit, {"workspace.no-mark-selected", {}});
    }
    return *mark;
}

}  // namespace palpate
