#version 330 core
// A painted area: pieces of the skin, lifted towards the eye so that they lie over it in the same pixels.

layout(location = 0) in vec3 in_position_mm;

uniform mat4 u_view_projection;
uniform vec3 u_eye_mm;
uniform float u_lift_mm;

out vec3 v_position_mm;

void main() {
    v_position_mm = in_position_mm;
    vec3 lifted = in_position_mm + u_lift_mm * normalize(u_eye_mm - in_position_mm);
    gl_Position = u_view_projection * vec4(lifted, 1.0);
}
