// Saves sessions again and again, or checks a file: for kill_saving.py.
//     la_save_sessions write FILE     alternates between two sessions until it is killed
//     la_save_sessions check FILE     code 0 and its step if it is one of the two and whole

#include <cstdio>
#include <string>

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/io/presets.h"
#include "core/io/session_file.h"
#include "core/train/training.h"

namespace {

la::TrainingState at_step(int steps) {
    la::Training training(la::find_preset("circles").config, {"cpu"});
    for (int i = 0; i < steps; ++i) {
        training.step();
    }
    return training.state();
}

}  // namespace

int main(int argc, char** argv) try {
    if (argc != 3) {
        return 2;
    }
    const std::string what = argv[1];
    const la::TrainingState states[] = {at_step(100), at_step(500)};
    if (what == "check") {
        const std::string bytes = la::read_file(argv[2]);
        for (const la::TrainingState& state : states) {
            if (bytes == la::session_bytes({state, ""})) {
                std::printf("%lld\n", static_cast<long long>(state.now.step));
                return 0;
            }
        }
        std::printf("neither of the two\n");
        return 1;
    }
    for (int i = 0;; ++i) {
        la::write_session(argv[2], {states[i % 2], ""});
        std::putchar('.');
        std::fflush(stdout);
    }
} catch (const la::Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
