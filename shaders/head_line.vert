// A quad along the line. Lengths are pixels, places are relative to the middle of the picture.
uniform vec2 u_pixels;
uniform vec2 u_foot;
uniform vec2 u_along;
uniform vec2 u_reach;  // along the line, from and to
uniform float u_half_width;

out vec2 v_place;  // along and across the line

void main() {
    v_place = vec2((gl_VertexID & 1) == 0 ? u_reach.x : u_reach.y,
                   (gl_VertexID & 2) == 0 ? -(u_half_width + 1.0) : u_half_width + 1.0);
    vec2 across = vec2(-u_along.y, u_along.x);
    vec2 pixel = u_foot + v_place.x * u_along + v_place.y * across;
    gl_Position = vec4(pixel * 2.0 / u_pixels, 0.0, 1.0);
}
