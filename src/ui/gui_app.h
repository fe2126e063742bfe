#pragma once

#include "ui/window.h"
#include "workspace/workspace.h"

#include <filesystem>
#include <functional>
#include <memory>

namespace palpate {

struct GuiOptions {
    std::filesystem::path shader_folder;
    std::filesystem::path settings_file;        ///< empty: neither read nor written
    std::function<void()> on_complete_picture;  ///< once, after the first full-detail picture of the body was shown
    std::function<void(double)> on_frame;       ///< after each drawn frame, with its milliseconds
    bool begins_with_hand_over = false;         ///< as soon as the records are open it is asked for a PIN for clients
};

/// The window's life: frames on demand, panels, the body. Reads the workspace, changes it only by commands.
class GuiApp {
public:
    /// Borrows both for its life.
    GuiApp(Workspace& workspace, Window& window, GuiOptions options);
    ~GuiApp();
    GuiApp(const GuiApp&) = delete;
    GuiApp& operator=(const GuiApp&) = delete;

    /// One frame: finished jobs, input, panels, picture.
    void frame();
    /// Finished jobs and what is due by the clock, without a frame; with one where that changed anything, or for `news`.
    void look(bool news);
    /// Something may have happened: draw the frames that input needs.
    void expect_input();
    /// True while another frame would change the picture: moves, uploads, input that has just come.
    [[nodiscard]] bool wants_frame() const;
    /// Makes what is half typed part of the record: the window is about to close or to be locked.
    void keep_typed();
    /// Seconds until a frame is due although nothing happens (the still picture after a move).
    [[nodiscard]] std::optional<double> next_frame_in_s() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Opens the window and runs it until it is closed. Throws Error Graphics where there is no display or no OpenGL 3.3.
void run_window(Workspace& workspace, const GuiOptions& options);

}  // namespace palpate
