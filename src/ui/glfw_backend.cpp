// The door to GLFW and to ImGui's own backends: nothing else includes them.
#include "base/error.h"
#include "render/gl_context.h"
#include "ui/detail/imgui_context.h"
#include "ui/window.h"

#include <epoxy/gl.h>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>

#include <algorithm>
#include <atomic>
#include <optional>
#include <utility>

namespace palpate {
namespace {

constexpr int k_samples_of_the_window = 0;  // panels need none: the body has its own multisampled framebuffer

std::atomic<bool> g_glfw_is_running = false;

/// GLFW's library state, one at a time.
class GlfwLibrary {
public:
    GlfwLibrary() {
        if (glfwInit() != GLFW_TRUE) {
            throw Error(ErrorCode::Graphics, {"error.window.no-display", {}});
        }
        g_glfw_is_running = true;
    }
    ~GlfwLibrary() {
        g_glfw_is_running = false;
        glfwTerminate();
    }
    GlfwLibrary(const GlfwLibrary&) = delete;
    GlfwLibrary& operator=(const GlfwLibrary&) = delete;
};

/// A window remembered from a larger screen still shows all its panels on this one.
glm::ivec2 fit_to_screen(glm::ivec2 size) {
    glm::ivec2 room{0, 0};
    if (GLFWmonitor* screen = glfwGetPrimaryMonitor()) {
        glfwGetMonitorWorkarea(screen, nullptr, nullptr, &room.x, &room.y);
    }
    return {room.x > 0 ? std::min(size.x, room.x) : size.x, room.y > 0 ? std::min(size.y, room.y) : size.y};
}

GLFWwindow* create_window(glm::ivec2 size, const std::string& title) {
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_SAMPLES, k_samples_of_the_window);
    glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
    size = fit_to_screen(size);
    GLFWwindow* window = glfwCreateWindow(size.x, size.y, title.c_str(), nullptr, nullptr);
    if (window == nullptr) {
        throw Error(ErrorCode::Graphics, {"error.window.no-opengl", {}});
    }
    glfwMakeContextCurrent(window);
    glfwSwapInterval(1);
    glfwSetWindowSizeLimits(window, 640, 400, GLFW_DONT_CARE, GLFW_DONT_CARE);
    return window;
}

class GlfwWindow final : public Window {
public:
    GlfwWindow(glm::ivec2 size, const std::string& title)
        : window_(create_window(size, title)), context_(GlContext::adopt_current()) {
        glfwSetWindowUserPointer(window_, this);
        glfwSetWindowRefreshCallback(window_, [](GLFWwindow* window) {
            static_cast<GlfwWindow*>(glfwGetWindowUserPointer(window))->damaged_ = true;
        });
        glfwSetDropCallback(window_, [](GLFWwindow* window, int count, const char** paths) {
            auto& own = *static_cast<GlfwWindow*>(glfwGetWindowUserPointer(window));
            own.dropped_.insert(own.dropped_.end(), paths, paths + count);
            own.damaged_ = true;
        });
        ImGui_ImplGlfw_InitForOpenGL(window_, true);
        ImGui_ImplOpenGL3_Init("#version 330 core");
    }
    ~GlfwWindow() override {
        ImGui_ImplOpenGL3_Shutdown();
        ImGui_ImplGlfw_Shutdown();
        context_.reset();
        glfwDestroyWindow(window_);
    }

    [[nodiscard]] glm::ivec2 size_px() const override {
        glm::ivec2 size{1, 1};
        glfwGetFramebufferSize(window_, &size.x, &size.y);
        return {std::max(size.x, 1), std::max(size.y, 1)};
    }
    [[nodiscard]] float content_scale() const override {
        float x = 1.0F;
        float y = 1.0F;
        glfwGetWindowContentScale(window_, &x, &y);
        return std::max(x, y);
    }
    [[nodiscard]] bool software_rendering() const override { return context_->is_software(); }

    void begin_frame() override {
        glfwPollEvents();
        ImGui_ImplOpenGL3_NewFrame();
        ImGui_ImplGlfw_NewFrame();
        ImGui::NewFrame();
    }
    void end_frame() override {
        ImGui::Render();
        const glm::ivec2 size = size_px();
        drawn_size_ = size;
        damaged_ = false;
        glBindFramebuffer(GL_FRAMEBUFFER, 0);
        glViewport(0, 0, size.x, size.y);
        ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
        glfwSwapBuffers(window_);
    }
    /// With all else ImGui keeps on the card: NewFrame makes anew what it finds missing, but looks at the shader only.
    void reload_fonts() override { ImGui_ImplOpenGL3_DestroyDeviceObjects(); }

    [[nodiscard]] bool close_requested() const override { return glfwWindowShouldClose(window_) == GLFW_TRUE; }
    void request_close() override { glfwSetWindowShouldClose(window_, GLFW_TRUE); }
    void refuse_close() override { glfwSetWindowShouldClose(window_, GLFW_FALSE); }
    void set_full_screen(bool full) override {
        if (full == framed_.has_value()) {
            return;
        }
        GLFWmonitor* const screen = glfwGetPrimaryMonitor();
        if (full && screen != nullptr) {
            Frame frame;
            glfwGetWindowPos(window_, &frame.corner.x, &frame.corner.y);
            glfwGetWindowSize(window_, &frame.size.x, &frame.size.y);
            framed_ = frame;
            const GLFWvidmode* const mode = glfwGetVideoMode(screen);
            glfwSetWindowMonitor(window_, screen, 0, 0, mode->width, mode->height, mode->refreshRate);
        } else if (framed_) {
            const Frame frame = *std::exchange(framed_, std::nullopt);
            glfwSetWindowMonitor(window_, nullptr, frame.corner.x, frame.corner.y, frame.size.x, frame.size.y,
                                 GLFW_DONT_CARE);
        }
    }
    void wait_for_events(std::optional<double> at_most_s) override {
        if (at_most_s) {
            glfwWaitEventsTimeout(*at_most_s);
        } else {
            glfwWaitEvents();
        }
    }
    [[nodiscard]] bool has_news() const override {
        return damaged_ || detail::input_is_waiting() || size_px() != drawn_size_ || close_requested();
    }
    [[nodiscard]] std::vector<std::string> take_dropped_files() override { return std::exchange(dropped_, {}); }
    void set_title(const std::string& title) override { glfwSetWindowTitle(window_, title.c_str()); }

private:
    /// On the desktop, in screen coordinates.
    struct Frame {
        glm::ivec2 corner{0, 0};
        glm::ivec2 size{0, 0};
    };

    GlfwLibrary library_;
    detail::ImGuiSession imgui_;
    GLFWwindow* window_;
    std::unique_ptr<GlContext> context_;
    glm::ivec2 drawn_size_{0, 0};
    std::optional<Frame> framed_;  ///< while it fills the screen: where to go back to
    std::vector<std::string> dropped_;
    bool damaged_ = false;         ///< another window lay over this one
};

}  // namespace

std::unique_ptr<Window> make_glfw_window(glm::ivec2 size, const std::string& title) {
    return std::make_unique<GlfwWindow>(size, title);
}

void wake_window() noexcept {
    if (g_glfw_is_running) {
        glfwPostEmptyEvent();
    }
}

}  // namespace palpate
