// script: named commands from a file, the same that menus and tests run.

#include "base/error.h"
#include "base/file_io.h"
#include "programs/composition.h"
#include "programs/console.h"
#include "programs/detail/json_views.h"
#include "programs/ordered_pictures.h"
#include "programs/verb_table.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace palpate {
namespace {

struct ScriptOptions {
    std::string file;
    bool list = false;
};

/// A command of the script failed: the same error, with the line it happened in.
[[noreturn]] void rethrow_with_line(const Error& error, const ScriptLine& line, const Translator& words) {
    throw Error(error.code(),
                {"script.line-failed", {{"line", std::to_string(line.number)}, {"detail", words.tr(error.text())}}});
}

/// One line of the answer per command, printed after what it did is safe on the disk.
void run_line(Application& application, Workspace& workspace, const ScriptLine& line) {
    std::string id;
    try {
        id = workspace.run(line.command, line.arguments);
        workspace.run_until_idle_or_throw();
        make_ordered_pictures(application, workspace);
    } catch (const Error& error) {
        rethrow_with_line(error, line, application.words());
    }
    if (application.options().json) {
        print_line(Json{{"line", line.number}, {"command", line.command}, {"id", id}}.dump());
    } else {
        print_line(fmt::format("{} {}{}{}", line.number, line.command, id.empty() ? "" : " ", id));
    }
}

void run_script(Application& application, const ScriptOptions& options) {
    const std::vector<ScriptLine> lines = parse_script(read_text_file(options.file));
    Workspace& workspace = application.start({.store = Needs::Store::Write, .atlas = true});
    for (const ScriptLine& line : lines) {
        run_line(application, workspace, line);
    }
}

void list_commands(const Application& application) {
    Json list = Json::array();
    for (const Command& command : builtin_commands()) {
        const std::string label = application.words().tr(command.label_key);
        list.push_back({{"command", command.id},
                        {"label", label},
                        {"shortcut", command.shortcut},
                        {"arguments", command.parameters}});
        if (!application.options().json) {
            print_line(fmt::format("{:22} {:28} {}", command.id, label, fmt::join(command.parameters, " ")));
        }
    }
    if (application.options().json) {
        print_json(list);
    }
}

}  // namespace

void add_script_verbs(VerbTable& table) {
    const auto options = std::make_shared<ScriptOptions>();
    CLI::App& script = table.verb("script", [options](Application& app) {
        if (options->list) {
            list_commands(app);
        } else if (options->file.empty()) {
            throw Error(ErrorCode::Usage, {"cli.script-needs-file", {}});
        } else {
            run_script(app, *options);
        }
    });
    table.positional(script, "file", options->file, false);
    table.flag(script, "list", options->list);
}

}  // namespace palpate
