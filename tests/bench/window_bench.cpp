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
        Workspace& workspace = application_.start_window([] {});
        app_ = std::make_unique<GuiApp>(workspace, *window_,
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

private:
    static GlobalOptions options() {
        GlobalOptions options;
        options.store_folder = user_data_folder();
        options.atlas = k_built_in_atlas;
        return options;
    }

    Application application_;
    std::unique_ptr<OffscreenWindow> window_;
    std::unique_ptr<GuiApp> app_;
    bool complete_ = false;
};

double peak_mib() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024.0;
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
    return {{"the window, from the cache: to the complete picture", fmt::format("{:.2f} s", median(starts) / 1000.0)},
            {"a frame of the window while the body turns, median (19 of 20 below)",
             fmt::format("{:.0f} ms ({:.0f} ms)", median(frames), percentile95(frames))},
            {"peak memory with the window open", fmt::format("{:.0f} MiB", peak_mib())}};
}

}  // namespace palpate::bench
