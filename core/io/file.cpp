#include "core/io/file.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <system_error>

#include <unistd.h>

#include "core/error.h"

namespace la {

std::string read_file(const std::filesystem::path& path) {
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) {
        throw Error("cannot read " + path.string() + ": it is a folder");
    }
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        throw Error("cannot read " + path.string() + ": " + std::strerror(errno));
    }
    return {std::istreambuf_iterator<char>(in), {}};
}

void write_file(const std::filesystem::path& path, std::string_view bytes) {
    std::filesystem::path partial = path;
    partial += ".partial-" + std::to_string(getpid());
    const auto fail = [&](const std::string& why) {
        std::error_code ignored;
        std::filesystem::remove(partial, ignored);
        throw Error("cannot write " + path.string() + ": " + why);
    };
    {
        std::ofstream out(partial, std::ios::binary | std::ios::trunc);
        if (!out) {
            fail(std::strerror(errno));
        }
        out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        out.close();
        if (!out) {
            fail(std::strerror(errno));
        }
    }
    std::error_code error;
    std::filesystem::rename(partial, path, error);
    if (error) {
        fail(error.message());
    }
}

void require_folder(const std::filesystem::path& file) {
    const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
    std::error_code ignored;
    if (!std::filesystem::is_directory(folder, ignored)) {
        throw Error("cannot write " + file.string() + ": there is no folder " + folder.string());
    }
}

}  // namespace la
