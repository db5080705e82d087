#include "core/base/inflate.h"

#include <algorithm>
#include <array>
#include <limits>

#include <zlib.h>

#include "core/base/error.h"

namespace la {

namespace {

class Inflater {
  public:
    explicit Inflater(int window_bits) {
        if (inflateInit2(&stream_, window_bits) != Z_OK) {
            throw Error("it cannot be unpacked: out of memory");
        }
    }
    ~Inflater() { inflateEnd(&stream_); }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    // Unpacks one member and appends it to `out`; returns how many bytes it took.
    std::size_t member(std::string_view bytes, std::size_t most, std::string& out) {
        std::array<char, 1 << 16> part;
        std::size_t taken = 0;
        int state = Z_OK;
        inflateReset(&stream_);
        while (state != Z_STREAM_END) {
            const std::size_t given = std::min<std::size_t>(bytes.size() - taken, 1 << 30);
            // zlib takes a mutable pointer and only reads.
            stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data() + taken));
            stream_.avail_in = static_cast<uInt>(given);
            stream_.next_out = reinterpret_cast<Bytef*>(part.data());
            stream_.avail_out = static_cast<uInt>(part.size());
            state = inflate(&stream_, Z_NO_FLUSH);
            taken += given - stream_.avail_in;
            const std::size_t made = part.size() - stream_.avail_out;
            if (made > most - out.size()) {
                throw Error("it is larger than " + std::to_string(most >> 20) + " MiB unpacked");
            }
            out.append(part.data(), made);
            if (state != Z_OK && state != Z_STREAM_END) {
                throw Error(state == Z_BUF_ERROR ? "it is cut off" : "it is damaged");
            }
        }
        return taken;
    }

  private:
    z_stream stream_{};
};

}  // namespace

std::string unpack_gzip(std::string_view bytes, std::size_t most) {
    constexpr int kGzip = 16 + MAX_WBITS;
    Inflater inflater(kGzip);
    std::string out;
    do {
        bytes.remove_prefix(inflater.member(bytes, most, out));
    } while (bytes.starts_with("\x1f\x8b"));
    if (bytes.find_first_not_of('\0') != bytes.npos) {
        throw Error("it is damaged");
    }
    return out;
}

std::string unpack_deflate(std::string_view bytes, std::size_t most) {
    Inflater inflater(-MAX_WBITS);
    std::string out;
    inflater.member(bytes, most, out);
    return out;
}

}  // namespace la
