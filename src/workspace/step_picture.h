#pragma once

#include "casebook/plan_item.h"
#include "matching/case_match.h"
#include "scene/picking.h"
#include "scene/scene_renderer.h"
#include "scene/stroke_ground.h"

#include <string>
#include <vector>

namespace palpate {

class Translator;

/// A picture of one step of a plan, ready to be drawn by whoever has a renderer: the body with what the step is about
/// coloured and named, and where it touches the skin the arrows of its strokes, standing still.
struct StepPicture {
    Scene scene;
    OrbitCamera camera;
    Viewport size;
    std::vector<SeenName> names;
    /// What it shows, for those who cannot see it: "Ball self-release at your right shoulder blade, seen from behind. ..".
    std::string caption;
};

/// What such a picture is made of; borrowed for the call.
struct StepPictureSources {
    const Knowledge& knowledge;
    const Picker& picker;                  ///< of the same body
    const StrokeGround* ground = nullptr;  ///< of the same body; null: without arrows
    const Translator& words;
    SkinTone skin_tone = SkinTone::Clay;
    Viewport size{1000, 800};
};

/// The picture of a plan item, on a light ground for paper: close to its structures, from the side most of them is seen
/// from; of a technique for the whole person, or where no place is known, the whole body from the front. Of a technique
/// that is done at certain places alone and names none, these. Marks and what else is known of the client are not in it.
/// Throws Error NotFound for a technique the content does not know. Some 30 ms, and up to 20 ms for each structure.
[[nodiscard]] StepPicture make_step_picture(const PlanItem& item, const StepPictureSources& sources);

/// Throws Error Graphics.
[[nodiscard]] Image draw(const StepPicture& picture, SceneRenderer& renderer);

}  // namespace palpate
