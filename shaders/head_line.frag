uniform float u_half_width;
uniform vec3 u_dash;  // length, period, phase
uniform vec4 u_colour;

in vec2 v_place;
out vec4 colour;

void main() {
    float t = mod(v_place.x + u_dash.z, u_dash.y) - 0.5 * u_dash.x;
    // Distance to this dash or to the beginning of the next one.
    float beyond = min(abs(t), abs(t - u_dash.y)) - 0.5 * u_dash.x;
    float alpha = u_colour.a * clamp(u_half_width + 0.5 - abs(v_place.y), 0.0, 1.0) *
                  clamp(0.5 - beyond, 0.0, 1.0);
    colour = vec4(u_colour.rgb * alpha, alpha);
}
