// The particles' paths through the box of the space-depth view, one quad (6 vertices) a segment.
// Segment = layer * trails + trail.
uniform sampler2D u_states;        // table [layer][point]
uniform sampler2D u_third_states;  // table [layer][point], of the cube
uniform usampler2D u_labels;       // table [point]
uniform int u_points;
uniform int u_trails;
uniform int u_step;
uniform int u_layers;
uniform int u_first;   // layer of the first segment
uniform vec2 u_range;  // depths between which the paths are drawn
uniform bool u_cube;    // three coordinates instead of two and depth
uniform float u_third;  // the cube's middle
uniform vec2 u_centre;
uniform vec2 u_half_size;
uniform vec2 u_pixels;
uniform vec3 u_half;  // of the box
uniform mat4 u_camera;
uniform float u_half_width;
uniform float u_alpha;
uniform vec4 u_classes[kClasses];

flat out vec3 v_colour;
out vec3 v_line;  // pixels across, pixels beyond the end, alpha

vec3 state(int layer, int point) {
    ivec2 texel = table_texel(layer * u_points + point);
    return vec3(texelFetch(u_states, texel, 0).xy,
                u_cube ? texelFetch(u_third_states, texel, 0).x : 0.0);
}

// `place` is in units of the box's half size; its z is the third coordinate, of the cube.
vec2 project(vec3 place, float depth) {
    float along = 2.0 * depth / float(u_layers) - 1.0;
    vec3 inside = u_cube ? place : vec3(along, place.y, place.x);
    vec4 clip = u_camera * vec4(u_half * inside, 1.0);
    return clip.xy / clip.w;
}

void main() {
    int segment = gl_VertexID / 6;
    int corner = gl_VertexID - 6 * segment;
    int layer = u_first + segment / u_trails;
    uint trail = uint(segment % u_trails);
    int point = visited_point(trail, uint(u_step), uint(u_points));
    vec3 a = state(layer, point);
    vec3 b = state(layer + 1, point);

    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);  // outside: nothing is drawn
    v_colour = u_classes[class_of(texelFetch(u_labels, table_texel(point), 0).x)].rgb;
    v_line = vec3(0.0);
    if (!finite(a) || !finite(b)) {
        return;
    }
    // Cuts to the box (Liang and Barsky) and to the range of depths.
    vec3 half_size = vec3(u_half_size, u_half_size.y);
    vec3 start = (a - vec3(u_centre, u_cube ? u_third : 0.0)) / half_size;
    vec3 travel = (b - a) / half_size;
    vec3 towards = mix(travel, vec3(1e-20), equal(travel, vec3(0.0)));
    vec3 t1 = (-1.0 - start) / towards;
    vec3 t2 = (1.0 - start) / towards;
    vec3 enter = min(t1, t2);
    vec3 leave = max(t1, t2);
    float from = max(max(max(enter.x, enter.y), enter.z), clamp(u_range.x - float(layer), 0.0, 1.0));
    float to = min(min(min(leave.x, leave.y), leave.z), clamp(u_range.y - float(layer), 0.0, 1.0));
    if (from >= to) {
        return;
    }
    vec2 p = project(start + travel * from, float(layer) + from);
    vec2 q = project(start + travel * to, float(layer) + to);
    vec2 run = (q - p) * 0.5 * u_pixels;
    float reach = length(run);
    if (reach < 0.02) {
        return;
    }
    vec2 along = run / reach;
    vec2 across = vec2(-along.y, along.x);
    float edge = u_half_width + 0.5;
    bool end = corner == 1 || corner == 2 || corner == 4;
    float side = corner == 2 || corner == 4 || corner == 5 ? edge : -edge;
    vec2 ndc = (end ? q : p) + across * side * 2.0 / u_pixels;
    v_line = vec3(side, -1.0, u_alpha);
    gl_Position = vec4(ndc, 0.0, 1.0);
}
