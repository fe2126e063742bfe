// palpate: the window when called without a verb, the command line with one.

#include "base/error.h"
#include "base/file_io.h"
#include "base/language.h"
#include "programs/arguments.h"
#include "programs/composition.h"
#include "programs/console.h"
#include "ui/gui_app.h"

#include <sys/prctl.h>
#include <sys/resource.h>

#include <csignal>
#include <cstdlib>
#include <exception>
#include <span>
#include <string>
#include <string_view>

namespace palpate {
namespace {

/// The --language of the command line, read before the rest: its help needs the words. Empty where there is none.
std::string stated_language(std::span<const char* const> arguments) {
    constexpr std::string_view k_option = "--language";
    std::string stated;
    for (std::size_t i = 1; i < arguments.size(); ++i) {
        const std::string_view argument = arguments[i];
        if (argument == k_option && i + 1 < arguments.size()) {
            stated = arguments[i + 1];
        } else if (argument.starts_with(std::string(k_option) + "=")) {
            stated = argument.substr(k_option.size() + 1);
        }
    }
    return stated;
}

/// The program's words in the language asked for, else the system's. Where that one cannot be had, `fault` says why and
/// English stands in; without any words (assets missing or damaged) keys stand in for texts.
Words load_words(std::span<const char* const> arguments, std::exception_ptr& fault) {
    std::string language = stated_language(arguments);
    for (;;) {
        try {
            const std::filesystem::path folder = find_asset_folder() / "i18n";
            language = language.empty() ? system_language(list_languages(folder)) : language;
            return {std::make_shared<const Translator>(load_language(folder, language)), language};
        } catch (const Error&) {
            const bool again = !fault && language != k_fallback_language;
            fault = fault ? fault : std::current_exception();
            if (!again) {
                return {std::make_shared<const Translator>(), k_fallback_language};
            }
            language = k_fallback_language;
        }
    }
}

void open_window(Application& application) {
    Workspace& workspace = application.start_window(wake_window);
    run_window(workspace, {.shader_folder = application.places().shaders,
                           .settings_file = application.places().settings_file,
                           .on_complete_picture = {},
                           .on_frame = {},
                           .begins_with_hand_over = application.options().intake});
}

void carry_out(const Request& request, const Words& words, const std::exception_ptr& words_fault) {
    if (!request.answer.empty()) {
        print_line(request.answer.substr(0, request.answer.find_last_not_of('\n') + 1));
        return;
    }
    if (words_fault) {
        std::rethrow_exception(words_fault);
    }
    Application application(request.options, words);
    request.verb ? request.verb(application) : open_window(application);
}

/// In the program's words; in English where those are what is missing or damaged.
std::string sentence_of(const Error& error, const Translator& words) {
    if (words.has(error.text().key)) {
        return words.tr(error.text());
    }
    std::string sentence = "The program's own files are missing or damaged; install it again. What was found:";
    for (const auto& [name, value] : error.text().arguments) {
        sentence += " " + value;
    }
    return sentence;
}

int run(int count, const char* const* arguments) {
    std::exception_ptr words_fault;
    const Words words = load_words({arguments, static_cast<std::size_t>(count)}, words_fault);
    try {
        carry_out(parse_arguments(count, arguments, *words.translator), words, words_fault);
        return EXIT_SUCCESS;
    } catch (const Error& error) {
        print_error(sentence_of(error, *words.translator));
        return exit_code(error.code());
    }
}

}  // namespace
}  // namespace palpate

/// Health data and keys in memory must not end up in a core file or be read by another of the user's programs.
static void protect_memory() {
    constexpr rlimit k_no_core{0, 0};
    ::setrlimit(RLIMIT_CORE, &k_no_core);
    ::prctl(PR_SET_DUMPABLE, 0);
}

int main(int count, char** arguments) {
    // A full disk or a reader that has gone shall be an error with a sentence, not the end of the program.
    std::signal(SIGXFSZ, SIG_IGN);
    std::signal(SIGPIPE, SIG_IGN);
    protect_memory();
    try {
        return palpate::run(count, arguments);
    } catch (const std::exception& fault) {  // a library's own, such as out of memory
        palpate::print_error(fault.what());
        return EXIT_FAILURE;
    }
}
