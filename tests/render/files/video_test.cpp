#include "render/video.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

#include "tests/support/scratch_folder.h"

namespace la {
namespace {

Image plain(int width, int height, std::uint8_t value) {
    return {width, height, std::vector<std::uint8_t>(4u * width * height, value)};
}

// Sets another PATH until the end of the test.
class PathGuard {
  public:
    explicit PathGuard(const std::string& path) {
        const char* old = std::getenv("PATH");
        old_ = old != nullptr ? old : "";
        ::setenv("PATH", path.c_str(), 1);
    }
    ~PathGuard() { ::setenv("PATH", old_.c_str(), 1); }

  private:
    std::string old_;
};

bool has(const std::string& program) {
    return std::system(("command -v " + program + " >/dev/null 2>&1").c_str()) == 0;
}

std::string output_of(const std::string& command) {
    std::string out;
    std::FILE* pipe = ::popen(command.c_str(), "r");
    std::array<char, 256> text{};
    while (std::fgets(text.data(), text.size(), pipe) != nullptr) {
        out += text.data();
    }
    ::pclose(pipe);
    return out;
}

void make_program(const std::filesystem::path& path, const std::string& script) {
    std::ofstream(path) << "#!/bin/sh\n" << script << "\n";
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
}

TEST(VideoWriter, EncodesEveryFrameAtAnEvenSize) {
    if (!has("ffmpeg") || !has("ffprobe")) {
        GTEST_SKIP() << "no ffmpeg";
    }
    const ScratchFolder folder;
    VideoWriter video(folder / "a.mp4", {65, 49}, 30);
    ASSERT_TRUE(video.encoded());
    for (int i = 0; i < 12; ++i) {
        video.add(plain(65, 49, static_cast<std::uint8_t>(20 * i)));
        EXPECT_FALSE(std::filesystem::exists(folder / "a.mp4"));
    }
    video.finish();
    EXPECT_EQ(folder.entries(), 1);
    EXPECT_EQ(video.where(), (folder / "a.mp4").string());
    EXPECT_EQ(output_of("ffprobe -v error -count_frames -show_entries "
                        "stream=codec_name,width,height,pix_fmt,nb_read_frames -of csv=p=0 " +
                        video.where()),
              "h264,64,48,yuv420p,12\n");
}

TEST(VideoWriter, PutsWordsIntoTheComment) {
    if (!has("ffmpeg") || !has("ffprobe")) {
        GTEST_SKIP() << "no ffmpeg";
    }
    const ScratchFolder folder;
    VideoWriter video(folder / "a.mp4", {16, 16}, 30, {"key", "{\"a = b\": [1, 2]}"});
    video.add(plain(16, 16, 9));
    video.finish();
    EXPECT_EQ(output_of("ffprobe -v error -show_entries format_tags=comment -of "
                        "default=noprint_wrappers=1:nokey=1 " +
                        video.where()),
              "{\"a = b\": [1, 2]}\n");
}

TEST(VideoWriter, RemovesWhatWasNotFinished) {
    if (!has("ffmpeg")) {
        GTEST_SKIP() << "no ffmpeg";
    }
    const ScratchFolder folder;
    {
        VideoWriter video(folder / "a.mp4", {64, 48}, 30);
        video.add(plain(64, 48, 9));
    }
    EXPECT_EQ(folder.entries(), 0);
}

TEST(VideoWriter, ReportsAFolderItCannotWriteTo) {
    if (!has("ffmpeg")) {
        GTEST_SKIP() << "no ffmpeg";
    }
    const ScratchFolder folder;
    const auto write = [&] {
        VideoWriter video(folder / "missing" / "a.mp4", {64, 48}, 30);
        video.add(plain(64, 48, 9));
        video.finish();
    };
    EXPECT_THROW(write(), std::runtime_error);
}

TEST(VideoWriter, SurvivesAnEncoderThatDies) {
    const ScratchFolder folder;
    make_program(folder / "ffmpeg", "echo no such codec >&2; exit 3");
    const PathGuard path((folder / "").string());
    VideoWriter video(folder / "a.mp4", {640, 480}, 30);
    try {
        for (int i = 0; i < 20; ++i) {
            video.add(plain(640, 480, 9));
        }
        video.finish();
        FAIL() << "no exception";
    } catch (const std::runtime_error& error) {
        EXPECT_NE(std::string(error.what()).find("no such codec"), std::string::npos)
            << error.what();
    }
}

TEST(VideoWriter, WritesNumberedPicturesWithoutFfmpeg) {
    const ScratchFolder folder;
    const PathGuard path("");
    {
        VideoWriter longer(folder / "a.mp4", {8, 6}, 30);
        for (int i = 0; i < 5; ++i) {
            longer.add(plain(8, 6, 9));
        }
        longer.finish();
    }
    VideoWriter video(folder / "a.mp4", {8, 6}, 30);
    EXPECT_FALSE(video.encoded());
    video.add(plain(8, 6, 9));
    video.add(plain(8, 6, 99));
    video.finish();
    EXPECT_EQ(video.where(), (folder / "a-frames").string());
    EXPECT_TRUE(std::filesystem::exists(folder / "a-frames" / "frame-000001.png"));
    EXPECT_FALSE(std::filesystem::exists(folder / "a-frames" / "frame-000002.png"));
    EXPECT_FALSE(std::filesystem::exists(folder / "a.mp4"));
}

TEST(VideoWriter, RemovesUnfinishedPictures) {
    const ScratchFolder folder;
    const PathGuard path("");
    {
        VideoWriter video(folder / "a.mp4", {8, 6}, 30);
        video.add(plain(8, 6, 9));
    }
    EXPECT_EQ(folder.entries(), 0);
}

TEST(VideoWriter, RefusesAnotherSize) {
    const ScratchFolder folder;
    const PathGuard path("");
    EXPECT_THROW(VideoWriter(folder / "b.mp4", {1, 1}, 30), std::runtime_error);
    VideoWriter video(folder / "a.mp4", {8, 6}, 30);
    EXPECT_THROW(video.add(plain(6, 8, 1)), std::runtime_error);
}

}  // namespace
}  // namespace la
