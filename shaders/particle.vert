// One point for each particle, at depth s = layer + fraction.
uniform sampler2D u_states;   // table [layer][point]
uniform usampler2D u_labels;  // table [point]
uniform int u_points;
uniform int u_step;  // from one particle to the next, see golden_step
uniform int u_layer;  // k
uniform int u_next;   // k + 1, at most the last layer
uniform float u_fraction;  // s - k
uniform vec2 u_centre;
uniform vec2 u_half_size;
uniform float u_radius;
uniform float u_rim;
uniform vec4 u_classes[kClasses];
uniform bool u_one_shape;  // colours alone tell the labels apart

flat out vec3 v_colour;
flat out uint v_shape;
flat out float v_half;  // half the sprite, pixels

void main() {
    int point = visited_point(uint(gl_VertexID), uint(u_step), uint(u_points));
    uint shape = class_of(texelFetch(u_labels, table_texel(point), 0).x);
    vec2 from = texelFetch(u_states, table_texel(u_layer * u_points + point), 0).xy;
    vec2 to = texelFetch(u_states, table_texel(u_next * u_points + point), 0).xy;
    v_colour = u_classes[shape].rgb;
    v_shape = u_one_shape ? 0u : shape;
    v_half = u_radius + u_rim + (v_shape < 2u ? 0.5 : 1.0);  // the corners of others are farther out
    gl_PointSize = 2.0 * v_half;
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);  // outside: nothing is drawn
    if (!finite(from) || (u_fraction > 0.0 && !finite(to))) {
        return;
    }
    vec2 place = u_fraction > 0.0 ? from + u_fraction * (to - from) : from;
    vec2 ndc = (place - u_centre) / u_half_size;
    if (max(abs(ndc.x), abs(ndc.y)) < 1.1) {
        gl_Position = vec4(ndc, 0.0, 1.0);
    }
}
