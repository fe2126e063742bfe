#include "base/language.h"

#include "base/error.h"

#include <algorithm>
#include <cstdlib>
#include <system_error>

namespace palpate {

bool speaks(const std::vector<Language>& spoken, std::string_view code) {
    return std::ranges::find(spoken, code, &Language::code) != spoken.end();
}

std::vector<Language> list_languages(const std::filesystem::path& i18n_folder) {
    std::vector<Language> languages;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(i18n_folder, ignored)) {
        if (entry.is_directory()) {
            languages.push_back(
                {entry.path().filename().string(), Translator::load(entry.path()).tr("language.own-name")});
        }
    }
    std::ranges::sort(languages, {}, &Language::code);
    return languages;
}

Translator load_language(const std::filesystem::path& i18n_folder, std::string_view code) {
    const Translator fallback = Translator::load(i18n_folder / k_fallback_language);
    if (code == k_fallback_language) {
        return fallback;
    }
    if (std::error_code ignored; code.find('/') != std::string_view::npos || code.starts_with('.') || code.empty() ||
                                 !std::filesystem::is_directory(i18n_folder / code, ignored)) {
        std::string known;
        for (const Language& language : list_languages(i18n_folder)) {
            known += (known.empty() ? "" : ", ") + language.code;
        }
        throw Error(ErrorCode::Usage, {"error.i18n.unknown", {{"language", std::string(code)}, {"known", known}}});
    }
    return Translator::load(i18n_folder / code).over(fallback);
}

std::string language_of_locale(std::string_view locale) {
    const std::string_view language = locale.substr(0, locale.find_first_of("_.@-"));
    return language == "C" || language == "POSIX" ? std::string() : std::string(language);
}

std::string system_language(const std::vector<Language>& spoken) {
    for (const char* variable : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* locale = std::getenv(variable);
        if (locale != nullptr && *locale != '\0') {  // as POSIX orders them: the first one set decides
            const std::string language = language_of_locale(locale);
            return speaks(spoken, language) ? language : k_fallback_language;
        }
    }
    return k_fallback_language;
}

}  // namespace palpate
