#include "atlas_sources/atlas_sources.h"
#include "atlas_sources/check/body_check.h"
#include "atlas_sources/compare.h"
#include "atlas_sources/parametric/figures.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/file_io.h"
#include "support/built_in_body.h"
#include "support/shared_reference.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <glm/geometric.hpp>
#include <glm/vector_relational.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>
#include <stop_token>

namespace palpate {
namespace {

namespace fs = std::filesystem;

/// A folder for caches of its own that lives as long as the test program.
const fs::path& cache_folder() {
    static const struct Folder {
        fs::path path = fs::temp_directory_path() / ("palpate-built-in-test-" + UuidGenerator().make_id());
        ~Folder() { fs::remove_all(path); }
    } folder;
    return folder.path;
}

AtlasSourceConfig config(const fs::path& cache) {
    static const auto catalogue =
        std::make_shared<const AnatomyCatalogue>(AnatomyCatalogue::load(find_asset_folder() / "anatomy"));
    return {.asset_folder = find_asset_folder(), .cache_folder = cache, .atlas_folder = {}, .catalogue = catalogue};
}

std::shared_ptr<const Atlas> build(const fs::path& cache) {
    JobContext context;
    return make_atlas_source(config(cache), k_built_in_atlas)->build(context);
}

const Atlas& body() {
    static const std::shared_ptr<const Atlas> atlas = build(test::shared_body_cache());
    return *atlas;
}

/// True where the triangles that use an edge cancel out: a closed, consistently turned surface.
bool is_closed(const TriangleMesh& mesh) {
    std::map<std::array<float, 3>, std::uint32_t> places;
    std::vector<std::uint32_t> place_of;
    for (const glm::vec3& p : mesh.positions_mm) {
        place_of.push_back(
            places.emplace(std::array{p.x, p.y, p.z}, static_cast<std::uint32_t>(places.size())).first->second);
    }
    std::map<std::pair<std::uint32_t, std::uint32_t>, int> balance;
    for (std::size_t i = 0; i < mesh.indices.size(); ++i) {
        const std::uint32_t a = place_of[mesh.indices[i]];
        const std::uint32_t b = place_of[mesh.indices[i % 3 == 2 ? i - 2 : i + 1]];
        if (a != b) {
            balance[std::minmax(a, b)] += a < b ? 1 : -1;
        }
    }
    return std::ranges::all_of(balance, [](const auto& edge) { return edge.second == 0; });
}

}  // namespace

TEST_CASE("every structure of the built-in body is named and placed", "[built-in]") {
    const AnatomyCatalogue& catalogue = *config({}).catalogue;
    std::set<std::string> ids;
    for (const Structure& structure : body().structures()) {
        INFO(structure.id.text());
        CHECK(ids.insert(structure.id.text()).second);
        CHECK_FALSE(structure.name_common.empty());
        CHECK_FALSE(structure.name_english.empty());
        CHECK_FALSE(structure.name_latin.empty());
        if (structure.structure_class != StructureClass::Skin) {
            CHECK(catalogue.find_group(structure.group_id) != nullptr);
            CHECK(catalogue.find_region(structure.region_id) != nullptr);
        }
    }
    CHECK(ids.size() > 680);
}

TEST_CASE("all but the few without a verified id have an FMA id", "[built-in]") {
    std::set<std::string> without;
    for (const Structure& structure : body().structures()) {
        if (!structure.fma) {
            without.insert(structure.catalogue_id);
        }
    }
    CHECK(without == std::set<std::string>{"eighth-costal-cartilage", "multifidus-cervicis", "multifidus-lumborum",
                                           "multifidus-thoracis", "ninth-costal-cartilage", "teeth-lower",
                                           "teeth-upper", "tenth-costal-cartilage", "thoracolumbar-fascia"});
}

TEST_CASE("every surface of the built-in body is closed, outward, finite and of a body's size", "[built-in]") {
    for (const Structure& structure : body().structures()) {
        if (structure.side == Side::Right) {
            continue;  // mirror images, see below
        }
        INFO(structure.id.text());
        const TriangleMesh& mesh = *structure.mesh;
        CHECK(is_closed(mesh));
        CHECK(calc_volume_mm3(mesh) > 10);
        const glm::vec3 size = bounds(mesh).size();
        CHECK(std::max({size.x, size.y, size.z}) > 4);
        CHECK(std::max({size.x, size.y, size.z}) < 2000);
        CHECK(mesh.normals.size() == mesh.positions_mm.size());
        CHECK(mesh.openness.size() == mesh.positions_mm.size());
        CHECK(mesh.coarse.size() == 3);
        bool finite = true;
        for (std::size_t i = 0; i < mesh.positions_mm.size(); ++i) {
            const glm::vec3 sum = mesh.positions_mm[i] + mesh.normals[i];
            finite = finite && std::isfinite(sum.x + sum.y + sum.z) && mesh.openness[i] >= 0 && mesh.openness[i] <= 1;
        }
        CHECK(finite);
    }
    CHECK(body().bounds().size().y > 1550);
    CHECK(body().bounds().size().y < 1800);
    CHECK(body().bounds().low.y == Catch::Approx(0).margin(25));
}

TEST_CASE("the skin lies round everything", "[built-in]") {
    const Structure& skin = body().structure(StructureId("skin.mid"));
    CHECK(skin.structure_class == StructureClass::Skin);
    CHECK(skin.layer == Layer::Skin);
    const Box box = bounds(*skin.mesh);
    for (const Structure& structure : body().structures()) {
        const Box inner = bounds(*structure.mesh);
        INFO(structure.id.text());
        CHECK(glm::all(glm::greaterThanEqual(inner.low, box.low)));
        CHECK(glm::all(glm::lessThanEqual(inner.high, box.high)));
    }
    // A lean man of about 1.7 m.
    CHECK(calc_volume_mm3(*skin.mesh) > 45e6);
    CHECK(calc_volume_mm3(*skin.mesh) < 75e6);
}

TEST_CASE("muscles have fibres and bones have none", "[built-in]") {
    for (const Structure& structure : body().structures()) {
        INFO(structure.id.text());
        const bool fibrous = structure.structure_class == StructureClass::Muscle ||
                             structure.structure_class == StructureClass::Connective;
        CHECK(structure.mesh->fibre_uv.size() == (fibrous ? structure.mesh->positions_mm.size() : 0));
        CHECK(structure.mesh->tendon.size() == (fibrous ? structure.mesh->positions_mm.size() : 0));
        CHECK((structure.mesh->fibre_extent_mm.x > 5) == fibrous);
    }
}

TEST_CASE("the right side is the exact mirror image of the left where the figures say nothing else", "[built-in]") {
    const auto figures = parametric::load_figures(find_asset_folder() / "figures", *config({}).catalogue);
    std::set<std::string> placed;
    for (const auto& figure : figures) {
        if (!figure.right.none()) {
            placed.insert(figure.catalogue_id);
        }
    }
    CHECK(placed.size() == 19);
    std::size_t pairs = 0;
    for (const Structure& left : body().structures()) {
        if (left.side != Side::Left) {
            continue;
        }
        INFO(left.id.text());
        const Structure* right = body().find(mirrored(left.id));
        REQUIRE(right != nullptr);
        const TriangleMesh mirror = mirrored(*left.mesh);
        if (!placed.contains(left.catalogue_id)) {
            CHECK(right->mesh->positions_mm == mirror.positions_mm);
            CHECK(right->mesh->normals == mirror.normals);
        } else {
            CHECK(right->mesh->positions_mm != mirror.positions_mm);
            CHECK(glm::distance(bounds(*right->mesh).centre(), bounds(mirror).centre()) < 5.0F);
            CHECK(calc_volume_mm3(*right->mesh) == Catch::Approx(calc_volume_mm3(mirror)).epsilon(1e-3));
        }
        CHECK(right->mesh->indices == mirror.indices);
        CHECK(right->mesh->openness == left.mesh->openness);
        CHECK(right->layer == left.layer);
        ++pairs;
    }
    CHECK(pairs == 311);
}

TEST_CASE("the measures of the body stay within their bars", "[built-in][check]") {
    JobContext context;
    BodyCheckOptions options;
    options.surfaces.samples_per_part = 500;
    options.overlaps.samples = 20'000;
    constexpr double k_most_inside_itself =
        0.0125;  // of the area, over k_self_depth_mm deep: 1 %, and one of 500 points
    const BodyCheck check = check_body(body(), *config({}).catalogue, find_asset_folder(), options, context);
    for (const SurfaceFaults& faults : check.surfaces) {
        INFO(faults.id.text());
        CHECK(faults.open_edges == 0);
        CHECK(faults.crowded_edges == 0);
        CHECK(faults.inward_parts == 0);
        CHECK(faults.self_inside_share < k_most_inside_itself);
    }
    for (const NotDrawn& entry : check.not_drawn) {
        INFO(entry.id);
        CHECK_FALSE(entry.why.empty());
    }
    const auto failing_ends = std::ranges::count_if(check.ends, [](const MuscleEnds& ends) { return !ends.holds(); });
    const auto right_volumes =
        std::ranges::count_if(check.volumes, [](const VolumeComparison& volume) { return volume.holds(); });
    CHECK(check.overlaps.share <= 0.025);
    CHECK(failing_ends == 0);
    CHECK(right_volumes >= 30);
    CHECK(check.volumes.size() == 67);
}

TEST_CASE("the body keeps close to the meshes it was measured on", "[built-in][compare]") {
    const auto folder = test::find_shared_reference("bodyparts3d/meshes");
    if (!folder) {
        SKIP("the reference meshes are not here");
    }
    JobContext context;
    CompareOptions options;
    options.samples = 2000;
    const CompareReport report = compare_with_meshes(body(), *config({}).catalogue, *folder, options, context);
    CHECK(report.all.count > 500);
    CHECK(report.classes.at("muscle").mean_of_means_mm <= 0.40);
    CHECK(report.classes.at("bone").mean_of_means_mm <= 0.35);
    CHECK(report.all.worst_mean_mm <= 0.9);
}

TEST_CASE("the body is light enough to turn", "[built-in]") {
    std::size_t full = 0;
    std::size_t coarsest = 0;
    for (const Structure& structure : body().structures()) {
        full += structure.mesh->triangle_count();
        coarsest += structure.mesh->coarse.back().indices.size() / 3;
    }
    CHECK(full > 500'000);
    CHECK(full < 900'000);
    CHECK(coarsest < 100'000);
}

TEST_CASE("every mesh of the reference pack but the masseters has its structure in the body", "[built-in]") {
    std::size_t found = 0;
    for (const MeshMapRow& row : config({}).catalogue->mesh_map()) {
        const Side side = row.side == "left" || row.side == "unsided" ? Side::Left
                          : row.side == "right"                       ? Side::Right
                                                                      : Side::Mid;
        found += body().find(make_structure_id(row.entry_id, row.part, side)) != nullptr ? 1 : 0;
    }
    CHECK(found == 519);
}

TEST_CASE("the cached body is the generated one", "[built-in]") {
    const auto made = build({});
    const Atlas& generated = *made;
    const auto cached = build(test::shared_body_cache());
    CHECK(cached->fingerprint() == generated.fingerprint());
    CHECK(cached->diagnostics().empty());
    REQUIRE(cached->structures().size() == generated.structures().size());
    for (std::size_t i = 0; i < cached->structures().size(); i += 29) {
        CHECK(cached->structures()[i].id == generated.structures()[i].id);
        CHECK(cached->structures()[i].mesh->positions_mm == generated.structures()[i].mesh->positions_mm);
        CHECK(cached->structures()[i].mesh->normals == generated.structures()[i].mesh->normals);
    }
}

TEST_CASE("a damaged cache is made anew with a note", "[built-in]") {
    const std::string fingerprint = body().fingerprint();
    fs::create_directories(cache_folder());
    fs::copy(test::shared_body_cache(), cache_folder(), fs::copy_options::recursive);
    const fs::path file = cache_folder() / "built-in-body.bin";
    auto bytes = read_binary_file(file);
    REQUIRE(bytes.size() > 1'000'000);
    bytes[bytes.size() / 2] ^= std::byte{1};
    write_file_atomically(file, std::span<const std::byte>(bytes));
    const auto rebuilt = build(cache_folder());
    CHECK(rebuilt->fingerprint() == fingerprint);
    REQUIRE(rebuilt->diagnostics().size() == 1);
    CHECK(rebuilt->diagnostics().front().text.key == "note.atlas.cache-damaged");
    CHECK(build(cache_folder())->diagnostics().empty());
}

TEST_CASE("building the body stops when asked and leaves no cache behind", "[built-in]") {
    const fs::path folder = cache_folder() / "cancelled";
    std::stop_source source;
    JobContext context(source.get_token(), [&](const Progress& progress) {
        if (progress.done >= 3) {
            source.request_stop();
        }
    });
    try {
        static_cast<void>(make_atlas_source(config(folder), k_built_in_atlas)->build(context));
        FAIL("not stopped");
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::Cancelled);
    }
    CHECK_FALSE(fs::exists(folder / "built-in-body.bin"));
}

TEST_CASE("the built-in body says whose measurements it is", "[built-in]") {
    const AtlasCredit credit = make_parametric_source(config({}))->describe();
    CHECK(credit.name == k_built_in_atlas);
    CHECK(credit.licence == "CC BY 4.0");
    CHECK(credit.attribution.find("BodyParts3D") != std::string::npos);
    CHECK(body().credit().attribution == credit.attribution);
}

}  // namespace palpate
