#include "atlas_sources/atlas_sources.h"
#include "atlas_sources/openness.h"
#include "atlas_sources/parametric/body_cache.h"
#include "atlas_sources/parametric/body_payload.h"
#include "atlas_sources/parametric/body_places.h"
#include "atlas_sources/parametric/body_shaper.h"
#include "atlas_sources/parametric/body_solids.h"
#include "atlas_sources/parametric/endangerment_shapes.h"
#include "atlas_sources/parametric/figures.h"
#include "atlas_sources/parametric/fold_healing.h"
#include "atlas_sources/parametric/head_field.h"
#include "atlas_sources/parametric/landmarks.h"
#include "atlas_sources/parametric/separation.h"
#include "atlas_sources/parametric/skin.h"
#include "atlas_sources/parametric/skin_contact.h"
#include "atlas_sources/parametric/skin_recipe.h"
#include "base/content_hash.h"
#include "base/error.h"
#include "base/file_io.h"
#include "geometry/simplify.h"

#include <array>
#include <atomic>
#include <utility>

namespace palpate {
namespace {

using parametric::BodyMesh;
using parametric::BodyShaper;
using parametric::BodySolid;
using parametric::FigureStructure;

/// Raise with every change that moves a surface: cached bodies of other versions are then made anew.
constexpr const char* k_generator_version = "28";

constexpr const char* k_head_field_file = "head_field.json";
constexpr const char* k_skin_recipe_file = "skin.json";
constexpr const char* k_form_recipe_file = "forms.json";
constexpr const char* k_cache_file = "built-in-body.bin";
constexpr const char* k_places_cache_file = "built-in-places.bin";

/// For moving pictures: half a millimetre is not seen, five are little while turning.
constexpr std::array<float, 3> k_coarse_errors_mm{0.6F, 2.0F, 5.0F};

/// What the surfaces depend on: the figures' bytes, the words of the catalogue that shape them, the generator.
std::string calc_key(const std::filesystem::path& figures_folder, const AnatomyCatalogue& catalogue) {
    std::string text = k_generator_version;
    auto files = parametric::list_figure_files(figures_folder);
    files.push_back(figures_folder / k_head_field_file);
    files.push_back(figures_folder / k_skin_recipe_file);
    files.push_back(figures_folder / parametric::k_borders_file);
    for (const auto& file : files) {
        text += '\n' + file.filename().string() + ' ' + content_hash(read_text_file(file));
    }
    for (const MuscleEntry& muscle : catalogue.muscles()) {
        text += '\n' + muscle.id + ' ' + muscle.kind + ' ' + std::to_string(muscle.layer);
    }
    for (const BoneEntry& bone : catalogue.bones()) {
        text += '\n' + bone.id + ' ' + bone.kind;
    }
    return content_hash(text);
}

Structure describe(const AnatomyCatalogue& catalogue, const std::string& catalogue_id, const std::string& part,
                   Side side) {
    auto structure = describe_structure(catalogue, catalogue_id, part, side);
    PALPATE_ASSERT(structure.has_value());  // figures and cache key are checked against this catalogue
    return std::move(*structure);
}

/// Joins the parts of each structure.
std::vector<BodyMesh> assemble(std::span<const FigureStructure> figures, std::span<const BodySolid> solids,
                               const AnatomyCatalogue& catalogue) {
    std::vector<std::vector<const TriangleMesh*>> parts(figures.size());
    for (const BodySolid& solid : solids) {
        parts[solid.structure].push_back(&solid.mesh);
    }
    std::vector<BodyMesh> meshes(figures.size());
    parallel_for(figures.size(), [&](std::size_t i) {
        const FigureStructure& figure = figures[i];
        const auto words =
            describe(catalogue, figure.catalogue_id, figure.part, figure.midline ? Side::Mid : Side::Left);
        meshes[i] = {figure.catalogue_id,
                     figure.part,
                     figure.midline,
                     figure.right,
                     parametric::join_parts(parts[i], words.structure_class),
                     {}};
    });
    return meshes;
}

/// Grows the skin over all solids and adds it to the meshes.
void add_skin(std::vector<BodyMesh>& meshes, std::span<const FigureStructure> figures, std::vector<BodySolid> solids,
              const std::filesystem::path& figures_folder, const JobContext& context) {
    const SkinRecipe recipe = load_skin_recipe(figures_folder / k_skin_recipe_file);
    const HeadField head = HeadField::load(figures_folder / k_head_field_file);
    std::vector<SkinSolid> under;
    for (BodySolid& solid : solids) {
        const FigureStructure& figure = figures[solid.structure];
        under.push_back({figure.catalogue_id, figure.midline, std::move(solid.mesh)});
    }
    TriangleMesh skin = build_skin(under, recipe, head, context);
    auto facing = parametric::find_facing_skin(skin);
    meshes.push_back({std::string(k_skin_id), "", true, {}, std::move(skin), std::move(facing)});
}

void add_levels(std::vector<BodyMesh>& meshes, const JobContext& context) {
    std::atomic<std::size_t> done{0};
    parallel_for(meshes.size(), [&](std::size_t i) {
        context.check_stop();
        add_coarse_levels(meshes[i].mesh, k_coarse_errors_mm);
        context.progress({++done, meshes.size(), {"progress.atlas.levels", {}}});
    });
}

void add_light(std::vector<BodyMesh>& meshes, const AnatomyCatalogue& catalogue, const JobContext& context) {
    std::vector<LitSurface> surfaces;
    for (BodyMesh& body : meshes) {
        const Side side = body.midline ? Side::Mid : Side::Left;
        surfaces.push_back({&body.mesh, describe(catalogue, body.catalogue_id, body.part, side).layer, !body.midline});
    }
    bake_openness(surfaces, context);
}

std::vector<parametric::SeparationRole> list_roles(std::span<const FigureStructure> figures,
                                                   const AnatomyCatalogue& catalogue) {
    std::vector<parametric::SeparationRole> roles;
    for (const FigureStructure& figure : figures) {
        const Side side = figure.midline ? Side::Mid : Side::Left;
        roles.push_back({describe(catalogue, figure.catalogue_id, figure.part, side).structure_class, figure.midline,
                         figure.measured});
    }
    return roles;
}

/// Only tubes and sheets can run through themselves: as their figures say, or pressed by neighbours from both sides.
void heal_tubes_and_sheets(std::span<BodySolid> solids) {
    parallel_for(solids.size(), [&](std::size_t i) {
        if (!solids[i].mesh.fibre_uv.empty()) {
            parametric::heal_folds(solids[i].mesh);
        }
    });
}

std::vector<std::byte> generate(const std::filesystem::path& figures_folder, const AnatomyCatalogue& catalogue,
                                const JobContext& context) {
    const auto figures = parametric::load_figures(figures_folder, catalogue);
    parametric::require_all_drawn(figures, figures_folder, catalogue);
    auto solids = parametric::generate_solids(figures, context);
    parametric::separate_solids(solids, list_roles(figures, catalogue), context);
    heal_tubes_and_sheets(solids);
    auto meshes = assemble(figures, solids, catalogue);
    std::vector<BodyMesh> skin;
    // Growing the skin leaves cores idle; nothing of the body waits for it, nor is shaded by it.
    const auto finish_body = [&] {
        const JobContext quiet;  // one step at a time is told; a stop is seen by the skin
        add_levels(meshes, quiet);
        add_light(meshes, catalogue, quiet);
    };
    const auto make_skin = [&] {
        add_skin(skin, figures, std::move(solids), figures_folder, context);
        add_levels(skin, context);
        add_light(skin, catalogue, context);
    };
    parallel_for(2, [&](std::size_t i) { i == 0 ? make_skin() : finish_body(); });
    meshes.push_back(std::move(skin.front()));
    return parametric::encode_body(meshes);
}

/// The mirror image, moved as the figures say, in the shaper's form.
TriangleMesh make_placed_right_mesh(const BodyMesh& left, const BodyShaper& shaper) {
    TriangleMesh right = mirrored(left.mesh);
    for (glm::vec3& position : right.positions_mm) {
        position = left.right.turn * position + left.right.move_mm;
    }
    for (glm::vec3& normal : right.normals) {
        normal = left.right.turn * normal;
    }
    shaper.reshape(right);
    return right;
}

/// Names, mirrors, brings into the form, collects.
std::vector<Structure> make_structures(std::vector<BodyMesh> meshes, const BodyShaper& shaper,
                                       const AnatomyCatalogue& catalogue) {
    std::vector<std::array<std::optional<Structure>, 2>> made(meshes.size());
    parallel_for(meshes.size(), [&](std::size_t task) {
        const std::size_t i = meshes.size() - 1 - task;  // the skin takes longest, and is the last
        BodyMesh& body = meshes[i];
        const auto add = [&](std::size_t place, Side side, TriangleMesh mesh) {
            made[i][place] = describe(catalogue, body.catalogue_id, body.part, side);
            made[i][place]->mesh = std::make_shared<const TriangleMesh>(std::move(mesh));
        };
        if (!body.midline && !body.right.none()) {
            add(1, Side::Right, make_placed_right_mesh(body, shaper));
        }
        if (body.catalogue_id == k_skin_id) {
            shaper.reshape_skin(body.mesh, body.facing);
        } else {
            shaper.reshape(body.mesh);
        }
        if (!body.midline && body.right.none()) {
            add(1, Side::Right, mirrored(body.mesh));
        }
        add(0, body.midline ? Side::Mid : Side::Left, std::move(body.mesh));
    });
    std::vector<Structure> structures;
    for (auto& pair : made) {
        for (auto& structure : pair) {
            if (structure) {
                structures.push_back(std::move(*structure));
            }
        }
    }
    return structures;
}

std::string words_of(const BodyForm& form) {
    const BodyFormWords words = to_words(form);
    return ' ' + *words.shape + ' ' + *words.stature + ' ' + *words.build;
}

/// The body made from assets/figures, kept on disk once made.
class ParametricSource final : public AtlasSource {
public:
    ParametricSource(AtlasSourceConfig config, const BodyForm& form) : config_(std::move(config)), form_(form) {}

