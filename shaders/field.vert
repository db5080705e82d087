// One triangle that covers the picture; no vertex data.
uniform vec2 u_centre;
uniform vec2 u_half_size;
uniform vec2 u_lo;
uniform vec2 u_hi;
uniform vec2 u_samples;

out vec2 v_uv;

void main() {
    vec2 ndc = vec2(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0);
    vec2 world = u_centre + ndc * u_half_size;
    // The first and last sample stand on the rectangle's edges, half a texel inside the texture.
    vec2 t = (world - u_lo) / (u_hi - u_lo);
    v_uv = (t * (u_samples - 1.0) + 0.5) / u_samples;
    gl_Position = vec4(ndc, 0.0, 1.0);
}
