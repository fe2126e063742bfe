#version 330 core
// The body over its background: a soft glow behind the body, darker (or cooler) towards the corners.

in vec2 v_place;

uniform sampler2D u_body;
uniform vec3 u_centre;
uniform vec3 u_edge;
uniform vec2 u_size_px;  // of the whole picture
uniform vec4 u_place;    // where in it these pixels lie: first corner, share
uniform float u_background;  // 0: leave the background transparent

out vec4 out_colour;

void main() {
    vec4 body = texelFetch(u_body, ivec2(gl_FragCoord.xy), 0);
    vec2 from_centre = (u_place.xy + v_place * u_place.zw - vec2(0.5, 0.54)) * u_size_px / max(u_size_px.y, 0.8 * u_size_px.x);
    float away = smoothstep(0.0, 1.0, min(1.45 * length(from_centre), 1.0));
    // A grain of less than one step hides the bands an 8-bit gradient would show.
    float grain = fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715)))) - 0.5;
    vec3 background = mix(u_centre, u_edge, away) + grain / 255.0;
    out_colour = body + (1.0 - body.a) * u_background * vec4(background, 1.0);
}
