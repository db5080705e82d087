// What carries a setting: a configuration, a preset, a saved picture, the folder of a run. What
// carries none is refused in one line that names the file.

#include "app/experiment/setting_file.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/config/config_json.h"
#include "core/data/csv_points.h"
#include "core/data/zip_file.h"
#include "core/io/presets.h"
#include "core/io/user_presets.h"
#include "render/png.h"
#include "tests/support/scratch_folder.h"

namespace la {
namespace {

namespace fs = std::filesystem;

class SettingFile : public ::testing::Test {
  protected:
    SettingFile() {
        fs::create_directories(folder_);
        config_ = find_preset("moons").config;
        config_.objective.lambda = 0.37;
        config_.network.seed = 11;
    }

    fs::path file(const std::string& name, const std::string& bytes) const {
        write_file(folder_ / name, bytes);
        return folder_ / name;
    }
    static std::string picture(const PngText& text) {
        std::string out;
        PngWriter png(
            [&](std::span<const std::uint8_t> bytes) { out.append(bytes.begin(), bytes.end()); },
            {2, 1}, text);
        png.add(std::vector<std::uint8_t>(8, 200));
        png.finish();
        return out;
    }
    static std::string refusal(const fs::path& path) {
        try {
            read_setting_file(path);
        } catch (const Error& error) {
            return error.what();
        }
        return "taken";
    }

    ScratchFolder scratch_;  // tests of this class run side by side
    fs::path folder_ = scratch_ / "run";
    Config config_;
};

TEST_F(SettingFile, IsTakenFromEverythingThatCarriesOne) {
    const std::string json = to_json(config_);
    EXPECT_EQ(read_setting_file(file("any.json", json)), config_);
    EXPECT_EQ(read_setting_file(file("mine.json", to_json(Preset{"mine", "Mine", "", config_}))),
              config_);
    EXPECT_EQ(read_setting_file(file("a.png", picture({"leastaction.config", json}))), config_);
    file("config.json", json);
    EXPECT_EQ(read_setting_file(folder_), config_);
}

TEST_F(SettingFile, PointsLieBesideIt) {
    file("data.csv", "x,y,label\n0,0,0\n1,1,1\n2,0,0\n3,1,1\n");
    file("config.json", R"({"dataset": {"kind": "csv", "file": "data.csv"}})");
    EXPECT_EQ(read_setting_file(folder_).dataset.file, (folder_ / "data.csv").string());
}

TEST_F(SettingFile, AnswersAreThoseOfAnArchive) {
    const auto answers = [&](const std::vector<ZipEntry>& entries) {
        return read_answers(file("hand-in.zip", zip(entries))).json;
    };
    EXPECT_EQ(answers({{"my_answers.json", "{}"}, {"answers.json", "[]"}}), "[]");
    EXPECT_EQ(answers({{"a folder/answers.json", "[]"}}), "[]");
    EXPECT_EQ(answers({{"my_answers.json", "{}"}}), "");
    EXPECT_EQ(read_answers(file("config.json", to_json(config_))).json, "");
    EXPECT_THROW(answers({{"answers.json", std::string(std::size_t{2} << 20, ' ')}}), Error);
}

// As it was handed in, and as somebody packs its folder again.
TEST_F(SettingFile, AnArchiveIsReadWithItsPoints) {
    const std::string table = "x,y,label\n0,0,0\n1,1,1\n2,0,0\n3,1,1\n";
    const std::string json = R"({"dataset": {"kind": "csv", "file": "data.csv"}})";
    for (const std::string inside : {"", "a folder/"}) {
        const fs::path archive = file("hand-in.zip", zip({{inside + "not_config.json", "{}"},
                                                          {inside + "config.json", json},
                                                          {inside + "data.csv", table}}));
        const Config config = read_setting_file(archive);
        EXPECT_EQ(config.dataset.file, (archive / "data.csv").string());
        EXPECT_EQ(read_csv(config.dataset.file).points.size(), 4u);
    }
    EXPECT_NE(refusal(file("other.zip", zip({{"a.csv", table}}))).find("no config.json in it"),
              std::string::npos);
    const std::string cut = refusal(file("cut.zip", zip({{"config.json", json}}).substr(0, 90)));
    EXPECT_NE(cut.find("cut.zip"), std::string::npos) << cut;
    EXPECT_NE(cut.find("cut off"), std::string::npos) << cut;
    EXPECT_EQ(refusal(file("gone.zip", "")).find('\n'), std::string::npos);
}

TEST_F(SettingFile, WhatCarriesNoneIsRefusedByName) {
    const std::string ours = picture({"leastaction.config", to_json(config_)});
    for (const auto& [name, bytes, why] : {
             std::tuple{"plain.png", picture({}), "no setting is in this picture"},
             std::tuple{"other.png", picture({"Comment", "{}"}), "no setting is in this picture"},
             std::tuple{"longer.png", picture({"leastaction.config2", "{}"}), "no setting"},
             std::tuple{"cut.png", ours.substr(0, 60), "no setting is in this picture"},
             std::tuple{"empty.png", std::string(), "no setting is in this picture"},
             std::tuple{"jpeg.png", std::string("\xff\xd8\xff\xe0"), "no setting"},
             std::tuple{"nonsense.png", picture({"leastaction.config", "{\"x\": 1}"}), "x"},
             std::tuple{"list.json", std::string("[1, 2]"), "object"},
             std::tuple{"other.json", std::string(R"({"name": "npm"})"), "name: unknown key"},
             std::tuple{"preset.json", std::string(R"({"config": {"x": 1}})"), "x: unknown key"},
         }) {
        const std::string said = refusal(file(name, bytes));
        EXPECT_NE(said.find(why), said.npos) << name << ": " << said;
        EXPECT_NE(said.find(name), said.npos) << said;
        EXPECT_EQ(said.find('\n'), said.npos) << said;
    }
    fs::create_directories(folder_ / "empty");
    EXPECT_NE(refusal(folder_ / "empty").find("config.json"), std::string::npos);
    EXPECT_NE(refusal(folder_ / "nothing.json").find("nothing.json"), std::string::npos);
}

// Whatever byte of a picture is damaged, it is taken or refused, and nothing outside it is read.
TEST_F(SettingFile, DamagedPicturesAreReadWithinTheirBytes) {
    const std::string whole = picture({"leastaction.config", to_json(config_)});
    for (std::size_t at = 0; at < whole.size(); ++at) {
        for (const char with : {'\0', '\x7f', '\xff'}) {
            std::string bytes = whole;
            bytes[at] = with;
            EXPECT_LT(png_text(bytes, "leastaction.config").size(), whole.size());
        }
        EXPECT_LT(png_text(whole.substr(0, at), "leastaction.config").size(), whole.size());
    }
}

}  // namespace
}  // namespace la
