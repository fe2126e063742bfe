// palpate: the window when called without a verb, the command line with one.

#include "base/error.h"
#include "base/file_io.h"
#include "programs/arguments.h"
#include "programs/composition.h"
#include "programs/console.h"
#include "ui/gui_app.h"

#include <sys/prctl.h>
#include <sys/resource.h>

#include <csignal>
#include <cstdlib>
#include <exception>

namespace palpate {
namespace {

/// The program's words; without them (assets missing or damaged) `fault` says why and keys stand in for texts.
std::shared_ptr<const Translator> load_words(std::exception_ptr& fault) {
    try {
        return std::make_shared<const Translator>(Translator::load(find_asset_folder() / "i18n" / "en"));
    } catch (const Error&) {
        fault = std::current_exception();
        return std::make_shared<const Translator>();
    }
}

void open_window(Application& application) {
    Workspace& workspace = application.start_window(wake_window);
    run_window(workspace, {.shader_folder = application.places().shaders,
                           .settings_file = application.places().settings_file,
                           .on_complete_picture = {},
                           .on_frame = {}});
}

void carry_out(const Request& request, const std::shared_ptr<const Translator>& words,
               const std::exception_ptr& words_fault) {
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
    const std::shared_ptr<const Translator> words = load_words(words_fault);
    try {
        carry_out(parse_arguments(count, arguments, *words), words, words_fault);
        return EXIT_SUCCESS;
    } catch (const Error& error) {
        print_error(sentence_of(error, *words));
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
