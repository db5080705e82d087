// One triangle a segment, wide enough to hold it: for software rasterisers each triangle costs.
// Segment = layer * trails + trail, so later layers lie on top.
uniform sampler2D u_states;   // table [layer][point]
uniform usampler2D u_labels;  // table [point]
uniform int u_points;
uniform int u_trails;
uniform int u_step;
uniform float u_depth;
uniform vec2 u_centre;
uniform vec2 u_half_size;
uniform vec2 u_pixels;
uniform float u_half_width;
uniform float u_alpha;
uniform vec4 u_classes[kClasses];

flat out vec3 v_colour;
out vec3 v_line;  // pixels across, pixels beyond the end, alpha

void main() {
    int segment = gl_VertexID / 3;
    int layer = segment / u_trails;
    uint trail = uint(segment - layer * u_trails);
    int point = visited_point(trail, uint(u_step), uint(u_points));
    vec2 a = texelFetch(u_states, table_texel(layer * u_points + point), 0).xy;
    vec2 b = texelFetch(u_states, table_texel((layer + 1) * u_points + point), 0).xy;

    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);  // outside: nothing is drawn
    v_colour = u_classes[class_of(texelFetch(u_labels, table_texel(point), 0).x)].rgb;
    v_line = vec3(0.0);
    if (!finite(a) || !finite(b)) {
        return;
    }
    float fraction = min(u_depth - float(layer), 1.0);
    vec2 start = (a - u_centre) / u_half_size;
    vec2 travel = (b - a) / u_half_size * fraction;

    // Cuts to a little more than the picture (Liang and Barsky), so that far ends keep their
    // precision.
    vec2 towards = vec2(travel.x == 0.0 ? 1e-20 : travel.x, travel.y == 0.0 ? 1e-20 : travel.y);
    vec2 t1 = (-1.1 - start) / towards;
    vec2 t2 = (1.1 - start) / towards;
    vec2 enter = min(t1, t2);
    vec2 leave = max(t1, t2);
    float from = clamp(max(enter.x, enter.y), 0.0, 1.0);
    float to = clamp(min(leave.x, leave.y), 0.0, 1.0);
    vec2 run = travel * (to - from) * 0.5 * u_pixels;
    float reach = length(run);
    if (from >= to || reach < 0.02) {
        return;
    }
    vec2 along = run / reach;
    vec2 across = vec2(-along.y, along.x);
    // Base twice as wide as the line, tip twice as far as its end: the smallest triangle around it.
    int corner = gl_VertexID - 3 * segment;
    float edge = u_half_width + 0.5;
    vec2 place = corner == 2 ? vec2(2.0 * reach + 1.0, 0.0)
                             : vec2(0.0, corner == 0 ? 2.0 * edge : -2.0 * edge);
    vec2 ndc = start + travel * from + (along * place.x + across * place.y) * 2.0 / u_pixels;
    float age = (float(layer) + mix(from, to, place.x / reach) * fraction) / u_depth;
    v_line = vec3(place.y, place.x - reach, u_alpha * mix(0.12, 1.0, age));
    gl_Position = vec4(ndc, 0.0, 1.0);
}
