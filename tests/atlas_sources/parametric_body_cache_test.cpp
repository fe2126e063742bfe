#include "atlas_sources/parametric/body_cache.h"
#include "atlas_sources/parametric/body_payload.h"
#include "base/content_hash.h"
#include "base/file_io.h"
#include "support/temporary_folder.h"
#include "support/tiny_atlas.h"

#include <catch2/catch_test_macros.hpp>
#include <glm/geometric.hpp>

#include <cmath>
#include <filesystem>

namespace palpate::parametric {
namespace {

namespace fs = std::filesystem;

std::vector<BodyMesh> two_meshes() {
    TriangleMesh muscle = test::octahedron({90, 1000, 20}, {30, 60, 10});
    muscle.openness = {0.0F, 0.25F, 0.5F, 0.75F, 1.0F, 0.1F};
    muscle.coarse = {{{0, 2, 4}, 0.5F}, {{4, 2, 1}, 2.0F}};
    TriangleMesh bone = test::octahedron({0, 1200, 90}, {9, 9, 9});
    bone.fibre_uv.clear();
    bone.tendon.clear();
    const RightPlacement moved{glm::mat3(1.0F), {1, 2, 3}};
    return {{"biceps-brachii", "long-head", false, moved, muscle, {}},
            {"sacrum", "", true, {}, bone, std::vector<std::uint32_t>(bone.positions_mm.size(), 1)}};
}

/// A cache file of its own, gone with the object.
class CacheFile {
public:
    [[nodiscard]] fs::path path() const { return folder_.path() / "body.bin"; }

private:
    TemporaryFolder folder_;
};

const std::string k_key = content_hash(std::string_view("a key"));

}  // namespace

TEST_CASE("a body survives encoding", "[parametric]") {
    const auto meshes = two_meshes();
    const auto back = decode_body(encode_body(meshes));
    REQUIRE(back.has_value());
    REQUIRE(back->size() == meshes.size());
    for (std::size_t i = 0; i < meshes.size(); ++i) {
        const TriangleMesh& before = meshes[i].mesh;
        const TriangleMesh& after = (*back)[i].mesh;
        CHECK((*back)[i].catalogue_id == meshes[i].catalogue_id);
        CHECK((*back)[i].part == meshes[i].part);
        CHECK((*back)[i].midline == meshes[i].midline);
        CHECK((*back)[i].right == meshes[i].right);
        CHECK(after.positions_mm == before.positions_mm);
        CHECK(after.indices == before.indices);
        CHECK(after.fibre_extent_mm == before.fibre_extent_mm);
        CHECK(after.fibre_uv.size() == before.fibre_uv.size());
        CHECK(after.tendon.size() == before.tendon.size());
        REQUIRE(after.coarse.size() == before.coarse.size());
        for (std::size_t k = 0; k < before.coarse.size(); ++k) {
            CHECK(after.coarse[k].indices == before.coarse[k].indices);
            CHECK(after.coarse[k].error_mm == before.coarse[k].error_mm);
        }
        for (std::size_t v = 0; v < before.positions_mm.size(); ++v) {
            CHECK(glm::dot(after.normals[v], before.normals[v]) > 0.99999F);
            CHECK(std::abs(after.openness[v] - before.openness[v]) < 0.003F);
        }
    }
}

TEST_CASE("normals survive encoding in every direction", "[parametric]") {
    std::vector<BodyMesh> meshes = two_meshes();
    TriangleMesh& mesh = meshes.front().mesh;
    for (int i = 0; i < 400; ++i) {
        const auto a = static_cast<float>(i);
        mesh.positions_mm.emplace_back(a, 0, 0);
        mesh.normals.push_back(glm::normalize(glm::vec3(std::sin(a), std::cos(1.7F * a), std::sin(2.3F * a + 1))));
        mesh.fibre_uv.emplace_back(0, 0);
        mesh.tendon.push_back(0);
        mesh.openness.push_back(0);
    }
    const auto back = decode_body(encode_body(meshes));
    REQUIRE(back.has_value());
    for (std::size_t v = 0; v < mesh.normals.size(); ++v) {
        CHECK(glm::distance(back->front().mesh.normals[v], mesh.normals[v]) < 2e-4F);
    }
}

TEST_CASE("bytes cut short or with indices out of range do not decode", "[parametric]") {
    const auto bytes = encode_body(two_meshes());
    for (std::size_t keep = 0; keep < bytes.size(); keep += 13) {
        CHECK_FALSE(decode_body(std::span(bytes).first(keep)).has_value());
    }
    auto meshes = two_meshes();
    meshes.front().mesh.indices.back() = 600;
    CHECK_FALSE(decode_body(encode_body(meshes)).has_value());
}

TEST_CASE("what was written to the cache is read back under its key only", "[parametric]") {
    const CacheFile file;
    const auto payload = encode_body(two_meshes());
    CHECK_FALSE(read_body_cache(file.path(), k_key).payload.has_value());
    CHECK_FALSE(write_body_cache(file.path(), k_key, payload).has_value());
    const CachedBody found = read_body_cache(file.path(), k_key);
    REQUIRE(found.payload.has_value());
    CHECK(*found.payload == payload);
    CHECK_FALSE(found.finding.has_value());
    const CachedBody other = read_body_cache(file.path(), content_hash(std::string_view("another")));
    CHECK_FALSE(other.payload.has_value());
    CHECK_FALSE(other.finding.has_value());
}

TEST_CASE("a damaged cache file is not trusted and said to be damaged", "[parametric]") {
    const CacheFile file;
    static_cast<void>(write_body_cache(file.path(), k_key, encode_body(two_meshes())));
    auto bytes = read_binary_file(file.path());
    SECTION("a flipped bit anywhere in the payload or checksum") {
        for (const std::size_t place :
             {std::size_t{0}, std::size_t{9}, std::size_t{60}, std::size_t{100}, bytes.size() - 1}) {
            auto flipped = bytes;
            flipped[place] ^= std::byte{4};
            write_file_atomically(file.path(), std::span<const std::byte>(flipped));
            const CachedBody found = read_body_cache(file.path(), k_key);
            CHECK_FALSE(found.payload.has_value());
            CHECK(found.finding.has_value());
        }
    }
    SECTION("cut short") {
        for (const std::size_t keep : {std::size_t{0}, std::size_t{10}, std::size_t{80}, bytes.size() / 2}) {
            write_file_atomically(file.path(), std::span<const std::byte>(bytes).first(keep));
            const CachedBody found = read_body_cache(file.path(), k_key);
            CHECK_FALSE(found.payload.has_value());
            REQUIRE(found.finding.has_value());
            CHECK(found.finding->text.key == "note.atlas.cache-damaged");
        }
    }
    SECTION("a folder in its place") {
        fs::remove(file.path());
        fs::create_directories(file.path());
        CHECK(read_body_cache(file.path(), k_key).finding.has_value());
    }
}

TEST_CASE("a place that cannot be written costs the cache alone", "[parametric]") {
    const CacheFile file;
    write_file_atomically(file.path(), std::string_view("a file where the folder should be"));
    const auto finding = write_body_cache(file.path() / "body.bin", k_key, encode_body(two_meshes()));
    REQUIRE(finding.has_value());
    CHECK(finding->text.key == "note.atlas.cache-not-written");
}

}  // namespace palpate::parametric