    [[nodiscard]] AtlasCredit describe() const override {
        return {.name = k_built_in_atlas,
                .title = "Built-in body",
                .licence = "CC BY 4.0",
                .attribution =
                    "Shapes measured on BodyParts3D, (c) The Database Center for Life Science, CC BY 4.0. "
                    "Head surface measured on the MakeHuman base mesh, CC0."};
    }

    [[nodiscard]] std::shared_ptr<const Atlas> build(JobContext& context) override {
        const auto figures_folder = config_.asset_folder / "figures";
        const std::string key = calc_key(figures_folder, *config_.catalogue);
        std::vector<Diagnostic> findings;
        if (auto meshes = read_cache(key, findings)) {
            return make_atlas(std::move(*meshes), std::move(findings), context);
        }
        const auto payload = generate(figures_folder, *config_.catalogue, context);
        context.check_stop();
        if (!config_.cache_folder.empty()) {
            if (auto finding = parametric::write_body_cache(cache_file(), key, payload)) {
                findings.push_back(std::move(*finding));
            }
        }
        fingerprint_ = content_hash(payload);
        auto meshes = parametric::decode_body(payload);
        PALPATE_ASSERT(meshes.has_value());
        return make_atlas(std::move(*meshes), std::move(findings), context);
    }

private:
    [[nodiscard]] std::filesystem::path cache_file() const { return config_.cache_folder / k_cache_file; }

