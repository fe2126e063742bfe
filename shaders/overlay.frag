#version 330 core
// A rounded shape with a casing around it, or one letter. Premultiplied alpha.

in vec2 v_local;
flat in vec4 v_shape;  // 0 and half size and corner radius; or 1 for a letter
flat in vec4 v_fill;
flat in vec4 v_casing;
flat in float v_alpha;
flat in vec4 v_style;  // width of the casing in px

uniform sampler2D u_letters;

out vec4 out_colour;

vec4 over(vec4 below, vec4 colour, float coverage) {
    float alpha = colour.a * coverage;
    return vec4(colour.rgb * alpha, alpha) + below * (1.0 - alpha);
}

float rounded_box(vec2 place, vec2 half_size, float radius) {
    vec2 corner = abs(place) - half_size + radius;
    return length(max(corner, 0.0)) + min(max(corner.x, corner.y), 0.0) - radius;
}

void main() {
    if (v_shape.x > 0.5) {
        float coverage = texture(u_letters, v_local).r * v_alpha * v_fill.a;
        out_colour = vec4(v_fill.rgb * coverage, coverage);
        return;
    }
    float outside = rounded_box(v_local, v_shape.yz, v_shape.w);
    vec4 colour = over(vec4(0.0), v_casing, clamp(0.5 - outside + v_style.x, 0.0, 1.0));
    out_colour = over(colour, v_fill, clamp(0.5 - outside, 0.0, 1.0)) * v_alpha;
}
