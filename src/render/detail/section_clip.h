#pragma once

#include "render/detail/shader_program.h"
#include "scene/section_plane.h"

#include <epoxy/gl.h>

#include <optional>

namespace palpate {

/// While it lives, what lies beyond the plane is not drawn by surface.vert; without a plane it does nothing.
class SectionClip {
public:
    explicit SectionClip(const std::optional<SectionPlane>& section) : section_(section) {
        if (section_) {
            glEnable(GL_CLIP_DISTANCE0);
        }
    }
    ~SectionClip() { glDisable(GL_CLIP_DISTANCE0); }
    SectionClip(const SectionClip&) = delete;
    SectionClip& operator=(const SectionClip&) = delete;

    /// For the program in use.
    void set(const ShaderProgram& program) const {
        if (section_) {
            program.set("u_section", section_->equation());
        }
    }

private:
    std::optional<SectionPlane> section_;
};

}  // namespace palpate
