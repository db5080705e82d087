#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace la {

// Messages over a socket between the program and its model reader: length u64, bytes. One thread at
// a time.
class Channel {
  public:
    explicit Channel(int socket) : socket_(socket) {}  // non-blocking; owns it
    ~Channel();
    Channel(const Channel&) = delete;
    Channel& operator=(const Channel&) = delete;

    int socket() const { return socket_; }

    // Called about thirty times a second while the other side lets one wait; throws to end the
    // waiting. Empty: waits for ever.
    using Meanwhile = std::function<void()>;

    // False if the other side has gone.
    bool send(std::string_view message, const Meanwhile& meanwhile = {});
    // False if the other side has gone. Throws Error if its message is longer than `longest`.
    bool receive(std::string& message, std::uint64_t longest, const Meanwhile& meanwhile = {});

  private:
    bool wait_for(short events, const Meanwhile& meanwhile) const;
    bool send_all(const char* bytes, std::size_t size, const Meanwhile& meanwhile);
    bool receive_all(char* bytes, std::size_t size, const Meanwhile& meanwhile);

    int socket_;
};

}  // namespace la
