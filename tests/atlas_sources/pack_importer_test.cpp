#include "atlas_sources/pack/pack_importer.h"

#include "atlas_sources/atlas_source_contract.h"
#include "atlas_sources/pack_tiny_body.h"
#include "base/error.h"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>

namespace palpate {
namespace {

namespace fs = std::filesystem;

/// A folder of meshes, a place for packs, and an import from one to the other with the tiny body as reference.
class ImportBench {
public:
    ImportBench() {
        request.folder = scratch_.path() / "Tiny Meshes";
        request.config.atlas_folder = scratch_.path() / "atlases";
        request.config.catalogue = test::real_catalogue();
        request.reference = test::as_atlas(test::tiny_body());
        fs::create_directories(request.folder);
    }

    [[nodiscard]] ImportReport import() const {
        JobContext context;
        return import_pack(request, context);
    }

    [[nodiscard]] Text refusal() const {
        try {
            (void)import();
        } catch (const Error& error) {
            return error.text();
        }
        return {"accepted", {}};
    }

    /// True where not even a half-made folder is left.
    [[nodiscard]] bool left_nothing() const {
        return !fs::exists(request.config.atlas_folder) || fs::is_empty(request.config.atlas_folder);
    }

    ImportRequest request;

private:
    test::ScratchFolder scratch_;
};

TEST_CASE("an imported pack is an atlas that keeps every promise of one", "[atlas_sources][pack]") {
    ImportBench bench;
    const auto body = test::tiny_body();
    test::write_meshes(bench.request.folder, body, [](const glm::vec3& p) { return 0.001F * p; });
    test::write_text(bench.request.folder / "pack.json",
                     R"({"title": "Tiny", "version": "2", "licence": "CC0", "attribution": "made for the tests"})");
    const ImportReport report = bench.import();
    CHECK(report.credit.name == "tiny-meshes");
    CHECK(report.credit.title == "Tiny 2");
    CHECK(report.structures == body.size());
    CHECK(report.triangles == 8 * body.size());
    CHECK(report.frame.frame.unit == LengthUnit::Metre);
    CHECK_FALSE(report.frame.stated);
    JobContext context;
    const auto atlas = make_pack_source(bench.request.config, "tiny-meshes")->build(context);
    CHECK(atlas->credit().licence == "CC0");
    test::check_atlas_contract(*atlas, *test::real_catalogue());
    for (const auto& structure : atlas->structures()) {
        CHECK(structure.mesh->openness.size() == structure.mesh->positions_mm.size());
    }
}

TEST_CASE("the report says what was imported, how it lies and what was left out", "[atlas_sources][pack]") {
    ImportBench bench;
    bench.request.name = "My Pack";
    const auto body = test::tiny_body();
    test::write_meshes(bench.request.folder, body);
    test::write_text(bench.request.folder / "FMA1.obj", test::as_obj(*body[0].structure.mesh));
    const ImportReport report = bench.import();
    CHECK(report.credit.name == "my-pack");
    CHECK(report.stored == bench.request.config.atlas_folder / "my-pack");
    REQUIRE(report.findings.size() == 1);
    CHECK(code_of(report.findings[0]) == "unknown-id");
    CHECK(summary_of(report).key == "pack.report.summary");
    CHECK(describe_fit(report.frame).key == "pack.report.frame-found");
    const Translator words = Translator::load(find_asset_folder() / "i18n" / "en");
    const auto json = nlohmann::json::parse(to_json(report, words));
    CHECK(json["name"] == "my-pack");
    CHECK(json["files"] == body.size() + 1);
    CHECK(json["files_mapped"] == body.size());
    CHECK(json["frame"]["unit"] == "mm");
    CHECK(json["frame"]["origin"] == "found");
    CHECK(json["findings"][0]["file"] == "FMA1.obj");
    CHECK(json["findings"][0]["code"] == "unknown-id");
    CHECK(json["findings"][0]["message"] == "FMA1 is not in the anatomy catalogue.");
}

TEST_CASE("without a pack.json the files' own credit line is kept", "[atlas_sources][pack]") {
    ImportBench bench;
    const auto body = test::tiny_body();
    bench.request.frame = {LengthUnit::Millimetre, Axis::PlusY, Axis::PlusZ};
    auto [document, binary] = test::make_gltf(std::vector<test::GltfNode>{{"n", *body[0].structure.mesh, {}}});
    document["asset"]["copyright"] = "Scans of a collection, CC BY 4.0";
    test::write_text(bench.request.folder / (body[0].file_stem + ".glb"), test::as_glb(document, binary));
    CHECK(bench.import().credit.attribution == "Scans of a collection, CC BY 4.0");
    test::write_text(bench.request.folder / "pack.json", R"({"attribution": "ours"})");
    CHECK(bench.import().credit.attribution == "ours");
}

TEST_CASE("a refused import leaves nothing behind and says why", "[atlas_sources][pack]") {
    ImportBench bench;
    SECTION("missing folder") {
        bench.request.folder /= "none";
        CHECK(bench.refusal().key == "pack.folder.missing");
    }
    SECTION("empty folder") { CHECK(bench.refusal().key == "pack.folder.no-meshes"); }
    SECTION("wrong pack.json") {
        test::write_meshes(bench.request.folder, test::tiny_body());
        test::write_text(bench.request.folder / "pack.json", "{\n\"id\" 5}");
        CHECK(bench.refusal().key == "pack.manifest.json");
    }
    SECTION("wrong unit") {
        test::write_meshes(bench.request.folder, test::tiny_body());
        bench.request.frame = {LengthUnit::Metre, Axis::PlusY, Axis::PlusZ};
        CHECK(bench.refusal().key == "pack.frame.stated-misfit");
    }
    SECTION("mirrored") {
        test::write_meshes(bench.request.folder, test::tiny_body(),
                           [](const glm::vec3& p) { return glm::vec3(p.x, p.z, p.y); });
        CHECK(bench.refusal().key == "pack.frame.mirrored");
    }
    SECTION("the built-in body's name") {
        test::write_meshes(bench.request.folder, test::tiny_body());
        bench.request.name = "Built-in";
        CHECK(bench.refusal().key == "pack.name.taken");
    }
    SECTION("a name of signs alone") {
        bench.request.name = "../..";
        CHECK(bench.refusal().key == "pack.name.unusable");
    }
    CHECK(bench.left_nothing());
}

TEST_CASE("a refused import leaves the pack of that name as it was", "[atlas_sources][pack]") {
    ImportBench bench;
    bench.request.name = "pack";
    test::write_meshes(bench.request.folder, test::tiny_body());
    (void)bench.import();
    const std::string before = test::read_back(bench.request.config.atlas_folder / "pack" / "surfaces.bin");
    test::write_meshes(bench.request.folder, test::tiny_body(),
                       [](const glm::vec3& p) { return glm::vec3(-p.x, p.y, p.z); });
    CHECK(bench.refusal().key == "pack.frame.mirrored");
    CHECK(test::read_back(bench.request.config.atlas_folder / "pack" / "surfaces.bin") == before);
}

TEST_CASE("a disk that takes no more leaves no half pack", "[atlas_sources][pack]") {
    ImportBench bench;
    test::write_meshes(bench.request.folder, test::tiny_body());
    // A limit on the size of files stands in for a full disk: the write fails half-way.
    rlimit before{};
    REQUIRE(getrlimit(RLIMIT_FSIZE, &before) == 0);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{4096, before.rlim_max};
    REQUIRE(setrlimit(RLIMIT_FSIZE, &small) == 0);
    const Text text = bench.refusal();
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    CHECK(text.key == "error.file.write");
    CHECK(bench.left_nothing());
    CHECK(bench.refusal().key == "accepted");
}

TEST_CASE("an import stops when asked to and leaves nothing", "[atlas_sources][pack]") {
    ImportBench bench;
    test::write_meshes(bench.request.folder, test::tiny_body());
    std::stop_source stop;
    // Asked for at the last step: all work is done, nothing is stored.
    JobContext context(stop.get_token(), [&](const Progress& progress) {
        if (progress.step.key == "pack.progress.store") {
            stop.request_stop();
        }
    });
    try {
        (void)import_pack(bench.request, context);
        FAIL("not stopped");
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::Cancelled);
    }
    CHECK(bench.left_nothing());
}

}  // namespace
}  // namespace palpate
