layout(location = 0) in vec2 a_at;     // pixels from the upper left corner
layout(location = 1) in vec2 a_place;  // pixels along and across the stroke
layout(location = 2) in vec3 a_shape;  // its length, half its width here, its dash
layout(location = 3) in vec4 a_colour;
uniform vec2 u_pixels;

out vec2 v_place;
out vec3 v_shape;
flat out vec4 v_colour;

void main() {
    v_place = a_place;
    v_shape = a_shape;
    v_colour = a_colour;
    vec2 ndc = a_at * 2.0 / u_pixels - 1.0;
    gl_Position = vec4(ndc.x, -ndc.y, 0.0, 1.0);
}
