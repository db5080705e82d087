// Prints the principal components of states given as text, for comparison with another program:
//     la_dump_projection q < numbers
// Prints one line each: mean [q]; axes [min(3, q)][q]; variance [q]; the fractions of variance
// explained by two and by three.

#include <cstdio>
#include <cstdlib>
#include <vector>

#include "core/measure/projection.h"

int main(int argc, char** argv) {
    const int q = argc > 1 ? std::atoi(argv[1]) : 2;
    std::vector<float> states;
    for (float value; std::scanf("%f", &value) == 1;) {
        states.push_back(value);
    }
    // In two pieces, like the states of two networks.
    const std::size_t half = states.size() / (2 * q) * q;
    const std::span<const float> all(states);
    const std::span<const float> pieces[] = {all.first(half), all.subspan(half)};
    const la::Projection p = la::principal_components(pieces, q);
    for (const auto* row : {&p.mean, &p.axes, &p.variance}) {
        for (const double value : *row) {
            std::printf("%.17g ", value);
        }
        std::printf("\n");
    }
    std::printf("%.17g %.17g\n", p.explained(), p.explained(3));
}
