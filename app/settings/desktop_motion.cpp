#include "app/settings/desktop_motion.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/read_number.h"

namespace la {

namespace fs = std::filesystem;

namespace {

constexpr ReadLimit kMost{std::uint64_t{16} << 20, "the desktop's settings"};

// Empty where there is none, or none that can be read.
std::string text_of(const fs::path& path) {
    std::error_code error;
    if (!fs::is_regular_file(path, error)) {
        return {};
    }
    try {
        return read_file(path, kMost);
    } catch (const Error&) {
        return {};  // it is the desktop's file: no reason to trouble the user
    }
}

// A database of GVDB, the format of dconf: a header, then a hash table whose items name their
// parents. Places are in bytes from its beginning; what lies outside is not there.
class Database {
  public:
    explicit Database(std::string_view bytes) : bytes_(bytes) {
        constexpr std::string_view kSignature = "GVariant";
        constexpr std::uint32_t kBloomBits = 27;
        if (!bytes.starts_with(kSignature)) {
            return;
        }
        const std::uint32_t table = number(16);
        const std::uint64_t end = std::min<std::uint64_t>(number(20), bytes.size());
        const std::uint64_t head = std::uint64_t{4} * (number(table) & ((1u << kBloomBits) - 1)) +
                                   std::uint64_t{4} * number(table + 4) + 8;
        first_ = table + head;
        count_ = end > first_ ? (end - first_) / kItem : 0;
    }

    // The bytes of the value of this name; empty: there is none.
    std::string_view value(std::string_view name) const {
        for (std::uint64_t i = 0; i < count_; ++i) {
            const std::uint64_t at = first_ + i * kItem;
            if (part(at + 14, 1) == "v" && is_named(i, name)) {
                const std::uint32_t start = number(at + 16), end = number(at + 20);
                return end > start ? part(start, end - start) : std::string_view();
            }
        }
        return {};
    }

  private:
    static constexpr std::uint64_t kItem = 24;  // bytes: hash, parent, name, kind, value

    // The name is compared from its end: an item has the last part, its parent the one before.
    bool is_named(std::uint64_t item, std::string_view name) const {
        constexpr std::uint32_t kNone = 0xffffffff;
        for (std::uint32_t up = static_cast<std::uint32_t>(item); up != kNone;) {
            const std::uint64_t at = first_ + up * kItem;
            const std::string_view last = part(number(at + 8), number(at + 12) & 0xffff);
            if (up >= count_ || last.empty() || !name.ends_with(last)) {
                return false;
            }
            name.remove_suffix(last.size());
            up = number(at + 4);
        }
        return name.empty();
    }

    std::string_view part(std::uint64_t at, std::uint64_t size) const {
        return at <= bytes_.size() && size <= bytes_.size() - at ? bytes_.substr(at, size)
                                                                 : std::string_view();
    }

    std::uint32_t number(std::uint64_t at) const {
        std::uint32_t out = 0;
        const std::string_view bytes = part(at, sizeof out);
        if (!bytes.empty()) {
            std::memcpy(&out, bytes.data(), sizeof out);
        }
        return out;
    }

    std::string_view bytes_;
    std::uint64_t first_ = 0, count_ = 0;  // items
};

}  // namespace

bool gtk_moves_less(std::string_view ini) {
    bool in_settings = false, less = false;
    while (!ini.empty()) {
        const std::size_t end = std::min(ini.find('\n'), ini.size());
        const std::string_view line = without_spaces(ini.substr(0, end));
        ini.remove_prefix(std::min(end + 1, ini.size()));
        const std::size_t equals = line.find('=');
        if (line.starts_with('[')) {
            in_settings = line == "[Settings]";
        } else if (in_settings && equals != line.npos &&
                   without_spaces(line.substr(0, equals)) == "gtk-enable-animations") {
            const std::string_view value = without_spaces(line.substr(equals + 1));
            less = value == "0" || value == "false" || value == "FALSE";
        }
    }
    return less;
}

// A value is a boxed variant: its bytes, a zero, its type.
bool dconf_moves_less(std::string_view bytes) {
    using namespace std::string_view_literals;
    return Database(bytes).value("/org/gnome/desktop/interface/enable-animations") == "\0\0b"sv;
}

bool desktop_moves_less(const fs::path& config) {
    return !config.empty() && (gtk_moves_less(text_of(config / "gtk-3.0" / "settings.ini")) ||
                               gtk_moves_less(text_of(config / "gtk-4.0" / "settings.ini")) ||
                               dconf_moves_less(text_of(config / "dconf" / "user")));
}

}  // namespace la
