#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace la {

struct FileOptions {
    bool for_owner_only = false;  // mode 0600 whatever the umask says; otherwise a replaced file's
    bool to_disk = false;         // the bytes are on the disk before the file gets its name: slow
    // Mode and owner are those of this file, if it is there. Empty: of the file that is replaced.
    std::filesystem::path like{};
};

// A file in the making. It has no name until finish(): a reader sees the old file or the new one,
// never a part of one, and nothing is left of a draft that is dropped or whose process is killed.
// Links are followed: the file that they lead to is replaced, or made. A replaced file's mode is
// kept, and its owner as far as the system lets us. Pipes that are read, /dev/stdout and devices
// such as /dev/null are written to as they are; folders, sockets, disks, read-only files and pipes
// that nobody reads are refused. Every error is an Error naming the file. One thread at a time.
class FileDraft {
  public:
    // Throws if the file could not get its name in the end, as far as this can be known now.
    explicit FileDraft(std::filesystem::path path, FileOptions options = {});
    ~FileDraft();
    FileDraft(const FileDraft&) = delete;
    FileDraft& operator=(const FileDraft&) = delete;

    void write(std::string_view bytes);
    void finish();  // gives the file its name; call it once, after the last write

    // The open file, for a program that writes into it by itself. Not a file: a pipe or a device.
    int descriptor() const { return file_; }
    bool is_file() const { return !straight_; }
    const std::filesystem::path& path() const { return path_; }

  private:
    void open_straight(int as_descriptor, unsigned kind);
    void open_draft();
    void write_straight(std::string_view bytes);
    bool link_as(const std::string& name) const;
    void take_the_name();
    [[noreturn]] void fail(const std::string& why) const;
    [[noreturn]] void fail_with(int error) const;

    std::filesystem::path path_;    // as given, for messages
    std::filesystem::path target_;  // where its links lead to
    std::filesystem::path folder_;  // of the target
    FileOptions options_;
    int file_ = -1;
    bool straight_ = false;  // a pipe or a device
    std::string draft_;      // the draft's name; empty: it has none
};

}  // namespace la
