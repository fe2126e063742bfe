#include "programs/verb_table.h"

#include "base/error.h"

#include <CLI/CLI.hpp>

namespace palpate {

CLI::App& VerbTable::group(const std::string& name) {
    CLI::App* group = root_.add_subcommand(name, words_.tr("cli.verb." + name));
    group->fallthrough();  // global options may stand after the verb
    group->require_subcommand(1);
    return *group;
}

CLI::App& VerbTable::verb(CLI::App& group, const std::string& name, Verb run) {
    const std::string key = (&group == &root_ ? "cli.verb." : "cli.verb." + group.get_name() + "-") + name;
    CLI::App* verb = group.add_subcommand(name, words_.tr(key));
    verb->fallthrough();
    verb->final_callback([this, run = std::move(run)] { chosen_ = run; });
    return *verb;
}

void VerbTable::option(CLI::App& verb, const std::string& name, std::string& value, bool required) {
    verb.add_option("--" + name, value, help_of(name))->required(required);
}

void VerbTable::flag(CLI::App& verb, const std::string& name, bool& value) {
    verb.add_flag("--" + name, value, help_of(name));
}

void VerbTable::positional(CLI::App& verb, const std::string& name, std::string& value, bool required) {
    verb.add_option(name + ",--" + name, value, help_of(name))->required(required);
}

void VerbTable::command_options(CLI::App& verb, std::string_view command,
                                const std::shared_ptr<CommandArguments>& arguments) {
    const Command* known = find_command(command);
    PALPATE_ASSERT(known != nullptr);
    for (const std::string& parameter : known->parameters) {
        if (verb.get_option_no_throw("--" + parameter) != nullptr) {
            continue;
        }
        verb.add_option_function<std::string>(
            "--" + parameter, [arguments, parameter](const std::string& value) { (*arguments)[parameter] = value; },
            help_of(parameter));
    }
}

}  // namespace palpate
