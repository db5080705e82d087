// The program with a test engine whose step takes half a second (LA_TEST_ENGINE=sleeping or busy),
// to test the window while training is slow. With LA_TEST_ENGINE=stuck a step of a single network,
// which is a sweep's, takes a minute.

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string_view>

#include "app/commands/commands.h"
#include "tests/support/slow_engine.h"

int main(int argc, char** argv) {
    const char* kind = std::getenv("LA_TEST_ENGINE");
    const std::string_view name = kind != nullptr ? kind : "";
    if (name != "sleeping" && name != "busy" && name != "stuck") {
        std::fprintf(stderr, "set LA_TEST_ENGINE to sleeping, busy or stuck\n");
        return 2;
    }
    if (name == "stuck") {
        return la::run_program(argc, argv, [](const la::EngineSetup& setup) {
            const std::chrono::milliseconds step(setup.members == 1 ? 60000 : 20);
            return std::make_unique<la::SlowEngine>(setup, step, la::SlowEngine::Kind::Sleeping);
        });
    }
    return la::run_program(
        argc, argv,
        la::SlowEngine::factory(
            std::chrono::milliseconds(500),
            name == "busy" ? la::SlowEngine::Kind::Busy : la::SlowEngine::Kind::Sleeping));
}
