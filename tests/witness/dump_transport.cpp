// Prints W2^2 of pairs of clouds from standard input, for comparison with another program:
//     la_dump_transport < pairs      each "n q", then n*q numbers of x, then n*q of y

#include <cstdio>
#include <vector>

#include "core/measure/transport.h"

int main() {
    for (int n, q; std::scanf("%d %d", &n, &q) == 2;) {
        std::vector<float> clouds(2 * static_cast<std::size_t>(n) * q);
        for (float& v : clouds) {
            if (std::scanf("%f", &v) != 1) {
                return 1;
            }
        }
        const std::span<const float> all(clouds);
        const std::size_t half = all.size() / 2;
        std::printf("%.17g\n", la::wasserstein2_squared(all.first(half), all.subspan(half), q));
    }
}
