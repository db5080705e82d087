// The field of more than two classes. A sample is the winning class and its lead over the next one.
// Between four samples class c has the score +lead where it wins and -lead where it does not, so
// between two classes this is the signed margin of field.frag, whose rules hold here, too.
uniform sampler2D u_field;  // near lead, near class, far lead, far class
uniform float u_blend;
uniform vec2 u_weight;
uniform vec2 u_samples;
uniform vec2 u_texels;  // per pixel
uniform vec4 u_tints[kClasses];
uniform vec4 u_undecided;
uniform vec4 u_boundary;
uniform float u_field_alpha;
uniform float u_half_width;      // pixels; below 0 there is no boundary
uniform float u_iso_half_width;  // pixels; below 0 there are no iso-lines
uniform float u_iso_apart;       // pixels; they fade where they are closer
uniform vec4 u_iso_colour;

in vec2 v_uv;
out vec4 colour;

// Scores of a class at the four samples: lower left, lower right, upper left, upper right.
vec4 scores(vec4 lead, vec4 winner, float c) {
    return mix(-lead, lead, vec4(equal(winner, vec4(c))));
}

// The best two of the classes that win at any of the four samples, of either layer.
struct Best {
    float first, second;        // classes; second is -1 if there is no other
    float score, second_score;  // of the two, here
};

void offer(inout Best best, float c, float score) {
    if (c == best.first || c == best.second) {
        return;
    }
    if (best.first < 0.0 || score > best.score) {
        best.second = best.first;
        best.second_score = best.score;
        best.first = c;
        best.score = score;
    } else if (best.second < 0.0 || score > best.second_score) {
        best.second = c;
        best.second_score = score;
    }
}

Best best_of(vec4 lead, vec4 winner, vec4 at) {
    Best best = Best(-1.0, -1.0, 0.0, 0.0);
    for (int i = 0; i < 4; ++i) {
        offer(best, winner[i], dot(at, scores(lead, winner, winner[i])));
    }
    return best;
}

// Half the difference to the next: between two classes the margin itself.
float lead_of(Best best) {
    return best.second < 0.0 ? best.score : 0.5 * (best.score - best.second_score);
}

float iso_line(float near, float far, vec2 near_slope, vec2 far_slope, vec2 texels) {
    float level = mix(log2(1.0 + near), log2(1.0 + far), u_blend);
    // d log2(1 + m) = dm / ((1 + m) ln 2)
    vec2 slope = mix(near_slope / (1.0 + near), far_slope / (1.0 + far), u_blend) / 0.6931472;
    float rise = length(slope * texels);
    float nearest = round(level);
    if (nearest < 0.5 || rise < 1e-9) {
        return 0.0;
    }
    return clamp(u_iso_half_width + 0.5 - abs(level - nearest) / rise, 0.0, 1.0) *
           clamp(1.0 / (rise * u_iso_apart) - 0.5, 0.0, 1.0) * u_iso_colour.a;
}

// d/dx and d/dy, per texel, of a quantity with these values at the four samples.
vec2 slope_of(vec4 v, vec2 f) {
    return vec2(mix(v[1] - v[0], v[3] - v[2], f.y), mix(v[2] - v[0], v[3] - v[1], f.x));
}

vec4 lead_at_samples(Best best, vec4 lead, vec4 winner) {
    vec4 first = scores(lead, winner, best.first);
    return best.second < 0.0 ? first : 0.5 * (first - scores(lead, winner, best.second));
}

void main() {
    // Beyond the samples the edge continues, with no slope across it.
    vec2 wanted = v_uv * u_samples - 0.5;
    vec2 place = clamp(wanted, vec2(0.0), u_samples - 1.0);
    vec2 texels = u_texels * vec2(equal(wanted, place));
    vec2 corner = min(floor(place), u_samples - 2.0);
    vec2 f = place - corner;
    ivec2 p = ivec2(corner);
    vec4 a = texelFetch(u_field, p, 0), b = texelFetch(u_field, p + ivec2(1, 0), 0);
    vec4 c = texelFetch(u_field, p + ivec2(0, 1), 0), d = texelFetch(u_field, p + ivec2(1, 1), 0);
    vec4 at = vec4((1.0 - f.x) * (1.0 - f.y), f.x * (1.0 - f.y), (1.0 - f.x) * f.y, f.x * f.y);
    vec4 near = vec4(a.x, b.x, c.x, d.x), near_class = vec4(a.y, b.y, c.y, d.y);
    vec4 far = vec4(a.z, b.z, c.z, d.z), far_class = vec4(a.w, b.w, c.w, d.w);

    // The tint: its distance from undecided is 2 p - 1 = tanh(lead / 2), blended of both layers.
    Best best_near = best_of(near, near_class, at), best_far = best_of(far, far_class, at);
    float lead_near = lead_of(best_near), lead_far = lead_of(best_far);
    float sure_near = (1.0 - u_blend) * tanh(0.5 * min(lead_near, 40.0));
    float sure_far = u_blend * tanh(0.5 * min(lead_far, 40.0));
    bool agree = best_near.first == best_far.first;
    float sure = agree ? sure_near + sure_far : abs(sure_near - sure_far);
    float shown = sure_near >= sure_far ? best_near.first : best_far.first;
    vec3 tint = mix(u_undecided.rgb, u_tints[int(shown)].rgb, sure);

    // The boundary: where the two best of the blended, weighted scores are equal.
    Best best = Best(-1.0, -1.0, 0.0, 0.0);
    for (int i = 0; i < 4; ++i) {
        for (int side = 0; side < 2; ++side) {
            float k = side == 0 ? near_class[i] : far_class[i];
            vec4 s = mix(scores(near, near_class, k) * u_weight.x, scores(far, far_class, k) * u_weight.y,
                         u_blend);
            offer(best, k, dot(at, s));
        }
    }
    float line = 0.0;
    if (best.second >= 0.0) {
        vec4 gap = mix(u_weight.x * lead_at_samples(best, near, near_class),
                       u_weight.y * lead_at_samples(best, far, far_class), u_blend);
        float slope = length(slope_of(gap, f) * texels);
        line = slope > 1e-9 ? clamp(u_half_width + 0.5 - abs(dot(at, gap)) / slope, 0.0, 1.0) : 0.0;
        line *= u_boundary.a;
    }
    float iso = u_iso_half_width > 0.0
                    ? iso_line(lead_near, lead_far,
                               slope_of(lead_at_samples(best_near, near, near_class), f),
                               slope_of(lead_at_samples(best_far, far, far_class), f), texels)
                    : 0.0;
    vec3 ground = mix(tint, u_iso_colour.rgb, u_field_alpha > 0.0 ? iso : 1.0);
    vec3 seen = mix(ground, u_boundary.rgb, u_field_alpha > 0.0 ? line : step(iso, line));
    float alpha = max(u_field_alpha, max(line, iso));
    colour = vec4(seen * alpha, alpha);
}
