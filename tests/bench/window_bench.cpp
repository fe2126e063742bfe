#include "base/file_io.h"
#include "bench/measure.h"
#include "programs/composition.h"
#include "ui/gui_app.h"

#include <fmt/format.h>
#include <sys/resource.h>

namespace palpate::bench {
namespace {

constexpr glm::ivec2 k_size{1280, 800};

Words load_words() {
    return {std::make_shared<const Translator>(Translator::load(find_asset_folder() / "i18n" / "en")), "en"};
}

/// The application in a window in memory, as the program itself makes it.
class BenchWindow {
public:
    BenchWindow() : application_(options(), load_words()), window_(make_offscreen_window(k_size)) {
        workspace_ = &application_.start_window([] {});
        app_ = std::make_unique<GuiApp>(*workspace_, *window_,
                                        GuiOptions{.shader_folder = application_.places().shaders,
                                                   .settings_file = {},
                                                   .on_complete_picture = [this] { complete_ = true; },
                                                   .on_frame = {}});
        while (!complete_) {
            frame();
        }
    }

    /// One frame, finished: reading the picture back waits for the renderer.
    void frame() {
        app_->expect_input();
        app_->frame();
        static_cast<void>(window_->screenshot());
    }

    /// Times of the frames while the body is dragged round.
    [[nodiscard]] std::vector<double> drag(int frames) {
        ImGuiIO& io = ImGui::GetIO();
        glm::vec2 pointer(k_size.x / 2 - 150, k_size.y / 2);
        io.AddMousePosEvent(pointer.x, pointer.y);
        frame();
        io.AddMouseButtonEvent(ImGuiMouseButton_Left, true);
        frame();
        std::vector<double> times;
        for (int i = 0; i < frames; ++i) {
            pointer.x += 5.0F;
            io.AddMousePosEvent(pointer.x, pointer.y);
            times.push_back(time_ms([this] { frame(); }));
        }
        io.AddMouseButtonEvent(ImGuiMouseButton_Left, false);
        frame();
        return times;
    }

    [[nodiscard]] Workspace& workspace() { return *workspace_; }

    /// Until nothing more changes on screen.
    void settle() {
        workspace_->run_until_idle();
        do {
            app_->frame();
        } while (app_->wants_frame() || app_->next_frame_in_s());
        static_cast<void>(window_->screenshot());
    }

private:
    static GlobalOptions options() {
        GlobalOptions options;
        options.store_folder = user_data_folder();
        options.atlas = k_built_in_atlas;
        return options;
    }

    Application application_;
    std::unique_ptr<OffscreenWindow> window_;
    Workspace* workspace_ = nullptr;
    std::unique_ptr<GuiApp> app_;
    bool complete_ = false;
};

double peak_mib() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

struct FourViewTimes {
    double resting_ms = 0.0;
    double marked_ms = 0.0;
};

/// A frame in which nothing moves, and the time until all four pictures show a mark's new rating.
FourViewTimes measure_four_views(BenchWindow& window) {
    Workspace& workspace = window.workspace();
    workspace.run("view.four");
    if (workspace.document() == nullptr) {
        workspace.run("client.add-sample");
        workspace.run_until_idle();
    }
    workspace.run("mark.add", {{"structure", "latissimus-dorsi.left"}, {"now", "3"}});
    window.settle();
    std::vector<double> resting;
    std::vector<double> marked;
    for (int i = 0; i < 20; ++i) {
        resting.push_back(time_ms([&] { window.frame(); }));
    }
    for (int i = 0; i < 5; ++i) {
        workspace.run("mark.edit", {{"now", std::to_string(4 + i)}});
        marked.push_back(time_ms([&] { window.settle(); }));
    }
    workspace.run("view.single");
    return {median(resting), median(marked)};
}

}  // namespace

std::vector<Row> measure_window() {
    std::vector<double> starts;
    for (int i = 0; i < 5; ++i) {
        starts.push_back(time_ms([] { const BenchWindow window; }));
    }
    BenchWindow window;
    std::vector<double> frames;
    for (int turn = 0; turn < 2; ++turn) {
        const std::vector<double> times = window.drag(60);
        frames.insert(frames.end(), times.begin(), times.end());
    }
    const FourViewTimes four = measure_four_views(window);
    return {{"a frame of the four views in which nothing moves", fmt::format("{:.1f} ms", four.resting_ms)},
            {"four views: until all show a mark's new rating", fmt::format("{:.0f} ms", four.marked_ms)},
            {"the window, from the cache: to the complete picture", fmt::format("{:.2f} s", median(starts) / 1000.0)},
            {"a frame of the window while the body turns, median (19 of 20 below)",
             fmt::format("{:.0f} ms ({:.0f} ms)", median(frames), percentile95(frames))},
            {"peak memory with the window open", fmt::format("{:.0f} MiB", peak_mib())}};
}

}  // namespace palpate::bench
