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
uniform float u_iso_half_width;  // pixels; below 0 there are no iso-lines
uniform float u_iso_apart;       // pixels; they fade where they are closer
uniform vec4 u_iso_colour;

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
    float iso = 0.0;
    if (u_iso_half_width > 0.0) {
        vec2 levels = sign(margin) * log2(1.0 + abs(margin));
        float level = mix(levels.x, levels.y, u_blend);
        float rise = length(vec2(dFdx(level), dFdy(level)));
        float nearest = round(level);
        if (nearest != 0.0 && rise > 1e-9) {
            iso = clamp(u_iso_half_width + 0.5 - abs(level - nearest) / rise, 0.0, 1.0) *
                  clamp(1.0 / (rise * u_iso_apart) - 0.5, 0.0, 1.0) * u_iso_colour.a;
        }
    }
    vec3 ground = mix(tint, u_iso_colour.rgb, u_field_alpha > 0.0 ? iso : 1.0);
    colour = vec4(mix(ground, u_boundary.rgb, u_field_alpha > 0.0 ? line : step(iso, line)),
                  max(u_field_alpha, max(line, iso)));
}
