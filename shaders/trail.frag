uniform float u_half_width;

flat in vec3 v_colour;
in vec3 v_line;
out vec4 colour;

void main() {
    vec2 coverage = clamp(vec2(u_half_width + 0.5 - abs(v_line.x), 0.5 - v_line.y), 0.0, 1.0);
    float alpha = v_line.z * coverage.x * coverage.y;
    colour = vec4(v_colour * alpha, alpha);
}
