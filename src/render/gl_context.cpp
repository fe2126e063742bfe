#include "render/gl_context.h"

#include "base/error.h"

#include <epoxy/egl.h>
#include <epoxy/gl.h>

#include <array>
#include <string_view>

namespace palpate {
namespace {

constexpr int k_least_version = 33;

[[noreturn]] void fail(const char* key, std::string detail) {
    throw Error(ErrorCode::Graphics, {key, {{"detail", std::move(detail)}}});
}

std::string gl_text(GLenum name) {
    const auto* text = reinterpret_cast<const char*>(glGetString(name));
    return text != nullptr ? text : "";
}

void require_version() {
    if (epoxy_gl_version() < k_least_version) {
        fail("render.context.too-old", gl_text(GL_VERSION));
    }
}

class CurrentContext : public GlContext {
public:
    [[nodiscard]] std::string renderer_name() const override { return gl_text(GL_RENDERER); }
    [[nodiscard]] bool is_software() const override {
        const std::string name = renderer_name();
        for (const std::string_view rasteriser : {"llvmpipe", "softpipe", "SWR", "Software"}) {
            if (name.find(rasteriser) != std::string::npos) {
                return true;
            }
        }
        return false;
    }
};

/// An EGL context without a surface, and the display it lives on.
class OffscreenContext final : public CurrentContext {
public:
    OffscreenContext(EGLDisplay display, EGLContext context) : display_(display), context_(context) {}
    ~OffscreenContext() override {
        // The display stays: it is the process's, and terminating it would pull it from under another context.
        eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
        eglDestroyContext(display_, context_);
    }
    OffscreenContext(const OffscreenContext&) = delete;
    OffscreenContext& operator=(const OffscreenContext&) = delete;

private:
    EGLDisplay display_;
    EGLContext context_;
};

/// A 3.3 core context current on this thread; null when the display cannot give one.
std::unique_ptr<GlContext> find_context_on(EGLDisplay display) {
    EGLint major = 0;
    EGLint minor = 0;
    if (display == EGL_NO_DISPLAY || eglInitialize(display, &major, &minor) == EGL_FALSE) {
        return nullptr;
    }
    if (!epoxy_has_egl_extension(display, "EGL_KHR_surfaceless_context") || eglBindAPI(EGL_OPENGL_API) == EGL_FALSE) {
        return nullptr;
    }
    constexpr std::array<EGLint, 5> k_config_wish{EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT, EGL_SURFACE_TYPE, 0, EGL_NONE};
    EGLConfig config = nullptr;
    EGLint count = 0;
    if (eglChooseConfig(display, k_config_wish.data(), &config, 1, &count) == EGL_FALSE || count == 0) {
        return nullptr;
    }
    constexpr std::array<EGLint, 7> k_context_wish{
        EGL_CONTEXT_MAJOR_VERSION,           3,       EGL_CONTEXT_MINOR_VERSION, 3, EGL_CONTEXT_OPENGL_PROFILE_MASK,
        EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT, EGL_NONE};
    const EGLContext context = eglCreateContext(display, config, EGL_NO_CONTEXT, k_context_wish.data());
    if (context == EGL_NO_CONTEXT) {
        return nullptr;
    }
    if (eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, context) == EGL_FALSE) {
        eglDestroyContext(display, context);
        return nullptr;
    }
    return std::make_unique<OffscreenContext>(display, context);
}

std::unique_ptr<GlContext> find_surfaceless_context() {
    if (!epoxy_has_egl_extension(EGL_NO_DISPLAY, "EGL_MESA_platform_surfaceless")) {
        return nullptr;
    }
    return find_context_on(eglGetPlatformDisplayEXT(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr));
}

std::unique_ptr<GlContext> find_device_context() {
    if (!epoxy_has_egl_extension(EGL_NO_DISPLAY, "EGL_EXT_platform_device") ||
        !epoxy_has_egl_extension(EGL_NO_DISPLAY, "EGL_EXT_device_enumeration")) {
        return nullptr;
    }
    std::array<EGLDeviceEXT, 16> devices{};
    EGLint count = 0;
    if (eglQueryDevicesEXT(static_cast<EGLint>(devices.size()), devices.data(), &count) == EGL_FALSE) {
        return nullptr;
    }
    for (EGLint i = 0; i < count; ++i) {
        if (auto context = find_context_on(
                eglGetPlatformDisplayEXT(EGL_PLATFORM_DEVICE_EXT, devices[static_cast<std::size_t>(i)], nullptr))) {
            return context;
        }
    }
    return nullptr;
}

}  // namespace

std::unique_ptr<GlContext> GlContext::adopt_current() {
    require_version();
    return std::make_unique<CurrentContext>();
}

std::unique_ptr<GlContext> GlContext::create_offscreen() {
    auto context = find_surfaceless_context();
    if (context == nullptr) {
        context = find_device_context();
    }
    if (context == nullptr) {
        fail("render.context.none", "EGL");
    }
    require_version();
    return context;
}

}  // namespace palpate
