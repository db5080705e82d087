#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace la {

// Where the work of this process is kept while it is not saved, and what other processes have left
// there: unsaved-N.session, claimed by a lock on unsaved-N.lock for as long as the process lives.
// Several processes at once have a file each. At most kMax; then the oldest that was left gives
// way. Not thread-safe. Throws Error where the folder cannot be used.
class Unsaved {
  public:
    static constexpr int kMax = 16;

    explicit Unsaved(std::filesystem::path folder);
    ~Unsaved();
    Unsaved(const Unsaved&) = delete;
    Unsaved& operator=(const Unsaved&) = delete;

    // This process's own file; it need not exist.
    std::filesystem::path own() const { return session(own_.number); }
    void remove_own();

    struct Found {
        std::filesystem::path path;
        std::chrono::system_clock::time_point time;
    };
    // The newest that a process left which is no more. Nobody else finds it until this process
    // ends.
    std::optional<Found> find();

    // What was found becomes this process's own, or goes.
    void adopt();
    void discard();

  private:
    struct Slot {
        int number = 0;  // 0: none
        int lock = -1;   // file descriptor
    };
    std::filesystem::path session(int number) const;
    Slot claim(int number) const;
    void claim_own();
    static void release(Slot& slot);

    std::filesystem::path folder_;
    Slot own_, found_;
};

}  // namespace la
