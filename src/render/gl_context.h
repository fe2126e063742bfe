#pragma once

#include <memory>
#include <string>

namespace palpate {

/// An OpenGL 3.3 core context current on this thread.
class GlContext {
public:
    virtual ~GlContext() = default;

    /// The context the window library made current. Throws Error Graphics when it is older than 3.3.
    [[nodiscard]] static std::unique_ptr<GlContext> adopt_current();
    /// A context with no window: EGL surfaceless, else EGL on a device. Throws Error Graphics with what to install.
    [[nodiscard]] static std::unique_ptr<GlContext> create_offscreen();

    [[nodiscard]] virtual std::string renderer_name() const = 0;
    /// True on a CPU rasteriser (llvmpipe, softpipe): moving pictures then use coarser levels.
    [[nodiscard]] virtual bool is_software() const = 0;
};

}  // namespace palpate
