#include "core/config/config_json.h"
#include "core/tensor_files/tensor_file.h"
#include "render/png.h"
#include "tests/fuzz/coverage/read_or_refuse.h"

// The configuration inside a saved picture.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    return la::read_or_refuse(data, size, [](std::string_view bytes) {
        const std::string text = la::png_text(bytes, la::kConfigKey);
        if (!text.empty()) {
            la::parse_config(text);
        }
    });
}
