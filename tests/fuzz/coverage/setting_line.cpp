#include "app/settings/setting_text.h"
#include "core/data/dataset_kinds.h"
#include "tests/fuzz/coverage/read_or_refuse.h"

// A setting that is pasted: a line "la1:..." or a config.json.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    return la::read_or_refuse(data, size, [](std::string_view bytes) {
        const la::Config config = la::parse_setting(bytes);
        if (la::has_generator(config.dataset)) {
            const std::string line = la::setting_text(config);
            if (la::setting_text(la::parse_setting(line)) != line) {
                __builtin_trap();
            }
        }
    });
}
