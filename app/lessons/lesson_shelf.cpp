#include "app/lessons/lesson_shelf.h"

#include <algorithm>
#include <system_error>

#include "app/lessons/lesson_json.h"
#include "core/base/error.h"
#include "core/base/escaped_text.h"
#include "core/base/files.h"
#include "lesson_file.h"

namespace la {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMost = 100;                            // files of a folder
constexpr std::uintmax_t kLargest = std::uintmax_t{1} << 18;  // bytes of one

// In the order in which they are best taken.
constexpr const char* kBuiltIn[] = {"layer",   "boundary", "wasted", "cost", "chain",
                                    "squared", "ode",      "rich",   "edge"};

std::vector<fs::path> files_of(const fs::path& folder) {
    std::vector<fs::path> out;
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
        if (entry.path().extension() == ".json" && out.size() < kMost) {
            out.push_back(entry.path());
        }
    }
    std::ranges::sort(out);
    return out;
}

Lesson read_lesson(const fs::path& path) {
    std::error_code error;
    if (!fs::is_regular_file(path, error) || fs::file_size(path, error) > kLargest) {
        throw UsageError("it is no file of 256 kB at most");
    }
    return parse_lesson(read_file(path, {kLargest, "a lesson"}), path.stem().string());
}

}  // namespace

std::shared_ptr<const LessonShelf> lesson_shelf(const fs::path& folder) {
    auto out = std::make_shared<LessonShelf>();
    for (const char* name : kBuiltIn) {
        out->lessons.push_back(parse_lesson(lesson_file(std::string(name) + ".json"), name));
    }
    if (folder.empty()) {
        return out;
    }
    for (const fs::path& path : files_of(folder)) {
        try {
            out->lessons.push_back(read_lesson(path));
            out->lessons.back().own = true;
        } catch (const std::exception& error) {
            out->failures.push_back("lesson " + escaped(path.string()) + ": " + error.what());
        }
    }
    return out;
}

}  // namespace la
