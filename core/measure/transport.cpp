#include "core/measure/transport.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <vector>

#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

namespace la {

double wasserstein2_squared(std::span<const float> x, std::span<const float> y, int dimension) {
    assert(x.size() == y.size());
    const int n = static_cast<int>(x.size()) / dimension;
    if (n == 0) {
        return 0;
    }
    std::vector<double> distance(static_cast<std::size_t>(n) * n);
    for (int i = 0; i < n; ++i) {
        for (int j = 0; j < n; ++j) {
            double sum = 0;
            for (int c = 0; c < dimension; ++c) {
                const double difference =
                    static_cast<double>(x[i * dimension + c]) - y[j * dimension + c];
                sum += difference * difference;
            }
            distance[static_cast<std::size_t>(i) * n + j] = sum;
        }
    }
    const double largest = std::ranges::max(distance);
    if (largest == 0) {
        return 0;
    }

    // Integer costs of 40 bits: the pivots are exact and cannot cycle, and the pairing is optimal
    // to 10^-12 of the largest distance.
    const double unit = 0x1p40 / largest;
    using Graph = lemon::SmartDigraph;
    Graph graph;
    graph.reserveNode(2 * n);
    graph.reserveArc(n * n);
    for (int i = 0; i < 2 * n; ++i) {
        graph.addNode();
    }
    Graph::ArcMap<std::int64_t> cost(graph);
    for (int i = 0; i < n; ++i) {
        for (int j = 0; j < n; ++j) {
            const Graph::Arc arc = graph.addArc(graph.nodeFromId(i), graph.nodeFromId(n + j));
            cost[arc] = std::llround(unit * distance[graph.id(arc)]);
        }
    }
    Graph::NodeMap<int> supply(graph);
    for (int i = 0; i < n; ++i) {
        supply[graph.nodeFromId(i)] = 1;
        supply[graph.nodeFromId(n + i)] = -1;
    }
    lemon::NetworkSimplex<Graph, int, std::int64_t> simplex(graph);
    simplex.costMap(cost).supplyMap(supply).run();

    double sum = 0;
    for (Graph::ArcIt arc(graph); arc != lemon::INVALID; ++arc) {
        sum += simplex.flow(arc) * distance[graph.id(arc)];
    }
    return sum / n;
}

}  // namespace la
