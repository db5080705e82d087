#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace la {

// Throws Error if JSON from an untrusted file is too long or nested too deeply. Call it before the
// parser, whose memory and stack grow with both.
inline void guard_json(std::string_view json) {
    constexpr std::size_t kLongest = std::size_t{32} << 20;
    constexpr int kDeepest = 64;
    if (json.size() > kLongest) {
        throw Error("it has more text than it can have");
    }
    int depth = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (in_string) {
            i += c == '\\' ? 1 : 0;
            in_string = c != '"';
        } else if (c == '"') {
            in_string = true;
        } else if (c == '[' || c == '{') {
            if (++depth > kDeepest) {
                throw Error("it is nested too deeply");
            }
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
}

}  // namespace la
