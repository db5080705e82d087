// The settings that a window remembers: they read back equal, an invalid file is put aside and
// named, and nothing is written if nothing has changed.

#include "app/settings/settings.h"

#include <gtest/gtest.h>

#include <fstream>

#include "app/settings/settings_file.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/user_folders.h"
#include "tests/support/mutate.h"
#include "tests/support/scratch_folder.h"

namespace la {
namespace {

namespace fs = std::filesystem;

WindowMemory some_settings(const fs::path& folder = "/tmp") {
    WindowMemory s;
    s.ui.dark = false;
    s.ui.pair_layout = PairLayout::Single;
    s.ui.view = ViewKind::InDepth;
    s.ui.show_trails = false;
    s.ui.principal = true;
    s.ui.three = true;
    s.ui.type_size = 150;
    s.ui.reduced_motion = false;
    s.ui.measure = LayerMeasure::Stretch;
    s.ui.closed = {true, false, true, false, true, false, true};
    s.ui.curves = {Quantity::Action, Quantity::Lambda, Quantity::Loss};
    s.ui.save.kind = SaveKind::Metrics;
    s.ui.save.size = SaveSize::Own;
    s.ui.save.own = {777, 888};
    s.ui.save.folder = folder.string();
    s.window = WindowPlace{{-5, 40, 1234, 700}, true};
    s.session_folder = folder.string();
    return s;
}

TEST(WindowMemory, WhatIsWrittenReadsBackEqual) {
    const WindowMemory settings = some_settings();
    const WindowMemory back = parse_settings(to_json(settings));
    EXPECT_EQ(back.ui, settings.ui);
    EXPECT_EQ(back.window, settings.window);
    EXPECT_EQ(back.session_folder, settings.session_folder);
    EXPECT_EQ(to_json(back), to_json(settings));
    EXPECT_FALSE(parse_settings(to_json(WindowMemory{})).window);
}

// The program starts paced, whatever the speed was, without a sweep, and no file keeps the name of
// the last one.
TEST(WindowMemory, SpeedAndNamesAreNotRemembered) {
    WindowMemory settings;
    settings.ui.speed = 4;
    settings.ui.save.name = "mine";
    settings.ui.presentation = true;
    settings.ui.sweep.steps = 7;
    settings.ui.view = ViewKind::Sweep;
    EXPECT_EQ(to_json(settings), to_json(WindowMemory{}));
}

// Until it is chosen, it is as the desktop asks.
TEST(WindowMemory, ReducedMotionIsKeptWhereItIsChosen) {
    WindowMemory settings;
    settings.ui.still_desktop = true;
    EXPECT_TRUE(settings.ui.moves_less());
    EXPECT_EQ(to_json(settings), to_json(WindowMemory{})) << "the desktop's is not ours to keep";
    settings.ui.reduced_motion = false;
    EXPECT_FALSE(settings.ui.moves_less());
    EXPECT_EQ(parse_settings(to_json(settings)).ui.reduced_motion, false);
    settings.ui.reduced_motion = true;
    EXPECT_EQ(parse_settings(to_json(settings)).ui.reduced_motion, true);
    EXPECT_EQ(parse_settings(to_json(WindowMemory{})).ui.reduced_motion, std::nullopt);
}

TEST(WindowMemory, ASingleInvalidValueKeepsItsDefault) {
    WindowMemory otherwise;
    otherwise.ui.pair_layout = PairLayout::Overlaid;
    otherwise.ui.save.own = {500, 600};
    const auto read = [&](const std::string& rest) {
        return parse_settings(R"({"format": "leastaction settings", "version": 1, )" + rest + "}",
                              otherwise);
    };
    for (const char* rest :
         {R"("view": 3)", R"("view": {"views": 99, "speed": 4, "closed": [1, {}]})",
          R"("save": [])",
          R"("save": {"kind": -1, "size": 4, "width": 1e9, "height": 18446744073709551615})",
          R"("save": {"folder": "a\u0000b"}, "sessions": {"folder": 5})",
          R"("window": {"x": 1, "y": 2, "width": 800})",
          R"("window": {"x": 1, "y": 2, "width": 800, "height": -600})", R"("window": "left")",
          R"("type_size": 79)", R"("type_size": 251)", R"("type_size": "150")",
          R"("view": {"reduced_motion": 1})", R"("later": {"theme": "sepia"})"}) {
        const WindowMemory back = read(rest);
        EXPECT_EQ(back.ui, otherwise.ui) << rest;
        EXPECT_FALSE(back.window) << rest;
        EXPECT_EQ(back.session_folder, "") << rest;
    }
    EXPECT_FALSE(read(R"("view": {"dark": 0})").ui.dark);
    EXPECT_TRUE(read(R"("view": {"closed": [true]})").ui.closed[0]);
    EXPECT_TRUE(read(R"("view": {"closed": [true]})").ui.closed[3]) << "as a new section is";
}

TEST(WindowMemory, AFileOfAnotherKindIsRefused) {
    const auto why = [](const std::string& text) -> std::string {
        try {
            parse_settings(text);
        } catch (const Error& error) {
            return error.what();
        }
        return "taken";
    };
    const std::string whole = to_json(some_settings());
    EXPECT_EQ(why(""), "it is damaged");
    EXPECT_EQ(why(whole.substr(0, whole.size() / 2)), "it is damaged");
    EXPECT_EQ(why("{\"theme\": \"\xff\"}"), "it is damaged");
    EXPECT_EQ(why("[]"), "it holds no settings of this program");
    EXPECT_EQ(why(R"({"format": "other"})"), "it holds no settings of this program");
    EXPECT_EQ(why(R"({"format": "leastaction settings"})"), "it is damaged");
    EXPECT_EQ(why(R"({"format": "leastaction settings", "version": 2})"),
              "a newer leastaction wrote it");
    EXPECT_EQ(why(std::string(100000, '[')), "it is nested too deeply");
}

// A damaged file is read or refused, and what was read is written and reads back equal.
TEST(WindowMemory, MutatedFilesDoNoHarm) {
    Mutator mutator(1, {to_json(some_settings()), to_json(WindowMemory{}), "{}"},
                    {"null", "[]", "\"folder\"", "1e999", "-5", "\\ud800", "\xff", "\"view\":"});
    int taken = 0;
    for (int i = 0; i < 20000; ++i) {
        const std::string text = mutator.next();
        try {
            const std::string written = to_json(parse_settings(text));
            EXPECT_EQ(to_json(parse_settings(written)), written) << text;
            ++taken;
        } catch (const Error&) {}
    }
    EXPECT_GT(taken, 100);
}

int files_in(const fs::path& folder) {
    int count = 0;
    for (const auto& entry : fs::directory_iterator(folder)) {
        count += entry.exists();
    }
    return count;
}

TEST(SettingsFile, IsWrittenWhenSomethingHasChangedAndStayedSo) {
    const ScratchFolder scratch;
    const fs::path folder = scratch / "config";
    WindowMemory settings = some_settings(scratch / "");
    {
        SettingsFile file(folder);
        EXPECT_EQ(file.read().complaint, "");
        file.keep(settings);
        file.keep(settings);
        EXPECT_EQ(file.close(settings), "");
        EXPECT_FALSE(fs::exists(folder)) << "nothing had changed";
    }
    {
        SettingsFile file(folder);
        file.keep(settings);
        settings.ui.dark = true;
        file.keep(settings);  // the settings may change again
        settings.ui.show_grid = true;
        file.keep(settings);
        file.keep(settings);
        settings.session_folder.clear();
        EXPECT_EQ(file.close(settings), "") << "the end writes what was not yet";
    }
    SettingsFile file(folder);
    const SettingsFile::Read read = file.read();
    EXPECT_EQ(read.complaint, "");
    EXPECT_EQ(to_json(read.settings), to_json(settings));
    EXPECT_EQ(files_in(folder), 1) << "nothing else is left there";
}

// Of two windows, one without changes does not overwrite what the other wrote.
TEST(SettingsFile, AWindowWithoutChangesWritesNothing) {
    const ScratchFolder scratch;
    SettingsFile one(scratch / ""), other(scratch / "");
    WindowMemory settings;
    one.keep(settings);
    other.keep(settings);
    WindowMemory changed = settings;
    changed.ui.dark = false;
    EXPECT_EQ(one.close(changed), "");
    EXPECT_EQ(other.close(settings), "");
    EXPECT_FALSE(SettingsFile(scratch / "").read().settings.ui.dark);
}

TEST(SettingsFile, AnUnreadableFileIsPutAside) {
    const ScratchFolder scratch;
    const fs::path folder = scratch / "";
    for (const auto& [text, aside, why] :
         {std::tuple{"{\"form", "settings.kept.json", "it is damaged"},
          std::tuple{"{\"format\": \"leastaction settings\", \"version\": 9}",
                     "settings.kept-2.json", "a newer leastaction wrote it"}}) {
        write_file(folder / "settings.json", text);
        SettingsFile file(folder);
        const SettingsFile::Read read = file.read();
        EXPECT_EQ(to_json(read.settings), to_json(WindowMemory{}));
        EXPECT_NE(read.complaint.find(why), std::string::npos) << read.complaint;
        EXPECT_NE(read.complaint.find(aside), std::string::npos) << read.complaint;
        EXPECT_EQ(read_file(folder / aside), text);
        EXPECT_FALSE(fs::exists(folder / "settings.json"));
    }
    fs::create_directory(folder / "settings.json");
    EXPECT_NE(SettingsFile(folder).read().complaint.find("settings.kept-3.json"),
              std::string::npos);
    fs::resize_file(folder / "settings.kept.json", std::uintmax_t{1} << 31);  // slow to read
    fs::rename(folder / "settings.kept.json", folder / "settings.json");
    EXPECT_NE(SettingsFile(folder).read().complaint.find("no settings of this program"),
              std::string::npos)
        << "not one by its size alone";
}

// Folders that no longer exist are not offered.
TEST(SettingsFile, AFolderThatIsGoneIsForgotten) {
    const ScratchFolder scratch;
    WindowMemory settings = some_settings(scratch / "stick");
    write_file(scratch / "settings.json", to_json(settings));
    const WindowMemory read = SettingsFile(scratch / "").read().settings;
    EXPECT_EQ(read.ui.save.folder, "");
    EXPECT_EQ(read.session_folder, "");
    EXPECT_EQ(read.window, settings.window);
}

TEST(SettingsFile, AFailedWriteIsReportedOnceAndTriedAgain) {
    const ScratchFolder scratch;
    const fs::path folder = scratch / "config";
    write_file(folder, "a file where the folder is to be");
    SettingsFile file(folder);
    WindowMemory settings;
    const auto change = [&] {
        settings.ui.dark = !settings.ui.dark;
        file.keep(settings);
        file.keep(settings);
    };
    const auto said = [&] {
        for (int i = 0; i < 200; ++i) {
            if (std::string line = file.complaint(); !line.empty()) {
                return line;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        return std::string();
    };
    file.keep(settings);
    change();
    const std::string line = said();
    EXPECT_NE(line.find("settings are not remembered: cannot make"), std::string::npos) << line;
    change();
    EXPECT_NE(file.close(settings), "") << "the last word, at the end";

    SettingsFile later(folder);
    later.keep(settings);
    settings.ui.dark = !settings.ui.dark;
    later.keep(settings);
    later.keep(settings);
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    fs::remove(folder);
    EXPECT_EQ(later.close(settings), "") << "there is room now";
    EXPECT_TRUE(fs::exists(folder / "settings.json"));
}

TEST(SettingsFile, ResetRemovesOnlyTheSettings) {
    const ScratchFolder scratch;
    const fs::path folder = scratch / "";
    EXPECT_NE(reset_settings(folder).find("no settings to remove"), std::string::npos);
    write_file(folder / "settings.json", "anything");
    write_file(folder / "other.json", "stays");
    EXPECT_EQ(reset_settings(folder), "removed " + (folder / "settings.json").string());
    EXPECT_EQ(files_in(folder), 1);
    EXPECT_NE(reset_settings("").find("no settings"), std::string::npos);
    fs::create_directory(folder / "settings.json");
    EXPECT_THROW(reset_settings(folder), Error);
}

TEST(Folders, SettingsLieWhereTheXdgStandardSays) {
    setenv("XDG_CONFIG_HOME", "/somewhere/config", 1);
    EXPECT_EQ(config_folder(), "/somewhere/config/leastaction");
    setenv("XDG_CONFIG_HOME", "relative", 1);
    setenv("HOME", "/home/me", 1);
    EXPECT_EQ(config_folder(), "/home/me/.config/leastaction");
    unsetenv("XDG_CONFIG_HOME");
    unsetenv("HOME");
    EXPECT_EQ(config_folder(), "");
}

}  // namespace
}  // namespace la
