#pragma once

#include "base/translator.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {

/// The language every text exists in; what another lacks is shown in it.
inline constexpr const char* k_fallback_language = "en";

/// A language the program speaks, with the name it calls itself by: {"de", "Deutsch"}.
struct Language {
    std::string code;
    std::string own_name;
};

/// Every folder of `i18n_folder` with texts, by code. Throws as Translator::load().
[[nodiscard]] std::vector<Language> list_languages(const std::filesystem::path& i18n_folder);

[[nodiscard]] bool speaks(const std::vector<Language>& spoken, std::string_view code);

/// The words of a language, in English where it lacks one. Throws Error Usage for a language the program does not speak.
[[nodiscard]] Translator load_language(const std::filesystem::path& i18n_folder, std::string_view code);

/// "de" of "de_DE.UTF-8"; empty where the locale names no language ("C", "POSIX", "").
[[nodiscard]] std::string language_of_locale(std::string_view locale);
/// Of LC_ALL, LC_MESSAGES and LANG the first that says something, where the program speaks it; else English.
[[nodiscard]] std::string system_language(const std::vector<Language>& spoken);

}  // namespace palpate
