#pragma once

#include <fcntl.h>
#include <unistd.h>

namespace la {

// Discards standard error while it lives. Without a driver or a Wayland session, Mesa and
// libwayland print lines that no setting turns off; our own message says all.
class Silence {
  public:
    Silence() : saved_(dup(STDERR_FILENO)) {
        const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
        if (saved_ >= 0 && nowhere >= 0) {
            dup2(nowhere, STDERR_FILENO);
        }
        if (nowhere >= 0) {
            close(nowhere);
        }
    }
    ~Silence() {
        if (saved_ >= 0) {
            dup2(saved_, STDERR_FILENO);
            close(saved_);
        }
    }
    Silence(const Silence&) = delete;
    Silence& operator=(const Silence&) = delete;

  private:
    int saved_;
};

}  // namespace la
