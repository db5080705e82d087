#pragma once

#include <span>

namespace la {

// Of a square matrix [n][n] of any size, n >= 1: Gauss elimination with the largest pivot.
double determinant(std::span<const float> a, int n);

// Of a matrix [rows][columns]: the most that it stretches a vector. In closed form for two columns,
// else by one-sided Jacobi rotations. Infinite if an entry is not finite.
double largest_singular_value(std::span<const double> a, int columns);

}  // namespace la
