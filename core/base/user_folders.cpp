#include "core/base/user_folders.h"

#include <cstdlib>

namespace la {

namespace fs = std::filesystem;

namespace {

fs::path absolute(const char* variable) {
    const char* value = std::getenv(variable);
    return value != nullptr && *value == '/' ? value : "";
}

fs::path folder(const char* variable, const char* below_home) {
    if (const fs::path named = absolute(variable); !named.empty()) {
        return named / "leastaction";
    }
    const fs::path home = absolute("HOME");
    return home.empty() ? home : home / below_home / "leastaction";
}

}  // namespace

fs::path state_folder() {
    return folder("XDG_STATE_HOME", ".local/state");
}

fs::path config_folder() {
    return folder("XDG_CONFIG_HOME", ".config");
}

}  // namespace la
