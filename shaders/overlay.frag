#version 330 core
// A rounded shape with a dark outline, a ring and a fill, or one letter. Premultiplied alpha.

in vec2 v_local;
flat in vec4 v_shape;
flat in vec4 v_fill;
flat in vec4 v_ring;
flat in float v_alpha;

uniform sampler2D u_letters;
uniform float u_scale;

out vec4 out_colour;

vec4 over(vec4 below, vec4 colour, float coverage) {
    float alpha = colour.a * coverage;
    return vec4(colour.rgb * alpha, alpha) + below * (1.0 - alpha);
}

void main() {
    if (v_shape.x > 0.5) {
        float coverage = texture(u_letters, v_local).r * v_alpha * v_fill.a;
        out_colour = vec4(v_fill.rgb * coverage, coverage);
        return;
    }
    vec2 corner = abs(v_local) - v_shape.yz + v_shape.w;
    float outside = length(max(corner, 0.0)) + min(max(corner.x, corner.y), 0.0) - v_shape.w;
    float ring_width = v_ring.a > 0.0 ? 1.6 * u_scale : 0.0;
    vec4 colour = vec4(0.0);
    if (v_ring.a > 0.0) {
        // A soft shadow, then the dark line that keeps a pale ring readable on a pale ground.
        colour = over(colour, vec4(0.0, 0.0, 0.0, 0.30), 1.0 - smoothstep(-1.0, 2.5 * u_scale, outside));
        colour = over(colour, vec4(0.05, 0.06, 0.08, 1.0), clamp(0.5 - outside, 0.0, 1.0));
        colour = over(colour, vec4(v_ring.rgb, 1.0), clamp(0.5 - (outside + 1.4 * u_scale), 0.0, 1.0));
    }
    float inset = v_ring.a > 0.0 ? 1.4 * u_scale + ring_width : 0.0;
    colour = over(colour, v_fill, clamp(0.5 - (outside + inset), 0.0, 1.0));
    out_colour = colour * v_alpha;
}
