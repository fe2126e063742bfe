#pragma once

#include "render/detail/gl_objects.h"

#include <glm/mat3x3.hpp>
#include <glm/mat4x4.hpp>
#include <glm/vec2.hpp>
#include <glm/vec3.hpp>
#include <glm/vec4.hpp>

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

namespace palpate {

/// A linked pair of shaders. Setters act on the program in use.
class ShaderProgram {
public:
    /// Throws Error NotFound for a missing file, Graphics with file and compiler's words for one that does not compile.
    ShaderProgram(const std::filesystem::path& folder, const std::string& vertex_file,
                  const std::string& fragment_file);

    void use() const { glUseProgram(program_.name()); }
    void set(const char* uniform, int value) const { glUniform1i(location(uniform), value); }
    void set(const char* uniform, float value) const { glUniform1f(location(uniform), value); }
    void set(const char* uniform, const glm::vec2& value) const { glUniform2fv(location(uniform), 1, &value.x); }
    void set(const char* uniform, const glm::vec3& value) const { glUniform3fv(location(uniform), 1, &value.x); }
    void set(const char* uniform, const glm::vec4& value) const { glUniform4fv(location(uniform), 1, &value.x); }
    void set(const char* uniform, const glm::mat3& value) const {
        glUniformMatrix3fv(location(uniform), 1, GL_FALSE, &value[0].x);
    }
    void set(const char* uniform, const glm::mat4& value) const {
        glUniformMatrix4fv(location(uniform), 1, GL_FALSE, &value[0].x);
    }
    void set(const char* uniform, std::span<const glm::vec4> values) const {
        glUniform4fv(location(uniform), static_cast<GLsizei>(values.size()), &values[0].x);
    }

private:
    [[nodiscard]] GLint location(const char* uniform) const;

    GlProgramName program_;
    mutable std::unordered_map<std::string_view, GLint> locations_;  ///< keys are string literals
};

}  // namespace palpate
