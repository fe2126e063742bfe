#version 330 core
// The sign of a mark without its number, for the sheet of signs. Premultiplied alpha.

in vec2 v_local;
flat in vec4 v_shape;  // SignOutline, radius
flat in vec4 v_fill;
flat in vec4 v_casing;  // the ring
flat in vec4 v_style;  // rings, share of the arc, dashed

uniform float u_scale;

out vec4 out_colour;

const vec3 k_dark = vec3(0.05, 0.06, 0.08);

vec4 over(vec4 below, vec4 colour, float coverage) {
    float alpha = colour.a * coverage;
    return vec4(colour.rgb * alpha, alpha) + below * (1.0 - alpha);
}

float rounded_box(vec2 place, vec2 half_size, float radius) {
    vec2 corner = abs(place) - half_size + radius;
    return length(max(corner, 0.0)) + min(max(corner.x, corner.y), 0.0) - radius;
}

// Regular polygon with a flat side below, or turned.
float polygon(float from_middle, float angle, float sides, float inner_radius) {
    float part = 6.2831853 / sides;
    return cos(floor(0.5 + angle / part) * part - angle) * from_middle - inner_radius;
}

// Distance from a sign's outline, positive outside; the numbers are SignOutline's. All are about as large as the disc.
// `angle` is the place's, from below.
float sign_outline(int outline, vec2 place, float angle, float radius) {
    float from_middle = length(place);
    if (outline == 1) {
        return rounded_box(mat2(0.7071, 0.7071, -0.7071, 0.7071) * place, vec2(0.86 * radius), 0.14 * radius);
    }
    if (outline == 2) {
        return rounded_box(place, vec2(0.88 * radius), 0.16 * radius);
    }
    if (outline == 3) {
        return polygon(from_middle, angle + 0.5236, 6.0, 0.93 * radius);
    }
    if (outline == 4) {
        return from_middle - radius * (0.96 + 0.09 * cos(8.0 * angle));
    }
    if (outline == 5) {
        // A drop: a disc, and above its upper quarter a tip between the tangents there.
        bool above = place.y < -abs(place.x);
        return (above ? 0.7071 * (abs(place.x) - place.y) : from_middle) - 0.92 * radius;
    }
    if (outline == 6) {
        float bars = min(max(abs(place.x) - 0.13 * radius, abs(place.y) - 1.22 * radius),
                         max(abs(place.y) - 0.13 * radius, abs(place.x) - 1.22 * radius));
        return min(from_middle - 0.94 * radius, bars);
    }
    if (outline == 7) {
        return polygon(from_middle, angle, 5.0, 0.90 * radius);
    }
    if (outline == 8) {
        return rounded_box(place, vec2(1.14 * radius, 0.80 * radius), 0.42 * radius);
    }
    if (outline == 9) {
        return polygon(from_middle, angle + 0.3927, 8.0, 0.95 * radius);
    }
    return from_middle - radius;
}

float inside(float outside, float inset) { return clamp(0.5 - (outside + inset), 0.0, 1.0); }

// Shadow and a dark line that keeps a pale ring readable on a pale ground; one ring or two; the fill, and along its rim
// an arc from the top as long as the rating is high, which can be read without colours.
void main() {
    float angle = atan(v_local.x, v_local.y);
    float outside = sign_outline(int(v_shape.x + 0.5), v_local, angle, v_shape.y);
    float turn = fract(1.5 - angle / 6.2831853);  // from the top, to the right
    bool gap = v_style.z > 0.5 && fract(turn * 9.0) > 0.55;
    vec3 ring = gap ? k_dark : v_casing.rgb;
    vec4 colour = over(vec4(0.0), vec4(0.0, 0.0, 0.0, 0.30), 1.0 - smoothstep(-1.0, 2.5 * u_scale, outside));
    colour = over(colour, vec4(k_dark, 1.0), inside(outside, 0.0));
    float inset = 1.4 * u_scale;
    for (int i = 0; i < int(v_style.x + 0.5); ++i) {
        colour = over(colour, vec4(ring, 1.0), inside(outside, inset));
        inset += 1.6 * u_scale;
        colour = over(colour, vec4(k_dark, 1.0), inside(outside, inset));
        inset += 1.2 * u_scale;
    }
    inset -= 1.2 * u_scale;
    colour = over(colour, v_fill, inside(outside, inset));
    float arc = inside(outside, inset + 0.9 * u_scale) * (1.0 - inside(outside, inset + 2.7 * u_scale));
    vec3 ink = dot(v_fill.rgb, vec3(0.3, 0.6, 0.1)) > 0.45 ? k_dark : vec3(1.0);
    out_colour = over(colour, vec4(ink, 0.9), turn < v_style.y ? arc : 0.0);
}
