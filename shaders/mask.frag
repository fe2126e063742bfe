#version 330 core
// Which pixels belong to outlined structures: selected, hovered, and the same where nothing lies over them.

uniform sampler2D u_depth;
uniform vec2 u_depth_range_mm;  // near, far
uniform float u_hovered;

out vec4 out_mask;

float distance_mm(float depth) {
    float near = u_depth_range_mm.x;
    float far = u_depth_range_mm.y;
    return near * far / (far - depth * (far - near));
}

void main() {
    float over_it = texelFetch(u_depth, ivec2(gl_FragCoord.xy), 0).r;
    float visible = distance_mm(gl_FragCoord.z) - distance_mm(over_it) < 4.0 ? 1.0 : 0.0;
    out_mask = vec4(1.0 - u_hovered, u_hovered, visible * (1.0 - u_hovered), visible * u_hovered);
}
