// Presets that a user has saved read back equal and stand beside the built-in ones; an invalid one
// is named and does not hinder the others.

#include "core/io/user_presets.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/base/files.h"
#include "tests/support/scratch_folder.h"

namespace la {
namespace {

namespace fs = std::filesystem;

Preset mine(const std::string& name = "mine") {
    Preset out{name, name, "", find_preset("moons").config};
    out.config.network.layers = 5;
    out.config.stop.accuracy = 0.98;
    return out;
}

std::string why(auto what) {
    try {
        what();
    } catch (const Error& error) {
        return error.what();
    }
    return "nothing";
}

TEST(UserPresets, WhatIsSavedReadsBackEqual) {
    const ScratchFolder scratch;
    const fs::path folder = scratch / "new/presets";
    EXPECT_TRUE(read_user_presets(folder).presets.empty());
    save_user_preset(folder, mine("b 2"));
    save_user_preset(folder, mine("a"));
    const UserPresets all = read_user_presets(folder);
    EXPECT_TRUE(all.failures.empty());
    ASSERT_EQ(all.presets.size(), 2u);
    EXPECT_EQ(all.presets[0].name, "a");
    EXPECT_EQ(all.presets[1].name, "b 2");
    EXPECT_EQ(all.presets[1].config, mine().config);
    EXPECT_EQ(find_preset("a", folder).config, mine().config);
    Preset other = mine("a");
    other.config.network.layers = 3;
    save_user_preset(folder, other);
    EXPECT_EQ(find_preset("a", folder).config.network.layers, 3) << "in place of the old one";
    remove_user_preset(folder, "a");
    EXPECT_EQ(read_user_presets(folder).presets.size(), 1u);
    EXPECT_EQ(why([&] { remove_user_preset(folder, "a"); }), "nothing") << "it is gone, as wished";
}

// The files have the form of assets/presets.
TEST(UserPresets, HaveTheFormOfTheBuiltInOnes) {
    const Preset built_in = find_preset("far-circles");
    const Preset back = parse_preset(to_json(built_in), "copy");
    EXPECT_EQ(back.config, built_in.config);
    EXPECT_EQ(back.title, built_in.title);
    EXPECT_EQ(back.story, built_in.story);
    EXPECT_EQ(parse_preset(R"({"config": {}})", "bare").title, "bare");
}

TEST(UserPresets, RefuseInvalidNames) {
    for (const char* good : {"mine", "my moons 2", "größer", "a.b", "0", "λ=0,1 (Uzawa)"}) {
        EXPECT_EQ(fault_of_preset_name(good), "") << good;
    }
    for (const std::string& bad :
         {std::string(), std::string("a/b"), std::string(".."), std::string("-x"),
          std::string(" x"), std::string("x "), std::string("a\nb"), std::string("\xff"),
          std::string("a\0b", 3), std::string(61, 'x'), std::string("circles")}) {
        EXPECT_NE(fault_of_preset_name(bad), "") << bad;
        const ScratchFolder scratch;
        EXPECT_NE(why([&] { save_user_preset(scratch / "", mine(bad)); }), "nothing") << bad;
    }
    EXPECT_EQ(fault_of_preset_name("moons"), "a built-in preset has this name");
}

TEST(UserPresets, ABrokenOneIsNamedAndHindersNoOther) {
    const ScratchFolder scratch;
    const fs::path folder = scratch / "";
    save_user_preset(folder, mine());
    write_file(folder / "half.json", R"({"title": "a", "con)");
    write_file(folder / "list.json", "[]");
    write_file(folder / "unknown.json", R"({"config": {"network": {"layer": 3}}})");
    write_file(folder / "range.json", R"({"config": {"network": {"layers": 0}}})");
    write_file(folder / "key.json", R"({"config": {}, "cofnig": {}})");
    write_file(folder / "lines.json", R"({"config": {}, "title": "a\nb"})");
    write_file(folder / "circles.json", to_json(mine()));
    write_file(folder / "deep.json", std::string(100000, '['));
    fs::create_directory(folder / "folder.json");
    fs::create_symlink("nowhere", folder / "dangling.json");
    write_file(folder / "notes.txt", "not looked at");
    const UserPresets all = read_user_presets(folder);
    ASSERT_EQ(all.presets.size(), 1u);
    EXPECT_EQ(all.presets[0].name, "mine");
    EXPECT_EQ(all.failures.size(), 10u);
    for (const char* name : {"half", "list", "unknown", "range", "key", "lines", "circles", "deep",
                             "folder", "dangling"}) {
        const auto named = std::ranges::count_if(all.failures, [&](const std::string& line) {
            return line.find(std::string("preset ") + name + ".json is left out: ") == 0 &&
                   line.find('\n') == line.npos;
        });
        EXPECT_EQ(named, 1) << name;
    }
    EXPECT_NE(why([&] { find_preset("range", folder); }).find("range.json: network.layers"),
              std::string::npos);
    EXPECT_EQ(find_preset("circles", folder).config, find_preset("circles").config);
}

TEST(UserPresets, AnUnknownNameIsAnsweredWithAllNames) {
    const ScratchFolder scratch;
    save_user_preset(scratch / "", mine("mine"));
    save_user_preset(scratch / "", mine("other"));
    for (const std::string name : {"nobody", "../mine", "mine.json", ""}) {
        const std::string line = why([&] { find_preset(name, scratch / ""); });
        EXPECT_NE(line.find("circles, moons"), std::string::npos) << line;
        EXPECT_NE(line.find("your own: mine, other"), std::string::npos) << line;
    }
    EXPECT_THROW(find_preset("nobody", ""), UsageError);
    EXPECT_EQ(find_preset("moons", "").config, find_preset("moons").config);
}

TEST(UserPresets, DrawnPointsAreNoPreset) {
    const ScratchFolder scratch;
    Preset drawn = mine();
    drawn.config.dataset.kind = DatasetKind::Drawn;
    EXPECT_NE(why([&] { save_user_preset(scratch / "", drawn); }).find("kept in a session"),
              std::string::npos);
    Preset table = mine("table");
    table.config.dataset.kind = DatasetKind::Csv;
    table.config.dataset.file = "points.csv";
    save_user_preset(scratch / "", table);
    EXPECT_EQ(find_preset("table", scratch / "").config.dataset.file,
              (scratch / "points.csv").string())
        << "beside the preset";
}

TEST(UserPresets, AFolderThatCannotBeWrittenIsNamed) {
    const ScratchFolder scratch;
    write_file(scratch / "file", "");
    EXPECT_NE(why([&] { save_user_preset(scratch / "file", mine()); }).find("cannot"),
              std::string::npos);
    EXPECT_NE(why([&] { save_user_preset(scratch / "file/presets", mine()); }).find("cannot make"),
              std::string::npos);
    EXPECT_NE(why([&] { save_user_preset("", mine()); }).find("HOME"), std::string::npos);
}

}  // namespace
}  // namespace la
