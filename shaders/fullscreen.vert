#version 330 core
// One triangle over the whole picture, without vertices.

out vec2 v_place;  // 0..1, from the bottom left

void main() {
    v_place = vec2(float((gl_VertexID << 1) & 2), float(gl_VertexID & 2));
    gl_Position = vec4(2.0 * v_place - 1.0, 0.0, 1.0);
}
