#pragma once

#include "geometry/image.h"

#include <glm/vec2.hpp>
#include <imgui.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace palpate {

/// Port: a place to draw ImGui frames and get input from. Owns the ImGui context and the GL context of this thread.
class Window {
public:
    virtual ~Window() = default;

    /// Size of the picture in pixels; both at least 1.
    [[nodiscard]] virtual glm::ivec2 size_px() const = 0;
    /// What the desktop asks for: 1 = 96 dots per inch.
    [[nodiscard]] virtual float content_scale() const = 0;
    /// True on a CPU rasteriser.
    [[nodiscard]] virtual bool software_rendering() const = 0;

    virtual void begin_frame() = 0;
    /// Ends the ImGui frame, draws it and shows the picture.
    virtual void end_frame() = 0;
    /// Throws the font texture away so that the next frame makes it anew.
    virtual void reload_fonts() = 0;

    [[nodiscard]] virtual bool close_requested() const = 0;
    virtual void request_close() = 0;
    /// Takes back what the desktop asked for.
    virtual void refuse_close() = 0;
    /// Over the whole screen, without a frame, or back to its size. Cheap where it is so already.
    virtual void set_full_screen(bool full) = 0;
    /// Sleeps until there is input, wake_window() is called, or the time is over.
    virtual void wait_for_events(std::optional<double> at_most_s) = 0;
    /// Something came since the last frame that a frame is due for: input, or a picture to be drawn anew.
    [[nodiscard]] virtual bool has_news() const = 0;
    /// What was dropped on the window since the last call: paths.
    [[nodiscard]] virtual std::vector<std::string> take_dropped_files() = 0;
    virtual void set_title(const std::string& title) = 0;
};

/// A real window through GLFW. Throws Error Graphics when there is no display or no OpenGL 3.3.
[[nodiscard]] std::unique_ptr<Window> make_glfw_window(glm::ivec2 size, const std::string& title);

/// A window in memory, for tests and pictures of the interface: the same panels, no display. Input is pushed by hand;
/// every frame lasts 1/60 s of its own clock.
class OffscreenWindow : public Window {
public:
    [[nodiscard]] virtual Image screenshot() = 0;
    virtual void resize(glm::ivec2 size) = 0;
    virtual void drop_file(const std::string& path) = 0;
};
[[nodiscard]] std::unique_ptr<OffscreenWindow> make_offscreen_window(glm::ivec2 size);

/// Makes a waiting GLFW window take a frame. Any thread; does nothing where there is none.
void wake_window() noexcept;

}  // namespace palpate
