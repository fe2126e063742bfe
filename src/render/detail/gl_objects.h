#pragma once

#include <epoxy/gl.h>

#include <cstddef>
#include <utility>

namespace palpate {

/// Owns one OpenGL name. Dies on the context's thread while the context is current.
template <class Delete>
class GlName {
public:
    GlName() = default;
    explicit GlName(GLuint name) : name_(name) {}
    ~GlName() { reset(); }
    GlName(GlName&& other) noexcept : name_(std::exchange(other.name_, 0)) {}
    GlName& operator=(GlName&& other) noexcept {
        if (this != &other) {
            reset();
            name_ = std::exchange(other.name_, 0);
        }
        return *this;
    }
    GlName(const GlName&) = delete;
    GlName& operator=(const GlName&) = delete;

    [[nodiscard]] GLuint name() const { return name_; }
    [[nodiscard]] explicit operator bool() const { return name_ != 0; }
    void reset() {
        if (name_ != 0) {
            Delete{}(std::exchange(name_, 0));
        }
    }

private:
    GLuint name_ = 0;
};

struct DeleteTexture {
    void operator()(GLuint name) const { glDeleteTextures(1, &name); }
};
struct DeleteRenderbuffer {
    void operator()(GLuint name) const { glDeleteRenderbuffers(1, &name); }
};
struct DeleteFramebuffer {
    void operator()(GLuint name) const { glDeleteFramebuffers(1, &name); }
};
struct DeleteBuffer {
    void operator()(GLuint name) const { glDeleteBuffers(1, &name); }
};
struct DeleteVertexArray {
    void operator()(GLuint name) const { glDeleteVertexArrays(1, &name); }
};
struct DeleteShader {
    void operator()(GLuint name) const { glDeleteShader(name); }
};
struct DeleteProgram {
    void operator()(GLuint name) const { glDeleteProgram(name); }
};

using GlTexture = GlName<DeleteTexture>;
using GlRenderbuffer = GlName<DeleteRenderbuffer>;
using GlFramebuffer = GlName<DeleteFramebuffer>;
using GlBuffer = GlName<DeleteBuffer>;
using GlVertexArray = GlName<DeleteVertexArray>;
using GlShader = GlName<DeleteShader>;
using GlProgramName = GlName<DeleteProgram>;

/// Where something begins in the bound buffer, as OpenGL wants it said.
[[nodiscard]] inline const void* buffer_offset(std::size_t bytes) { return reinterpret_cast<const void*>(bytes); }

[[nodiscard]] inline GlTexture make_texture() {
    GLuint name = 0;
    glGenTextures(1, &name);
    return GlTexture(name);
}
[[nodiscard]] inline GlRenderbuffer make_renderbuffer() {
    GLuint name = 0;
    glGenRenderbuffers(1, &name);
    return GlRenderbuffer(name);
}
[[nodiscard]] inline GlFramebuffer make_framebuffer() {
    GLuint name = 0;
    glGenFramebuffers(1, &name);
    return GlFramebuffer(name);
}
[[nodiscard]] inline GlBuffer make_buffer() {
    GLuint name = 0;
    glGenBuffers(1, &name);
    return GlBuffer(name);
}
[[nodiscard]] inline GlVertexArray make_vertex_array() {
    GLuint name = 0;
    glGenVertexArrays(1, &name);
    return GlVertexArray(name);
}

}  // namespace palpate
