#include "app/session/app_json.h"
#include "core/config/json_guard.h"
#include "tests/fuzz/coverage/read_or_refuse.h"

// The views and the undo steps of a session.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    return la::read_or_refuse(data, size, [](std::string_view bytes) {
        la::guard_json(bytes);  // as the reader of sessions does
        const std::string text = la::to_json(la::parse_app_state(bytes, {}));
        if (la::to_json(la::parse_app_state(text, {})) != text) {
            __builtin_trap();
        }
    });
}
