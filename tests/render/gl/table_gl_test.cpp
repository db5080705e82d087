#include "render/gl/table.h"

#include <string_view>
#include <vector>

#include "render/gl/program.h"
#include "tests/support/gl_test.h"

namespace la {
namespace {

using gl::Table;

constexpr std::string_view kVertex =
    "void main() { gl_Position = vec4(gl_VertexID == 1 ? 3.0 : -1.0,"
    "gl_VertexID == 2 ? 3.0 : -1.0, 0.0, 1.0); }";
constexpr std::string_view kFragment =
    "uniform usampler2D u_table; uniform int u_first; out vec4 c; void main() {"
    "int i = u_first + int(gl_FragCoord.x);"
    "c = vec4(float(texelFetch(u_table, table_texel(i), 0).x) / 255.0); }";

class TableGlTest : public GlTest {
  protected:
    static constexpr int kSeen = 16;

    // The values that a shader reads from this index on.
    static std::vector<int> read(const Table& table, int first) {
        const gl::Program program({"table.vert", kVertex}, {"table.frag", kFragment});
        const gl::VertexArray vertices = gl::VertexArray::make();
        Canvas canvas;
        canvas.resize({kSeen, 1});
        canvas.bind();
        program.use();
        program.set("u_table", 0);
        program.set("u_first", first);
        table.bind(0);
        glBindVertexArray(vertices.id());
        glDrawArrays(GL_TRIANGLES, 0, 3);
        Table::unbind(0);
        canvas.unbind();
        const Image image = canvas.read();
        std::vector<int> out;
        for (int i = 0; i < kSeen; ++i) {
            out.push_back(image.rgba[4u * static_cast<std::size_t>(i)]);
        }
        return out;
    }

    static std::vector<std::uint8_t> numbers(int count, int factor) {
        std::vector<std::uint8_t> out;
        for (int i = 0; i < count; ++i) {
            out.push_back(static_cast<std::uint8_t>(factor * i % 251));
        }
        return out;
    }

    static std::vector<int> wanted(const std::vector<std::uint8_t>& values, int first) {
        return {values.begin() + first, values.begin() + first + kSeen};
    }
};

TEST_F(TableGlTest, ReadsAcrossTheEndOfARowAndInAnUnfinishedOne) {
    const int width = gl::table_width();
    Table table(Table::Format::Byte);
    const auto values = numbers(2 * width + 37, 7);
    ASSERT_TRUE(table.write(values.data(), values.size()));
    for (const int first : {0, width - 5, 2 * width - 9, 2 * width + 37 - kSeen}) {
        EXPECT_EQ(read(table, first), wanted(values, first)) << first;
    }
}

TEST_F(TableGlTest, IsWrittenAgainWithMoreAndWithFewerValues) {
    const int width = gl::table_width();
    Table table(Table::Format::Byte);
    for (const int count : {kSeen, 5 * width + 1, kSeen + 3, 6 * width}) {
        const auto values = numbers(count, count % 11 + 1);
        ASSERT_TRUE(table.write(values.data(), values.size()));
        EXPECT_EQ(read(table, count - kSeen), wanted(values, count - kSeen)) << count;
    }
}

TEST_F(TableGlTest, RefusesMoreThanATextureHolds) {
    GLint limit = 0;
    glGetIntegerv(GL_MAX_TEXTURE_SIZE, &limit);
    const std::uint8_t value = 1;
    Table table(Table::Format::Byte);
    const auto most = static_cast<std::size_t>(limit) * static_cast<std::size_t>(gl::table_width());
    EXPECT_FALSE(table.write(&value, most + 1));
}

// A million points that were shown once would keep their hundred megabytes.
TEST_F(TableGlTest, GivesStorageBackThatIsMuchTooLarge) {
    Table table(Table::Format::Byte);
    const auto write = [&](int rows, int factor) {
        const std::vector<std::uint8_t> values = numbers(rows * gl::table_width() - 7, factor);
        EXPECT_TRUE(table.write(values.data(), values.size()));
        EXPECT_EQ(read(table, 100), wanted(values, 100));
        EXPECT_GE(table.storage(), values.size());
        return table.storage();
    };
    const std::size_t few = write(3, 2);
    const std::size_t many = write(200, 3);
    EXPECT_EQ(write(180, 5), many) << "the same storage for about as many";
    EXPECT_EQ(write(90, 7), many);
    EXPECT_LT(write(20, 2), many / 4);
    EXPECT_LE(write(3, 11), many / 4);
    Table small(Table::Format::Byte);
    const std::vector<std::uint8_t> values = numbers(3 * gl::table_width(), 2);
    small.write(values.data(), values.size());
    EXPECT_EQ(small.storage(), few);
}

}  // namespace
}  // namespace la
