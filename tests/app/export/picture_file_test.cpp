#include "app/export/picture_file.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <string>

#include "tests/support/full_disk.h"
#include "tests/support/scratch_folder.h"

namespace la {
namespace {

Image grey(int width, int height) {
    return {width, height, std::vector<std::uint8_t>(4u * width * height, 128)};
}

TEST(WritePng, WritesAWholeFileAndNothingElse) {
    const ScratchFolder folder;
    write_png(folder / "a.png", grey(5, 3));
    std::ifstream file(folder / "a.png", std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(file)), {});
    ASSERT_GT(bytes.size(), 24u);
    EXPECT_EQ(bytes.substr(1, 3), "PNG");
    // Width and height, big-endian, stand in the header chunk; there is an end chunk.
    EXPECT_EQ(bytes[19], 5);
    EXPECT_EQ(bytes[23], 3);
    EXPECT_NE(bytes.find("IEND"), std::string::npos);
    EXPECT_EQ(folder.entries(), 1);
}

// The bytes of the first chunk of this kind.
std::string chunk_of(const std::string& png, const std::string& kind) {
    const std::size_t at = png.find(kind);
    if (at == png.npos) {
        return "none";
    }
    std::size_t length = 0;
    for (std::size_t i = at - 4; i < at; ++i) {
        length = length * 256 + static_cast<std::uint8_t>(png[i]);
    }
    return png.substr(at + 4, length);
}

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// The pixels of a PNG whose rows are differences from the left or the upper neighbour.
std::vector<std::uint8_t> pixels_of(const std::string& png, int width, int height) {
    std::string packed;
    for (std::size_t at = 8; at + 8 <= png.size();) {
        std::size_t length = 0;
        for (std::size_t i = at; i < at + 4; ++i) {
            length = length * 256 + static_cast<std::uint8_t>(png[i]);
        }
        packed += png.substr(at + 4, 4) == "IDAT" ? png.substr(at + 8, length) : "";
        at += 12 + length;
    }
    const std::size_t row = 4u * static_cast<std::size_t>(width);
    std::vector<std::uint8_t> raw((row + 1) * height);
    uLongf size = raw.size();
    EXPECT_EQ(
        uncompress(raw.data(), &size, reinterpret_cast<const Bytef*>(packed.data()), packed.size()),
        Z_OK);
    EXPECT_EQ(size, raw.size());
    std::vector<std::uint8_t> out(row * height);
    for (std::size_t y = 0; y < static_cast<std::size_t>(height); ++y) {
        const bool up = raw[y * (row + 1)] == 2;
        for (std::size_t i = 0; i < row; ++i) {
            const std::size_t back = up ? row : 4;
            const bool none = up ? y == 0 : i < 4;
            const int before = none ? 0 : out[y * row + i - back];
            out[y * row + i] = static_cast<std::uint8_t>(raw[y * (row + 1) + 1 + i] + before);
        }
    }
    return out;
}

TEST(WritePng, PutsWordsInside) {
    const ScratchFolder folder;
    write_png(folder / "a.png", grey(5, 3), {"some.key", "{\"a\": 1}"});
    EXPECT_EQ(chunk_of(bytes_of(folder / "a.png"), "tEXt"),
              std::string("some.key\0{\"a\": 1}", 17));
    write_png(folder / "b.png", grey(5, 3));
    EXPECT_EQ(chunk_of(bytes_of(folder / "b.png"), "tEXt"), "none");
}

// The file does not depend on how its rows are split into pieces.
TEST(PictureFile, WritesPiecesAsOnePicture) {
    const ScratchFolder folder;
    Image image = grey(40, 31);
    for (std::size_t i = 0; i < image.rgba.size(); ++i) {
        // For some rows the upper neighbour is the better prediction, for some the left one.
        image.rgba[i] = static_cast<std::uint8_t>(i < 2000 ? i % 160 * 37 : i * i / 97);
    }
    write_png(folder / "whole.png", image);
    PictureFile pieces(folder / "pieces.png", {40, 31});
    const std::span<const std::uint8_t> all = image.rgba;
    for (int y = 0; y < 31; y += 7) {
        const std::size_t rows = static_cast<std::size_t>(std::min(7, 31 - y));
        pieces.add(all.subspan(static_cast<std::size_t>(y) * 160, rows * 160));
    }
    EXPECT_FALSE(std::filesystem::exists(folder / "pieces.png"));
    pieces.finish();
    EXPECT_EQ(bytes_of(folder / "pieces.png"), bytes_of(folder / "whole.png"));
    EXPECT_EQ(pixels_of(bytes_of(folder / "whole.png"), 40, 31), image.rgba);
}

TEST(PictureFile, LeavesNothingWhenItIsGivenUp) {
    const ScratchFolder folder;
    {
        PictureFile out(folder / "a.png", {4, 4});
        out.add(std::vector<std::uint8_t>(32, 9));
        EXPECT_THROW(out.finish(), std::runtime_error);
    }
    EXPECT_EQ(folder.entries(), 0);
    PictureFile out(folder / "a.png", {4, 4});
    EXPECT_THROW(out.add(std::vector<std::uint8_t>(80, 9)), std::runtime_error);
    EXPECT_THROW(out.add(std::vector<std::uint8_t>(15, 9)), std::runtime_error);
}

TEST(WritePng, ReplacesAnOlderFile) {
    const ScratchFolder folder;
    std::ofstream(folder / "a.png") << "old";
    write_png(folder / "a.png", grey(2, 2));
    EXPECT_GT(std::filesystem::file_size(folder / "a.png"), 10u);
    EXPECT_EQ(folder.entries(), 1);
}

TEST(WritePng, RefusesAPathItCannotWrite) {
    const ScratchFolder folder;
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
    const ScratchFolder folder;
    std::filesystem::create_directories(folder / "a.png" / "inside");
    EXPECT_THROW(write_png(folder / "a.png", grey(2, 2)), std::runtime_error);
    EXPECT_EQ(folder.entries(), 1);
}

// A limit on file sizes replaces a full disk: writing fails halfway.
TEST(WritePng, LeavesNothingWhenTheDiskIsFull) {
    const ScratchFolder folder;
    {
        const FullDisk full(20);
        EXPECT_THROW(write_png(folder / "a.png", grey(8, 8)), std::runtime_error);
    }
    EXPECT_EQ(folder.entries(), 0);
}

TEST(WritePng, RefusesAnEmptyImage) {
    const ScratchFolder folder;
    EXPECT_THROW(write_png(folder / "a.png", Image{}), std::runtime_error);
    EXPECT_THROW(write_png(folder / "a.png", Image{4, 4, {}}), std::runtime_error);
}

}  // namespace
}  // namespace la
