#pragma once

#include <cstdint>
#include <ctime>
#include <string>

namespace la {

// "12,000"
std::string count_text(std::int64_t count);

// "940 kB", "6.3 MB"
std::string bytes_text(std::uint64_t bytes);

// Local time: "14:32" on the same day as `now`, else "3 Nov, 14:32".
std::string clock_text(std::time_t time, std::time_t now);

}  // namespace la
