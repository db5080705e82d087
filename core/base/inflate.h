#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace la {

// Unpacks what zlib packs. Throws Error ("it is damaged"), also where more than `most` bytes would
// come out, whatever the data says about its size.

std::string unpack_gzip(std::string_view bytes, std::size_t most);  // one member or several

// Without a header, as in a zip archive.
std::string unpack_deflate(std::string_view bytes, std::size_t most);

}  // namespace la
