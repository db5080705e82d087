uniform sampler2D u_margin;  // near and far margin
uniform vec2 u_samples;
uniform float u_blend;
uniform vec4 u_tint_0;
uniform vec4 u_tint_1;
uniform vec4 u_undecided;

in vec2 v_uv;
out vec4 colour;

// Linear between the samples, where the context does not filter textures of floats. It is slower:
// four fetches a pixel.
vec2 margins() {
    vec2 place = clamp(v_uv * u_samples - 0.5, vec2(0.0), u_samples - 1.0);
    vec2 corner = min(floor(place), u_samples - 2.0);
    vec2 f = place - corner;
    ivec2 p = ivec2(corner);
    vec2 below = mix(texelFetch(u_margin, p, 0).rg, texelFetch(u_margin, p + ivec2(1, 0), 0).rg, f.x);
    vec2 above = mix(texelFetch(u_margin, p + ivec2(0, 1), 0).rg,
                     texelFetch(u_margin, p + ivec2(1, 1), 0).rg, f.x);
    return mix(below, above, f.y);
}

void main() {
    vec2 probability = 1.0 / (1.0 + exp(-(kFiltersFloats ? texture(u_margin, v_uv).rg : margins())));
    float p = mix(probability.x, probability.y, u_blend);
    float decided = abs(2.0 * p - 1.0);
    colour = vec4(mix(u_undecided.rgb, p < 0.5 ? u_tint_0.rgb : u_tint_1.rgb, decided), 1.0);
}
