#version 330 core
layout(location = 0) in vec2 a_from;  // x_k
layout(location = 1) in vec2 a_to;    // x_{k+1}
layout(location = 2) in uint a_label;
uniform float u_fraction;  // s - k
uniform vec2 u_centre;
uniform vec2 u_half_size;
uniform float u_radius;
uniform float u_rim;
uniform vec4 u_classes[10];

flat out vec3 v_colour;
flat out uint v_shape;
flat out float v_half;  // half the sprite, pixels

const uint kExponent = 0x7f800000u;

bool finite(vec2 v) {
    uvec2 bits = floatBitsToUint(v) & kExponent;
    return bits.x != kExponent && bits.y != kExponent;
}

void main() {
    uint shape = min(a_label, 9u);
    v_colour = u_classes[shape].rgb;
    v_shape = shape;
    v_half = u_radius + u_rim + (shape < 2u ? 0.5 : 1.0);  // others have corners farther out
    gl_PointSize = 2.0 * v_half;
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);  // outside: nothing is drawn
    if (!finite(a_from) || (u_fraction > 0.0 && !finite(a_to))) {
        return;
    }
    vec2 place = u_fraction > 0.0 ? a_from + u_fraction * (a_to - a_from) : a_from;
    vec2 ndc = (place - u_centre) / u_half_size;
    if (max(abs(ndc.x), abs(ndc.y)) < 1.1) {
        gl_Position = vec4(ndc, 0.0, 1.0);
    }
}
