#include "core/data/csv_points.h"

#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/random.h"
#include "core/data/dataset.h"
#include "core/io/run_folder.h"
#include "tests/support/scratch_folder.h"

namespace la {
namespace {

CsvPoints parse(std::string_view text, const std::string& columns = "") {
    return parse_csv(text, "points.csv", {columns});
}

std::string refusal(std::string_view text, const std::string& columns = "") {
    try {
        parse(text, columns);
    } catch (const Error& error) {
        return error.what();
    }
    return "accepted";
}

void expect_three(const CsvPoints& read) {
    ASSERT_EQ(read.points.size(), 3u);
    EXPECT_EQ(read.points[0], glm::dvec2(1, 2));
    EXPECT_EQ(read.points[1], glm::dvec2(-0.5, 0.0025));
    EXPECT_EQ(read.points[2], glm::dvec2(300, -4));
    EXPECT_EQ(read.labels, (std::vector<std::uint8_t>{0, 1, 0}));
}

TEST(Csv, TheSameTableInManyForms) {
    expect_three(parse("x,y,label\n1,2,a\n-0.5,2.5e-3,b\n3E2,-4,a\n"));
    expect_three(parse("1,2,a\n-.5,0.0025,b\n+300,-4.0,a"));  // no header
    expect_three(
        parse("\xef\xbb\xbfx;y;label\r\n1;2;a\r\n-0,5;2,5e-3;b\r\n300;-4;a\r\n"));  // Excel
    expect_three(parse("u\tv\tkind\n1\t2\ta\n-0.5\t2.5e-3\tb\n300\t-4\ta\n"));
    expect_three(
        parse("\"x\", \"y\" ,\"label\"\n 1 ,\"2\", a \n\"-0.5\",0.0025,\"b\"\n300,-4,a\n"));
    expect_three(parse("\n  \n1,2,a\n\n-0.5,0.0025,b\n300,-4,a\n\n\n"));
    expect_three(parse("1,2,a\r-0.5,0.0025,b\r300,-4,a\r"));  // old Macs
    expect_three(parse("label,y,x\na,2,1\nb,0.0025,-0.5\na,-4,300\n"));
    expect_three(parse("id,a,b,c\n7,1,2,a\n8,-0.5,.0025,b\n9,300,-4,a\n", "a,b,c"));
    expect_three(parse("7,1,2,a\n8,-0.5,.0025,b\n9,300,-4,a\n", "2,3,4"));
}

TEST(Csv, ClassesAreInTheOrderOfNumbersOrNames) {
    const CsvPoints numbers = parse("0,0,10\n0,0,2\n0,0,-1\n0,0,2.0\n");
    EXPECT_EQ(numbers.class_names, (std::vector<std::string>{"-1", "2", "10"}));
    EXPECT_EQ(numbers.labels, (std::vector<std::uint8_t>{2, 1, 0, 1}));
    const CsvPoints names = parse("0,0,pear\n0,0,apple\n0,0,10\n");
    EXPECT_EQ(names.class_names, (std::vector<std::string>{"10", "apple", "pear"}));
    EXPECT_EQ(parse("0,0,\"a, \"\"b\"\"\nc\"\n0,0,d\n").class_names[0], "a, \"b\"\nc");
}

TEST(Csv, BadLinesAreNamed) {
    EXPECT_EQ(refusal("x,y,label\n1,2,0\nabc,1,1\n"),
              "points.csv:3: 'abc' is not a number; mend or remove what is not a point");
    std::string many = "x,y,label\n";
    for (int line = 2; line <= 40; ++line) {
        many += line % 4 == 1 ? "1,nan,0\n" : "1,2,1\n";
    }
    EXPECT_EQ(refusal(many),
              "points.csv:5: 'nan' is not finite; 8 more lines are bad (9, 13, 17, 21, "
              "25, ...); mend or remove what is not a point");
    const auto first = [](std::string_view row) {
        const std::string text = "0,0,0\n0,0,1\n" + std::string(row) + "\n";
        const std::string why = refusal(text);
        return why.substr(0, why.find(';'));
    };
    EXPECT_EQ(first("1,inf,0"), "points.csv:3: 'inf' is not finite");
    EXPECT_EQ(first("1,-Infinity,0"), "points.csv:3: '-Infinity' is not finite");
    EXPECT_EQ(first("1,1e39,0"), "points.csv:3: '1e39' is too large");
    EXPECT_EQ(first("1,1e999,0"), "points.csv:3: '1e999' is too large");
    EXPECT_EQ(first("1,,0"), "points.csv:3: a number is missing");
    EXPECT_EQ(first("1,2,"), "points.csv:3: the label is missing");
    EXPECT_EQ(first("1,2"), "points.csv:3: 2 cells, 3 expected");
    EXPECT_EQ(first("1,2,0,0"), "points.csv:3: 4 cells, 3 expected");
    EXPECT_EQ(first("1,2 3,0"), "points.csv:3: '2 3' is not a number");
    EXPECT_EQ(first("0x10,2,0"), "points.csv:3: '0x10' is not a number");
    EXPECT_EQ(first("1,2,\"0"), "points.csv:3: a quote is never closed");
    EXPECT_EQ(first("1,2,\"0\"1"), "points.csv:3: text after the quoted '0'");
    EXPECT_EQ(parse("0,1e-999,0\n1,1,1\n").points[0].y, 0);  // smaller than any double
    // Lines are counted as in an editor, including empty lines and those within quotes.
    EXPECT_EQ(refusal("x,y,label\n1,2,\"a\nb\"\n\nx,1,c\n").substr(0, 13), "points.csv:5:");
}

TEST(Csv, WhatIsNoTableOfClassesIsRefused) {
    EXPECT_EQ(refusal(""), "points.csv is empty; a row of it would be 0.5,-1,0: x, y and label");
    EXPECT_EQ(refusal("\xef\xbb\xbf\r\n \n").substr(0, 19), "points.csv is empty");
    EXPECT_EQ(refusal("x,y,label\n"), "points.csv has a header and no points");
    EXPECT_EQ(refusal("1,2,a\n3,4,a\n"),
              "points.csv: all points have the one label 'a', two classes are needed");
    EXPECT_EQ(refusal("1,2\n3,4\n"),
              "points.csv: 2 columns; two of numbers and one of labels are needed");
    EXPECT_EQ(refusal("a,b,c,d\n1,2,3,4\n"),
              "points.csv: 4 columns (a, b, c, d); say which to take "
              "with --set dataset.columns=A,B,LABEL");
    EXPECT_EQ(refusal("a,b,c,d\n1,2,3,4\n", "a,b,e"),
              "points.csv: there is no column 'e'; there are a, b, c, d");
    EXPECT_EQ(refusal("1,2,3,4\n", "1,2,5"),
              "points.csv: there is no column '5'; there are columns 1 to 4");
    EXPECT_EQ(refusal("1,2,3,4\n", "1,2"),
              "dataset.columns: '1,2' is not three columns as in x,y,label");
    std::string eleven, many;
    for (int i = 0; i < 200; ++i) {
        eleven += "0,0," + std::to_string(i % 11) + "\n";
        many += "0,0,0." + std::to_string(i) + "\n";
    }
    EXPECT_EQ(refusal(eleven).substr(0, 35), "points.csv: 11 classes, at most 10 ");
    EXPECT_EQ(refusal(many).substr(0, 13),
              "points.csv:21");  // many values: targets of a regression
}

TEST(Csv, AColumnCalledSplitIsKept) {
    const CsvPoints read = parse("x,y,label,split\n1,2,0,test\n3,4,1,train\n");
    EXPECT_EQ(read.test, (std::vector<bool>{true, false}));
    EXPECT_EQ(refusal("x,y,label,split\n1,2,0,train\n3,4,1,dev\n"),
              "points.csv:3: 'dev' is not train, val or test (this column is left out where --set "
              "dataset.columns=x,y,label names three); mend or remove what is not a point");
}

std::string ten_classes(int rows) {
    Random random(3);
    std::string text = "x,y,label\n";
    for (int i = 0; i < rows; ++i) {
        text += std::to_string(random.normal()) + "," + std::to_string(random.normal()) +
                ",class " + std::to_string(random.below(10)) + "\n";
    }
    return text;
}

TEST(Csv, TenClassesAndAHundredThousandPoints) {
    const CsvPoints read = parse(ten_classes(100000));
    EXPECT_EQ(read.points.size(), 100000u);
    EXPECT_EQ(read.class_names.size(), 10u);
}

class CsvFile : public testing::Test {
  protected:
    DatasetConfig config(const std::string& text) {
        write_file(folder_ / "points.csv", text);
        DatasetConfig out;
        out.kind = DatasetKind::Csv;
        out.file = (folder_ / "points.csv").string();
        return out;
    }
    ScratchFolder folder_;
};

TEST_F(CsvFile, BecomesADatasetThatIsShuffledAndSplit) {
    DatasetConfig points = config(ten_classes(1000));
    const Dataset data = make_dataset(points);
    EXPECT_EQ(data.size(), 1000);
    EXPECT_EQ(data.train, 800);
    EXPECT_EQ(data.classes, 10);
    EXPECT_EQ(data.class_names[3], "class 3");
    const CsvPoints file = read_csv(points.file);
    EXPECT_NE(data.points[0], glm::vec2(file.points[0]));
    const auto sum = [](const auto& all) {
        double out = 0;
        for (const auto& p : all) {
            out += std::abs(static_cast<double>(p.x)) + 2 * std::abs(static_cast<double>(p.y));
        }
        return out;
    };
    EXPECT_NEAR(sum(data.points), sum(file.points), 1e-3);
    EXPECT_EQ(make_dataset(points).points, data.points);
    points.seed = 2;
    EXPECT_NE(make_dataset(points).points, data.points);
    points.label_noise = 0.25;
    const Dataset noisy = make_dataset(points);
    points.label_noise = 0;
    const Dataset clean = make_dataset(points);
    int replaced = 0;
    for (int i = 0; i < 1000; ++i) {
        replaced += noisy.labels[i] != clean.labels[i];
    }
    EXPECT_EQ(replaced, 200);
}

// Means and deviations are numpy's mean and std (ddof 0) of the columns 1, 2, 3, 6 and 10, 10, 10,
// 30.
TEST_F(CsvFile, CanBeStandardised) {
    DatasetConfig points = config("1,10,a\n2,10,b\n3,10,a\n6,30,b\n");
    points.standardise = true;
    const Dataset data = make_dataset(points);
    for (int i = 0; i < 4; ++i) {
        const double x = data.points[i].x * 1.8708286933869707 + 3;
        const double y = data.points[i].y * 8.660254037844387 + 15;
        EXPECT_NEAR(x, std::round(x), 1e-6);
        EXPECT_NEAR(std::min(std::abs(y - 10), std::abs(y - 30)), 0, 1e-5);
    }
    points = config("1,5,a\n2,5,b\n");  // a constant column becomes 0
    points.standardise = true;
    EXPECT_EQ(make_dataset(points).points[0].y, 0);
}

// The data.csv of a run reads back as the same data, to the last bit and in the same order.
TEST_F(CsvFile, WhatIsWrittenReadsBackEqual) {
    DatasetConfig points = config(ten_classes(300));
    points.label_noise = 0.2;
    for (const bool named : {true, false}) {
        Dataset data = make_dataset(named ? points : DatasetConfig{.label_noise = 0.1});
        DatasetConfig again = config(data_csv(data));
        const Dataset back = make_dataset(again);
        EXPECT_EQ(back.points, data.points);
        EXPECT_EQ(back.labels, data.labels);
        EXPECT_EQ(back.train, data.train);
        EXPECT_EQ(back.classes, data.classes);
        EXPECT_EQ(data_csv(back), data_csv(data));
    }
}

// Numbers and names that mean something else elsewhere keep their meaning in a data.csv.
TEST_F(CsvFile, WhatIsWrittenMeansTheSame) {
    for (const char* table : {"x;y;label\n801;3,252;\"10,0\"\n57;65,5;\"2,0\"\n1;2;\"1,500\"\n",
                              "1,2,\"a # b\"\n3,4,#c\n", "12;1.125;a\n13;2.5;b\n1.375;1;a\n",
                              "0,1,label\n0.5,1.25,\" a\"\n1,2,\"a|b;c\"\n"}) {
        SCOPED_TRACE(table);
        DatasetConfig points = config(table);
        points.test_fraction = 0;
        const Dataset data = make_dataset(points);
        const std::string written = data_csv(data);
        const Dataset back = make_dataset(config(written));
        EXPECT_EQ(back.points, data.points);
        EXPECT_EQ(back.labels, data.labels);
        EXPECT_EQ(data_csv(back), written);
    }
}

// Points drawn by hand keep the numbers of their classes, even of classes without points.
TEST_F(CsvFile, DrawnPointsKeepTheNumbersOfTheirClasses) {
    DatasetConfig points = config("x,y,label,split\n1,2,0,train\n3,4,4,train\n5,6,0,test\n");
    points.kind = DatasetKind::Drawn;
    points.classes = 6;
    const Dataset data = make_dataset(points);
    EXPECT_EQ(data.classes, 6);
    EXPECT_EQ(data.labels, (std::vector<std::uint8_t>{0, 4, 0}));
    EXPECT_EQ(data.train, 2);
    points.classes = 4;
    EXPECT_THROW(make_dataset(points), Error);
}

TEST_F(CsvFile, WhatCannotBeReadIsSaid) {
    const auto why = [](const DatasetConfig& points) -> std::string {
        try {
            make_dataset(points);
        } catch (const Error& error) {
            return error.what();
        }
        return "accepted";
    };
    DatasetConfig points = config("1,2,3\n");
    points.file = "";
    EXPECT_NE(why(points).find("dataset.file"), std::string::npos);
    points.file = "/nonexistent/points.csv";
    EXPECT_EQ(why(points), "cannot read /nonexistent/points.csv: No such file or directory");
    points.file = (folder_ / ".").string();
    EXPECT_NE(why(points).find("it is a folder"), std::string::npos);
    points.file = "/dev/zero";
    EXPECT_EQ(why(points), "cannot read /dev/zero: it is not a regular file");
    // A sparse file of two gigabytes, refused by its size.
    points.file = (folder_ / "large.csv").string();
    std::ofstream(points.file) << "x,y,label\n";
    std::filesystem::resize_file(points.file, std::uint64_t{2} << 30);
    const std::string large = why(points);
    EXPECT_NE(large.find("2048 MiB, and at most 256 MiB of points are read"), std::string::npos)
        << large;
    std::filesystem::remove(points.file);
}

}  // namespace
}  // namespace la
