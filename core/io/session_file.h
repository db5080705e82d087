#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "core/train/training_state.h"

namespace la {

// A whole piece of work as one file: a training, which goes on from it as if it had never been
// closed, and what the application keeps beside it.
struct SavedSession {
    TrainingState training;
    std::string app;  // JSON, core does not look into it; empty: none
};

inline constexpr std::uint32_t kSessionVersion = 1;
inline constexpr std::uint64_t kLargestSession = std::uint64_t{1} << 30;  // bytes

// Same session, same bytes: a container (container.h) of JSON for what has names, and raw numbers
// for what is long.
std::string session_bytes(const SavedSession& session);

// Throws Error that says why it cannot be: not a session, of a newer version, cut off, damaged, or
// at odds with itself. Makes room for no more than a small multiple of what it is given.
SavedSession parse_session(std::string_view bytes);

// The same for a file; the Error names it and says what to try.
SavedSession read_session(const std::filesystem::path& path);

// Writes the file and gives its size. What was there before stays until the new file is whole, on
// the disk, and has been read back. Throws Error.
std::uint64_t write_session(const std::filesystem::path& path, const SavedSession& session);

}  // namespace la
