// Reads tables of points and prints what was read of each, one JSON object a line, for comparison
// with what another program wrote:
//     la_read_tables LIST        LIST: a file with one table a line, "path" or "path<tab>columns"
// {"points": [[x, y], ...], "labels": ["name", ...], "test": [...], "notes": [...]} or {"error":
// "..."}

#include <fstream>
#include <iostream>
#include <string>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/data/csv_points.h"

namespace {

nlohmann::json read(const std::string& file, const std::string& columns) {
    nlohmann::json out = nlohmann::json::object();
    try {
        const la::CsvPoints table = la::read_csv(file, {.columns = columns, .one_class = true});
        out["points"] = nlohmann::json::array();
        out["labels"] = nlohmann::json::array();
        for (std::size_t i = 0; i < table.points.size(); ++i) {
            out["points"].push_back({table.points[i].x, table.points[i].y});
            out["labels"].push_back(table.class_names[table.labels[i]]);
        }
        out["test"] = table.test;
        out["notes"] = table.notes;
    } catch (const la::Error& error) {
        out["error"] = error.what();
    }
    return out;
}

}  // namespace

int main(int argc, char** argv) {
    std::ifstream list(argc > 1 ? argv[1] : "");
    if (!list) {
        return 2;
    }
    for (std::string line; std::getline(list, line);) {
        const std::size_t tab = line.find('\t');
        std::cout << read(line.substr(0, tab), tab == line.npos ? "" : line.substr(tab + 1)).dump()
                  << '\n';
    }
}
