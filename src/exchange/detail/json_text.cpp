#include "exchange/detail/json_text.h"

#include "base/error.h"
#include "exchange/exchange_limits.h"

#include <algorithm>
#include <set>
#include <vector>

namespace palpate::detail {
namespace {

/// Counts brackets and commas outside of texts, which needs no memory: the parser would make all values first.
void check_size(std::string_view text) {
    if (text.size() > k_most_import_bytes) {
        refuse_content("error.exchange.too-large", {});
    }
    std::size_t values = 1;
    int depth = 0;
    bool in_text = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char character = text[at];
        if (in_text) {
            at += character == '\\' ? 1 : 0;
            in_text = character != '"';
            continue;
        }
        in_text = character == '"';
        const bool opens = character == '{' || character == '[';
        depth += opens ? 1 : character == '}' || character == ']' ? -1 : 0;
        values += opens || character == ',' ? 1 : 0;
        if (depth > k_most_json_depth) {
            refuse_content("error.exchange.too-deep", {});
        }
        if (values > k_most_json_values) {
            refuse_content("error.exchange.too-many", {});
        }
    }
}

}  // namespace

void refuse_content(const char* key, std::string_view place) {
    constexpr std::size_t k_longest_place = 80;
    std::string shown(place.substr(0, k_longest_place));
    std::ranges::replace_if(
        shown, [](char c) { return c < ' ' || c > '~' || c == '{' || c == '}' || c == '@'; }, '?');
    throw Error(ErrorCode::InvalidContent, {key, {{"place", shown.empty() ? "/" : shown}}});
}

Json parse_limited(std::string_view text) {
    check_size(text);
    std::vector<std::set<std::string>> members;
    const auto watch = [&](int, Json::parse_event_t event, Json& parsed) {
        if (event == Json::parse_event_t::object_start) {
            members.emplace_back();
        } else if (event == Json::parse_event_t::object_end) {
            members.pop_back();
        } else if (event == Json::parse_event_t::key) {
            const auto& name = parsed.get_ref<const std::string&>();
            if (!members.back().insert(name).second) {
                refuse_content("error.exchange.member-twice", name);
            }
        }
        return true;
    };
    try {
        return Json::parse(text, watch);
    } catch (const Json::exception&) {  // its sentence holds words of the file
        refuse_content("error.exchange.no-json", {});
    }
}

}  // namespace palpate::detail
