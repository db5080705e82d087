#pragma once

#include <span>

namespace la {

// Of a square matrix [n][n], n >= 1, by Gauss elimination with the largest pivot.
double determinant(std::span<const float> a, int n);

// The largest factor by which a matrix [rows][columns] stretches a vector: in closed form for two
// columns, else by one-sided Jacobi rotations. Infinite if an entry is not finite.
double largest_singular_value(std::span<const double> a, int columns);

}  // namespace la
