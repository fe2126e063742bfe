#version 330 core
// Signs and words: flat, in pixels, over the finished body.

layout(location = 0) in vec2 in_position_px;  // from the top left
layout(location = 1) in vec4 in_shape;        // these as the fragment shaders say
layout(location = 2) in vec2 in_local;        // px from the shape's centre, or place on a sheet
layout(location = 3) in vec4 in_fill;
layout(location = 4) in vec4 in_casing;
layout(location = 5) in vec4 in_place;        // place in px, its distance in mm (0: always seen), facing
layout(location = 6) in vec4 in_style;

uniform vec2 u_size_px;
uniform vec4 u_tile;  // where these pixels begin in the whole picture, and its size
uniform sampler2D u_depth;
uniform vec2 u_depth_range_mm;  // near, far
uniform vec3 u_view_axis_of_pixel;  // tangent of half the view upwards, aspect, unused
uniform vec4 u_visibility;  // clear gap mm, covered gap mm, alpha when covered, unused

out vec2 v_local;
flat out vec4 v_shape;
flat out vec4 v_fill;
flat out vec4 v_casing;
flat out float v_alpha;
flat out vec4 v_style;

// Distance from the eye to the first thing drawn at a pixel.
float seen_distance_mm(vec2 pixel) {
    float depth = texelFetch(u_depth, ivec2(pixel.x + 0.5, u_size_px.y - pixel.y - 0.5), 0).r;
    float near = u_depth_range_mm.x;
    float far = u_depth_range_mm.y;
    float along_axis = near * far / (far - depth * (far - near));
    vec2 slope = (2.0 * (pixel + u_tile.xy + 0.5) / u_tile.zw - 1.0) * u_view_axis_of_pixel.x * vec2(u_view_axis_of_pixel.y, 1.0);
    return along_axis * sqrt(1.0 + dot(slope, slope));
}

// The same rule as calc_sign_visibility, by which clicks are decided.
float sign_alpha() {
    vec2 pixel = floor(in_place.xy + 0.5);
    if (in_place.z <= 0.0 || any(lessThan(pixel, vec2(0.0))) || any(greaterThan(pixel, u_size_px - 1.0))) {
        return 1.0;
    }
    float gap_mm = in_place.z - seen_distance_mm(pixel);
    if (gap_mm <= u_visibility.x) {
        return 1.0;
    }
    return in_place.w > 0.0 && gap_mm <= u_visibility.y ? u_visibility.z : 0.0;
}

void main() {
    v_local = in_local;
    v_shape = in_shape;
    v_fill = in_fill;
    v_casing = in_casing;
    v_style = in_style;
    v_alpha = sign_alpha();
    vec2 place = (in_position_px + 0.5) / u_size_px;
    gl_Position = vec4(2.0 * place.x - 1.0, 1.0 - 2.0 * place.y, 0.0, 1.0);
    if (v_alpha <= 0.0) {  // behind the body: no pixel is worth working out
        gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    }
}
