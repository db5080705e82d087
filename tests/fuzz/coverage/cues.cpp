#include "core/config/cues_json.h"
#include "tests/fuzz/coverage/read_or_refuse.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    return la::read_or_refuse(data, size, [](std::string_view bytes) {
        const auto cues = la::parse_cues(bytes);
        if (la::parse_cues(la::to_json(cues)) != cues) {
            __builtin_trap();
        }
    });
}
