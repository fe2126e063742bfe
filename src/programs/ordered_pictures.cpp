#include "programs/ordered_pictures.h"

#include "render/gl_context.h"
#include "render/gl_scene_renderer.h"
#include "workspace/picture_order.h"

namespace palpate {

void make_ordered_pictures(Application& application, Workspace& workspace) {
    std::unique_ptr<GlContext> context;
    std::unique_ptr<GlSceneRenderer> renderer;
    while (const auto order = workspace.take_picture_order()) {
        if (!renderer) {
            context = GlContext::create_offscreen();
            renderer = std::make_unique<GlSceneRenderer>(application.places().shaders);
        }
        PictureMaker maker(workspace, *renderer, *order);
        while (maker.step()) {
        }
    }
    workspace.run_until_idle_or_throw();
}

}  // namespace palpate
