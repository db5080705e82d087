#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace la {

// The folder that holds the unsaved work of this process and of dead ones: unsaved-N.session,
// claimed by a lock on unsaved-N.lock while the process lives. Each running process has its own
// file. There are at most kMax; beyond that the oldest file of a dead process is replaced. Not
// thread-safe. Throws Error if the folder cannot be used.
class Unsaved {
  public:
    static constexpr int kMax = 16;

    explicit Unsaved(std::filesystem::path folder);
    ~Unsaved();
    Unsaved(const Unsaved&) = delete;
    Unsaved& operator=(const Unsaved&) = delete;

    // The file of this process; it need not exist.
    std::filesystem::path own() const { return session(own_.number); }
    void remove_own();

    struct Found {
        std::filesystem::path path;
        std::chrono::system_clock::time_point time;
    };
    // Newest file left by a dead process; claims it until this process ends.
    std::optional<Found> find();

    // Makes the found file that of this process, or removes it.
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
