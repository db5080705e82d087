#include "core/data/file_kinds.h"

#include <array>
#include <cstddef>

#include "core/base/read_number.h"

namespace la {

namespace {

struct Kind {
    std::string_view begins;
    std::string_view what;
};

using namespace std::string_view_literals;

constexpr std::string_view kPicture = "a picture; save its points as CSV";
constexpr std::string_view kMatlab = "a MATLAB file; save its points by writematrix as CSV";
constexpr std::string_view kPickle = "a Python pickle; save its points as CSV or .npz";

constexpr std::array kKinds{
    Kind{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv, "an old Office document; save the table as CSV"},
    Kind{"PK\x05\x06"sv, "an empty zip archive"},
    Kind{"PAR1\x15"sv, "a Parquet file; save it as CSV, as by pandas' to_csv"},
    Kind{"ARROW1\0"sv, "an Arrow file; save it as CSV, as by pandas' to_csv"},
    Kind{"FEA1\0"sv, "a Feather file; save it as CSV, as by pandas' to_csv"},
    Kind{"\x89HDF\r\n\x1a\n"sv, "an HDF5 file; save its points as CSV or .npz"},
    Kind{"CDF\x01"sv, "a NetCDF file; save its points as CSV or .npz"},
    Kind{"CDF\x02"sv, "a NetCDF file; save its points as CSV or .npz"},
    Kind{"MATLAB 5.0 MAT-file"sv, kMatlab},
    Kind{"MATLAB 7.3 MAT-file"sv, kMatlab},
    Kind{"X\n\0\0"sv, "an R data file; save the table by write.csv"},
    Kind{"<stata_dta>"sv, "a Stata file; save the table as CSV"},
    Kind{"$FL2"sv, "an SPSS file; save the table as CSV"},
    Kind{"Obj\x01"sv, "an Avro file; save the table as CSV"},
    Kind{"RDX2\n"sv, "an R data file; save the table by write.csv"},
    Kind{"RDX3\n"sv, "an R data file; save the table by write.csv"},
    Kind{"SQLite format 3"sv, "an SQLite database; save the table as CSV"},
    Kind{"\x80\x02"sv, kPickle},
    Kind{"\x80\x03"sv, kPickle},
    Kind{"\x80\x04"sv, kPickle},
    Kind{"\x80\x05"sv, kPickle},
    Kind{"%PDF"sv, "a PDF; save the table as CSV"},
    Kind{"{\\rtf"sv, "a text document (RTF); save the table as CSV"},
    Kind{"\x89PNG\r\n"sv, kPicture},
    Kind{"\xff\xd8\xff"sv, kPicture},
    Kind{"GIF8"sv, kPicture},
    Kind{"II*\0"sv, kPicture},
    Kind{"MM\0*"sv, kPicture},
    Kind{"BZh"sv, "packed by bzip2; unpack it, or pack it by gzip"},
    Kind{"\xfd"
         "7zXZ\0"sv,
         "packed by xz; unpack it, or pack it by gzip"},
    Kind{"\x28\xb5\x2f\xfd"sv, "packed by zstd; unpack it, or pack it by gzip"},
    Kind{"7z\xbc\xaf\x27\x1c"sv, "a 7-Zip archive; unpack it"},
    Kind{"Rar!"sv, "a RAR archive; unpack it"},
    Kind{"\x7f"
         "ELF"sv,
         "a program, not a table"},
    Kind{"version https://git-lfs"sv, "a Git LFS pointer; fetch the file by git lfs pull"},
    Kind{"SIMPLE  ="sv, "a FITS file; save the table as CSV"},
    Kind{"%%MatrixMarket"sv, "a Matrix Market file; save the table as CSV"},
    Kind{"\x89LAS\r\n\x1a\n"sv, "a session; open it as --session"},
};

std::string_view zip_kind(std::string_view bytes) {
    const auto has = [&](std::string_view name) { return bytes.find(name) != bytes.npos; };
    if (has("xl/workbook")) {
        return "an Excel workbook; save it as CSV";
    }
    if (has("[Content_Types].xml")) {
        return "an Office document; save the table as CSV";
    }
    if (has("mimetypeapplication/vnd.oasis")) {
        return "an OpenDocument file; save it as CSV";
    }
    if (has("data.pkl")) {
        return "a PyTorch file; save its points as CSV or .npz";
    }
    return has(".npy") ? "" : "a zip archive; unpack it";
}

// JSON and markup, by their first character that is no space.
std::string_view text_kind(std::string_view text) {
    if (text.starts_with("\xef\xbb\xbf")) {
        text.remove_prefix(3);
    }
    text = without_spaces(text.substr(0, 1000));
    if (text.starts_with('<')) {
        return "HTML or XML; save the table as CSV";
    }
    if (text.starts_with('{') || text.starts_with('[')) {
        constexpr std::string_view kListBegins = "[{\"-.0123456789";
        const std::string_view within = without_spaces(text.substr(1));
        const bool list = !within.empty() && kListBegins.find(within[0]) != kListBegins.npos;
        if (text[0] == '{' || list) {
            return "JSON or a list; save the table as CSV, as by pandas' to_csv";
        }
    }
    return {};
}

}  // namespace

std::string_view known_kind(std::string_view bytes) {
    if (bytes.starts_with(kZipBegins)) {
        return zip_kind(bytes);
    }
    for (const Kind& kind : kKinds) {
        if (bytes.starts_with(kind.begins)) {
            return kind.what;
        }
    }
    constexpr std::size_t kTarAt = 257;
    if (bytes.size() > kTarAt && bytes.substr(kTarAt).starts_with("ustar")) {
        return "a tar archive; unpack it";
    }
    return text_kind(bytes);
}

}  // namespace la
