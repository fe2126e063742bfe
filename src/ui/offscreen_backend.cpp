#include "render/gl_context.h"
#include "ui/detail/imgui_context.h"
#include "ui/window.h"

#include <backends/imgui_impl_opengl3.h>
#include <epoxy/gl.h>

#include <algorithm>
#include <utility>

namespace palpate {
namespace {

class OffscreenWindowBackend final : public OffscreenWindow {
public:
    explicit OffscreenWindowBackend(glm::ivec2 size) : context_(GlContext::create_offscreen()) {
        ImGui::GetIO().BackendPlatformName = "offscreen";
        ImGui_ImplOpenGL3_Init("#version 330 core");
        glGenFramebuffers(1, &framebuffer_);
        glGenTextures(1, &texture_);
        resize(size);
    }
    ~OffscreenWindowBackend() override {
        ImGui_ImplOpenGL3_Shutdown();
        glDeleteFramebuffers(1, &framebuffer_);
        glDeleteTextures(1, &texture_);
    }

    void resize(glm::ivec2 size) override {
        size_ = size;
        glBindTexture(GL_TEXTURE_2D, texture_);
        glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, size.x, size.y, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
        glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_);
        glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture_, 0);
    }
    [[nodiscard]] glm::ivec2 size_px() const override { return size_; }
    [[nodiscard]] float content_scale() const override { return 1.0F; }
    [[nodiscard]] bool software_rendering() const override { return context_->is_software(); }

    void begin_frame() override {
        ImGuiIO& io = ImGui::GetIO();
        io.DisplaySize = {static_cast<float>(size_.x), static_cast<float>(size_.y)};
        io.DeltaTime = 1.0F / 60.0F;
        ImGui_ImplOpenGL3_NewFrame();
        ImGui::NewFrame();
    }
    void end_frame() override {
        ImGui::Render();
        glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_);
        glViewport(0, 0, size_.x, size_.y);
        ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    }
    /// With all else ImGui keeps on the card: NewFrame makes anew what it finds missing, but looks at the shader only.
    void reload_fonts() override { ImGui_ImplOpenGL3_DestroyDeviceObjects(); }

    [[nodiscard]] bool close_requested() const override { return close_requested_; }
    [[nodiscard]] std::vector<std::string> take_dropped_files() override { return std::exchange(dropped_, {}); }
    void drop_file(const std::string& path) override { dropped_.push_back(path); }
    void refuse_close() override { close_requested_ = false; }
    void set_full_screen(bool) override {}  // it has no screen
    void request_close() override { close_requested_ = true; }
    void wait_for_events(std::optional<double>) override {}
    [[nodiscard]] bool has_news() const override { return detail::input_is_waiting(); }
    void set_title(const std::string&) override {}

    [[nodiscard]] Image screenshot() override {
        Image image{size_.x, size_.y, {}};
        const auto row = static_cast<std::ptrdiff_t>(4) * size_.x;
        image.rgba.resize(static_cast<std::size_t>(row * size_.y));
        glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_);
        glPixelStorei(GL_PACK_ALIGNMENT, 1);
        glReadPixels(0, 0, size_.x, size_.y, GL_RGBA, GL_UNSIGNED_BYTE, image.rgba.data());
        for (int y = 0; y < size_.y / 2; ++y) {  // GL counts rows from below
            std::swap_ranges(image.rgba.begin() + y * row, image.rgba.begin() + (y + 1) * row,
                             image.rgba.begin() + (size_.y - 1 - y) * row);
        }
        return image;
    }

private:
    std::unique_ptr<GlContext> context_;
    detail::ImGuiSession imgui_;
    glm::ivec2 size_{1, 1};
    unsigned framebuffer_ = 0;
    unsigned texture_ = 0;
    std::vector<std::string> dropped_;
    bool close_requested_ = false;
};

}  // namespace

std::unique_ptr<OffscreenWindow> make_offscreen_window(glm::ivec2 size) {
    return std::make_unique<OffscreenWindowBackend>(size);
}

}  // namespace palpate
