#pragma once
#include <glm/mat4x4.hpp>
#include <glm/vec2.hpp>
#include <glm/vec3.hpp>
#include <glm/vec4.hpp>
#include <string_view>

#include "render/gl/handle.h"

namespace la::gl {

// A linked vertex + fragment program. Throws std::runtime_error with file, stage and the driver's
// log when it does not compile or link. Thread: the one with the context.
class Program {
  public:
    struct Source {
        std::string_view file;  // name for messages
        std::string_view text;  // GLSL without version; shaders/common.glsl goes before it
    };

    // From two embedded files of shaders/, named without folder. `macro` is defined in the fragment
    // shader, if it is not empty.
    Program(std::string_view vertex_file, std::string_view fragment_file,
            std::string_view macro = {});
    Program(const Source& vertex, const Source& fragment);

    void use() const;
    unsigned id() const { return handle_.id(); }

    // Sets a uniform of this program, which must be in use. Unknown names are ignored, as in GL:
    // the compiler drops uniforms without effect.
    void set(const char* name, int value) const;
    void set(const char* name, float value) const;
    void set(const char* name, glm::vec2 value) const;
    void set(const char* name, glm::vec3 value) const;
    void set(const char* name, glm::vec4 value) const;
    void set(const char* name, const glm::vec4* values, int count) const;
    void set(const char* name, const glm::mat4& value) const;

  private:
    Program(const Source& vertex, const Source& fragment, std::string_view macro);
    int location(const char* name) const;

    ProgramHandle handle_;
};

}  // namespace la::gl
