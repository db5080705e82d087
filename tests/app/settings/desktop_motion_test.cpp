// Whether the desktop asks for less motion: what GTK and dconf keep, and files that say nothing.
// still.dconf and moving.dconf are ~/.config/dconf/user after `gsettings set
// org.gnome.desktop.interface enable-animations false` and true, beside two other settings.

#include "app/settings/desktop_motion.h"

#include <gtest/gtest.h>

#include <string>

#include "core/base/files.h"
#include "tests/support/scratch_folder.h"

namespace la {
namespace {

namespace fs = std::filesystem;

std::string database(const char* name) {
    return read_file(fs::path(LA_SOURCE_DIR) / "tests/app/settings" / name);
}

TEST(DesktopMotion, IsWhatGtkSays) {
    EXPECT_TRUE(gtk_moves_less("[Settings]\ngtk-enable-animations=0\n"));
    EXPECT_TRUE(gtk_moves_less(
        "[Settings]\r\ngtk-theme-name=Adwaita\r\ngtk-enable-animations = false\r\n"));
    EXPECT_FALSE(gtk_moves_less("[Settings]\ngtk-enable-animations=1\n"));
    EXPECT_FALSE(gtk_moves_less("[Settings]\n#gtk-enable-animations=0\n"));
    EXPECT_FALSE(gtk_moves_less("[Other]\ngtk-enable-animations=0\n"));
    EXPECT_FALSE(gtk_moves_less("gtk-enable-animations=0"));
    EXPECT_FALSE(gtk_moves_less("[Settings]\ngtk-enable-animations=0\ngtk-enable-animations=1"))
        << "the last one counts";
    EXPECT_FALSE(gtk_moves_less(""));
}

TEST(DesktopMotion, IsWhatDconfSays) {
    EXPECT_TRUE(dconf_moves_less(database("still.dconf")));
    EXPECT_FALSE(dconf_moves_less(database("moving.dconf")));
    EXPECT_FALSE(dconf_moves_less(""));
    EXPECT_FALSE(dconf_moves_less("[Settings]"));
}

TEST(DesktopMotion, ADamagedDatabaseDoesNoHarm) {
    const std::string whole = database("still.dconf");
    for (std::size_t size = 0; size < whole.size(); ++size) {
        dconf_moves_less(std::string(whole, 0, size));  // a copy, so that its end is watched
    }
    for (std::size_t at = 0; at < whole.size(); ++at) {
        for (const char byte : {'\0', '\x7f', '\xff'}) {
            std::string damaged = whole;
            damaged[at] = byte;
            dconf_moves_less(damaged);
        }
    }
}

TEST(DesktopMotion, OneFileThatAsksIsEnough) {
    const auto asks = [](const char* file, const std::string& text) {
        const ScratchFolder folder;
        const fs::path path = folder / file;
        fs::create_directories(path.parent_path());
        write_file(path, text);
        return desktop_moves_less(folder / "");
    };
    constexpr const char* kStill = "[Settings]\ngtk-enable-animations=0\n";
    EXPECT_TRUE(asks("gtk-3.0/settings.ini", kStill));
    EXPECT_TRUE(asks("gtk-4.0/settings.ini", kStill));
    EXPECT_FALSE(asks("gtk-2.0/settings.ini", kStill));
    EXPECT_TRUE(asks("dconf/user", database("still.dconf")));
    EXPECT_FALSE(asks("dconf/user", database("moving.dconf")));
    EXPECT_FALSE(desktop_moves_less("/nonexistent"));
    EXPECT_FALSE(desktop_moves_less(""));
    const ScratchFolder folder;
    fs::create_directories(folder / "gtk-3.0/settings.ini");
    EXPECT_FALSE(desktop_moves_less(folder / "")) << "a folder of that name";
}

}  // namespace
}  // namespace la
