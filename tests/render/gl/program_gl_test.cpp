#include "render/gl/program.h"

#include <stdexcept>
#include <string>

#include "tests/support/gl_test.h"

namespace la {
namespace {

class ProgramGlTest : public GlTest {};

using gl::Program;

constexpr const char* kVertex = "void main() { gl_Position = vec4(0); }";
constexpr const char* kFragment = "out vec4 c; uniform float u; void main() { c = vec4(u); }";

std::string failure(const Program::Source& vertex, const Program::Source& fragment) {
    try {
        const Program program(vertex, fragment);
    } catch (const std::runtime_error& error) {
        return error.what();
    }
    return "";
}

TEST_F(ProgramGlTest, CompilesAndTakesUniforms) {
    const Program program(Program::Source{"a.vert", kVertex}, Program::Source{"a.frag", kFragment});
    program.use();
    program.set("u", 0.5f);
    program.set("unknown", 3);
    float value = 0;
    glGetUniformfv(program.id(), glGetUniformLocation(program.id(), "u"), &value);
    EXPECT_EQ(value, 0.5f);
}

TEST_F(ProgramGlTest, NamesFileStageAndLogOfAFailure) {
    const std::string what =
        failure({"a.vert", kVertex}, {"broken.frag", "void main() { oops(); }"});
    EXPECT_NE(what.find("broken.frag"), std::string::npos) << what;
    EXPECT_NE(what.find("fragment"), std::string::npos) << what;
    EXPECT_NE(what.find("oops"), std::string::npos) << what;
    EXPECT_EQ(what.find('\n'), std::string::npos);
}

TEST_F(ProgramGlTest, ReportsALinkFailure) {
    const std::string what =
        failure({"a.vert", kVertex}, {"b.frag", "void missing(); void main() { missing(); }"});
    EXPECT_NE(what.find("link"), std::string::npos) << what;
    EXPECT_NE(what.find("b.frag"), std::string::npos) << what;
}

TEST_F(ProgramGlTest, RefusesAFileThatIsNotEmbedded) {
    EXPECT_THROW(Program("nothing.vert", "field.frag"), std::runtime_error);
    EXPECT_NO_THROW(Program("field.vert", "field.frag"));
}

}  // namespace
}  // namespace la
