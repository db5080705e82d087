#include "render/png.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <stdexcept>
#include <utility>
#include <vector>

namespace la {

namespace {

constexpr int kLevel = 4;  // of zlib's 1 to 9: half the time of 6, 5 % more bytes
constexpr std::size_t kPiece = std::size_t{1} << 18;
constexpr int kPixel = 4;  // bytes
constexpr std::uint8_t kSub = 1, kUp = 2;

std::array<std::uint8_t, 4> big_endian(std::uint32_t value) {
    return {static_cast<std::uint8_t>(value >> 24), static_cast<std::uint8_t>(value >> 16),
            static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)};
}

// A filtered byte's distance from 0, modulo 256: its cost when compressed.
int residue(std::uint8_t byte, std::uint8_t neighbour) {
    return std::abs(static_cast<std::int8_t>(static_cast<std::uint8_t>(byte - neighbour)));
}

[[noreturn]] void fail(const std::string& why) {
    throw std::runtime_error("cannot make a picture: " + why);
}

}  // namespace

std::string png_text(std::string_view png, std::string_view keyword) {
    constexpr std::size_t kSignature = 8, kFrame = 12;  // a chunk's length, kind and checksum
    std::size_t at = kSignature;
    while (png.starts_with("\x89PNG\r\n\x1a\n") && at + kFrame <= png.size()) {
        std::size_t length = 0;
        for (const char byte : png.substr(at, 4)) {
            length = length << 8 | static_cast<std::uint8_t>(byte);
        }
        if (length > png.size() - at - kFrame) {
            break;
        }
        const std::string_view body = png.substr(at + 8, length);
        if (png.substr(at + 4, 4) == "tEXt" && body.starts_with(keyword) &&
            body.substr(keyword.size()).starts_with('\0')) {
            return std::string(body.substr(keyword.size() + 1));
        }
        at += length + kFrame;
    }
    return {};
}

struct PngWriter::Stream {
    z_stream zlib{};
    std::vector<std::uint8_t> above, filtered, out;

    ~Stream() { deflateEnd(&zlib); }
};

PngWriter::PngWriter(ByteSink sink, glm::ivec2 size, const PngText& text)
    : sink_(std::move(sink)), size_(size), stream_(std::make_unique<Stream>()) {
    if (size.x < 1 || size.y < 1) {
        fail("the image is empty");
    }
    if (deflateInit(&stream_->zlib, kLevel) != Z_OK) {
        fail("no memory");
    }
    const std::size_t row = static_cast<std::size_t>(kPixel) * size.x;
    stream_->above.resize(row);
    stream_->filtered.resize(row + 1);
    stream_->out.resize(kPiece);

    constexpr std::array<std::uint8_t, 8> kSignature{0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    sink_(kSignature);
    const auto width = big_endian(static_cast<std::uint32_t>(size.x));
    const auto height = big_endian(static_cast<std::uint32_t>(size.y));
    std::array<std::uint8_t, 13> header{0, 0, 0, 0, 0, 0, 0, 0, 8, 6};  // 8 bits, RGBA
    std::ranges::copy(width, header.begin());
    std::ranges::copy(height, header.begin() + 4);
    chunk("IHDR", header);
    if (!text.keyword.empty()) {
        std::vector<std::uint8_t> words(text.keyword.begin(), text.keyword.end());
        words.push_back(0);
        words.insert(words.end(), text.text.begin(), text.text.end());
        chunk("tEXt", words);
    }
    stream_->zlib.next_out = stream_->out.data();
    stream_->zlib.avail_out = static_cast<uInt>(stream_->out.size());
}

PngWriter::~PngWriter() = default;

void PngWriter::chunk(const char* kind, std::span<const std::uint8_t> data) {
    const auto* name = reinterpret_cast<const std::uint8_t*>(kind);
    uLong check = crc32(0, name, 4);
    if (!data.empty()) {  // the crc32 of a null pointer would start again
        check = crc32(check, data.data(), static_cast<uInt>(data.size()));
    }
    const auto length = big_endian(static_cast<std::uint32_t>(data.size()));
    const auto sum = big_endian(static_cast<std::uint32_t>(check));
    sink_(length);
    sink_({name, 4});
    sink_(data);
    sink_(sum);
}

// Compresses zlib's input and writes the output piece by piece.
void PngWriter::compress(bool last) {
    z_stream& zlib = stream_->zlib;
    for (;;) {
        const int state = deflate(&zlib, last ? Z_FINISH : Z_NO_FLUSH);
        const bool ended = last ? state == Z_STREAM_END : zlib.avail_in == 0;
        if (zlib.avail_out == 0 || (ended && last)) {
            chunk("IDAT", {stream_->out.data(), stream_->out.size() - zlib.avail_out});
            zlib.next_out = stream_->out.data();
            zlib.avail_out = static_cast<uInt>(stream_->out.size());
        }
        if (ended) {
            return;
        }
    }
}

// Filters every row: the difference from its left or its upper neighbour, whichever is smaller.
void PngWriter::add(std::span<const std::uint8_t> rows) {
    const std::size_t length = stream_ ? stream_->above.size() : 1;
    const std::size_t count = rows.size() / length;
    if (rows.size() % length != 0 || rows_ + static_cast<std::int64_t>(count) > size_.y) {
        fail("a piece of the image has another size");
    }
    std::vector<std::uint8_t>& above = stream_->above;
    std::vector<std::uint8_t>& filtered = stream_->filtered;
    for (std::size_t r = 0; r < count; ++r, ++rows_) {
        const std::uint8_t* row = rows.data() + r * length;
        long left = 0, up = 0;
        for (std::size_t i = 0; i < length; ++i) {
            left += residue(row[i], i < kPixel ? 0 : row[i - kPixel]);
            up += residue(row[i], above[i]);
        }
        filtered[0] = up <= left ? kUp : kSub;
        for (std::size_t i = 0; i < length; ++i) {
            const std::uint8_t predicted =
                up <= left ? above[i] : (i < kPixel ? std::uint8_t{0} : row[i - kPixel]);
            filtered[i + 1] = static_cast<std::uint8_t>(row[i] - predicted);
        }
        std::copy_n(row, length, above.begin());
        stream_->zlib.next_in = filtered.data();
        stream_->zlib.avail_in = static_cast<uInt>(filtered.size());
        compress(false);
    }
}

void PngWriter::finish() {
    if (rows_ != size_.y) {
        fail("the image is not whole");
    }
    compress(true);
    chunk("IEND", {});
    stream_.reset();
}

}  // namespace la