    /// Sets the fingerprint where it finds a whole body of that key.
    [[nodiscard]] std::optional<std::vector<BodyMesh>> read_cache(const std::string& key,
                                                                  std::vector<Diagnostic>& findings) {
        if (config_.cache_folder.empty()) {
            return std::nullopt;
        }
        auto cached = parametric::read_body_cache(cache_file(), key);
        if (cached.finding) {
            findings.push_back(std::move(*cached.finding));
        }
        if (!cached.payload) {
            return std::nullopt;
        }
        fingerprint_ = content_hash(*cached.payload);
        return parametric::decode_body(*cached.payload);
    }

    [[nodiscard]] parametric::BodyPlaces obtain_places(const std::vector<BodyMesh>& meshes,
                                                       std::vector<Diagnostic>& findings,
                                                       const JobContext& context) const {
        return parametric::obtain_body_places(
            meshes,
            {.anatomy_folder = config_.asset_folder / "anatomy",
             .cache_file =
                 config_.cache_folder.empty() ? config_.cache_folder : config_.cache_folder / k_places_cache_file,
             .body_fingerprint = fingerprint_},
            findings, context);
    }

    [[nodiscard]] std::shared_ptr<const Atlas> make_atlas(std::vector<BodyMesh> meshes,
                                                          std::vector<Diagnostic> findings,
                                                          const JobContext& context) const {
        auto places = obtain_places(meshes, findings, context);
        const auto anatomy_folder = config_.asset_folder / "anatomy";
        const auto landmarks = parametric::load_landmarks(anatomy_folder, meshes);
        const auto recipe_file = config_.asset_folder / "figures" / k_form_recipe_file;
        const auto recipe = parametric::load_form_recipe(recipe_file);
        const std::string formed =
            fingerprint_ + words_of(form_) + (form_ == BodyForm{} ? "" : read_text_file(recipe_file));
        const BodyShaper shaper(recipe, form_, meshes);
        auto structures = make_structures(std::move(meshes), shaper, *config_.catalogue);
        auto placed_landmarks = parametric::place_landmarks(landmarks, structures);
        return std::make_shared<const Atlas>(AtlasContent{
            .credit = describe(),
            .fingerprint = form_ == BodyForm{} ? fingerprint_ : content_hash(formed),
            .topology = fingerprint_,
            .form = form_,
            .structures = std::move(structures),
            .landmarks = std::move(placed_landmarks),
            .skin_maps = std::move(places.skin_maps),
            .endangerment = parametric::place_volumes(parametric::load_endangerment_shapes(anatomy_folder),
                                                      [&](const glm::vec3& point) { return shaper.moved(point); }),
            .diagnostics = std::move(findings)});
    }

    AtlasSourceConfig config_;
    BodyForm form_;
    std::string fingerprint_;  ///< of the base body
};

}  // namespace

std::unique_ptr<AtlasSource> make_parametric_source(const AtlasSourceConfig& config, const BodyForm& form) {
    PALPATE_ASSERT(config.catalogue != nullptr);
    return std::make_unique<ParametricSource>(config, form);
}

}  // namespace palpate
