#include "core/model_reader/channel.h"

#include <algorithm>
#include <cerrno>

#include <poll.h>
#include <unistd.h>

#include "core/base/byte_stream.h"
#include "core/base/error.h"

namespace la {

namespace {

constexpr int kPatienceMs = 30;
constexpr std::size_t kPiece = std::size_t{1} << 20;  // grows with what has really come

}  // namespace

Channel::~Channel() {
    close(socket_);
}

bool Channel::wait_for(short events, const Meanwhile& meanwhile) const {
    for (;;) {
        pollfd waiting{socket_, events, 0};
        const int ready = poll(&waiting, 1, meanwhile ? kPatienceMs : -1);
        if (ready > 0) {
            return true;  // also when the other side has gone: the next call says so
        }
        if (ready < 0 && errno != EINTR) {
            return false;
        }
        if (meanwhile) {
            meanwhile();
        }
    }
}

// A write to a side that has gone raises SIGPIPE: the program ignores it, the reader ends by it.
bool Channel::send_all(const char* bytes, std::size_t size, const Meanwhile& meanwhile) {
    while (size > 0) {
        if (!wait_for(POLLOUT, meanwhile)) {
            return false;
        }
        const ssize_t sent = write(socket_, bytes, std::min(size, kPiece));
        if (sent < 0 && errno != EINTR && errno != EAGAIN) {
            return false;
        }
        bytes += std::max<ssize_t>(sent, 0);
        size -= static_cast<std::size_t>(std::max<ssize_t>(sent, 0));
    }
    return true;
}

bool Channel::receive_all(char* bytes, std::size_t size, const Meanwhile& meanwhile) {
    while (size > 0) {
        if (!wait_for(POLLIN, meanwhile)) {
            return false;
        }
        const ssize_t came = read(socket_, bytes, size);
        if (came == 0 || (came < 0 && errno != EINTR && errno != EAGAIN)) {
            return false;
        }
        bytes += std::max<ssize_t>(came, 0);
        size -= static_cast<std::size_t>(std::max<ssize_t>(came, 0));
    }
    return true;
}

bool Channel::send(std::string_view message, const Meanwhile& meanwhile) {
    char length[sizeof(std::uint64_t)];
    bytes::store(static_cast<std::uint64_t>(message.size()), length);
    return send_all(length, sizeof length, meanwhile) &&
           send_all(message.data(), message.size(), meanwhile);
}

bool Channel::receive(std::string& message, std::uint64_t longest, const Meanwhile& meanwhile) {
    char length[sizeof(std::uint64_t)];
    if (!receive_all(length, sizeof length, meanwhile)) {
        return false;
    }
    const auto size = bytes::load<std::uint64_t>(length);
    if (size > longest) {
        throw Error("it answers with " + std::to_string(size) + " bytes, more than the " +
                    std::to_string(longest) + " that the answer can need");
    }
    message.clear();
    while (message.size() < size) {
        const std::size_t at = message.size();
        message.resize(std::min<std::uint64_t>(size, at + kPiece));
        if (!receive_all(message.data() + at, message.size() - at, meanwhile)) {
            return false;
        }
    }
    return true;
}

}  // namespace la
