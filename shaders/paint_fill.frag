#version 330 core
// The colour of the rating, and over it the pattern of the kind (AreaPattern). Premultiplied alpha.

in vec3 v_position_mm;

uniform vec4 u_fill;
uniform vec4 u_ink;
uniform int u_pattern;
uniform float u_period_px;
uniform vec2 u_origin_px;
uniform vec4 u_section;  // unit normal towards what is cut away and the plane's distance; zero: none

out vec4 out_colour;

// Coverage of lines at whole numbers of `at`, `width` of the period wide.
float lines(float at, float width) {
    float from_line = abs(fract(at + 0.5) - 0.5) * u_period_px;
    return clamp(0.5 * width * u_period_px - from_line + 0.5, 0.0, 1.0);
}

// Coverage of discs, or with `ring` of rings, at whole numbers; every other row is shifted by half.
float dots(vec2 at, float radius, float ring) {
    at.x += 0.5 * mod(floor(at.y + 0.5), 2.0);
    float from_middle = length(fract(at + 0.5) - 0.5) * u_period_px;
    float edge = radius * u_period_px - from_middle;
    float hole = ring > 0.0 ? from_middle - (radius - ring) * u_period_px : 1.0;
    return clamp(edge + 0.5, 0.0, 1.0) * clamp(hole + 0.5, 0.0, 1.0);
}

float pattern(vec2 at) {
    vec2 turned = vec2(at.x + at.y, at.y - at.x) * 0.7071;
    if (u_pattern == 1) return lines(turned.y, 0.22);                                    // rising
    if (u_pattern == 2) return max(lines(at.x * 0.8, 0.17), lines(at.y * 0.8, 0.17));    // grid
    if (u_pattern == 3) return dots(at * 0.8, 0.21, 0.0);                                // few dots
    if (u_pattern == 4) return dots(at * 1.3, 0.25, 0.0);                                // many dots
    if (u_pattern == 5) return dots(at * 0.65, 0.33, 0.13);                              // rings
    if (u_pattern == 6) return max(lines(turned.x * 0.8, 0.17), lines(turned.y * 0.8, 0.17));
    if (u_pattern == 7) return lines(turned.x, 0.22);                                    // falling
    if (u_pattern == 8) return lines(at.y, 0.24) * step(0.38, fract(at.x * 0.6 + 0.5 * floor(at.y + 0.5)));
    if (u_pattern == 9) return lines(at.y, 0.22);                                        // level
    return 0.0;
}

void main() {
    if (dot(u_section.xyz, v_position_mm) > u_section.w) {
        discard;
    }
    float ink = u_ink.a * pattern((gl_FragCoord.xy - u_origin_px) / u_period_px);
    float alpha = u_fill.a + ink * (1.0 - u_fill.a);
    out_colour = vec4(u_fill.rgb * u_fill.a * (1.0 - ink) + u_ink.rgb * ink, alpha);
}
