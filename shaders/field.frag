uniform sampler2D u_margin;  // near and far margin
uniform float u_blend;
uniform vec4 u_tint_0;
uniform vec4 u_tint_1;
uniform vec4 u_undecided;

in vec2 v_uv;
out vec4 colour;

void main() {
    vec2 probability = 1.0 / (1.0 + exp(-texture(u_margin, v_uv).rg));
    float p = mix(probability.x, probability.y, u_blend);
    float decided = abs(2.0 * p - 1.0);
    colour = vec4(mix(u_undecided.rgb, p < 0.5 ? u_tint_0.rgb : u_tint_1.rgb, decided), 1.0);
}
