#version 330 core
// One bit of a line on the skin as a band of even width in the picture, with round ends; or the head of an arrow.
// Four corners for each instance.

layout(location = 0) in vec3 in_from_mm;
layout(location = 1) in vec3 in_to_mm;
layout(location = 2) in vec4 in_normal_arrow;

uniform mat4 u_view_projection;
uniform vec3 u_eye_mm;
uniform float u_lift_mm;
uniform vec4 u_section;
uniform vec2 u_size_px;
uniform float u_px_at_1_mm;  // pixels of a millimetre at a distance of one
uniform vec4 u_half_width;   // mm, least px, most px, more px

out vec2 v_local;        // px along and across, from the start
flat out vec4 v_stroke;  // length, half width, 1 for arrow heads, alpha

vec4 lifted(vec3 place) {
    return u_view_projection * vec4(place + u_lift_mm * normalize(u_eye_mm - place), 1.0);
}

void main() {
    vec4 from = lifted(in_from_mm);
    vec4 to = lifted(in_to_mm);
    float facing = dot(in_normal_arrow.xyz, normalize(u_eye_mm - in_to_mm));
    bool cut = dot(u_section.xyz, in_to_mm) > u_section.w;
    if (from.w <= 1.0 || to.w <= 1.0 || facing < -0.05 || cut) {
        gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
        v_local = vec2(0.0);
        v_stroke = vec4(0.0);
        return;
    }
    vec2 from_px = 0.5 * u_size_px * from.xy / from.w;
    vec2 to_px = 0.5 * u_size_px * to.xy / to.w;
    vec2 way = to_px - from_px;
    float length_px = length(way);
    vec2 along = length_px > 1e-4 ? way / length_px : vec2(1.0, 0.0);
    vec2 across = vec2(-along.y, along.x);
    float core_px = clamp(u_half_width.x * u_px_at_1_mm / to.w, u_half_width.y, u_half_width.z);
    float half_px = core_px + u_half_width.w;
    bool arrow = in_normal_arrow.w > 0.5;
    float start = 0.0;
    if (arrow) {  // a triangle from behind the end to beyond it; what is added to a band grows it on all sides
        start = -2.2 * core_px - 1.4 * u_half_width.w;
        length_px = 5.6 * core_px + 3.6 * u_half_width.w;
        half_px = 2.5 * core_px + 1.9 * u_half_width.w;
        from_px = to_px;
        from = to;
    }
    bool end = (gl_VertexID & 1) == 1;
    float side = (gl_VertexID & 2) == 2 ? 1.0 : -1.0;
    float margin = arrow ? 1.0 : half_px + 1.0;
    float x = end ? length_px + margin : -margin;
    float y = side * (half_px + 1.0);
    v_local = vec2(x, y);
    v_stroke = vec4(length_px, half_px, arrow ? 1.0 : 0.0, smoothstep(-0.05, 0.1, facing));
    vec2 place_px = from_px + (start + x) * along + y * across;
    vec4 near = end ? to : from;
    gl_Position = vec4(place_px / (0.5 * u_size_px), near.z / near.w, 1.0);
}
