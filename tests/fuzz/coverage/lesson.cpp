#include "app/lessons/lesson_json.h"
#include "tests/fuzz/coverage/read_or_refuse.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    return la::read_or_refuse(data, size,
                              [](std::string_view bytes) { la::parse_lesson(bytes, "mine"); });
}
