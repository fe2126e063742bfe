#version 330 core
// The same as peel.frag for pictures with one sample in each pixel.

uniform sampler2D u_found;  // depth of the layer before

void main() {
    const float k_same = 1.5 / 16777216.0;  // depth has 24 bits
    if (gl_FragCoord.z <= texelFetch(u_found, ivec2(gl_FragCoord.xy), 0).r + k_same) {
        discard;
    }
}
