#include "app/experiment/setting_file.h"

#include <string>
#include <system_error>

#include "app/experiment/run_options.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/config/config_json.h"
#include "core/data/zip_file.h"
#include "core/io/user_presets.h"
#include "core/tensor_files/tensor_file.h"
#include "render/png.h"

namespace la {

namespace fs = std::filesystem;

namespace {

constexpr ReadLimit kText{std::uint64_t{4} << 20, "a configuration"};
constexpr ReadLimit kAnswers{std::uint64_t{1} << 20, "answers"};
constexpr ReadLimit kPicture{std::uint64_t{1} << 30, "a picture"};

Config config_in(const fs::path& file) {
    if (file.extension() == ".png") {
        const std::string text = png_text(read_file(file, kPicture), kConfigKey);
        if (text.empty()) {
            throw UsageError(
                "no setting is in this picture: only those that this program saves "
                "carry one");
        }
        return parse_config(text);
    }
    const std::string text = read_file_or_zipped(file, kText);
    return is_preset(text) ? parse_preset(text, file.stem().string()).config : parse_config(text);
}

}  // namespace

Config read_setting_file(const fs::path& path) {
    std::error_code error;
    const bool holds_files = path.extension() == ".zip" || fs::is_directory(path, error);
    const fs::path file = holds_files ? path / "config.json" : path;
    try {
        Config out = config_in(file);
        find_data_beside(out, file);
        return out;
    } catch (const UsageError& wrong) {
        throw UsageError(file.string() + ": " + wrong.what());
    }
}

AnswersFile read_answers(const fs::path& path) {
    return {path.string(), read_zipped(path, "answers.json", kAnswers).value_or("")};
}

}  // namespace la
