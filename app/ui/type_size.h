#pragma once

namespace la {

// The user's type size, in percent of the one that suits the window: it scales type and lengths
// alike.
inline constexpr int kLeastType = 80, kUsualType = 100, kMostType = 250;

// The scale of a window whose usual one is given, and the largest type that it has room for, in
// percent, kUsualType at least.
struct TypeScale {
    float scale;
    int largest;
};
TypeScale type_scale(float usual, int percent, float largest_scale);

// The next larger one (by = 1), the next smaller one (-1) or the usual one (0), `largest` at most.
int next_type_size(int percent, int by, int largest);

}  // namespace la
