#version 330 core
uniform sampler2D u_margin;  // near and far margin
uniform float u_blend;
uniform vec2 u_weight;
uniform vec4 u_tint_0;
uniform vec4 u_tint_1;
uniform vec4 u_undecided;
uniform vec4 u_boundary;
uniform float u_field_alpha;
uniform float u_half_width;  // pixels; below 0 there is no boundary

in vec2 v_uv;
out vec4 colour;

void main() {
    vec2 margin = texture(u_margin, v_uv).rg;
    vec2 probability = 1.0 / (1.0 + exp(-margin));
    float p = mix(probability.x, probability.y, u_blend);
    float decided = abs(2.0 * p - 1.0);
    vec3 tint = mix(u_undecided.rgb, p < 0.5 ? u_tint_0.rgb : u_tint_1.rgb, decided);

    // Distance to the zero line in pixels, to first order.
    float g = mix(margin.x * u_weight.x, margin.y * u_weight.y, u_blend);
    float slope = length(vec2(dFdx(g), dFdy(g)));
    float line = slope > 1e-9 ? clamp(u_half_width + 0.5 - abs(g) / slope, 0.0, 1.0) : 0.0;
    line *= u_boundary.a;
    colour = vec4(mix(tint, u_boundary.rgb, u_field_alpha > 0.0 ? line : 1.0),
                  max(u_field_alpha, line));
}
