#include "app/export/hand_in_files.h"

#include <stdlib.h>

#include <algorithm>
#include <cstdint>
#include <system_error>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/config/config_json.h"
#include "core/data/zip_file.h"
#include "core/io/run_writer.h"
#include "core/io/shallow_csv.h"

namespace la {

namespace fs = std::filesystem;

namespace {

constexpr ReadLimit kPart{std::uint64_t{1} << 30, "what is handed in"};

fs::path temporary_folder() {
    std::error_code error;
    const fs::path place = fs::temp_directory_path(error);
    std::string name = (place / "leastaction-hand-in-XXXXXX").string();
    if (error || mkdtemp(name.data()) == nullptr) {
        throw Error("cannot make a folder for temporary files in " + place.string());
    }
    return name;
}

}  // namespace

HandInFiles::HandInFiles(fs::path archive) : archive_(std::move(archive)) {}

HandInFiles::~HandInFiles() {
    std::error_code ignored;
    if (!folder_.empty()) {
        fs::remove_all(folder_, ignored);
    }
}

void HandInFiles::write_run(const Snapshot& run, const std::string& answers) {
    require_writable(archive_);
    folder_ = temporary_folder();
    if (run.kind == RunKind::Shallow) {
        write_file(folder_ / "metrics.csv", shallow_csv(*run.shallow));
        write_file(folder_ / "config.json", to_json(*run.shallow->config));
    } else {
        RunWriter(folder_, false).write(run);
    }
    write_file(folder_ / "answers.json", answers);
}

void HandInFiles::pack() const {
    std::vector<fs::path> paths{fs::directory_iterator(folder_), {}};
    std::ranges::sort(paths);  // the same files, the same bytes
    std::vector<ZipEntry> files;
    for (const fs::path& path : paths) {
        files.push_back({path.filename().string(), read_file(path, kPart)});
    }
    write_file(archive_, zip(files));
}

}  // namespace la
