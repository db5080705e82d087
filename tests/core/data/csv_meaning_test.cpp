// What a table means is read, or it is refused with its line; what was assumed is a note.

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/data/csv_points.h"

namespace la {
namespace {

CsvPoints parse(std::string_view text, const std::string& columns = "") {
    return parse_csv(text, "points.csv", {.columns = columns, .one_class = true});
}

std::string refusal(std::string_view text, const std::string& columns = "") {
    try {
        parse(text, columns);
    } catch (const Error& error) {
        return error.what();
    }
    return "accepted";
}

// The beginning of a refusal, up to its advice.
std::string why(std::string_view text, const std::string& columns = "") {
    const std::string whole = refusal(text, columns);
    return whole.substr(0, whole.find(';'));
}

std::string notes(const CsvPoints& read) {
    std::string out;
    for (const std::string& note : read.notes) {
        out += (out.empty() ? "" : "; ") + note;
    }
    return out;
}

using Points = std::vector<glm::dvec2>;
using Names = std::vector<std::string>;

TEST(CsvNumbers, OneDecimalSignHoldsForTheWholeTable) {
    const Points points{{900, 0.25}, {1.444, -1.5}};
    EXPECT_EQ(parse("x;y;label\n900;0,25;0\n1,444;-1,5;1\n").points, points);
    EXPECT_EQ(parse("x\ty\tlabel\n900\t0.25\t0\n1.444\t-1.5\t1\n").points, points);
    EXPECT_EQ(parse("x,y,label\n900,\"0,25\",0\n\"1,444\",\"-1,5\",1\n").points, points);
    // Evidence in any line, also behind what it decides.
    EXPECT_EQ(parse("1,444;0,251;a\n1,445;12,3456;b\n").points,
              (Points{{1.444, 0.251}, {1.445, 12.3456}}));
}

TEST(CsvNumbers, ThousandsAreReadWhereTheyAreCertain) {
    const Points points{{1234.56, 2}, {1444, 3}};
    EXPECT_EQ(parse("1.234,56;2;a\n1.444;3;b\n").points, points);
    EXPECT_EQ(parse("1,234.56\t2\ta\n1,444\t3\tb\n").points, points);
    EXPECT_EQ(parse("\"1,234.56\",2,a\n\"1,444\",3,b\n").points, points);
    EXPECT_EQ(parse("1 234,56;2;a\n1 444;3;b\n").points, points);
    EXPECT_EQ(parse("1'234.56;2;a\n1'444;3;b\n").points, points);
    EXPECT_EQ(parse("1\u202f234,56;2;a\n1\u00a0444;3;b\n").points, points);
    EXPECT_EQ(parse("1,234,567;2;a\n1,444;3;b\n").points, (Points{{1234567, 2}, {1444, 3}}));
}

TEST(CsvNumbers, WhatCanMeanBothIsRefused) {
    constexpr const char* kAdvice =
        "; write all numbers without thousands signs and with a decimal point";
    EXPECT_EQ(refusal("x\ty\tlabel\n900\t0.1\t0\n1,444\t0.2\t1\n"),
              std::string("points.csv:3: '1,444' can mean 1444 or 1.444") + kAdvice);
    EXPECT_EQ(why("x;y;label\n900;1;0\n12,005;2;1\n"),
              "points.csv:3: '12,005' can mean 12005 or 12.005");
    EXPECT_EQ(why("\"1,234\",\"2,345\",0\n5,6,1\n"),
              "points.csv:1: '1,234' can mean 1234 or 1.234");
    EXPECT_EQ(why("x;y;label\n1,444;900.5;0\n2,5;3;1\n"),
              "points.csv:3: '2,5' has a decimal comma, '900.5' in line 2 a decimal point");
    EXPECT_EQ(why("x;y;label\n0,25;2;0\n1.444;3;1\n"),
              "points.csv:3: '1.444' can mean 1444 or 1.444");
    EXPECT_EQ(why("x;y;label\n1,444;2.005;0\n1,445;3.005;1\n"),
              "points.csv:2: '1,444' can mean 1444 or 1.444");
    EXPECT_EQ(why("1,23,456;2;a\n1;2;b\n"), "points.csv:1: '1,23,456' is not a number");
    EXPECT_EQ(why("1.2.3;2;a\n1;2;b\n"), "points.csv:1: '1.2.3' is not a number");
}

TEST(CsvNumbers, OtherColumnsDecideWithANote) {
    const CsvPoints read = parse("x;y;price;label\n1,444;2;12,50;0\n1,005;3;9,99;1\n", "x,y,label");
    EXPECT_EQ(read.points[0].x, 1.444);
    EXPECT_EQ(notes(read), "points.csv: commas are read as decimal signs, as in '12,50' in line 2");
    EXPECT_EQ(why("x;y;price;label\n1.444;2;12,50;0\n1.005;3;9,99;1\n", "x,y,label"),
              "points.csv:2: '1.444' can mean 1444 or 1.444");
    EXPECT_EQ(notes(parse("1.444;2.125;0\n1.005;3.250;1\n")),
              "points.csv:1: '1.444' is read with a decimal point, not as thousands");
    EXPECT_EQ(why("801;3.252;0\n57;65;1\n"), "points.csv:1: '3.252' can mean 3252 or 3.252");
    EXPECT_EQ(notes(parse("801,3.252,a\n57,65,b\n")),
              "points.csv:1: '3.252' is read with a decimal point, not as thousands");
    EXPECT_EQ(parse("801,3.25,0\n57,65,1\n").points[0].y, 3.25);
    EXPECT_EQ(parse("801,3.252,0\n57,2.125,1\n").points[0].y, 3.252);
    EXPECT_EQ(notes(parse("1.444,2.125,0\n1.005,3.250,1\n")), "");
}

TEST(CsvNumbers, AreReadInEveryForm) {
    const CsvPoints read =
        parse("x,y,label\n.5,+0.1,0\n1e-3, 0.1,1\n\u22122,\"\u00a03\",0\n4.,1E+2\u2009,1\n");
    EXPECT_EQ(read.points, (Points{{0.5, 0.1}, {0.001, 0.1}, {-2, 3}, {4, 100}}));
}

TEST(CsvHeader, NumbersFromZeroAreAHeader) {
    const CsvPoints read = parse("0,1,2\n0.1,0.2,0\n0.3,0.4,1\n");
    EXPECT_EQ(read.points, (Points{{0.1, 0.2}, {0.3, 0.4}}));
    EXPECT_EQ(read.class_names, (Names{"0", "1"}));
    EXPECT_EQ(notes(read), "points.csv:1: 0, 1, 2 is read as a header, not as a point");
    EXPECT_EQ(parse("0;1;target\n0,5;0,25;a\n1;2;b\n").points.size(), 2u);
    EXPECT_EQ(parse(",0,1,2\n0,0.1,0.2,0\n1,0.3,0.4,1\n").points, read.points);
    EXPECT_EQ(parse("label,0,1\n0,1,2\n1,3,4\n").points, (Points{{1, 2}, {3, 4}}));
    EXPECT_EQ(parse("0,1,2\n1,2,cat\n3,4,dog\n").points, (Points{{1, 2}, {3, 4}}));
    EXPECT_EQ(parse("0,1,label\n1,2,0\n3,4,1\n").points, (Points{{1, 2}, {3, 4}}));
    EXPECT_EQ(notes(parse(",0,1,label\n5,0.1,0.2,0\n3,0.3,0.4,1\n")),
              "points.csv: the first column is left out, as the numbers of the rows");
}

TEST(CsvHeader, NumbersInItAreNamesOfColumns) {
    constexpr std::string_view kTable = "0,1,2,3\n0.1,0.2,0.3,0\n0.4,0.5,0.6,1\n";
    const CsvPoints read = parse(kTable, "1,2,3");
    EXPECT_EQ(read.points, (Points{{0.2, 0.3}, {0.5, 0.6}}));
    EXPECT_EQ(
        read.notes.back(),
        "points.csv: the columns '1,2,3' are taken by their names in the header, not by their "
        "places");
    EXPECT_EQ(why(kTable, "1,2,4"),
              "points.csv: of the columns '1,2,4' some are names in the header "
              "(0, 1, 2, 3) and some are not");
}

TEST(CsvHeader, NumbersBesideAWordForTheLabelAreNames) {
    const CsvPoints read = parse("2019,2020,label\n1.5,2.5,a\n3.5,4.5,b\n");
    EXPECT_EQ(read.points, (Points{{1.5, 2.5}, {3.5, 4.5}}));
    EXPECT_EQ(notes(read), "points.csv:1: 2019, 2020, label is read as a header, not as a point");
    EXPECT_EQ(parse("5,6,type\n7,8,type\n9,1,kind\n").points.size(), 3u) << "classes";
    EXPECT_EQ(why("1.5,2.5,class\n3.5,4.5,a\n"),
              "points.csv:1: 1.5, 2.5, class can be a header or a point");
    EXPECT_EQ(notes(parse("2019,2020,u\n1.5,2.5,a\n3.5,4.5,b\n")),
              "points.csv:1: 2019, 2020, u is read as a point, not as a header");
    EXPECT_EQ(notes(parse("2019,2020,a\n1.5,2.5,a\n3.5,4.5,b\n")), "");
}

TEST(CsvHeader, AMessageIsOneLineWhereANameHasSeveral) {
    EXPECT_EQ(why("x,\"y\r\nof 2\",c,d\n1,2,3,4\n"), "points.csv: 4 columns (x, y  of 2, c, d)");
    EXPECT_NE(refusal("x,\"y\nof 2\",c\n1,2,3\n", "x,y,c").find("there are x, y of 2, c"),
              std::string::npos);
    // A name that stands twice, a cell that is no number.
    for (const char* text :
         {"x,\"x\n\",\"x\n\",y,label\n1,2,3,4,5\n", "x,y,\"la\nbel\"\n1,2,3\n\"a\nb\",4,1\n"}) {
        const std::string line = refusal(text);
        EXPECT_TRUE(line.starts_with("points.csv")) << text << line;
        EXPECT_EQ(line.find('\n'), std::string::npos) << line;
    }
    EXPECT_EQ(notes(parse("\"a\nb\",\"c\nd\",label\n1,2,0\n3,4,1\n")).find('\n'),
              std::string::npos);
}

TEST(CsvHeader, WhatCanBeAPointOrAHeaderIsRefused) {
    EXPECT_EQ(
        refusal("0,1,2\n3,4,0\n5,6,1\n"),
        "points.csv:1: 0, 1, 2 can be a header or a point; if it is a header, write x,y,label "
        "in its place, if a point, above it");
    EXPECT_EQ(parse("x,y,label\n0,1,2\n3,4,0\n5,6,1\n").points.size(), 3u);
    EXPECT_EQ(parse("0,0,2\n3,4,0\n5,6,1\n").points.size(), 3u);
    EXPECT_EQ(parse("0,1,a\n3,4,a\n5,6,b\n").points.size(), 3u);
    EXPECT_EQ(parse("1,2,3\n4,5,3\n5,6,1\n").points.size(), 3u);
    EXPECT_EQ(notes(parse("1,2,3\n0.5,0.6,0\n0.7,0.8,1\n")),
              "points.csv:1: 1, 2, 3 is read as a point, not as a header");
}

TEST(CsvHeader, AFirstRowThatNamesNothingIsARow) {
    for (const char* row : {"NA,NA,0", "?,?,1", "%,%,0", "nan,nan,0", "null,,0", "-,-,1",
                            "50%,20%,0", "NA,0.2,0", "2024-01-01,2024-01-02,0"}) {
        EXPECT_EQ(refusal(std::string(row) + "\n0.1,0.2,0\n0.3,0.4,1\n").substr(0, 13),
                  "points.csv:1:")
            << row;
    }
    EXPECT_EQ(why("NA,NA,0\n0.1,0.2,0\n1.1,1.2,1\n"), "points.csv:1: 'NA' is not a number");
    EXPECT_EQ(why("abc,def,0\n0.1,0.2,0\n1.1,1.2,1\n"), "points.csv:1: 'abc' is not a number");
    EXPECT_EQ(why("unknown,unknown,cat\n1,2,cat\n3,4,dog\n"),
              "points.csv:1: 'unknown' is not a number");
    EXPECT_EQ(why("k7,NA,?,cat\nk8,1,2,cat\nk9,3,4,dog\n", "2,3,4"),
              "points.csv:1: 'NA' is not a number");
    EXPECT_EQ(parse("x,y,label\n0.1,0.2,0\n0.3,0.4,1\n").points.size(), 2u);
    EXPECT_EQ(why("x,y,label\n1,2\n3,4,1\n"), "points.csv:2: 2 cells, 3 expected");
}

TEST(CsvHeader, ColumnsWithTheNumbersOfTheRowsAreLeftOut) {
    const Points points{{0.1, 0.2}, {0.3, 0.4}};
    const CsvPoints pandas = parse(",a,b,kind\n0,0.1,0.2,u\n1,0.3,0.4,v\n");
    EXPECT_EQ(pandas.points, points);
    EXPECT_EQ(notes(pandas),
              "points.csv: the first column is left out, as the numbers of the rows");
    EXPECT_EQ(parse(",x,y,label\n7,0.1,0.2,u\n3,0.3,0.4,v\n").points, points);
    EXPECT_EQ(parse("Unnamed: 0,a,b,c\n0,0.1,0.2,u\n1,0.3,0.4,v\n").points, points);
    EXPECT_EQ(parse("index,0,1,2\n0,0.1,0.2,u\n1,0.3,0.4,v\n").points, points);
    // R's write.table.
    EXPECT_EQ(parse("\"x\" \"y\" \"label\"\n\"1\" 0.1 0.2 \"u\"\n\"2\" 0.3 0.4 \"v\"\n").points,
              points);
    EXPECT_EQ(why("x,y\n0.1,0.2,u\n0.3,0.4,v\n"), "points.csv:1: 2 names for 3 columns");
    EXPECT_EQ(why("id,a,b,c\n7,0.1,0.2,u\n8,0.3,0.4,v\n"), "points.csv: 4 columns (id, a, b, c)");
}

TEST(CsvLabels, MissingOnesAreRefused) {
    for (const char* missing : {"", "NA", "na", "NaN", "nan", "?", "null", "NULL", "None", "N/A",
                                "n/a", "#N/A", "-", "<NA>"}) {
        const std::string text = "x,y,label\n1,2,a\n3,4," + std::string(missing) + "\n5,6,b\n";
        EXPECT_EQ(why(text).substr(0, 34), "points.csv:3: the label is missing") << missing;
    }
    EXPECT_EQ(refusal("1,2,0\n3,4,NA\n5,6,nan\n"),
              "points.csv:2: the label is missing ('NA'); 1 more line is bad (3); mend or remove "
              "what is not a point");
    EXPECT_EQ(parse("1,2,nano\n3,4,b\n").class_names, (Names{"b", "nano"}));
}

TEST(CsvLabels, AreFoundByName) {
    const Points points{{1, 2}, {3, 4}, {5, 6}};
    for (const char* name : {"label", "labels", "class", "Class", "target", "species", "category",
                             "type", "outcome", "TARGET"}) {
        const std::string first = std::string(name) + ",u,v\n7,1,2\n8,3,4\n7,5,6\n";
        EXPECT_EQ(parse(first).points, points) << name;
        EXPECT_EQ(parse(first).class_names, (Names{"7", "8"}));
        const std::string middle = "u," + std::string(name) + ",v\n1,7,2\n3,8,4\n5,7,6\n";
        EXPECT_EQ(parse(middle).points, points) << name;
    }
    EXPECT_EQ(parse("y,x1,x2\n7,1,2\n8,3,4\n7,5,6\n").points, points);
    EXPECT_EQ(parse("x1,x2,y\n1,2,7\n3,4,8\n5,6,7\n").points, points);
    EXPECT_EQ(parse("kind,y,x\n7,2,1\n8,4,3\n7,6,5\n").points, points);
    EXPECT_EQ(parse("group_id,x,y\n7,1,2\n8,3,4\n7,5,6\n").points, points) << "x and y stay";
    EXPECT_EQ(parse("id,class,x,y\n1,7,1,2\n2,8,3,4\n3,7,5,6\n").points, points);
    EXPECT_EQ(parse("label,x1,x2\n7,1,2\n8,3,4\n7,5,6\n", "x1,x2,label").points, points);
    EXPECT_EQ(why("class,target,x\n0,1,2\n1,0,3\n"),
              "points.csv: both 'class' and 'target' can be the label");
    EXPECT_EQ(why("x,x,label\n0,1,2\n1,0,3\n"), "points.csv: two columns are called 'x'");
}

TEST(CsvLabels, AreFoundByWhatTheyAre) {
    const Points points{{1, 2}, {3, 4}, {5, 6}};
    EXPECT_EQ(parse("a,1,2\nb,3,4\na,5,6\n").points, points);
    EXPECT_EQ(parse("1,a,2\n3,b,4\n5,a,6\n").points, points);
    EXPECT_EQ(parse("name,u,v\na,1,2\nb,3,4\na,5,6\n").points, points);
    EXPECT_EQ(why("0,0.1,-1.5\n1,0.2,1\n0,0.7,1.25\n"),
              "points.csv: column 3 has numbers that are not whole, column 1 could be the label");
    EXPECT_EQ(notes(parse("1.5,0.1,5.5\n2.5,0.2,6.5\n1.5,0.7,5.5\n")),
              "points.csv: column 3 is read as the label");
    EXPECT_EQ(notes(parse("0,0.1,5\n1,0.2,6\n0,0.7,5\n")),
              "points.csv: column 3 is read as the label");
}

TEST(CsvLabels, NumbersThatADoubleCannotTellApartAreClassesOfTheirOwn) {
    EXPECT_EQ(parse("0,0,9007199254740992\n0,1,9007199254740993\n").class_names.size(), 2u);
    EXPECT_EQ(parse("0,0,1e999\n0,1,0\n").class_names.size(), 2u);
    EXPECT_EQ(parse("0,0,1.0\n0,1,1\n").class_names.size(), 1u);
}

TEST(CsvLabels, ThatMayBeSlipsAreNamed) {
    EXPECT_EQ(notes(parse("1,2,Yes\n3,4,no\n5,6,yes\n")),
              "points.csv: the labels 'Yes' and 'yes' differ in case alone, and are two classes");
    std::string table = "x,y,label\n";
    for (int i = 0; i < 19; ++i) {
        table += std::to_string(i) + ",0.5," + (i % 2 == 0 ? "a" : "b") + "\n";
    }
    EXPECT_EQ(notes(parse(table + "1,2,unknown\n")),
              "points.csv: the class 'unknown' has one point; is its label a missing one?");
    EXPECT_EQ(notes(parse(table + "1,2,a\n")), "");
    EXPECT_EQ(notes(parse("0.5,1,a\n2,3,b\n4,5,c\n")), "");  // few points in all
}

TEST(CsvSplit, ValidationCountsAsTestAndOtherWordsAreRefused) {
    const CsvPoints read = parse("x,y,label,split\n1,2,0,train\n3,4,0,val\n5,6,1,test\n");
    EXPECT_EQ(read.test, (std::vector<bool>{false, true, true}));
    EXPECT_EQ(notes(read), "points.csv: 'val' in the column 'split' counts as test");
    EXPECT_EQ(parse("x,y,label,Split\n1,2,0,Training\n3,4,1,validation\n").test,
              (std::vector<bool>{false, true}));
    for (const char* other : {"0", "1", "fold 2", "", "true"}) {
        const std::string text = "x,y,label,split\n1,2,0,train\n3,4,1," + std::string(other) + "\n";
        const std::string refused = refusal(text);
        EXPECT_EQ(refused.substr(0, 13), "points.csv:3:");
        EXPECT_NE(refused.find("is not train, val or test"), std::string::npos) << refused;
        EXPECT_NE(refused.find("dataset.columns=x,y,label"), std::string::npos) << refused;
        const CsvPoints named = parse(text, "x,y,label");
        EXPECT_TRUE(named.test.empty());
        EXPECT_EQ(
            notes(named),
            "points.csv: the column 'split' is left out, as it is not train or test everywhere");
    }
    EXPECT_EQ(parse("x,y,label,split\n1,2,0,train\n3,4,1,test\n", "x,y,label").test.size(), 2u);
}

}  // namespace
}  // namespace la
