#pragma once

#include "core/io/container.h"
#include "core/io/session_file.h"

namespace la {

// What session files begin with; for what writes them and what reads them.
inline constexpr ContainerKind kSessionContainer{
    {"\x89LAS\r\n\x1a\n", 8}, "a session", kSessionVersion};

}  // namespace la
