#include "core/data/csv_points.h"
#include "tests/fuzz/coverage/read_or_refuse.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    return la::read_or_refuse(data, size, [](std::string_view bytes) {
        const la::CsvPoints read = la::parse_csv(bytes, "points.csv", {.one_class = true});
        if (read.points.size() != read.labels.size() || read.points.empty()) {
            __builtin_trap();
        }
    });
}
