#include "atlas_sources/pack/pack_storage.h"

#include "atlas_sources/atlas_source_contract.h"
#include "atlas_sources/atlas_sources.h"
#include "atlas_sources/pack/pack_source.h"
#include "atlas_sources/pack_tiny_body.h"
#include "base/error.h"

#include <catch2/catch_test_macros.hpp>

#include <filesystem>

namespace palpate {
namespace {

namespace fs = std::filesystem;

StoredPack tiny_pack() {
    StoredPack pack;
    pack.credit = {"tiny", "Tiny \"body\"", "CC0", "us"};
    pack.diagnostics.push_back({Severity::Warning, "a.obj", {"pack.finding.unknown-id", {{"id", "FMA1"}}}});
    for (const auto& part : test::tiny_body()) {
        TriangleMesh mesh = *part.structure.mesh;
        mesh.fibre_uv.clear();
        mesh.tendon.clear();
        mesh.fibre_extent_mm = {};
        mesh.coarse.push_back({{0, 1, 2}, 1.5F});
        pack.structures.push_back({part.structure.catalogue_id, part.structure.part, part.structure.side,
                                   std::make_shared<const TriangleMesh>(std::move(mesh))});
    }
    return pack;
}

AtlasSourceConfig config_of(const fs::path& folder) { return {{}, {}, folder, test::real_catalogue()}; }

std::string refusal_of(const AtlasSourceConfig& config, const std::string& name) {
    try {
        JobContext context;
        (void)make_pack_source(config, name)->build(context);
    } catch (const Error& error) {
        return error.text().key;
    }
    return "accepted";
}

TEST_CASE("a stored pack comes back as it was", "[atlas_sources][pack]") {
    const test::ScratchFolder folder;
    const StoredPack pack = tiny_pack();
    write_pack(folder.path() / "tiny", pack);
    const StoredPack read = read_pack(folder.path() / "tiny");
    CHECK(read.credit.title == pack.credit.title);
    CHECK(read.diagnostics == pack.diagnostics);
    CHECK_FALSE(read.fingerprint.empty());
    REQUIRE(read.structures.size() == pack.structures.size());
    for (std::size_t i = 0; i < pack.structures.size(); ++i) {
        CHECK(read.structures[i].catalogue_id == pack.structures[i].catalogue_id);
        CHECK(read.structures[i].side == pack.structures[i].side);
        CHECK(read.structures[i].mesh->positions_mm == pack.structures[i].mesh->positions_mm);
        CHECK(read.structures[i].mesh->normals == pack.structures[i].mesh->normals);
        CHECK(read.structures[i].mesh->indices == pack.structures[i].mesh->indices);
        CHECK(read.structures[i].mesh->openness == pack.structures[i].mesh->openness);
        REQUIRE(read.structures[i].mesh->coarse.size() == 1);
        CHECK(read.structures[i].mesh->coarse[0].indices == std::vector<std::uint32_t>{0, 1, 2});
    }
}

TEST_CASE("a stored pack is an atlas like any other", "[atlas_sources][pack]") {
    const test::ScratchFolder folder;
    write_pack(folder.path() / "tiny", tiny_pack());
    JobContext context;
    const auto source = make_pack_source(config_of(folder.path()), "tiny");
    CHECK(source->describe().licence == "CC0");
    const auto atlas = source->build(context);
    CHECK(atlas->credit().name == "tiny");
    CHECK(atlas->diagnostics().size() == 1);
    test::check_atlas_contract(*atlas, *test::real_catalogue());
    CHECK(source->build(context)->fingerprint() == atlas->fingerprint());
}

TEST_CASE("a changed surface changes the fingerprint", "[atlas_sources][pack]") {
    const test::ScratchFolder folder;
    StoredPack pack = tiny_pack();
    write_pack(folder.path() / "a", pack);
    TriangleMesh moved = *pack.structures[0].mesh;
    moved.positions_mm[0].x += 0.5F;
    pack.structures[0].mesh = std::make_shared<const TriangleMesh>(moved);
    write_pack(folder.path() / "b", pack);
    CHECK(read_pack(folder.path() / "a").fingerprint != read_pack(folder.path() / "b").fingerprint);
}

TEST_CASE("storing again replaces the older pack and leaves nothing beside it", "[atlas_sources][pack]") {
    const test::ScratchFolder folder;
    StoredPack pack = tiny_pack();
    write_pack(folder.path() / "tiny", pack);
    test::write_text(folder.path() / ".tiny.importing" / "surfaces.bin", "of an import that was killed");
    pack.credit.title = "Newer";
    pack.structures.resize(3);
    write_pack(folder.path() / "tiny", pack);
    CHECK(read_pack(folder.path() / "tiny").credit.title == "Newer");
    CHECK(read_pack(folder.path() / "tiny").structures.size() == 3);
    CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 1);
}

TEST_CASE("every changed or missing byte of a stored pack is noticed", "[atlas_sources][pack]") {
    const StoredPack pack = tiny_pack();
    const std::vector<std::byte> whole = encode_surfaces(pack.structures);
    for (std::size_t at = 0; at < whole.size(); at += 97) {
        std::vector<std::byte> changed = whole;
        changed[at] ^= std::byte{0x10};
        CHECK_THROWS_AS(decode_surfaces(changed, "f"), Error);
        CHECK_THROWS_AS(decode_surfaces(std::span(whole).first(at), "f"), Error);
    }
    std::vector<std::byte> longer = whole;
    longer.push_back(std::byte{0});
    CHECK_THROWS_AS(decode_surfaces(longer, "f"), Error);
    CHECK(decode_surfaces(whole, "f").size() == pack.structures.size());
}

TEST_CASE("a damaged or missing pack says so", "[atlas_sources][pack]") {
    const test::ScratchFolder folder;
    const AtlasSourceConfig config = config_of(folder.path());
    CHECK(refusal_of(config, "tiny") == "pack.stored.missing");
    CHECK(refusal_of(config, "../tiny") == "pack.stored.missing");
    CHECK(refusal_of(config, "") == "pack.stored.missing");
    write_pack(folder.path() / "tiny", tiny_pack());
    CHECK(refusal_of(config, "tiny") == "accepted");
    const std::string surfaces = test::read_back(folder.path() / "tiny" / "surfaces.bin");
    StoredPack other = tiny_pack();
    other.structures.pop_back();
    write_pack(folder.path() / "other", other);
    fs::copy(folder.path() / "other" / "surfaces.bin", folder.path() / "tiny" / "surfaces.bin",
             fs::copy_options::overwrite_existing);
    CHECK(refusal_of(config, "tiny") == "pack.stored.damaged");
    test::write_text(folder.path() / "tiny" / "surfaces.bin", surfaces.substr(0, surfaces.size() / 2));
    CHECK(refusal_of(config, "tiny") == "pack.stored.damaged");
    fs::remove(folder.path() / "tiny" / "surfaces.bin");
    CHECK(refusal_of(config, "tiny") == "pack.stored.damaged");
    test::write_text(folder.path() / "tiny" / "pack.json", "{\"name\": 5}");
    CHECK(refusal_of(config, "tiny") == "pack.stored.damaged");
}

TEST_CASE("packs are listed by name, a damaged one too", "[atlas_sources][pack]") {
    const test::ScratchFolder folder;
    CHECK(list_packs(config_of(folder.path() / "none")).empty());
    StoredPack pack = tiny_pack();
    pack.credit.name = "zoe";
    write_pack(folder.path() / "zoe", pack);
    test::write_text(folder.path() / "adam" / "pack.json", "[");
    test::write_text(folder.path() / "notes" / "readme.txt", "no pack");
    test::write_text(folder.path() / ".zoe.importing" / "pack.json", "{}");
    const auto packs = list_packs(config_of(folder.path()));
    REQUIRE(packs.size() == 2);
    CHECK(packs[0].name == "adam");
    CHECK(packs[0].title.empty());
    CHECK(packs[1].name == "zoe");
    CHECK(packs[1].title == pack.credit.title);
}

TEST_CASE("a place that cannot be written leaves the older pack alone", "[atlas_sources][pack]") {
    CHECK_THROWS_AS(write_pack("/proc/nowhere/tiny", tiny_pack()), Error);
    const test::ScratchFolder folder;
    test::write_text(folder.path() / "file", "");
    CHECK_THROWS_AS(write_pack(folder.path() / "file" / "tiny", tiny_pack()), Error);
}

}  // namespace
}  // namespace palpate
