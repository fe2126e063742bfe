#include "base/file_io.h"
#include "bench/measure.h"
#include "programs/composition.h"
#include "ui/gui_app.h"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <array>

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

    struct ClickTimes {
        std::vector<double> ms;       ///< from letting the button go to the finished frame that shows it
        std::size_t most_frames = 0;  ///< until then
    };
    /// Clicks on muscles far apart: each has shown when both body and right column have changed.
    [[nodiscard]] ClickTimes click() {
        constexpr std::array<glm::ivec2, 4> k_places{{{565, 160}, {560, 385}, {612, 160}, {610, 480}}};
        ImGuiIO& io = ImGui::GetIO();
        ClickTimes times;
        workspace_->run("view.front");
        for (int i = 0; i < 12; ++i) {
            io.AddKeyEvent(ImGuiKey_Escape, true);
            frame();
            io.AddKeyEvent(ImGuiKey_Escape, false);
            settle();
            const glm::vec2 place = k_places.at(static_cast<std::size_t>(i) % k_places.size());
            io.AddMousePosEvent(place.x, place.y);
            frame();
            io.AddMouseButtonEvent(ImGuiMouseButton_Left, true);
            frame();
            const Image before = window_->screenshot();
            io.AddMouseButtonEvent(ImGuiMouseButton_Left, false);
            std::size_t frames = 0;
            bool shown = false;
            times.ms.push_back(time_ms([&] {
                while (!shown && ++frames < 20) {
                    app_->expect_input();
                    app_->frame();
                    const Image now = window_->screenshot();
                    shown = differs(before, now, k_size.x / 4, 2 * k_size.x / 3) &&
                            differs(before, now, 3 * k_size.x / 4, k_size.x);
                }
            }));
            times.most_frames = std::max(times.most_frames, frames);
        }
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
    /// True where some hundred pixels between two columns of the window changed.
    static bool differs(const Image& a, const Image& b, int from_x, int to_x) {
        int changed = 0;
        for (int y = 60; y < a.height_px; ++y) {
            for (int x = from_x; x < to_x; ++x) {
                const auto i = 4 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(a.width_px) +
                                    static_cast<std::size_t>(x));
                changed += a.rgba[i] != b.rgba[i] ? 1 : 0;
            }
        }
        return changed > 200;
    }

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
    const BenchWindow::ClickTimes clicks = window.click();
    const FourViewTimes four = measure_four_views(window);
    return {{"a frame of the four views in which nothing moves", fmt::format("{:.1f} ms", four.resting_ms)},
            {"four views: until all show a mark's new rating", fmt::format("{:.0f} ms", four.marked_ms)},
            {"the window, from the cache: to the complete picture", fmt::format("{:.2f} s", median(starts) / 1000.0)},
            {"a frame of the window while the body turns, median (19 of 20 below)",
             fmt::format("{:.0f} ms ({:.0f} ms)", median(frames), percentile95(frames))},
            {"a click until its structure is outlined and the panel filled, median (slowest); frames until then",
             fmt::format("{:.0f} ms ({:.0f} ms); {}", median(clicks.ms), *std::ranges::max_element(clicks.ms),
                         clicks.most_frames)},
            {"peak memory with the window open", fmt::format("{:.0f} MiB", peak_mib())}};
}

}  // namespace palpate::bench
