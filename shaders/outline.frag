#version 330 core
// Lines round the selected and the hovered structure, from the smooth mask of what they cover.

uniform sampler2D u_mask;  // selected, hovered, visible selected, visible hovered
uniform vec2 u_size_px;
uniform float u_width_px;
uniform vec3 u_selected_colour;
uniform vec3 u_hovered_colour;

out vec4 out_colour;

const int k_directions = 12;

// Alpha of a line outside the mask; pale where something lies over the structure.
float line_alpha(float here, float around, float visible) {
    return clamp(around - here, 0.0, 1.0) * mix(0.38, 1.0, visible);
}

void main() {
    vec2 texel = 1.0 / u_size_px;
    vec2 place = gl_FragCoord.xy * texel;
    vec4 here = texture(u_mask, place);
    vec4 near = here;
    vec4 wide = here;
    vec4 shadow = here;
    for (int i = 0; i < k_directions; ++i) {
        float angle = 6.2831853 * (float(i) + 0.5) / float(k_directions);
        vec2 direction = vec2(cos(angle), sin(angle)) * texel * u_width_px;
        near = max(near, texture(u_mask, place + 0.55 * direction));
        wide = max(wide, texture(u_mask, place + direction));
        shadow = max(shadow, texture(u_mask, place + 1.5 * direction));
    }
    float selected = line_alpha(here.r, wide.r, wide.b);
    float hovered = line_alpha(here.g, near.g, near.a) * (1.0 - selected);
    // A dark line outside keeps the bright one readable on pale bones and pale grounds.
    float dark = max(line_alpha(here.r, shadow.r, shadow.b), line_alpha(here.g, wide.g, wide.a));
    float glow = here.g * (1.0 - here.r) * 0.07 + here.r * 0.05;
    vec3 colour = selected * u_selected_colour + (hovered + glow) * u_hovered_colour;
    float bright = min(selected + hovered + glow, 1.0);
    out_colour = vec4(colour, bright + 0.55 * dark * (1.0 - bright));
}
