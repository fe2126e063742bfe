#pragma once

#include "base/text.h"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {

/// The words of one language: flat keys from every assets/i18n/<language>/*.json. Immutable after loading.
class Translator {
public:
    Translator() = default;

    /// Reads all files of `folder`. Throws Error InvalidContent naming file and key on wrong JSON or a key given twice.
    [[nodiscard]] static Translator load(const std::filesystem::path& folder);

    /// The same words, and those of `fallback` for the keys they lack.
    [[nodiscard]] Translator over(const Translator& fallback) const;

    /// The text of `key`; the key itself where the language lacks it.
    [[nodiscard]] std::string tr(std::string_view key) const;
    /// The text of `text.key` with its `{name}` holes filled, each once: what an argument brings in is never filled
    /// again. An argument may itself need words: in its value every `@key` that names a text of the language is
    /// replaced by that text ("@match.side.left", "@match.type.ache @list.and @match.type.tension"); any other `@` stays.
    [[nodiscard]] std::string tr(const Text& text) const;

    [[nodiscard]] bool has(std::string_view key) const;
    [[nodiscard]] std::vector<std::string> keys() const;

private:
    [[nodiscard]] std::string resolve_argument(std::string_view value) const;

    std::map<std::string, std::string, std::less<>> texts_;
};

}  // namespace palpate
