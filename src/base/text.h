#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace palpate {

/// A sentence to show, by key: the words live in assets/i18n. Arguments fill `{name}` holes of the translated text.
/// Invariant: never carries health data when it is part of an Error or a log line.
struct Text {
    std::string key;
    std::vector<std::pair<std::string, std::string>> arguments;

    bool operator==(const Text&) const = default;
};

/// "key (name=value, ..)": what developers read where no Translator is at hand.
[[nodiscard]] std::string untranslated(const Text& text);

}  // namespace palpate
