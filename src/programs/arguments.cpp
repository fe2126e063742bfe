#include "programs/arguments.h"

#include "atlas_sources/atlas_sources.h"
#include "base/error.h"
#include "base/file_io.h"

#include <CLI/CLI.hpp>

namespace palpate {
namespace {

/// Each of the three says a part of the form; what none of them says is the default's.
void declare_form_options(CLI::App& root, const Translator& words, GlobalOptions& options) {
    const auto declare = [&](const char* name, const char* type, std::optional<std::string> BodyFormWords::*word) {
        root.add_option_function<std::string>(
                std::string("--") + name,
                [&options, word](const std::string& text) {
                    BodyFormWords said;
                    said.*word = text;
                    options.form = with_words(options.form.value_or(BodyForm{}), said);
                },
                words.tr(std::string("cli.option.") + name))
            ->type_name(type);
    };
    declare("form", "NAME", &BodyFormWords::shape);
    declare("stature", "METRES", &BodyFormWords::stature);
    declare("build", "NUMBER", &BodyFormWords::build);
}

void declare_global_options(CLI::App& root, const Translator& words, GlobalOptions& options) {
    const auto help = [&](const char* name) { return words.tr(std::string("cli.option.") + name); };
    options.store_folder = user_data_folder();
    options.atlas = k_built_in_atlas;
    root.add_option("--store", options.store_folder, help("store"))->type_name("DIR");
    root.add_option("--atlas", options.atlas, help("atlas"))->type_name("NAME");
    root.add_flag("--json", options.json, help("json"));
    root.add_flag("--intake", options.intake, help("intake"));
    root.add_option("--seed", options.seed, help("seed"))->type_name("N");
    root.add_option("--language", options.language, help("language"))->type_name("CODE");
    root.add_option("--user", options.user, help("user"))->type_name("NAME");
    root.add_option("--passphrase-file", options.passphrase_file, help("passphrase-file"))->type_name("FILE");
    declare_form_options(root, words, options);
    root.set_version_flag("--version", "palpate " PALPATE_VERSION, help("version"));
}

/// CLI11's sentence without its line ends and full stop, to stand inside ours.
std::string one_line(std::string text) {
    for (char& letter : text) {
        letter = letter == '\n' ? ' ' : letter;
    }
    while (!text.empty() && (text.back() == ' ' || text.back() == '.')) {
        text.pop_back();
    }
    return text;
}

}  // namespace

Request parse_arguments(int count, const char* const* arguments, const Translator& words) {
    Request request;
    CLI::App root(words.tr("cli.about"), "palpate");
    declare_global_options(root, words, request.options);
    VerbTable table(root, words);
    add_picture_verbs(table);
    add_atlas_verbs(table);
    add_record_verbs(table);
    add_store_verbs(table);
    add_user_verbs(table);
    add_find_verb(table);
    add_match_verb(table);
    add_progress_verb(table);
    add_script_verbs(table);
    add_content_verbs(table);
    add_hand_out_verb(table);
    add_report_verb(table);
    add_sample_verb(table);
    add_note_verbs(table);
    add_practice_verbs(table);
    add_exchange_verbs(table);
    add_intake_verbs(table);
    add_window_verb(table);
    try {
        root.parse(count, arguments);
    } catch (const CLI::CallForHelp&) {
        request.answer = root.help();  // of the verb, where one is named
        return request;
    } catch (const CLI::CallForVersion& version) {
        request.answer = std::string(version.what()) + "\n";
        return request;
    } catch (const CLI::ParseError& fault) {
        throw Error(ErrorCode::Usage, {"cli.wrong-usage", {{"detail", one_line(fault.what())}}});
    }
    request.verb = table.chosen();
    return request;
}

}  // namespace palpate
