// Stands before every shader, after the version and the constants that gl::Program writes:
// kClasses (colours of a palette), kTableMask and kTableShift (of a gl::Table, whose rows have a power
// of two of texels), kFiltersFloats (textures of floats can be filtered).

const uint kExponent = 0x7f800000u;

bool finite(vec2 v) {
    uvec2 bits = floatBitsToUint(v) & kExponent;
    return bits.x != kExponent && bits.y != kExponent;
}

bool finite(vec3 v) {
    return all(notEqual(floatBitsToUint(v) & kExponent, uvec3(kExponent)));
}

// Where a gl::Table has its value of this index.
ivec2 table_texel(int index) {
    uint i = uint(index);
    return ivec2(i & kTableMask, i >> kTableShift);
}

// The class whose colour and shape a label has: labels beyond the last class look like it.
uint class_of(uint label) {
    return min(label, uint(kClasses) - 1u);
}

// The point of this visit: (visit * step) % points, see golden_step. In two parts, since the product
// may have more than 32 bits.
int visited_point(uint visit, uint step, uint points) {
    uint high = ((visit >> 11u) * step % points << 11u) % points;
    return int((high + (visit & 2047u) * step) % points);
}
