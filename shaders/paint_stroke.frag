#version 330 core
// A band with round ends, or an arrow's head. Premultiplied alpha.

in vec2 v_local;
flat in vec4 v_stroke;

uniform vec3 u_colour;

out vec4 out_colour;

void main() {
    float length_px = v_stroke.x;
    float half_px = v_stroke.y;
    float inside;
    if (v_stroke.z > 0.5) {
        float slope = half_px / length_px;
        float to_side = (half_px - slope * v_local.x - abs(v_local.y)) / sqrt(1.0 + slope * slope);
        inside = min(to_side, v_local.x);
    } else {
        vec2 from_band = vec2(v_local.x - clamp(v_local.x, 0.0, length_px), v_local.y);
        inside = half_px - length(from_band);
    }
    float alpha = clamp(inside + 0.5, 0.0, 1.0) * v_stroke.w;
    out_colour = vec4(u_colour * alpha, alpha);
}
