#include "base/translator.h"

#include "base/error.h"
#include "base/file_io.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>
#include <set>

namespace palpate {
namespace {

using nlohmann::json;

[[noreturn]] void throw_key_twice(const std::string& key, const std::filesystem::path& file) {
    throw Error(ErrorCode::InvalidContent, {"error.i18n.key-twice", {{"key", key}, {"file", file.string()}}});
}

/// The parser keeps the last of two equal keys without a word; here that is a mistake to report.
json parse_without_repeats(const std::filesystem::path& file) {
    std::set<std::string> seen;
    const auto watch_keys = [&](int, json::parse_event_t event, json& parsed) {
        if (event == json::parse_event_t::key && !seen.insert(parsed.get<std::string>()).second) {
            throw_key_twice(parsed.get<std::string>(), file);
        }
        return true;
    };
    return json::parse(read_text_file(file), watch_keys);
}

bool is_key_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
}

std::optional<std::string_view> find_argument(const Text& text, std::string_view name) {
    for (const auto& [argument, value] : text.arguments) {
        if (argument == name) {
            return value;
        }
    }
    return std::nullopt;
}

/// What the parser found, without the words it read last: those may look like holes to fill.
std::string without_last_read(std::string_view what) { return std::string(what.substr(0, what.find("; last read"))); }

}  // namespace

Translator Translator::load(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
        if (entry.path().extension() == ".json") {
            files.push_back(entry.path());
        }
    }
    if (files.empty()) {
        throw Error(ErrorCode::NotFound, {"error.assets.no-language", {{"folder", folder.string()}}});
    }
    std::ranges::sort(files);
    Translator translator;
    for (const auto& file : files) {
        try {
            const json words = parse_without_repeats(file);
            for (const auto& [key, value] : words.items()) {
                if (!translator.texts_.emplace(key, value.get<std::string>()).second) {
                    throw_key_twice(key, file);
                }
            }
        } catch (const json::exception& fault) {
            throw Error(ErrorCode::InvalidContent,
                        {"error.json", {{"file", file.string()}, {"detail", without_last_read(fault.what())}}});
        }
    }
    return translator;
}

Translator Translator::over(const Translator& fallback) const {
    Translator both = *this;
    both.texts_.insert(fallback.texts_.begin(), fallback.texts_.end());
    return both;
}

std::string Translator::tr(std::string_view key) const {
    const auto found = texts_.find(key);
    return found == texts_.end() ? std::string(key) : found->second;
}

std::string Translator::tr(const Text& text) const {
    const auto found = texts_.find(text.key);
    if (found == texts_.end()) {
        return untranslated(text);
    }
    const std::string_view pattern = found->second;
    std::string filled;
    std::size_t at = 0;
    while (at < pattern.size()) {
        const std::size_t open = std::min(pattern.find('{', at), pattern.size());
        filled += pattern.substr(at, open - at);
        const std::size_t close = pattern.find('}', open);
        if (close == std::string_view::npos) {
            filled += pattern.substr(open);
            break;
        }
        const auto value = find_argument(text, pattern.substr(open + 1, close - open - 1));
        if (value) {
            filled += resolve_argument(*value);
            at = close + 1;
        } else {
            filled += '{';
            at = open + 1;
        }
    }
    return filled;
}

std::string Translator::resolve_argument(std::string_view value) const {
    std::string resolved;
    std::size_t at = 0;
    while (at < value.size()) {
        const std::size_t sign = std::min(value.find('@', at), value.size());
        resolved += value.substr(at, sign - at);
        if (sign == value.size()) {
            break;
        }
        const auto stop =
            std::find_if_not(value.begin() + static_cast<std::ptrdiff_t>(sign) + 1, value.end(), is_key_character);
        const auto end = static_cast<std::size_t>(stop - value.begin());
        const auto found = texts_.find(value.substr(sign + 1, end - sign - 1));
        resolved += found == texts_.end() ? value.substr(sign, end - sign) : std::string_view(found->second);
        at = end;
    }
    return resolved;
}

bool Translator::has(std::string_view key) const { return texts_.find(key) != texts_.end(); }

std::vector<std::string> Translator::keys() const {
    std::vector<std::string> keys;
    keys.reserve(texts_.size());
    for (const auto& [key, text] : texts_) {
        keys.push_back(key);
    }
    return keys;
}

}  // namespace palpate
