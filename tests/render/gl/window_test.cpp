#include "render/gl/window.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <stdexcept>

namespace la {
namespace {

TEST(Window, WithoutADisplaySaysWhatToDo) {
#ifndef __linux__
    GTEST_SKIP() << "only Linux tells by its environment";
#endif
    ::unsetenv("DISPLAY");
    ::unsetenv("WAYLAND_DISPLAY");
    try {
        const Window window({.title = "test", .visible = false});
        FAIL() << "no exception";
    } catch (const std::runtime_error& error) {
        EXPECT_STREQ(
            error.what(),
            "cannot open a window: no display (DISPLAY and WAYLAND_DISPLAY are unset); use "
            "--screenshot F.png to draw without one");
    }
}

}  // namespace
}  // namespace la
