// The program itself with a test engine whose step takes half a second, LA_TEST_ENGINE=sleeping or
// busy: what the window is like while the training is slow.

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "app/commands/commands.h"
#include "tests/core/slow_engine.h"

int main(int argc, char** argv) {
    const char* kind = std::getenv("LA_TEST_ENGINE");
    const std::string_view name = kind != nullptr ? kind : "";
    if (name != "sleeping" && name != "busy") {
        std::fprintf(stderr, "set LA_TEST_ENGINE to sleeping or busy\n");
        return 2;
    }
    return la::run_program(argc, argv,
                           la::SlowEngine::factory(std::chrono::milliseconds(500),
                                                   name == "busy" ? la::SlowEngine::Kind::Busy
                                                                  : la::SlowEngine::Kind::Sleeping));
}
