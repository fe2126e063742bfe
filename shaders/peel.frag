#version 330 core
#extension GL_ARB_sample_shading : enable
// Depth only, of what lies behind the translucent surfaces already found: each sample is asked on its own, so that the
// edges of the layers are as smooth as the body.

uniform sampler2DMS u_found;  // depth of the layer before

void main() {
#ifdef GL_ARB_sample_shading
    int own = gl_SampleID;
#else
    int own = 0;
#endif
    const float k_same = 1.5 / 16777216.0;  // depth has 24 bits
    if (gl_FragCoord.z <= texelFetch(u_found, ivec2(gl_FragCoord.xy), own).r + k_same) {
        discard;
    }
}
