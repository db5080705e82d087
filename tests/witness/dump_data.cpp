// Prints the points of a set in the order of its generator, one "x y label" per line, for
// comparison with another implementation:
//     la_dump_data KIND N [field=value]...      field: one of config.json's "dataset"
//     la_dump_data split KIND N [field=value]...    in the order of make_dataset: "x y label train"

#include <cstdio>
#include <cstring>
#include <string>

#include "core/config/config_json.h"
#include "core/data/dataset.h"
#include "core/data/dataset_kinds.h"
#include "core/data/generators.h"

int main(int argc, char** argv) {
    const bool split = argc > 1 && std::strcmp(argv[1], "split") == 0;
    const int first = split ? 2 : 1;
    if (argc < first + 2) {
        return 2;
    }
    la::Config config;
    la::set_field(config, std::string("dataset.kind=") + argv[first]);
    la::set_field(config, std::string("dataset.points=") + argv[first + 1]);
    for (int i = first + 2; i < argc; ++i) {
        la::set_field(config, std::string("dataset.") + argv[i]);
    }
    if (split) {
        const la::Dataset data = la::make_dataset(config.dataset);
        for (int i = 0; i < data.size(); ++i) {
            std::printf("%.9g %.9g %d %d\n", data.points[i].x, data.points[i].y, data.labels[i],
                        i < data.train);
        }
        return 0;
    }
    la::Random shape(config.dataset.seed + 1), random(config.dataset.seed);
    const la::LabelledPoints data =
        la::info_of(config.dataset.kind).make({config.dataset, shape, random});
    for (std::size_t i = 0; i < data.points.size(); ++i) {
        std::printf("%.17g %.17g %d\n", data.points[i].x, data.points[i].y, data.labels[i]);
    }
}
