#include "render/detail/translucent_pass.h"

#include "render/detail/body_pass.h"

namespace palpate {
namespace {

constexpr int k_most_layers = 4;         // a fifth surface behind four translucent ones is hardly seen
constexpr int k_most_layers_moving = 2;  // pictures of one sample are drawn while the body moves

/// Whether anything drawn while it lives was not hidden.
class SeenQuery {
public:
    SeenQuery() {
        glGenQueries(1, &name_);
        glBeginQuery(GL_ANY_SAMPLES_PASSED, name_);
    }
    ~SeenQuery() { glDeleteQueries(1, &name_); }
    SeenQuery(const SeenQuery&) = delete;
    SeenQuery& operator=(const SeenQuery&) = delete;

    [[nodiscard]] bool end() const {
        glEndQuery(GL_ANY_SAMPLES_PASSED);
        GLuint seen = 0;
        glGetQueryObjectuiv(name_, GL_QUERY_RESULT, &seen);
        return seen != 0;
    }

private:
    GLuint name_ = 0;
};

}  // namespace

TranslucentPass::TranslucentPass(const std::filesystem::path& shader_folder)
    : nearest_(shader_folder, "surface.vert", "depth.frag"),
      behind_(shader_folder, "surface.vert", "peel.frag"),
      behind_single_(shader_folder, "surface.vert", "peel_single.frag") {}

void TranslucentPass::draw(std::span<const DrawItem> items, const OrbitCamera& camera, const SectionClip& clip,
                           FrameTargets& targets, const DrawColour& draw_colour) {
    if (items.empty()) {
        return;
    }
    const int most = targets.samples() > 1 ? k_most_layers : k_most_layers_moving;
    targets.make_peel_layers(most);
    const int layers = find_layers(items, camera, clip, targets, most);
    glDepthFunc(GL_EQUAL);
    glDepthMask(GL_FALSE);
    glEnable(GL_BLEND);
    glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    for (int layer = layers - 1; layer >= 0; --layer) {
        targets.bind_peel_layer(layer);
        draw_colour(items);
    }
    glDisable(GL_BLEND);
    glDepthMask(GL_TRUE);
    glDepthFunc(GL_LEQUAL);
    targets.bind_scene();
}

int TranslucentPass::find_layers(std::span<const DrawItem> items, const OrbitCamera& camera, const SectionClip& clip,
                                 FrameTargets& targets, int most) const {
    glColorMask(GL_FALSE, GL_FALSE, GL_FALSE, GL_FALSE);
    glDepthFunc(GL_LESS);
    int found = 0;
    for (bool seen = true; seen && found < most;) {
        targets.copy_scene_depth_to_peel_layer(found);
        targets.bind_peel_layer(found);
        const ShaderProgram& behind = targets.samples() > 1 ? behind_ : behind_single_;
        const ShaderProgram& program = found == 0 ? nearest_ : behind;
        program.use();
        program.set("u_view_projection", camera.projection(targets.viewport()) * camera.view());
        clip.set(program);
        if (found > 0) {
            program.set("u_found", 0);
            targets.bind_peel_depth(found - 1);
        }
        const SeenQuery query;
        for (const DrawItem& item : items) {
            set_culling(item);
            draw_mesh(*item.mesh, item.level);
        }
        seen = query.end();
        found += seen ? 1 : 0;
    }
    glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
    glDepthFunc(GL_LEQUAL);
    return found;
}

}  // namespace palpate
