#include "render/gl/address_space.h"

#include <sys/mman.h>
#include <sys/resource.h>

#include <cstddef>
#include <stdexcept>
#include <string>

namespace la {

void require_address_space() {
    constexpr std::size_t kRoom = std::size_t{1} << 30;  // bytes; Mesa's llvmpipe with its compiler
    rlimit limit{};
    if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) {
        return;
    }
    void* room = mmap(nullptr, kRoom, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (room == MAP_FAILED) {
        throw std::runtime_error(
            "too little memory for OpenGL: " + std::to_string(limit.rlim_cur >> 20) +
            " MiB are allowed (ulimit -v), and drawing takes 1024 beside the "
            "rest; allow more");
    }
    munmap(room, kRoom);
}

}  // namespace la
