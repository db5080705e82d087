#include "render/gl/display_loss.h"

#include <dlfcn.h>
#include <unistd.h>

#include <utility>

namespace la {

namespace {

std::function<void()>& action() {
    static std::function<void()> act;
    return act;
}

// Xlib ends the process when this returns.
int lost(void*) {
    if (action()) {
        std::exchange(action(), nullptr)();
    }
    _exit(1);
}

}  // namespace

// The window library loads Xlib when it finds an X server; nothing else of ours needs it.
void on_display_loss(std::function<void()> act) {
    action() = std::move(act);
    void* library = dlopen("libX11.so.6", RTLD_LAZY | RTLD_LOCAL | RTLD_NOLOAD);
    if (!library) {
        return;
    }
    using Handler = int (*)(void*);
    const auto set = reinterpret_cast<Handler (*)(Handler)>(dlsym(library, "XSetIOErrorHandler"));
    if (set) {
        set(action() ? &lost : nullptr);
    }
    dlclose(library);
}

}  // namespace la
