// Tables in other frames: separators, comments, encodings, ARFF; and what is no table.

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "core/base/encodings.h"
#include "core/base/error.h"
#include "core/data/csv_points.h"

namespace la {
namespace {

using namespace std::string_view_literals;

CsvPoints parse(std::string_view bytes) {
    return parse_csv(bytes, "points.csv");
}

std::string refusal(std::string_view bytes) {
    try {
        parse(bytes);
    } catch (const Error& error) {
        return error.what();
    }
    return "accepted";
}

void expect_table(std::string_view bytes) {
    SCOPED_TRACE(bytes);
    try {
        const CsvPoints read = parse(bytes);
        EXPECT_EQ(read.points, (std::vector<glm::dvec2>{{0.1, -0.2}, {1.5, 1.25}, {2, 3}}));
        EXPECT_EQ(read.labels, (std::vector<std::uint8_t>{0, 1, 0}));
    } catch (const Error& error) {
        ADD_FAILURE() << error.what();
    }
}

TEST(CsvFrames, EverySeparatorIsFound) {
    expect_table("x,y,label\n0.1,-0.2,0\n1.5,1.25,1\n2,3,0\n");
    expect_table("x;y;label\n0.1;-0.2;0\n1.5;1.25;1\n2;3;0\n");
    expect_table("x|y|label\n0.1|-0.2|0\n1.5|1.25|1\n2|3|0\n");
    expect_table("x y label\n0.1 -0.2 0\n1.5 1.25 1\n2 3 0\n");
    expect_table("  0.1   -0.2  0\n  1.5    1.25 1  \n  2.0    3.0  0\n");
    expect_table("0.1\t -0.2\t0\n1.5\t1.25\t1\n2\t3\t0\n");
    expect_table(
        "1.000000000000000056e-01 -2.000000000000000111e-01 0.000000000000000000e+00\n"
        "1.500000000000000000e+00 1.250000000000000000e+00 1.000000000000000000e+00\n"
        "2.000000000000000000e+00 3.000000000000000000e+00 0.000000000000000000e+00\n");
    expect_table("0.1,-0.2,a|b c;d\n1.5,1.25,e\n2,3,a|b c;d\n");
    expect_table("0,1;-0,2;a b\n1,5;1,25;c d\n2;3;a b\n");
    expect_table("0.1, -0.2, a\n1.5, 1.25, b\n2, 3, a\n");
    expect_table("sep=;\nx;y;label\n0.1;-0.2;0\n1.5;1.25;1\n2;3;0\n");
    expect_table("\"sep=|\"\r\nx|y|label\r\n0.1|-0.2|0\r\n1.5|1.25|1\r\n2|3|0\r\n");
    expect_table("sep=^\n0.1^-0.2^0\n1.5^1.25^1\n2^3^0\n");
    EXPECT_EQ(refusal("1 234,2 345,0\n1 555,6 777,1\n").substr(0, 60),
              "points.csv:1: cells can be separated by commas or by spaces;");
}

TEST(CsvFrames, CommentsAndEmptyCellsAtTheEndDoNotCount) {
    expect_table("# made in 2024\n#\nx,y,label\n0.1,-0.2,0\n1.5,1.25,1\n2,3,0\n");
    expect_table("x1,x2,y\n0.1,-0.2,0,\n1.5,1.25,1,\n2,3,0,\n");
    expect_table("x1;x2;y;;\n0.1;-0.2;0;;\n1.5;1.25;1;;\n2;3;0;;\n;;;;\n;;;;\n");
    expect_table(";;\nx;y;label\n0,1;-0,2;0\n1,5;1,25;1\n;;\n2;3;0\n");
    expect_table("# label x y\n0 0.1 -0.2\n1 1.5 1.25\n0 2 3\n");
    expect_table("#label,x1,x2\n0,0.1,-0.2\n1,1.5,1.25\n0,2,3\n");
    EXPECT_EQ(parse("0,0,a\n#1,1,a\n2,2,b\n").notes,
              (std::vector<std::string>{"points.csv:2: 1 line that begins with # is left out"}));
    EXPECT_EQ(refusal("label,u,v\na,1,2\n#b,2,3\nc,4,5\n").substr(0, 47),
              "points.csv:3: '#b' can be a label or begin a co");
    EXPECT_EQ(parse("label,u,v\na,1,2\n\"#b\",2,3\n").class_names[0], "#b");
    EXPECT_EQ(refusal("1,2,a # first\n3,4,b\n").substr(0, 56),
              "points.csv:1: 'a # first' is a label or ends in a commen");
    EXPECT_EQ(parse("1,2,\"a # first\"\n3,4,c#\n").class_names,
              (std::vector<std::string>{"a # first", "c#"}));
    EXPECT_EQ(refusal("x,y,label\n# a comment\n1,2,a\n3,b,c\n").substr(0, 13), "points.csv:4:");
}

TEST(CsvFrames, ArffIsRead) {
    expect_table(
        "% a comment\n@RELATION r\n\n@attribute 'the class' {0,1}\n@attribute class {0,1}\n"
        "@ATTRIBUTE x real\n@attribute y real\n@DATA\n9,0,0.1,-0.2\n9,1,1.5,1.25\n9,0,2,3\n");
    expect_table(
        "@relation r\n@attribute 'a b' numeric\n@attribute b numeric\n@attribute c {'u v',w}\n"
        "@data\n% rows\n0.1,-0.2,'u v'\n1.5,1.25,w\n2,3,'u v'\n");
    EXPECT_EQ(
        refusal("@relation r\n@attribute x real\n@attribute y real\n@attribute c {a,b}\n@data\n"
                "1,2,a\n1,?,b\n"),
        "points.csv:7: '?' is not a number; mend or remove what is not a point");
    EXPECT_EQ(refusal("@relation r\n@attribute x real\n"), "points.csv: it has no @data");
}

// The same text in another encoding.
std::string widened(std::string_view text, std::size_t bytes, bool big_endian, bool mark) {
    std::string out;
    const auto add = [&](char32_t c) {
        for (std::size_t i = 0; i < bytes; ++i) {
            out += static_cast<char>(c >> 8 * (big_endian ? bytes - 1 - i : i) & 0xff);
        }
    };
    if (mark) {
        add(0xfeff);
    }
    while (!text.empty()) {
        char32_t c = take_character(text);
        if (bytes == 2 && c > 0xffff) {
            add(0xd800 + ((c - 0x10000) >> 10));
            c = 0xdc00 + ((c - 0x10000) & 0x3ff);
        }
        add(c);
    }
    return out;
}

TEST(CsvFrames, EveryEncodingBecomesUtf8) {
    constexpr std::string_view kTable =
        "x,y,label\n0.1,-0.2,caf\u00e9 \U0001f98a\n1.5,1.25,\u732b\n2,3,caf\u00e9 \U0001f98a\n";
    for (const bool big : {false, true}) {
        for (const std::size_t bytes : {std::size_t{2}, std::size_t{4}}) {
            const std::string text = widened(kTable, bytes, big, true);
            expect_table(text);
            EXPECT_EQ(parse(text).class_names[0], "caf\u00e9 \U0001f98a");
        }
        expect_table(widened(kTable, 2, big, false));
    }
    expect_table("\xef\xbb\xbf" + std::string(kTable));
    EXPECT_EQ(refusal("\xff\xfe"
                      "1\0,\0"
                      "2"sv),
              "points.csv is damaged: it begins as UTF-16 text and is none");
    const CsvPoints latin = parse("x,y,label\n0.1,-0.2,caf\xe9\n1.5,1.25,\x80uro\n");
    EXPECT_EQ(latin.class_names, (std::vector<std::string>{"caf\u00e9", "\u20acuro"}));
    EXPECT_EQ(latin.notes,
              (std::vector<std::string>{
                  "points.csv: it is not UTF-8 and is read as Windows-1252 (Latin-1)"}));
    EXPECT_EQ(parse("1,2,na\u00efve\n3,4,b\n").notes.size(), 0u);
}

TEST(CsvFrames, WhatIsNoTableIsNamed) {
    const auto names = [](std::string_view bytes, const std::string& what) {
        const std::string why = refusal(bytes);
        EXPECT_EQ(why.substr(0, 18 + what.size()), "points.csv: it is " + what) << why;
        EXPECT_EQ(why.find('\0'), std::string::npos);
        EXPECT_EQ(why.find('\n'), std::string::npos);
    };
    names("PK\x03\x04\x14\0\0\0xl/workbook.xml"sv, "an Excel workbook; save it as CSV");
    names("PK\x03\x04\x14\0\0\0mimetypeapplication/vnd.oasis"sv, "an OpenDocument file");
    names("PK\x03\x04\x14\0\0\0[Content_Types].xml word/document.xml"sv, "an Office document");
    names("MATLAB 7.3 MAT-file, Platform: GLNXA64"sv, "a MATLAB file");
    names("X\n\0\0\0\x03"sv, "an R data file");
    names("PK\x03\x04\x14\0\0\0a/data.pkl"sv, "a PyTorch file");
    names("PK\x03\x04\x14\0\0\0table.csv"sv, "a zip archive");
    names("PAR1\x15\x04\x15"sv, "a Parquet file");
    names("\x80\x04\x95\0\0"sv, "a Python pickle");
    names("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"sv, "a picture");
    names("\xff\xd8\xff\xe0\0"sv, "a picture");
    names("\x89HDF\r\n\x1a\n\0"sv, "an HDF5 file");
    names("%PDF-1.7\n"sv, "a PDF");
    names("{\"x\": [1, 2]}"sv, "JSON or a list");
    names(" [[0.1, 0.2, 0], [1, 2, 1]]"sv, "JSON or a list");
    names("<!DOCTYPE html><html>"sv, "HTML or XML");
    names("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv, "an old Office document");
    names("BZh91AY&SY"sv, "packed by bzip2");
    names("\x28\xb5\x2f\xfd\x04"sv, "packed by zstd");
    names("version https://git-lfs.github.com/spec/v1\n"sv, "a Git LFS pointer");
    EXPECT_EQ(parse("PAR1,FEA1,label\n1,2,a\n3,4,b\n").points.size(), 2u) << "names of columns";
    EXPECT_EQ(refusal("1,2,a\0b\n3,4,c\n"sv),
              "points.csv is not text (byte 5 is zero); save the points as CSV");
    EXPECT_EQ(refusal("\x1f\x8b\x08\0\0\0\0\0\0\x03"sv), "points.csv: it is cut off");
    EXPECT_EQ(refusal("\x93NUMPY\x01\0\xff\xff"sv), "points.csv: it is cut off");
}

}  // namespace
}  // namespace la
