#version 330 core
// A sign from the sheet of signs, pixel for pixel. Premultiplied alpha.

in vec2 v_local;  // px from the sheet's lower left
flat in float v_alpha;

uniform sampler2D u_signs;

out vec4 out_colour;

void main() { out_colour = texelFetch(u_signs, ivec2(v_local), 0) * v_alpha; }
