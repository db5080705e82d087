#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/base/error.h"

namespace la {

// Gives the fuzzer's bytes to a reader, which accepts them or refuses them with a line. Any other
// exception reaches the fuzzer, which keeps the bytes.
template<class Read>
int read_or_refuse(const std::uint8_t* data, std::size_t size, Read read) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    try {
        read(bytes);
    } catch (const Error& error) {
        const std::string_view line = error.what();
        if (line.empty() || line.size() > 20000 || line.find('\n') != line.npos) {
            __builtin_trap();
        }
    }
    return 0;
}

}  // namespace la
