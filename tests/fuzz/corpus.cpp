// The readers of tests/fuzz/coverage on their seeds, which are what once broke one among others,
// and on mutations of them, in the build of the suite. What one dies of is in corpus-failure.
//     la_fuzz_corpus SOURCE COUNT

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "core/base/files.h"
#include "tests/support/mutate.h"

using Reader = int(const std::uint8_t* data, std::size_t size);

extern "C" Reader fuzz_config, fuzz_table, fuzz_session, fuzz_preset, fuzz_cues, fuzz_model_answer,
    fuzz_tensor_file, fuzz_settings, fuzz_app_state, fuzz_lesson, fuzz_setting_line, fuzz_picture;

namespace fs = std::filesystem;

namespace {

struct Harness {
    const char* name;
    Reader* read;
    const char* more;  // a folder of the tree with seeds, besides tests/fuzz/corpus
};

constexpr std::array kHarnesses{Harness{"config", fuzz_config, "assets/presets"},
                                Harness{"table", fuzz_table, ""},
                                Harness{"session", fuzz_session, "tests/sessions"},
                                Harness{"preset", fuzz_preset, "assets/presets"},
                                Harness{"cues", fuzz_cues, ""},
                                Harness{"model_answer", fuzz_model_answer, ""},
                                Harness{"tensor_file", fuzz_tensor_file, ""},
                                Harness{"settings", fuzz_settings, ""},
                                Harness{"app_state", fuzz_app_state, ""},
                                Harness{"lesson", fuzz_lesson, "assets/lessons"},
                                Harness{"setting_line", fuzz_setting_line, ""},
                                Harness{"picture", fuzz_picture, ""}};

std::vector<std::string> seeds_of(const fs::path& source, const Harness& harness) {
    std::vector<fs::path> files;
    for (const fs::path& folder :
         {source / "tests/fuzz/corpus" / harness.name, source / harness.more}) {
        if (folder != source / "" && fs::is_directory(folder)) {
            for (const fs::directory_entry& file : fs::directory_iterator(folder)) {
                files.push_back(file.path());
            }
        }
    }
    std::ranges::sort(files);  // the same mutations everywhere
    std::vector<std::string> out;
    for (const fs::path& file : files) {
        out.push_back(la::read_file(file));
    }
    return out;
}

void give(const Harness& harness, const std::string& text) {
    std::ofstream("corpus-failure", std::ios::binary) << text;  // stays where the reader dies
    harness.read(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fputs("usage: la_fuzz_corpus SOURCE COUNT\n", stderr);
        return 2;
    }
    for (const Harness& harness : kHarnesses) {
        const std::vector<std::string> seeds = seeds_of(argv[1], harness);
        if (seeds.empty()) {
            std::printf("%s: no seeds\n", harness.name);
            return 1;
        }
        std::printf("%s: %zu seeds\n", harness.name, seeds.size());
        std::fflush(stdout);
        for (const std::string& seed : seeds) {
            give(harness, seed);
        }
        la::Mutator mutator(1, seeds, {"\\n", "\n", "\"", "{", "}"});
        for (int i = std::atoi(argv[2]); i > 0; --i) {
            give(harness, mutator.next());
        }
    }
    fs::remove("corpus-failure");
}
