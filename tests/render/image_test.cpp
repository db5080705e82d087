#include "render/image.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <fstream>
#include <stdexcept>
#include <string>

#include "scratch.h"

namespace la {
namespace {

Image grey(int width, int height) {
    return {width, height, std::vector<std::uint8_t>(4u * width * height, 128)};
}

TEST(WritePng, WritesAWholeFileAndNothingElse) {
    const Scratch folder;
    write_png(folder / "a.png", grey(5, 3));
    std::ifstream file(folder / "a.png", std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(file)), {});
    ASSERT_GT(bytes.size(), 24u);
    EXPECT_EQ(bytes.substr(1, 3), "PNG");
    // Width and height, big-endian, in the header chunk; the end chunk is there.
    EXPECT_EQ(bytes[19], 5);
    EXPECT_EQ(bytes[23], 3);
    EXPECT_NE(bytes.find("IEND"), std::string::npos);
    EXPECT_EQ(folder.entries(), 1);
}

TEST(WritePng, ReplacesAnOlderFile) {
    const Scratch folder;
    std::ofstream(folder / "a.png") << "old";
    write_png(folder / "a.png", grey(2, 2));
    EXPECT_GT(std::filesystem::file_size(folder / "a.png"), 10u);
    EXPECT_EQ(folder.entries(), 1);
}

TEST(WritePng, RefusesAPathItCannotWrite) {
    const Scratch folder;
    const std::string path = folder / "missing" / "a.png";
    try {
        write_png(path, grey(2, 2));
        FAIL() << "no exception";
    } catch (const std::runtime_error& error) {
        const std::string what = error.what();
        EXPECT_NE(what.find(path), std::string::npos);
        EXPECT_EQ(what.find('\n'), std::string::npos);
    }
}

TEST(WritePng, LeavesNothingWhenTheNameIsTaken) {
    const Scratch folder;
    std::filesystem::create_directories(folder / "a.png" / "inside");
    EXPECT_THROW(write_png(folder / "a.png", grey(2, 2)), std::runtime_error);
    EXPECT_EQ(folder.entries(), 1);
}

// A limit on file sizes stands for a full disk: the write fails half way.
TEST(WritePng, LeavesNothingWhenTheDiskIsFull) {
    const Scratch folder;
    rlimit before{};
    ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{20, before.rlim_max};
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
    EXPECT_THROW(write_png(folder / "a.png", grey(8, 8)), std::runtime_error);
    ::setrlimit(RLIMIT_FSIZE, &before);
    EXPECT_EQ(folder.entries(), 0);
}

TEST(WritePng, RefusesAnEmptyImage) {
    const Scratch folder;
    EXPECT_THROW(write_png(folder / "a.png", Image{}), std::runtime_error);
    EXPECT_THROW(write_png(folder / "a.png", Image{4, 4, {}}), std::runtime_error);
}

}  // namespace
}  // namespace la
