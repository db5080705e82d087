// Prints the theory of shallow networks for cases given as text, for comparison with another
// program:
//     la_dump_mean_field < cases
// A case is a line: points gap label_noise alpha margin dimension s2 count t_1 .. t_count distance.
// Prints for each a line: t gamma x* phi of every time; saturation time; the end of gamma.

#include <cstdio>
#include <iostream>
#include <string>

#include "core/config/names.h"
#include "core/shallow/mean_field.h"

int main() {
    std::string points;
    while (std::cin >> points) {
        la::ShallowConfig config;
        config.points = *la::value_named<la::ShallowPoints>(points);
        double alpha = 1, s2 = 1, distance = 1;
        int count = 0;
        std::cin >> config.gap >> config.label_noise >> alpha >> config.margin >>
            config.dimension >> s2 >> count;
        const la::MeanField theory(config, alpha, s2);
        for (int i = 0; i < count; ++i) {
            double t = 0;
            std::cin >> t;
            const la::MeanField::Point at = theory.at(t);
            std::printf("%.17g %.17g %.17g %.17g ", at.t, at.gamma, at.x_star, at.phi);
        }
        std::cin >> distance;
        std::printf("%.17g %.17g\n", theory.saturation_time(distance), theory.gamma_end());
    }
}
