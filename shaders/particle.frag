// One marker for each class. FEW_SHAPES draws those of the first two alone, because software
// renderers compute every case of a switch for every pixel.
uniform float u_radius;
uniform float u_rim;
uniform vec4 u_outline;
uniform float u_hollow;  // pixels of colour inside the edge; 0: filled

flat in vec3 v_colour;
flat in uint v_shape;
flat in float v_half;
out vec4 colour;

float triangle(vec2 q, float r) {
    return max(abs(q.x) * 0.8660 + q.y * 0.5, -q.y) - 0.55 * r;
}

float plus(vec2 q, float r) {
    q = abs(q);
    return min(max(q.x - r, q.y - 0.36 * r), max(q.y - r, q.x - 0.36 * r));
}

// Signed distance in pixels to the marker of a class, negative inside; areas are about equal.
float marker(vec2 q, float r, uint shape) {
#ifdef FEW_SHAPES
    return shape == 0u ? length(q) - r : max(abs(q.x), abs(q.y)) - 0.88 * r;
#else
    switch (shape) {
        case 0u: return length(q) - r;
        case 1u: return max(abs(q.x), abs(q.y)) - 0.88 * r;
        case 2u: return triangle(q + vec2(0.0, 0.2 * r), 1.15 * r);
        case 3u: return (abs(q.x) + abs(q.y)) * 0.7071 - 0.86 * r;
        case 4u: return plus(q, 1.1 * r);
        case 5u: return triangle(vec2(q.x, 0.2 * r - q.y), 1.15 * r);
        case 6u: return max(abs(q.x) * 0.8660 + abs(q.y) * 0.5, abs(q.y)) - 0.93 * r;
        case 7u: return plus(vec2(q.x + q.y, q.y - q.x) * 0.7071, 1.15 * r);
        case 8u: return max(abs(q.x) - 0.5 * r, abs(q.y) - 1.1 * r);
        default: return max(abs(q.x) - 1.1 * r, abs(q.y) - 0.5 * r);
    }
#endif
}

void main() {
    vec2 q = vec2(gl_PointCoord.x - 0.5, 0.5 - gl_PointCoord.y) * 2.0 * v_half;
    float d = marker(q, u_radius, v_shape);
    float inside = clamp(0.5 - d, 0.0, 1.0);
    if (u_hollow > 0.0) {
        float ring = 0.75 * inside * clamp(0.5 + d + u_hollow, 0.0, 1.0);
        colour = vec4(v_colour * ring, ring);
        return;
    }
    float alpha = clamp(0.5 + u_rim - d, 0.0, 1.0) * mix(u_outline.a, 1.0, inside);
    colour = vec4(mix(u_outline.rgb, v_colour, inside) * alpha, alpha);
}
