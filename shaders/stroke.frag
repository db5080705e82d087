in vec2 v_place;
in vec3 v_shape;
flat in vec4 v_colour;
out vec4 colour;

void main() {
    float coverage = clamp(v_shape.y + 0.5 - abs(v_place.y), 0.0, 1.0) *
                     clamp(v_shape.x + 0.5 - v_place.x, 0.0, 1.0);
    if (v_shape.z > 0.0) {
        float t = mod(v_place.x, 2.0 * v_shape.z);
        // Distance to the middle of this dash, or of the next one.
        float off = min(abs(t - 0.5 * v_shape.z), abs(t - 2.5 * v_shape.z));
        coverage *= clamp(0.5 * v_shape.z + 0.5 - off, 0.0, 1.0);
    }
    float alpha = v_colour.a * coverage;
    colour = vec4(v_colour.rgb * alpha, alpha);
}
