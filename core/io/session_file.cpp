#include "core/io/session_file.h"

#include <system_error>

#include "core/base/error.h"
#include "core/base/files.h"

namespace la {

SavedSession read_session(const std::filesystem::path& path) {
    const auto fail = [&](const std::string& why, const std::string& hint) {
        throw Error("cannot open " + path.string() + ": " + why + "; " + hint);
    };
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (!std::filesystem::exists(status)) {
        fail("there is no such file", "sessions end in .session, saved with Ctrl+S");
    }
    if (!std::filesystem::is_regular_file(status)) {
        fail("it is no file", "sessions end in .session, saved with Ctrl+S");
    }
    const std::uint64_t size = std::filesystem::file_size(path, error);
    if (!error && size > kLargestSession) {
        fail("with " + std::to_string(size) + " bytes it is larger than any session",
             "sessions end in .session, saved with Ctrl+S");
    }
    try {
        return parse_session(read_file(path, {kLargestSession, "a session"}));
    } catch (const Error& refusal) {
        fail(refusal.what(), "try another copy of it");
    }
    return {};
}

std::uint64_t write_session(const std::filesystem::path& path, const SavedSession& session,
                            const FileOptions& options) {
    const std::string bytes = session_bytes(session);
    const auto fail = [&](const std::string& why) {
        throw Error("cannot save " + path.string() + ": " + why);
    };
    if (bytes.size() > kLargestSession) {
        fail("the session has " + std::to_string(bytes.size()) +
             " bytes, more than can be opened again; try fewer rows of the metrics (--every)");
    }
    try {
        parse_session(bytes);
    } catch (const Error& error) {
        fail(std::string("it could not be opened again: ") + error.what());
    }
    write_file(path, bytes, options);
    return bytes.size();
}

}  // namespace la
