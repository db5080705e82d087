#include "app/settings/settings.h"
#include "tests/fuzz/coverage/read_or_refuse.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    return la::read_or_refuse(data, size, [](std::string_view bytes) {
        const std::string text = la::to_json(la::parse_settings(bytes));
        if (la::to_json(la::parse_settings(text)) != text) {
            __builtin_trap();
        }
    });
}
