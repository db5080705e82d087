// One point for each particle at depth s = layer + fraction, on its plane in the box or in the cube.
uniform sampler2D u_states;        // table [layer][point]
uniform sampler2D u_third_states;  // table [layer][point], of the cube
uniform usampler2D u_labels;       // table [point]
uniform int u_points;
uniform int u_step;  // from one particle to the next, see golden_step
uniform int u_layer;  // k
uniform int u_next;   // k + 1, at most the last layer
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
uniform vec4 u_classes[kClasses];
uniform bool u_one_shape;  // colours alone tell the labels apart

flat out vec3 v_colour;
flat out uint v_shape;
flat out float v_half;  // half the sprite, pixels

vec3 state(int layer, int point) {
    ivec2 texel = table_texel(layer * u_points + point);
    return vec3(texelFetch(u_states, texel, 0).xy,
                u_cube ? texelFetch(u_third_states, texel, 0).x : 0.0);
}

void main() {
    int point = visited_point(uint(gl_VertexID), uint(u_step), uint(u_points));
    uint shape = class_of(texelFetch(u_labels, table_texel(point), 0).x);
    v_colour = u_classes[shape].rgb;
    v_shape = u_one_shape ? 0u : shape;
    v_half = u_radius + u_rim + (v_shape < 2u ? 0.5 : 1.0);  // the corners of others are farther out
    gl_PointSize = 2.0 * v_half;
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);  // outside: nothing is drawn
    vec3 from = state(u_layer, point);
    vec3 to = state(u_next, point);
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
