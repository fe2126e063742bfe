#pragma once

#include "base/translator.h"
#include "workspace/commands.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace palpate {

class Application;

/// What a verb does once its arguments are read. Throws Error.
using Verb = std::function<void(Application&)>;

/// The verbs of the command line while they are declared. Help texts have keys: "cli.verb.<group>-<name>",
/// "cli.option.<name>".
class VerbTable {
public:
    VerbTable(CLI::App& root, const Translator& words) : root_(root), words_(words) {}

    /// A word that takes a verb after it: "client".
    [[nodiscard]] CLI::App& group(const std::string& name);
    [[nodiscard]] CLI::App& verb(const std::string& name, Verb run) { return verb(root_, name, std::move(run)); }
    [[nodiscard]] CLI::App& verb(CLI::App& group, const std::string& name, Verb run);

    /// Declares "--<name> TEXT", written to `value` when given.
    void option(CLI::App& verb, const std::string& name, std::string& value, bool required = false);
    void flag(CLI::App& verb, const std::string& name, bool& value);
    /// A text without a name before it; "--<name> TEXT" means the same.
    void positional(CLI::App& verb, const std::string& name, std::string& value, bool required = true);
    /// One option for each of a workspace command's parameters that begin no other option of the verb.
    void command_options(CLI::App& verb, std::string_view command, const std::shared_ptr<CommandArguments>& arguments);

    [[nodiscard]] std::string help_of(const std::string& option) const { return words_.tr("cli.option." + option); }
    [[nodiscard]] const Verb& chosen() const { return chosen_; }

private:
    CLI::App& root_;
    const Translator& words_;
    Verb chosen_;
};

// Each file of verbs declares its own.
void add_record_verbs(VerbTable& table);    ///< client, session, mark
void add_note_verbs(VerbTable& table);      ///< note, measure, consent
void add_practice_verbs(VerbTable& table);  ///< demo, practice
void add_store_verbs(VerbTable& table);     ///< store
void add_user_verbs(VerbTable& table);      ///< user
void add_picture_verbs(VerbTable& table);   ///< render, pick
void add_hand_out_verb(VerbTable& table);   ///< hand-out
void add_report_verb(VerbTable& table);     ///< report
void add_sample_verb(VerbTable& table);     ///< sample
void add_find_verb(VerbTable& table);       ///< find
void add_atlas_verbs(VerbTable& table);     ///< atlas
void add_match_verb(VerbTable& table);      ///< match
void add_progress_verb(VerbTable& table);   ///< progress
void add_script_verbs(VerbTable& table);    ///< script
void add_content_verbs(VerbTable& table);   ///< content
void add_exchange_verbs(VerbTable& table);  ///< export, import
void add_intake_verbs(VerbTable& table);    ///< intake-page, intake
void add_window_verb(VerbTable& table);     ///< rehearse

}  // namespace palpate
