#include "core/model_reader/messages.h"
#include "tests/fuzz/coverage/read_or_refuse.h"

// The answers of a process that may be in the hands of a stranger; the first byte chooses which.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    return la::read_or_refuse(data, size, [](std::string_view bytes) {
        const char kind = bytes.empty() ? '\0' : bytes.front();
        bytes.remove_prefix(bytes.empty() ? 0 : 1);
        switch (kind % 4) {
            case 0:
                la::file_of(bytes);
                return;
            case 1:
                la::facts_of(bytes);
                return;
            case 2:
                la::values_of(bytes);
                return;
            default:
                la::greeting_of(bytes);
        }
    });
}
