#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "core/base/file_draft.h"
#include "core/train/training_state.h"

namespace la {

// One file with a whole training, which goes on from it as if it had never been closed, and with
// the state of the application.
struct SavedSession {
    TrainingState training;
    std::string app;  // JSON written and read by app (app/session/app_json.h); empty: none
};

inline constexpr std::uint32_t kSessionVersion = 1;
inline constexpr std::uint64_t kLargestSession = std::uint64_t{1} << 30;  // bytes

// Same session, same bytes: a container (container.h) with JSON for named values and raw numbers
// for long arrays.
std::string session_bytes(const SavedSession& session);

// Throws Error saying what is wrong: not a session, a newer version, cut off, damaged, or
// inconsistent. Allocates at most a small multiple of the size of `bytes`.
SavedSession parse_session(std::string_view bytes);

// parse_session of a file. Throws Error naming the file and what to try.
SavedSession read_session(const std::filesystem::path& path);

// Writes a file and returns its size. An existing file stays until the new one is whole, on the
// disk, and has been parsed again. Throws Error.
std::uint64_t write_session(const std::filesystem::path& path, const SavedSession& session,
                            const FileOptions& options = {.to_disk = true});

}  // namespace la
