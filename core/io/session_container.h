#pragma once

#include "core/io/container.h"
#include "core/io/session_file.h"

namespace la {

// The container of session files, shared by their writer and their reader.
inline constexpr ContainerKind kSessionContainer{
    {"\x89LAS\r\n\x1a\n", 8}, "a session", kSessionVersion};

}  // namespace la
