#include "workspace/home_page_maker.h"

#include "anatomy/skin_place.h"
#include "geometry/image.h"
#include "intake/area_outlines.h"
#include "intake/intake_steps.h"
#include "matching/record_facts.h"
#include "scene/build_scene.h"
#include "workspace/consent_texts.h"
#include "workspace/views.h"

#include <algorithm>
#include <array>

namespace palpate {
namespace {

constexpr std::array<const char*, 4> k_views{"front", "back", "left", "right"};
constexpr Viewport k_size{440, 1000};
constexpr int k_cell_px = 2;  ///< of the picture: outlines need not be finer than a finger

/// The places seen in the picture, each under a number of its own.
struct SeenPlaces {
    AreaGrid grid{};
    std::vector<std::string> names{};  ///< number n is names[n - 1]
};

SeenPlaces find_seen(const Workspace& workspace, const Scene& scene, const OrbitCamera& camera) {
    const Atlas& atlas = workspace.require_atlas();
    const Structure& skin = *std::ranges::find(atlas.structures(), StructureClass::Skin, &Structure::structure_class);
    SeenPlaces seen{.grid = {.width = k_size.width_px / k_cell_px, .height = k_size.height_px / k_cell_px}};
    for (int y = 0; y < seen.grid.height; ++y) {
        for (int x = 0; x < seen.grid.width; ++x) {
            const glm::vec2 pixel{(static_cast<float>(x) + 0.5F) * k_cell_px,
                                  (static_cast<float>(y) + 0.5F) * k_cell_px};
            const auto point = workspace.picker()->skin_under(scene, camera, k_size, pixel);
            const auto place = point ? find_skin_place(atlas, skin, *point) : std::nullopt;
            if (!place) {
                seen.grid.cells.push_back(0);
                continue;
            }
            const std::string name = text_of(SaidPlace{.region = place->region_id, .side = place->side});
            const auto known = std::ranges::find(seen.names, name);
            seen.grid.cells.push_back(static_cast<std::uint16_t>(known - seen.names.begin() + 1));
            if (known == seen.names.end()) {
                seen.names.push_back(name);
            }
        }
    }
    return seen;
}

HomePagePicture draw(const Workspace& workspace, SceneRenderer& renderer, const char* view) {
    ViewSettings settings;
    settings.dark_background = false;
    settings.show_side_letters = false;
    settings.skin_tone = workspace.view().settings.skin_tone;
    settings.layer_opacity[static_cast<std::size_t>(Layer::Skin)] = 1.0F;
    const Scene scene = build_scene(workspace.require_atlas(), nullptr, {}, settings, {});
    const OrbitCamera camera = make_view_camera(workspace.require_atlas(), view, {}, k_size);
    HomePagePicture picture{.view = view, .width_px = k_size.width_px, .height_px = k_size.height_px};
    picture.png = encode_png(renderer.render(scene, camera, k_size, RenderQuality{.transparent_background = true}));
    const SeenPlaces seen = find_seen(workspace, scene, camera);
    for (auto& [number, path] : outline_paths(seen.grid, {.cell_px = k_cell_px})) {
        picture.places.emplace_back(seen.names[number - 1U], std::move(path));
    }
    return picture;
}

}  // namespace

std::vector<HomePagePicture> draw_home_page_pictures(const Workspace& workspace, SceneRenderer& renderer) {
    std::vector<HomePagePicture> pictures;
    for (const char* view : k_views) {
        pictures.push_back(draw(workspace, renderer, view));
    }
    return pictures;
}

std::vector<HomePageConsent> home_page_consents() {
    std::vector<HomePageConsent> consents;
    for (const std::string_view id : k_consent_texts) {
        consents.push_back({.id = std::string(id),
                            .version = std::string(k_consent_version),
                            .title_key = consent_title_key(id),
                            .words_key = consent_words_key(id),
                            .needed = id == k_consent_to_keep});
    }
    return consents;
}

}  // namespace palpate
