// Lines of constant width on the screen between places of the box; six vertices a line.
layout(location = 0) in vec3 a_from;
layout(location = 1) in vec3 a_to;
layout(location = 2) in vec4 a_colour;
uniform vec3 u_half;  // of the box
uniform mat4 u_camera;
uniform vec2 u_pixels;
uniform float u_half_width;

flat out vec3 v_colour;
out vec3 v_line;  // pixels across, pixels beyond the end, alpha

void main() {
    vec4 from = u_camera * vec4(u_half * a_from, 1.0);
    vec4 to = u_camera * vec4(u_half * a_to, 1.0);
    vec2 p = from.xy / from.w;
    vec2 q = to.xy / to.w;
    vec2 run = (q - p) * 0.5 * u_pixels;
    float reach = length(run);
    vec2 along = reach > 0.0 ? run / reach : vec2(1.0, 0.0);
    vec2 across = vec2(-along.y, along.x);
    int corner = gl_VertexID % 6;
    bool end = corner == 1 || corner == 2 || corner == 4;
    float edge = u_half_width + 0.5;
    float side = corner == 2 || corner == 4 || corner == 5 ? edge : -edge;
    v_colour = a_colour.rgb;
    v_line = vec3(side, -1.0, a_colour.a);
    gl_Position = vec4((end ? q : p) + across * side * 2.0 / u_pixels, 0.0, 1.0);
}
