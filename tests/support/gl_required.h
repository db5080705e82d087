#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>
#include <stdexcept>

#include "render/gl/headless.h"

namespace la {

// Makes a headless OpenGL context current. Where there is none it skips the running test, or fails
// it when LA_REQUIRE_GL=1, and leaves `context` null. Call it from SetUp: only there does a skip
// keep the test's body from running.
inline void open_context_or_skip(std::unique_ptr<HeadlessContext>& context) {
    try {
        context = std::make_unique<HeadlessContext>();
    } catch (const std::runtime_error& error) {
        const char* required = std::getenv("LA_REQUIRE_GL");
        if (required != nullptr && *required == '1') {
            FAIL() << error.what();
        }
        GTEST_SKIP() << error.what();
    }
}

}  // namespace la
