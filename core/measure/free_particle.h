#pragma once

namespace la {

// The least action possible with a fixed linear head (in the papers: of a free particle). A point
// with signed logit m0 (positive: on the right side) moves straight along the head's normal u, by
// the s >= 0 that minimises
//     nu * log(1 + exp(-(m0 + |u| s))) + c s^2,          cross-entropy and a quadratic cost,
// that is nu |u| sigmoid(-(m0 + |u| s)) = 2 c s. nu = 1/lambda; c = 1/L where the penalty is
// sum_k E_k (the path is cut into L equal steps), c = 1 for one step. Lengths in data units.
struct FreeParticle {
    double logit;   // m0
    double normal;  // |u| > 0: sqrt(2) for the far head
    double cost;    // c > 0
};

// The distance s. nu >= 0.
double free_particle_shift(const FreeParticle& particle, double nu);

// The lambda above which it does not reach the other side: |u|^2 / (4 c |m0|); 0 if m0 >= 0.
double free_particle_critical_lambda(const FreeParticle& particle);

// The distance with a hinge loss: exactly up to the margin, (margin - m0)_+ / |u|.
double free_particle_hinge_shift(const FreeParticle& particle, double margin);

}  // namespace la
