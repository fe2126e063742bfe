#version 330 core
// The look of the body: an anatomical plate, lit from above the reader's left shoulder.
// Colours are linear here and become sRGB, premultiplied by alpha, at the end.

in vec3 v_position_mm;
in vec3 v_normal;
in vec4 v_fibre;
in vec4 v_overlay;

uniform vec3 u_eye_mm;
uniform mat3 u_camera_axes;  // right, up, towards the eye
// 0: colour, kind of surface (0 skin, 1 muscle, 2 connective, 3 bone)
// 1: fibre length and breadth in mm (0 = no fibres), opacity, mm over which it fades beneath what covers it (0 = does not)
// 2: tint colour, share of tint
uniform vec4 u_drawable[3];
uniform float u_cut_open;       // 1: the back faces stand for the cut face of what is solid inside
uniform sampler2D u_depth;      // of the solid body; read only where u_drawable[1].w says so
uniform vec2 u_depth_range_mm;  // near, far

out vec4 out_colour;

const vec3 k_key_colour = vec3(1.00, 0.955, 0.89) * 1.02;
const vec3 k_fill_colour = vec3(0.74, 0.86, 1.00) * 0.19;
const vec3 k_rim_colour = vec3(0.86, 0.93, 1.00);
const vec3 k_sky_colour = vec3(0.27, 0.29, 0.33);
const vec3 k_ground_colour = vec3(0.135, 0.11, 0.10);
const vec3 k_tendon_colour = vec3(0.66, 0.625, 0.545);
const float k_overlay_alpha = 0.85;
const float k_tendon_ramp_mm = 128.0;  // mm along the fibres from share 0 to share 1; the border is at a half

float random(float n) {
    float p = fract(n * 0.1031);
    p *= p + 33.33;
    p *= p + p;
    return fract(p);
}

// One size of fibre bundles: x = height 0..1 about its mean, y = slope per mm across. Fades out before its bundles become
// smaller than a pixel, so that it never flickers.
vec2 bundles(float along_mm, float across_mm, float spacing_mm, float pixel_mm, float seed) {
    float visible = 1.0 - smoothstep(0.30, 0.75, pixel_mm / spacing_mm);
    if (visible <= 0.0) {
        return vec2(0.0);
    }
    // Bundles are of uneven breadth and run out here and there, as in a cut of meat.
    float x = across_mm / spacing_mm;
    x += 0.45 * sin(1.3 * x + seed) + 0.3 * sin(0.31 * x);
    float cell = floor(x);
    float chance = random(cell + seed);
    float f = x - cell;
    float strength = visible * (0.35 + 0.65 * chance);
    strength *= 0.70 + 0.30 * sin(along_mm * (0.04 + 0.05 * chance) + 6.283 * chance);
    return strength * vec2(4.0 * f * (1.0 - f) - 0.667 + 0.35 * (chance - 0.5), (4.0 - 8.0 * f) / spacing_mm);
}

// Unit vector along the surface towards growing v.
vec3 across_direction(vec3 normal) {
    vec3 dx = dFdx(v_position_mm);
    vec3 dy = dFdy(v_position_mm);
    vec3 gradient = dFdx(v_fibre.y) * cross(dy, normal) + dFdy(v_fibre.y) * cross(normal, dx);
    float facing = dot(cross(dx, dy), normal);
    float size = length(gradient);
    return size > 1e-12 ? gradient * (sign(facing) / size) : vec3(0.0);
}

struct Material {
    vec3 albedo;
    vec3 normal;
    float sheen;       // strength of the highlight
    float smoothness;  // its exponent
    vec3 softness;     // how far light wraps round, by colour
};

