#include "core/base/user_folders.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <system_error>

#include "core/base/error.h"

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

std::vector<fs::path> spare_folders() {
    std::vector<fs::path> out;
    for (const fs::path& folder :
         {absolute("TMPDIR"), fs::path("/var/tmp"), fs::path("/tmp"), absolute("HOME")}) {
        std::error_code ignored;
        if (!folder.empty() && fs::is_directory(folder, ignored)) {
            out.push_back(folder);
        }
    }
    return out;
}

void make_private_folder(const fs::path& folder) {
    constexpr mode_t kMode = 0700, kOthers = 0077;
    std::error_code error;
    if (folder.has_parent_path() && !fs::exists(folder.parent_path(), error)) {
        make_private_folder(folder.parent_path());
    }
    struct stat status {};
    const bool made = mkdir(folder.c_str(), kMode) == 0;
    if (!made && errno != EEXIST) {
        throw Error("cannot make the folder " + folder.string() + ": " + std::strerror(errno));
    }
    if (stat(folder.c_str(), &status) != 0 || !S_ISDIR(status.st_mode)) {
        throw Error("cannot make the folder " + folder.string() + ": there is a file of that name");
    }
    if (status.st_uid == geteuid() && (made || (status.st_mode & kOthers) != 0)) {
        chmod(folder.c_str(), kMode);
    }
}

}  // namespace la
