#include "render/gl/program.h"

#include <array>
#include <bit>
#include <stdexcept>
#include <string>

#include "render/gl/api.h"
#include "render/gl/table.h"
#include "render/palette.h"
#include "shaders.h"

namespace la::gl {

namespace {

// Driver logs have several lines; an error message has one.
std::string one_line(std::string log) {
    while (!log.empty() && (log.back() == '\n' || log.back() == '\0' || log.back() == ' ')) {
        log.pop_back();
    }
    for (char& c : log) {
        if (c == '\n' || c == '\r' || c == '\t') {
            c = ' ';
        }
    }
    return log.empty() ? "no log" : log;
}

Program::Source embedded(std::string_view file) {
    const std::string_view text = shaders(file);
    if (text.empty()) {
        throw std::runtime_error("shader " + std::string(file) +
                                 " is not embedded in this build; list it in la_embed");
    }
    return {file, text};
}

// What stands before every shader, so that it is the same text for desktop OpenGL and OpenGL ES.
std::string preamble(std::string_view macro) {
    std::string out = is_desktop() ? "#version 330 core\n"
                                   : "#version 300 es\nprecision highp float;\n"
                                     "precision highp int;\nprecision highp sampler2D;\n"
                                     "precision highp usampler2D;\n";
    if (!macro.empty()) {
        out += "#define " + std::string(macro) + "\n";
    }
    out += "const int kClasses = " + std::to_string(kClassColours) + ";\n";
    const auto width = static_cast<unsigned>(table_width());
    out += "const uint kTableMask = " + std::to_string(width - 1) + "u;\n";
    out += "const int kTableShift = " + std::to_string(std::countr_zero(width)) + ";\n";
    out +=
        std::string("const bool kFiltersFloats = ") + (filters_floats() ? "true" : "false") + ";\n";
    out += embedded("common.glsl").text;
    return out + "#line 1\n";  // messages count the lines of the file
}

Shader compile(const Program::Source& source, const std::string& before, GLenum stage) {
    Shader shader(glCreateShader(stage));
    const std::array<const char*, 2> texts{before.data(), source.text.data()};
    const std::array<GLint, 2> lengths{static_cast<GLint>(before.size()),
                                       static_cast<GLint>(source.text.size())};
    glShaderSource(shader.id(), 2, texts.data(), lengths.data());
    glCompileShader(shader.id());
    GLint ok = GL_FALSE;
    glGetShaderiv(shader.id(), GL_COMPILE_STATUS, &ok);
    if (ok != GL_TRUE) {
        GLint size = 0;
        glGetShaderiv(shader.id(), GL_INFO_LOG_LENGTH, &size);
        std::string log(static_cast<std::size_t>(size), '\0');
        glGetShaderInfoLog(shader.id(), size, nullptr, log.data());
        throw std::runtime_error("cannot compile " +
                                 std::string(stage == GL_VERTEX_SHADER ? "vertex" : "fragment") +
                                 " shader " + std::string(source.file) + ": " + one_line(log));
    }
    return shader;
}

}  // namespace

Program::Program(std::string_view vertex_file, std::string_view fragment_file,
                 std::string_view macro)
    : Program(embedded(vertex_file), embedded(fragment_file), macro) {}

Program::Program(const Source& vertex, const Source& fragment)
    : Program(vertex, fragment, std::string_view()) {}

Program::Program(const Source& vertex, const Source& fragment, std::string_view macro) {
    const Shader first = compile(vertex, preamble({}), GL_VERTEX_SHADER);
    const Shader second = compile(fragment, preamble(macro), GL_FRAGMENT_SHADER);
    handle_ = ProgramHandle::make();
    glAttachShader(id(), first.id());
    glAttachShader(id(), second.id());
    glLinkProgram(id());
    glDetachShader(id(), first.id());
    glDetachShader(id(), second.id());
    GLint ok = GL_FALSE;
    glGetProgramiv(id(), GL_LINK_STATUS, &ok);
    if (ok != GL_TRUE) {
        GLint size = 0;
        glGetProgramiv(id(), GL_INFO_LOG_LENGTH, &size);
        std::string log(static_cast<std::size_t>(size), '\0');
        glGetProgramInfoLog(id(), size, nullptr, log.data());
        throw std::runtime_error("cannot link shaders " + std::string(vertex.file) + " and " +
                                 std::string(fragment.file) + ": " + one_line(log));
    }
}

void Program::use() const {
    glUseProgram(id());
}

int Program::location(const char* name) const {
    return glGetUniformLocation(id(), name);
}

void Program::set(const char* name, int value) const {
    glUniform1i(location(name), value);
}

void Program::set(const char* name, float value) const {
    glUniform1f(location(name), value);
}

void Program::set(const char* name, glm::vec2 value) const {
    glUniform2f(location(name), value.x, value.y);
}

void Program::set(const char* name, glm::vec3 value) const {
    glUniform3f(location(name), value.x, value.y, value.z);
}

void Program::set(const char* name, glm::vec4 value) const {
    set(name, &value, 1);
}

void Program::set(const char* name, const glm::vec4* values, int count) const {
    glUniform4fv(location(name), count, &values->x);
}

void Program::set(const char* name, const glm::mat4& value) const {
    glUniformMatrix4fv(location(name), 1, GL_FALSE, &value[0].x);
}

}  // namespace la::gl
