#pragma once

#include <filesystem>
#include <string_view>

namespace la {

// Whether the desktop's settings ask for less motion. They are read as files, and nothing is
// started: gtk-enable-animations of gtk-3.0/settings.ini and gtk-4.0/settings.ini, and of GNOME
// /org/gnome/desktop/interface/enable-animations in dconf's database. One that says no is enough;
// what is missing or cannot be read says nothing. `config` is $XDG_CONFIG_HOME or ~/.config.
bool desktop_moves_less(const std::filesystem::path& config);

// The same of the text of one settings.ini, and of the bytes of one database.
bool gtk_moves_less(std::string_view ini);
bool dconf_moves_less(std::string_view bytes);

}  // namespace la
