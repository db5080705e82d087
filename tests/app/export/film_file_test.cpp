#include "app/export/film_file.h"

#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <string>
#include <thread>

#include "tests/support/full_disk.h"
#include "tests/support/scoped_environment.h"
#include "tests/support/scratch_folder.h"

namespace la {
namespace {

Image plain(int width, int height, std::uint8_t value) {
    return {width, height, std::vector<std::uint8_t>(4u * width * height, value)};
}

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

TEST(FilmFile, EncodesEveryFrameAtAnEvenSize) {
    if (!has("ffmpeg") || !has("ffprobe")) {
        GTEST_SKIP() << "no ffmpeg";
    }
    const ScratchFolder folder;
    FilmFile video(folder / "a.mp4", {65, 49}, 30);
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

TEST(FilmFile, PutsWordsIntoTheComment) {
    if (!has("ffmpeg") || !has("ffprobe")) {
        GTEST_SKIP() << "no ffmpeg";
    }
    const ScratchFolder folder;
    FilmFile video(folder / "a.mp4", {16, 16}, 30, {"key", "{\"a = b\": [1, 2]}"});
    video.add(plain(16, 16, 9));
    video.finish();
    EXPECT_EQ(output_of("ffprobe -v error -show_entries format_tags=comment -of "
                        "default=noprint_wrappers=1:nokey=1 " +
                        video.where()),
              "{\"a = b\": [1, 2]}\n");
}

TEST(FilmFile, RemovesWhatWasNotFinished) {
    if (!has("ffmpeg")) {
        GTEST_SKIP() << "no ffmpeg";
    }
    const ScratchFolder folder;
    {
        FilmFile video(folder / "a.mp4", {64, 48}, 30);
        video.add(plain(64, 48, 9));
    }
    EXPECT_EQ(folder.entries(), 0);
}

TEST(FilmFile, ReportsAFolderItCannotWriteTo) {
    if (!has("ffmpeg")) {
        GTEST_SKIP() << "no ffmpeg";
    }
    const ScratchFolder folder;
    const auto write = [&] {
        FilmFile video(folder / "missing" / "a.mp4", {64, 48}, 30);
        video.add(plain(64, 48, 9));
        video.finish();
    };
    EXPECT_THROW(write(), std::runtime_error);
}

TEST(FilmFile, SurvivesAnEncoderThatDies) {
    const ScratchFolder folder;
    make_program(folder / "ffmpeg", "echo no such codec >&2; exit 3");
    const ScopedEnvironment path("PATH", (folder / "").string());
    try {
        FilmFile video(folder / "a.mp4", {640, 480}, 30);
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

// ffmpeg would take these for a protocol, an option, or a pattern.
TEST(FilmFile, TakesAnyName) {
    if (!has("ffmpeg") || !has("ffprobe")) {
        GTEST_SKIP() << "no ffmpeg";
    }
    const ScratchFolder folder;
    const std::filesystem::path before = std::filesystem::current_path();
    std::filesystem::current_path(folder / "");
    for (const char* name : {"12:30.mp4", "-x.mp4", "file:x.mp4", "http://x.mp4", "%03d.mp4",
                             "a\nb.mp4", "caf\xe9.mp4", "fd:.MP4"}) {
        if (std::string(name).find('/') != std::string::npos) {
            std::filesystem::create_directory("http:");
        }
        FilmFile video(name, {16, 16}, 30);
        video.add(plain(16, 16, 9));
        video.finish();
        EXPECT_GT(std::filesystem::file_size(name), 100u) << name;
    }
    std::filesystem::current_path(before);
    EXPECT_EQ(folder.entries(), 8);
}

TEST(FilmFile, LeavesTheOldFilmOnAFullDisk) {
    if (!has("ffmpeg")) {
        GTEST_SKIP() << "no ffmpeg";
    }
    const ScratchFolder folder;
    std::ofstream(folder / "a.mp4") << "old";
    {
        const FullDisk full(300);
        const auto write = [&] {
            FilmFile video(folder / "a.mp4", {64, 48}, 30);
            video.add(plain(64, 48, 9));
            video.finish();
        };
        EXPECT_THROW(write(), std::runtime_error);
    }
    EXPECT_EQ(std::filesystem::file_size(folder / "a.mp4"), 3u);
    EXPECT_EQ(folder.entries(), 1);
}

TEST(FilmFile, EndsAnEncoderThatHangsWithAllThatItStarted) {
    const ScratchFolder folder;
    make_program(folder / "ffmpeg",
                 "echo $$ > " + (folder / "pid").string() + "; /bin/sleep 1000; exit 0");
    const ScopedEnvironment path("PATH", (folder / "").string());
    FilmFile video(folder / "a.mp4", {640, 480}, 30);
    std::jthread other([&] {
        while (!std::filesystem::exists(folder / "pid") ||
               std::filesystem::file_size(folder / "pid") == 0) {
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        video.give_up();
    });
    const auto write = [&] {
        for (int i = 0; i < 20; ++i) {
            video.add(plain(640, 480, 9));
        }
        video.finish();
    };
    EXPECT_THROW(write(), std::runtime_error);
    other.join();
    int leader = 0;
    std::ifstream(folder / "pid") >> leader;
    ASSERT_GT(leader, 0);
    for (int i = 0; i < 200 && ::kill(-leader, 0) == 0; ++i) {  // killed ones take a moment
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    EXPECT_NE(::kill(-leader, 0), 0);  // nobody of the group is left
}

TEST(FilmFile, WritesNumberedPicturesWithoutFfmpeg) {
    const ScratchFolder folder;
    const ScopedEnvironment path("PATH", "");
    {
        FilmFile longer(folder / "a.mp4", {8, 6}, 30);
        for (int i = 0; i < 5; ++i) {
            longer.add(plain(8, 6, 9));
        }
        longer.finish();
    }
    FilmFile video(folder / "a.mp4", {8, 6}, 30);
    EXPECT_FALSE(video.encoded());
    video.add(plain(8, 6, 9));
    video.add(plain(8, 6, 99));
    video.finish();
    EXPECT_EQ(video.where(), (folder / "a-frames").string());
    EXPECT_TRUE(std::filesystem::exists(folder / "a-frames" / "frame-000001.png"));
    EXPECT_FALSE(std::filesystem::exists(folder / "a-frames" / "frame-000002.png"));
    EXPECT_FALSE(std::filesystem::exists(folder / "a.mp4"));
}

TEST(FilmFile, RemovesUnfinishedPictures) {
    const ScratchFolder folder;
    const ScopedEnvironment path("PATH", "");
    {
        FilmFile video(folder / "a.mp4", {8, 6}, 30);
        video.add(plain(8, 6, 9));
    }
    EXPECT_EQ(folder.entries(), 0);
}

TEST(FilmFile, RefusesAnotherSize) {
    const ScratchFolder folder;
    const ScopedEnvironment path("PATH", "");
    EXPECT_THROW(FilmFile(folder / "b.mp4", {1, 1}, 30), std::runtime_error);
    FilmFile video(folder / "a.mp4", {8, 6}, 30);
    EXPECT_THROW(video.add(plain(6, 8, 1)), std::runtime_error);
}

}  // namespace
}  // namespace la
