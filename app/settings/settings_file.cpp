#include "app/settings/settings_file.h"

#include <system_error>
#include <utility>

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/user_folders.h"

namespace la {

namespace fs = std::filesystem;

namespace {

constexpr const char* kName = "settings.json";
constexpr std::uintmax_t kMaxBytes = std::uintmax_t{1} << 20;  // bytes; ours have about 1000

// Clears a folder that no longer exists.
void forget_if_gone(std::string& folder) {
    std::error_code ignored;
    if (!fs::is_directory(folder, ignored)) {
        folder.clear();
    }
}

}  // namespace

SettingsFile::SettingsFile(fs::path folder) : folder_(std::move(folder)) {}

SettingsFile::Read SettingsFile::read() {
    const fs::path path = folder_ / kName;
    std::error_code error;
    if (folder_.empty() || fs::symlink_status(path, error).type() == fs::file_type::not_found) {
        return {};
    }
    try {
        if (!fs::is_regular_file(path, error) || fs::file_size(path, error) > kMaxBytes) {
            throw Error("it holds no settings of this program");
        }
        WindowMemory settings = parse_settings(read_file(path, {kMaxBytes, "settings"}));
        forget_if_gone(settings.ui.save.folder);
        forget_if_gone(settings.session_folder);
        return {std::move(settings), ""};
    } catch (const Error& why) {
        const std::string what = "settings not read: " + std::string(why.what());
        try {
            return {{}, what + "; kept as " + put_aside().string()};
        } catch (const Error& also) {
            folder_.clear();  // never overwrite a file that could not be put aside
            return {{}, what + "; nothing is remembered: " + also.what()};
        }
    }
}

fs::path SettingsFile::put_aside() const {
    std::error_code error;
    fs::path aside = folder_ / "settings.kept.json";
    for (int i = 2; i < 100 && fs::exists(fs::symlink_status(aside, error)); ++i) {
        aside = folder_ / ("settings.kept-" + std::to_string(i) + ".json");
    }
    fs::rename(folder_ / kName, aside, error);
    if (error) {
        throw Error("cannot move " + (folder_ / kName).string() + ": " + error.message());
    }
    return aside;
}

void SettingsFile::write(const std::string& text) {
    try {
        make_private_folder(folder_);
        write_private_file(folder_ / kName, text);
        thread_.answer("");
    } catch (const Error& error) {
        thread_.answer("settings are not remembered: " + std::string(error.what()));
    }
}

void SettingsFile::keep(const WindowMemory& now) {
    if (folder_.empty()) {
        return;
    }
    std::string text = to_json(now);
    if (written_.empty()) {
        written_ = text;
    }
    if (text == latest_ && text != written_) {
        written_ = text;
        thread_.ask(text);
    }
    latest_ = std::move(text);
}

std::string SettingsFile::complaint() {
    std::string out;
    for (std::string& failure : thread_.answers()) {
        failed_ = !failure.empty();
        if (failure != said_) {
            out = said_ = std::move(failure);
        }
    }
    return out;
}

std::string SettingsFile::close(const WindowMemory& now) {
    complaint();
    const std::string text = to_json(now);
    if (!folder_.empty() && !written_.empty() && (text != written_ || failed_)) {
        thread_.ask(text);
    }
    thread_.finish();
    said_.clear();
    return complaint();
}

std::string reset_settings(const fs::path& folder) {
    if (folder.empty()) {
        return "no settings to remove: neither XDG_CONFIG_HOME nor HOME is set";
    }
    const fs::path path = folder / kName;
    std::error_code error;
    const fs::file_type type = fs::symlink_status(path, error).type();
    if (type == fs::file_type::not_found) {
        return "no settings to remove: there is no " + path.string();
    }
    if (type == fs::file_type::directory || !fs::remove(path, error) || error) {
        throw Error("cannot remove " + path.string() + ": " +
                    (error ? error.message() : "it is a folder"));
    }
    return "removed " + path.string();
}

}  // namespace la
