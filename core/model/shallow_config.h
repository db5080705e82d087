#pragma once

#include <cstdint>

namespace la {

enum class ShallowPoints { Gaussian, Circle, Gap, Dataset };

// A shallow network and its training on two classes by the hinge loss,
//     f(x) = (1/M) sum_i a_i relu(w_i.x / sqrt d),   loss = (1/alpha) mean (h - alpha y f)_+
// (arXiv 2006.11209). One member per field of config.json; ranges are in config_fields.h.
struct ShallowConfig {
    int nodes = 400;    // M
    int dimension = 2;  // d, of the points; those of a dataset have 2
    double alpha = 1;   // small: rich, large: lazy
    // Further networks from the same nodes on the same points; 0: none.
    double alpha_2 = 0, alpha_3 = 0;
    double margin = 1;       // h
    bool antithetic = true;  // the second half of the nodes is minus the first, so that f is odd
    ShallowPoints points = ShallowPoints::Gaussian;
    double gap = 0.3;        // gap: no point is nearer to the line between the classes
    int train = 2000;        // N; of a dataset its own training points count
    int fresh = 4000;        // points that are not trained on
    double label_noise = 0;  // part of the training labels that are wrong
    double rate = 0.1;       // kappa dt, the time of one step
    int batch = 0;           // points of a step; 0: all
    std::uint64_t seed = 1;  // of nodes and points
    bool operator==(const ShallowConfig&) const = default;
};

}  // namespace la
