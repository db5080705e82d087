#version 330 core
layout(location = 0) in vec2 a_from;  // x_k
layout(location = 1) in vec2 a_to;    // x_{k+1}
layout(location = 2) in uint a_label;
layout(location = 3) in float a_from_third;  // of the cube
layout(location = 4) in float a_to_third;
uniform bool u_cube;       // three coordinates instead of two and depth
uniform float u_third;     // the cube's middle
uniform float u_distance;  // where markers have their size; 0: everywhere
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

bool finite(vec3 v) {
    return all(notEqual(floatBitsToUint(v) & kExponent, uvec3(kExponent)));
}

void main() {
    uint shape = min(a_label, 9u);
    v_colour = u_classes[shape].rgb;
    v_shape = shape;
    v_half = u_radius + u_rim + (shape < 2u ? 0.5 : 1.0);  // others have corners farther out
    gl_PointSize = 2.0 * v_half;
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);  // outside: nothing is drawn
    vec3 from = vec3(a_from, u_cube ? a_from_third : 0.0);
    vec3 to = vec3(a_to, u_cube ? a_to_third : 0.0);
    if (!finite(from) || (u_fraction > 0.0 && !finite(to))) {
        return;
    }
    vec3 place = u_fraction > 0.0 ? from + u_fraction * (to - from) : from;
    vec2 across = (place.xy - u_centre) / u_half_size;
    float third = u_cube ? (place.z - u_third) / u_half_size.y : 0.0;
    if (max(max(abs(across.x), abs(across.y)), abs(third)) > 1.0) {
        return;
    }
    vec3 inside = u_cube ? vec3(across, third) : vec3(u_along, across.y, across.x);
    vec4 clip = u_camera * vec4(u_half * inside, 1.0);
    gl_Position = vec4(clip.xy / clip.w, 0.0, 1.0);
    if (u_distance > 0.0) {
        gl_PointSize *= u_distance / clip.w;
    }
}
