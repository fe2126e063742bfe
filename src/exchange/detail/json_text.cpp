#include "exchange/detail/json_text.h"

#include "base/error.h"
#include "exchange/exchange_limits.h"

#include <algorithm>
#include <functional>
#include <string>
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

/// Looks for members that an object gives twice, of which the parser would keep the last without a word. Of each object
/// that is open only the hashes of its names are kept, so that many small objects cost no more than their text.
class RepeatWatch final : public nlohmann::json_sax<Json> {
public:
    bool null() override { return true; }
    bool boolean(bool /*value*/) override { return true; }
    bool number_integer(number_integer_t /*value*/) override { return true; }
    bool number_unsigned(number_unsigned_t /*value*/) override { return true; }
    bool number_float(number_float_t /*value*/, const string_t& /*text*/) override { return true; }
    bool string(string_t& /*value*/) override { return true; }
    bool binary(binary_t& /*value*/) override { return true; }
    bool start_array(std::size_t /*elements*/) override { return true; }
    bool end_array() override { return true; }
    bool start_object(std::size_t /*elements*/) override {
        starts_.push_back(names_.size());
        return true;
    }
    bool key(string_t& name) override {
        names_.push_back(std::hash<std::string>{}(name));
        return true;
    }
    bool end_object() override {
        const auto first = names_.begin() + static_cast<std::ptrdiff_t>(starts_.back());
        std::sort(first, names_.end());
        if (std::adjacent_find(first, names_.end()) != names_.end()) {
            refuse_content("error.exchange.member-twice", {});
        }
        names_.erase(first, names_.end());
        starts_.pop_back();
        return true;
    }
    bool parse_error(std::size_t /*position*/, const std::string& /*token*/,
                     const nlohmann::detail::exception& /*fault*/) override {
        return false;
    }

private:
    std::vector<std::size_t> names_;
    std::vector<std::size_t> starts_;  ///< where the names of each open object begin
};

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
    // Two ways through the text: the parser's own callback is quadratic in long lists.
    RepeatWatch watch;
    if (!Json::sax_parse(text, &watch)) {
        refuse_content("error.exchange.no-json", {});
    }
    try {
        return Json::parse(text);
    } catch (const Json::exception&) {  // its sentence holds words of the file
        refuse_content("error.exchange.no-json", {});
    }
}

}  // namespace palpate::detail
