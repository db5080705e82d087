#pragma once

// Font Awesome 4.7 code points in UTF-8.
#define LA_ICON_FOLDER "\xef\x84\x95"
#define LA_ICON_TRASH "\xef\x80\x94"
#define LA_ICON_PLAY "\xef\x81\x8b"
#define LA_ICON_PAUSE "\xef\x81\x8c"
#define LA_ICON_STEP "\xef\x81\x91"
#define LA_ICON_RESET "\xef\x83\xa2"
#define LA_ICON_SEED "\xef\x81\xb4"
#define LA_ICON_UNDO "\xef\x84\x92"
#define LA_ICON_REDO "\xef\x81\xa4"
#define LA_ICON_STOP "\xef\x81\x8d"
#define LA_ICON_DEMO "\xef\x80\x88"
#define LA_ICON_PRESENT "\xef\x84\x88"
#define LA_ICON_KEYS "\xef\x84\x9c"
#define LA_ICON_SAVE "\xef\x83\x87"
#define LA_ICON_SUN "\xef\x86\x85"
#define LA_ICON_MOON "\xef\x86\x86"
