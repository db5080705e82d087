// Prints noise-free points, one "x y label" a line, for comparison with another implementation:
//     la_dump_data circles N FACTOR | la_dump_data moons N

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "core/data/generators.h"

int main(int argc, char** argv) {
    if (argc < 3) {
        return 2;
    }
    const int n = std::atoi(argv[2]);
    const la::LabelledPoints data = std::strcmp(argv[1], "circles") == 0
                                        ? la::make_circles(n, std::atof(argv[3]))
                                        : la::make_moons(n);
    for (std::size_t i = 0; i < data.points.size(); ++i) {
        std::printf("%.17g %.17g %d\n", data.points[i].x, data.points[i].y, data.labels[i]);
    }
}
