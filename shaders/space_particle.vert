#version 330 core
layout(location = 0) in vec2 a_from;  // x_k
layout(location = 1) in vec2 a_to;    // x_{k+1}
layout(location = 2) in uint a_label;
uniform float u_fraction;  // s - k
uniform float u_along;     // of depth s, in the box
uniform vec2 u_centre;
uniform vec2 u_half_size;
uniform vec3 u_half;  // of the box
uniform mat4 u_camera;
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
    v_half = u_radius + u_rim + 1.0;
    gl_PointSize = 2.0 * v_half;
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);  // outside: nothing is drawn
    if (!finite(a_from) || (u_fraction > 0.0 && !finite(a_to))) {
        return;
    }
    vec2 place = u_fraction > 0.0 ? a_from + u_fraction * (a_to - a_from) : a_from;
    vec2 across = (place - u_centre) / u_half_size;
    if (max(abs(across.x), abs(across.y)) > 1.0) {
        return;
    }
    vec4 clip = u_camera * vec4(u_half * vec3(u_along, across.y, across.x), 1.0);
    gl_Position = vec4(clip.xy / clip.w, 0.0, 1.0);
}
