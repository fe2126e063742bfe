#version 330 core
// Any mesh of the body. Positions are millimetres in the product's frame.

layout(location = 0) in vec3 in_position_mm;
layout(location = 1) in vec4 in_normal;
layout(location = 2) in vec2 in_fibre_uv;
layout(location = 3) in vec2 in_tendon_openness;
layout(location = 4) in vec4 in_overlay;  // sRGB, premultiplied

uniform mat4 u_view_projection;
uniform vec4 u_drawable[3];  // see surface.frag
uniform vec4 u_section;      // normal towards what is cut away, and the plane's place along it; asked only where it is cut

out vec3 v_position_mm;
out vec3 v_normal;
out vec4 v_overlay;
out vec4 v_fibre;  // mm along the fibres, mm across them, share of tendon, openness

invariant gl_Position;  // the depth pass before a translucent layer must agree to the last bit

void main() {
    v_position_mm = in_position_mm;
    v_normal = in_normal.xyz;
    v_overlay = in_overlay;
    v_fibre = vec4(in_fibre_uv * u_drawable[1].xy, in_tendon_openness);
    gl_ClipDistance[0] = u_section.w - dot(u_section.xyz, in_position_mm);
    gl_Position = u_view_projection * vec4(in_position_mm, 1.0);
}