Material fleshy(vec3 colour, vec3 normal, float tendon_share) {
    vec2 extent_mm = u_drawable[1].xy;
    float into_tendon_mm = k_tendon_ramp_mm * (tendon_share - 0.5);
    // Long muscles run out into their tendon over a finger's breadth, the straps of the face over two millimetres.
    float fade_mm = clamp(0.035 * extent_mm.x, 1.5, 10.0);
    float tendon = smoothstep(-fade_mm, fade_mm, into_tendon_mm);
    Material material = Material(colour, normal, 0.14, 22.0, vec3(0.10));
    float relief = 0.0;
    if (extent_mm.y > 0.0) {
        float along = v_fibre.x;
        float across = v_fibre.y + 0.30 * sin(along * 0.07 + v_fibre.y * 0.1) + 0.07 * sin(along * 0.31);
        float pixel_mm = max(fwidth(v_fibre.y), 1e-4);
        vec2 coarse = bundles(along, across, 7.0, pixel_mm, 3.0);
        vec2 middle = bundles(along, across, 2.3, pixel_mm, 71.0);
        vec2 fine = bundles(along, across, 0.8, pixel_mm, 337.0);
        // The border wanders, and flesh and tendon reach into each other in fine strands.
        float wander = 0.45 * sin(0.17 * across + 1.0) + 0.25 * sin(0.43 * across);
        float strands = 0.55 * coarse.x + 0.50 * middle.x + 0.35 * fine.x;
        tendon = smoothstep(-fade_mm, fade_mm, into_tendon_mm + fade_mm * (wander + strands));
        relief = 0.16 * coarse.x + 0.20 * middle.x + 0.15 * fine.x;
        float slope = 0.34 * coarse.y + 0.22 * middle.y + 0.07 * fine.y;
        material.normal = normalize(normal - (0.75 - 0.35 * tendon) * slope * across_direction(normal));
    }
    vec3 flesh = colour * (1.0 + 0.95 * relief) + vec3(0.03, 0.012, 0.01) * max(relief, 0.0);
    vec3 sinew = k_tendon_colour * (1.0 + 0.40 * relief);
    material.albedo = mix(flesh, sinew, tendon);
    material.sheen = mix(0.16, 0.30, tendon);
    material.smoothness = mix(26.0, 34.0, tendon);
    return material;
}

Material material_of(vec3 normal, vec3 to_eye) {
    vec3 colour = u_drawable[0].rgb;
    float kind = u_drawable[0].a;
    float openness = v_fibre.w;
    if (kind > 2.5) {
        vec3 cavity = colour * vec3(0.62, 0.47, 0.33);
        return Material(mix(cavity, colour, smoothstep(0.05, 0.75, openness)), normal, 0.08, 16.0, vec3(0.16));
    }
    if (kind > 1.5) {
        Material sinew = fleshy(colour, normal, 1.0);
        sinew.albedo *= colour / k_tendon_colour;
        return sinew;
    }
    if (kind > 0.5) {
        Material flesh = fleshy(colour, normal, v_fibre.z);
        // Thin fascia over the flesh catches the light where it is seen edge on.
        float grazing = 1.0 - max(dot(normal, to_eye), 0.0);
        flesh.albedo += vec3(0.055, 0.045, 0.045) * grazing * grazing;
        return flesh;
    }
    // Matte, and a little darker than its tone, which the lights then bring it up to. Red goes farthest under the skin:
    // the shadow's edge is warm. The sheen follows the tone, or deep tones would look dusty.
    float brightness = dot(colour, vec3(0.3, 0.6, 0.1));
    return Material(0.86 * colour, normal, 0.012 + 0.045 * brightness, 11.0, vec3(0.25, 0.20, 0.18));
}

vec3 lit(Material material, vec3 smooth_normal, vec3 to_eye) {
    vec3 key = normalize(u_camera_axes * vec3(-0.52, 0.62, 0.70));
    vec3 fill = normalize(u_camera_axes * vec3(0.85, -0.05, 0.45));
    vec3 back = normalize(u_camera_axes * vec3(0.25, 0.55, -0.80));
    float openness = v_fibre.w;
    // Deep folds see little of the key light; bounced light there takes the colour of the folds.
    float reached = mix(0.22, 1.0, smoothstep(0.0, 0.75, openness));
    vec3 normal = material.normal;
    vec3 wrap = material.softness;
    vec3 key_share = max((dot(normal, key) + wrap) / (1.0 + wrap), 0.0);
    float fill_share = max(dot(normal, fill), 0.0);
    vec3 ambient = mix(k_ground_colour, k_sky_colour, 0.5 + 0.5 * normal.y) * mix(0.12, 1.0, openness);
    vec3 light = material.albedo * (ambient + reached * (k_key_colour * key_share + k_fill_colour * fill_share));
    light *= mix(vec3(1.0), vec3(1.0, 0.86, 0.80), 0.5 * (1.0 - openness));

    vec3 halfway = normalize(key + to_eye);
    float shine = material.sheen * pow(max(dot(normal, halfway), 0.0), material.smoothness);
    float grazing = 1.0 - max(dot(smooth_normal, to_eye), 0.0);
    float rim = grazing * grazing * grazing * max(dot(smooth_normal, back) + 0.45, 0.0);
    light += reached * (k_key_colour * shine + k_rim_colour * (0.10 + 0.5 * material.albedo) * rim * 0.55);
    return light;
}

