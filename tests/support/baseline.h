#pragma once

#include <string>

#include "render/image.h"

namespace la {

// How far two pictures of one size are apart, in levels of 255.
struct Distance {
    double mean = 0;   // over all pixels and colours
    double worst = 0;  // the largest mean of a block of 4 x 4 pixels
};
Distance distance(const Image& a, const Image& b);

// Other versions of Mesa round the edges of lines and markers differently: single pixels along an
// edge by tens of levels, but up as often as down, so that blocks and the whole picture hardly
// change (0 on the same version). A warped grid that is shifted by one pixel is 3.8 off in the mean
// and 62 in the worst block; particles with the colours of two classes swapped 4.7 and 124.
inline constexpr double kMaxMean = 0.6;
inline constexpr double kMaxWorst = 20;

// Fails the test unless the picture is that of tests/baselines/<name>.png. On failure it leaves
// <name>-candidate.png and <name>-difference.png (the differences, times 4) where the test runs.
// With LEASTACTION_WRITE_BASELINES=1 it writes the baseline instead.
void expect_baseline(const Image& image, const std::string& name);

// The baseline as it is in the repository; throws std::runtime_error if it is not there.
Image read_baseline(const std::string& name);

// Cuts a rectangle out of a picture; corners in pixels from the top left.
Image crop(const Image& image, int x0, int y0, int x1, int y1);

}  // namespace la
