#include "render/detail/shader_program.h"

#include "base/error.h"
#include "base/file_io.h"

#include <array>

namespace palpate {
namespace {

[[noreturn]] void fail(const std::string& file, std::string words) {
    throw Error(ErrorCode::Graphics, {"render.shader.failed", {{"file", file}, {"detail", std::move(words)}}});
}

GlShader compile(GLenum stage, const std::filesystem::path& file) {
    const std::string source = read_text_file(file);
    GlShader shader(glCreateShader(stage));
    const char* text = source.c_str();
    glShaderSource(shader.name(), 1, &text, nullptr);
    glCompileShader(shader.name());
    GLint compiled = GL_FALSE;
    glGetShaderiv(shader.name(), GL_COMPILE_STATUS, &compiled);
    if (compiled == GL_FALSE) {
        std::array<char, 1024> words{};
        glGetShaderInfoLog(shader.name(), static_cast<GLsizei>(words.size()), nullptr, words.data());
        fail(file.filename().string(), words.data());
    }
    return shader;
}

}  // namespace

ShaderProgram::ShaderProgram(const std::filesystem::path& folder, const std::string& vertex_file,
                             const std::string& fragment_file)
    : program_(glCreateProgram()) {
    const GlShader vertex = compile(GL_VERTEX_SHADER, folder / vertex_file);
    const GlShader fragment = compile(GL_FRAGMENT_SHADER, folder / fragment_file);
    glAttachShader(program_.name(), vertex.name());
    glAttachShader(program_.name(), fragment.name());
    glLinkProgram(program_.name());
    GLint linked = GL_FALSE;
    glGetProgramiv(program_.name(), GL_LINK_STATUS, &linked);
    if (linked == GL_FALSE) {
        std::array<char, 1024> words{};
        glGetProgramInfoLog(program_.name(), static_cast<GLsizei>(words.size()), nullptr, words.data());
        fail(vertex_file + " + " + fragment_file, words.data());
    }
}

GLint ShaderProgram::location(const char* uniform) const {
    const auto [found, added] = locations_.try_emplace(uniform, -1);
    if (added) {
        found->second = glGetUniformLocation(program_.name(), uniform);
    }
    return found->second;
}

}  // namespace palpate
