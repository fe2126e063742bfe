// rehearse: the real window without a display, worked by a list of steps.

#include "base/file_io.h"
#include "programs/composition.h"
#include "programs/verb_table.h"
#include "ui/rehearsal.h"
#include "workspace/views.h"

#include <CLI/CLI.hpp>

namespace palpate {
namespace {

struct RehearsalOptions {
    std::string file;
    std::string size = "1440x900";
};

void rehearse_window(Application& application, const RehearsalOptions& options) {
    const Viewport size = parse_viewport(options.size);
    const std::string steps = read_text_file(options.file);
    RunningTime passed;  // as the steps say, beside the real time
    Workspace& workspace = application.start_window(wake_window, [&passed] {
        const RunningTime real = system_running_time();
        return RunningTime{.awake = real.awake + passed.awake, .total = real.total + passed.total};
    });
    rehearse(workspace,
             {.shader_folder = application.places().shaders,
              .settings_file = application.places().settings_file,
              .on_complete_picture = {},
              .on_frame = {},
              .begins_with_hand_over = application.options().intake},
             {size.width_px, size.height_px}, steps, [&passed](std::chrono::milliseconds time, bool asleep) {
                 passed.awake += asleep ? std::chrono::milliseconds(0) : time;
                 passed.total += time;
             });
}

}  // namespace

void add_window_verb(VerbTable& table) {
    const auto options = std::make_shared<RehearsalOptions>();
    CLI::App& verb = table.verb("rehearse", [options](Application& app) { rehearse_window(app, *options); });
    table.positional(verb, "steps", options->file);
    table.option(verb, "size", options->size);
}

}  // namespace palpate
