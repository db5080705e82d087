#include "core/measure/free_particle.h"

#include <algorithm>
#include <cmath>

namespace la {

double free_particle_shift(const FreeParticle& particle, double nu) {
    const double u = particle.normal;
    // The pull falls with s and the slope of the cost grows: one root, below the s at which the
    // slope equals the full pull nu |u|.
    const auto slope = [&](double s) {
        return nu * u / (1 + std::exp(particle.logit + u * s)) - 2 * particle.cost * s;
    };
    double low = 0;
    double high = nu * u / (2 * particle.cost);
    for (int i = 0; i < 200 && high - low > 1e-15 * high; ++i) {
        const double middle = (low + high) / 2;
        (slope(middle) > 0 ? low : high) = middle;
    }
    return (low + high) / 2;
}

double free_particle_critical_lambda(const FreeParticle& particle) {
    return particle.logit < 0
               ? particle.normal * particle.normal / (4 * particle.cost * -particle.logit)
               : 0;
}

double free_particle_hinge_shift(const FreeParticle& particle, double margin) {
    return std::max(0.0, margin - particle.logit) / particle.normal;
}

}  // namespace la
