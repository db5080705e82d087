#pragma once

#include <cstdint>
#include <vector>

#include <glm/vec2.hpp>

#include "core/base/random.h"
#include "core/model/config.h"

namespace la {

// Points with their labels, in the order in which the original code makes them; not shuffled.
struct LabelledPoints {
    std::vector<glm::dvec2> points;
    std::vector<std::uint8_t> labels;

    void add(glm::dvec2 point, int label) {
        points.push_back(point);
        labels.push_back(static_cast<std::uint8_t>(label));
    }
};

// Input of a generator. `shape` draws what all points have in common, such as the centres of blobs,
// and is the same for every draw of the set; `random` draws the points.
struct Draw {
    const DatasetConfig& config;
    Random& shape;
    Random& random;
};

// Every generator below follows the formula of the original code. n = config.points, U uniform, N
// normal. If n does not divide into equal parts, the comment says which part gets the rest. Labels
// +1 and -1 are 1 and 0 here.

// scikit-learn, sklearn/datasets/_samples_generator.py.

// n/2 points on the unit circle (label 0), the rest on the circle of radius `factor` (label 1), at
// equal angles from 0; + N(0, noise^2).
LabelledPoints make_circles(int n, double factor);  // without noise
LabelledPoints circles(const Draw& draw);
// n/2 points (cos a, sin a) (label 0), the rest (1 - cos a, 1/2 - sin a) (label 1), a from 0 to pi
// inclusive; + N(0, noise^2).
LabelledPoints make_moons(int n);  // without noise
LabelledPoints moons(const Draw& draw);
// `classes` centres U(-10, 10)^2; n/classes points each, one more for the first, N(0, spread^2)
// around them. label: the centre.
LabelledPoints blobs(const Draw& draw);
// Columns 0 and 2: t (cos t, sin t), t = 1.5 pi (1 + 2 U(0, 1)); + N(0, noise^2). It has no labels:
// the label is which of `classes` equal stretches of t the point is from.
LabelledPoints swiss_roll(const Draw& draw);

// TensorFlow Playground, src/dataset.ts; nu = noise, 0 to 0.5 (its slider / 100). R = 5.

// n/2 points r (sin a, cos a) with r ~ U(0, R/2), the rest r ~ U(0.7 R, R); label 1 where the point
// moved by U(-R, R)^2 nu is nearer than R/2. The point itself stays where it is.
LabelledPoints playground_circle(const Draw& draw);
// U(-5, 5)^2, 0.3 further from the axes; label 1 where x y >= 0 after + U(-5, 5)^2 nu. The point
// itself stays.
LabelledPoints playground_xor(const Draw& draw);
// n/2 points around (2, 2) (label 1), the rest around (-2, -2), variance 0.5 + 7 nu.
LabelledPoints playground_gauss(const Draw& draw);
// i = 0..m-1 of m: r = 5 i/m, t = 1.75 * 2 pi i/m (+ pi), r (sin t, cos t) + U(-1, 1)^2 nu; m = n/2
// points without pi (label 1), the rest with it.
LabelledPoints playground_spiral(const Draw& draw);

// FFJORD and OT-Flow, lib/toy_data.py: densities, whose parts are the classes. Usual noise is what
// stands in their code.

LabelledPoints ffjord_swissroll(const Draw& draw);  // swiss_roll / 5
LabelledPoints ffjord_circles(const Draw& draw);    // circles * 3
LabelledPoints ffjord_moons(const Draw& draw);      // moons * 2 + (-1, -0.2)
// Circles of radius 3 (1, 0.75, 0.5, 0.25), at equal angles from 0, + N(0, noise^2); n/4 points
// each, the rest for the innermost. label: the ring, from outside.
LabelledPoints ffjord_rings(const Draw& draw);
// One of eight centres, at random, on the circle of radius 4, + N(0, spread^2); all / 1.414. label:
// the centre, in the order (1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1).
LabelledPoints ffjord_8gaussians(const Draw& draw);
// (f, g) = (1 + N(0, spread^2), N(0, noise^2)), turned clockwise by 2 pi k/5 + 0.25 e^f, * 2; n/5
// points each, one more for the first. label: the arm k. (Rows times matrix, as its einsum does.)
LabelledPoints ffjord_pinwheel(const Draw& draw);
// m = sqrt(U(0, 1)) 540 * 2 pi/360; p = (-m cos m + U(0, 0.5), m sin m + U(0, 0.5)) / 3 (label 0)
// and -p (label 1), each + N(0, noise^2). n/2 pairs; of an odd n the last stands alone.
LabelledPoints ffjord_2spirals(const Draw& draw);
// x ~ U(-2, 2), y = U(0, 1) - 2 {0, 1} + (floor(x) mod 2), * 2. label: the square, column by column
// from the left, the lower one first.
LabelledPoints ffjord_checkerboard(const Draw& draw);

// Augmented neural ODEs, experiments/dataloaders.py.

// n/3 points at a distance of 0.5 sqrt(U) (label 0), the rest at 1 + 0.5 sqrt(U) (label 1), in any
// direction: the disc of radius 0.5 and the ring from 1 to 1.5, 1,000 and 2,000 in their runs.
LabelledPoints anode_concentric(const Draw& draw);
// (x, sin(pi x) + N(0, noise^2) + shift/2), x ~ U(-1, 1) (label 1, n/2 points), the rest - shift/2.
LabelledPoints anode_sines(const Draw& draw);

// torchdyn, datasets/static_datasets.py.

// scikit-learn's moons; the same U(0, 1) noise is added to both coordinates of a point.
LabelledPoints torchdyn_moons(const Draw& draw);
// As ffjord_2spirals with 780 degrees, U(0, 1) noise for U(0, 0.5), not divided, and no normal
// noise.
LabelledPoints torchdyn_spirals(const Draw& draw);
// Gaussians of deviation `spread` at 0.5 (cos a, sin a), a = 2 pi (k + 1)/classes, each as a whole
// moved by N(0, noise^2); n/classes points each, one more for the first. label: k.
LabelledPoints torchdyn_gaussians(const Draw& draw);
// As before at a = 2 pi (k + 1)/4, with radii from 1 to 0.2 and deviations from 0.3 to 0.1.
LabelledPoints torchdyn_gaussians_spiral(const Draw& draw);

// ConvNetJS, demo/js/classify2d.js.

// n/2 points r (sin t, cos t) with r ~ U(0, 2), t ~ U(0, 2 pi) (label 1), the rest with r ~ U(3, 5)
// at equal angles (label 0).
LabelledPoints convnetjs_circle(const Draw& draw);
// r = 5 i/m + U(-0.1, 0.1), t = 1.25 * 2 pi i/m (+ pi) + U(-0.1, 0.1); m = n/2 points without pi
// (label 1), the rest with it.
LabelledPoints convnetjs_spiral(const Draw& draw);

// Deep Learning at NYU (Canziani), spiral classification: u from 0 to 1 inclusive,
// a = 2 pi/classes (c + 2 u) + N(0, noise^2), u (sin a, cos a). label: the arm c; n/classes points
// each, one more for the first.
LabelledPoints canziani_spiral(const Draw& draw);

// GAN Experiment, demo/ganlab_input_providers.ts, in the unit square; the part is the class.

// (0.3, 0.7) + N (0.1, 0.1) or (0.7, 0.4) + N (0.05, 0.2), by chance.
LabelledPoints ganlab_gaussians(const Draw& draw);
// (0.35, 0.75), (0.75, 0.6) or (0.45, 0.35) + N(0, spread^2), with chances .333, .333, .334.
LabelledPoints ganlab_disjoint(const Draw& draw);

// Neural Network Playground 2.0, packages/engine/src/datasets.ts; noise 0 to 50, as on its slider.

// U(-1, 1)^2 + N(0, (0.005 noise)^2); label 1 where (x^2 + y^2 - 0.6)^3 - x^2 y^3 < 0.
LabelledPoints nnp_heart(const Draw& draw);
// Rings r ~ U(0.3 k, 0.3 (k + 1)), k = 0, 1, 2, + N(0, (0.008 noise)^2); label k mod 2. n/3 points
// each, one more for the first.
LabelledPoints nnp_rings(const Draw& draw);
// U(-1, 1)^2 + N(0, (0.005 noise)^2); label 1 where exactly one coordinate is >= 0.
LabelledPoints nnp_checkerboard(const Draw& draw);

// Size of part i when n is cut into equal parts, of which the first may be larger by one.
inline int part_of(int n, int parts, int i) {
    return n / parts + (i < n % parts ? 1 : 0);
}

// Adds N(0, deviation^2) to every coordinate.
void add_normal(LabelledPoints& points, double deviation, Random& random);

}  // namespace la
