// Loaded before a program under the leak sanitizer: libraries stay where they are until the end, so
// that a report can name them. Mesa's driver is unloaded with the window, and what it never gives
// back would then belong to an <unknown module> that no suppression can name.
int dlclose(void* handle) {
    (void)handle;
    return 0;
}
