#include "app/ui/format.h"

#include <cstdio>

#include "render/plot/number.h"

namespace la {

std::string count_text(std::int64_t count) {
    return plot::grouped(count);
}

std::string bytes_text(std::uint64_t bytes) {
    char text[32];
    if (bytes < 999'500) {
        std::snprintf(text, sizeof text, "%.0f kB", static_cast<double>(bytes) / 1e3);
    } else {
        std::snprintf(text, sizeof text, "%.1f MB", static_cast<double>(bytes) / 1e6);
    }
    return text;
}

std::string clock_text(std::time_t time, std::time_t now) {
    static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::tm then{}, today{};
    localtime_r(&time, &then);
    localtime_r(&now, &today);
    char text[48];
    if (then.tm_year == today.tm_year && then.tm_yday == today.tm_yday) {
        std::snprintf(text, sizeof text, "%02d:%02d", then.tm_hour, then.tm_min);
    } else {
        std::snprintf(text, sizeof text, "%d %s, %02d:%02d", then.tm_mday, kMonths[then.tm_mon],
                      then.tm_hour, then.tm_min);
    }
    return text;
}

}  // namespace la