// Leaves everything but highlights alone; those roll off softly.
vec3 tone_mapped(vec3 light) {
    vec3 over = max(light - 0.65, 0.0);
    return min(light, 0.65) + 0.35 * (1.0 - exp(-over / 0.35));
}

vec3 to_srgb(vec3 linear) {
    vec3 low = linear * 12.92;
    vec3 high = 1.055 * pow(max(linear, vec3(1e-6)), vec3(1.0 / 2.4)) - 0.055;
    return mix(low, high, step(vec3(0.0031308), linear));
}

vec3 to_linear(vec3 srgb) {
    vec3 low = srgb / 12.92;
    vec3 high = pow((srgb + 0.055) / 1.055, vec3(2.4));
    return mix(low, high, step(vec3(0.04045), srgb));
}

float distance_mm(float depth) {
    float near = u_depth_range_mm.x;
    float far = u_depth_range_mm.y;
    return near * far / (far - depth * (far - near));
}

// How much is left of what lies beneath a solid surface: less, the deeper it lies.
float covered_share() {
    float fade_mm = u_drawable[1].w;
    if (fade_mm <= 0.0) {
        return 1.0;
    }
    float before_mm = distance_mm(texelFetch(u_depth, ivec2(gl_FragCoord.xy), 0).r);
    return exp(-max(distance_mm(gl_FragCoord.z) - before_mm, 0.0) / fade_mm);
}

// What the knife lays bare, flat as in a plate: fat beneath the skin, flesh, sinew, the inside of bones.
vec3 cut_face() {
    vec3 colour = u_drawable[0].rgb;
    float kind = u_drawable[0].a;
    if (kind > 2.5) {
        return colour * vec3(0.86, 0.72, 0.54);
    }
    if (kind > 1.5) {
        return 0.80 * colour;
    }
    return kind > 0.5 ? 0.62 * colour + vec3(0.045, 0.012, 0.012) : vec3(0.58, 0.42, 0.20);
}

void main() {
    if (u_cut_open > 0.5 && !gl_FrontFacing) {
        vec4 mark = u_drawable[2];
        out_colour = vec4(to_srgb(mix(cut_face(), 0.7 * mark.rgb, mark.a)), 1.0);
        return;
    }
    vec3 to_eye = normalize(u_eye_mm - v_position_mm);
    vec3 normal = normalize(v_normal);
    if (!gl_FrontFacing) {
        normal = -normal;
    }
    Material material = material_of(normal, to_eye);
    vec4 tint = u_drawable[2];
    float brightness = dot(material.albedo, vec3(0.3, 0.6, 0.1)) / max(dot(u_drawable[0].rgb, vec3(0.3, 0.6, 0.1)), 0.01);
    material.albedo = mix(material.albedo, tint.rgb * clamp(brightness, 0.55, 1.6), tint.a);
    if (v_overlay.a > 0.0) {
        material.albedo = mix(material.albedo, to_linear(v_overlay.rgb / v_overlay.a), v_overlay.a);
    }
    vec3 colour = to_srgb(tone_mapped(lit(material, normal, to_eye)));

    // A translucent layer is clear where it faces the reader and gathers towards its outline, like glass.
    float opacity = u_drawable[1].z;
    float edge = 1.0 - abs(dot(normal, to_eye));
    float alpha = 1.0 - pow(1.0 - opacity, mix(0.20, 3.2, edge * sqrt(edge)));
    alpha = max(alpha, k_overlay_alpha * v_overlay.a);  // what is laid over glass is seen on it
    alpha *= covered_share();
    colour += (1.0 - opacity) * edge * edge * vec3(0.16, 0.18, 0.20);
    out_colour = vec4(colour * alpha, alpha);
}
