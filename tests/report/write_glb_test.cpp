#include "report/write_glb.h"

#include "atlas_sources/pack/mesh_reader.h"
#include "base/error.h"
#include "base/file_io.h"
#include "support/glb_rules.h"
#include "support/tiny_atlas.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <glm/geometric.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <random>
#include <span>
#include <string>
#include <vector>

namespace palpate {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

/// The path of a file that is gone when the test ends.
class ScratchFile {
public:
    ScratchFile() : path_(fs::temp_directory_path() / ("palpate-" + std::to_string(std::random_device{}()) + ".glb")) {}
    ~ScratchFile() {
        std::error_code ignored;
        fs::remove(path_, ignored);
    }
    ScratchFile(const ScratchFile&) = delete;
    ScratchFile& operator=(const ScratchFile&) = delete;
    [[nodiscard]] const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

struct Glb {
    Json document;
    std::vector<std::byte> binary;
};

/// Takes the file apart by the letter of the format; any slip fails the test.
Glb take_apart(const fs::path& file) {
    const auto bytes = read_binary_file(file);
    const auto word = [&](std::size_t at) {
        std::uint32_t value = 0;
        REQUIRE(at + 4 <= bytes.size());
        std::memcpy(&value, bytes.data() + at, 4);
        return value;
    };
    CHECK(word(0) == 0x46546C67);
    CHECK(word(4) == 2);
    CHECK(word(8) == bytes.size());
    const std::size_t json_bytes = word(12);
    CHECK(word(16) == 0x4E4F534A);
    CHECK(json_bytes % 4 == 0);
    CHECK(word(24 + json_bytes) == 0x004E4942);
    CHECK(word(20 + json_bytes) % 4 == 0);
    CHECK(word(20 + json_bytes) == bytes.size() - 28 - json_bytes);
    const std::string json(reinterpret_cast<const char*>(bytes.data()) + 20, json_bytes);
    return {Json::parse(json), {bytes.begin() + static_cast<std::ptrdiff_t>(28 + json_bytes), bytes.end()}};
}

std::vector<float> floats_of(const Glb& glb, std::size_t accessor) {
    const Json& view =
        glb.document["bufferViews"][glb.document["accessors"][accessor]["bufferView"].get<std::size_t>()];
    std::vector<float> values(view["byteLength"].get<std::size_t>() / 4);
    std::memcpy(values.data(), glb.binary.data() + view["byteOffset"].get<std::size_t>(), values.size() * 4);
    return values;
}

TEST_CASE("the exported body is valid glTF: ranges, alignment, bounds and unit normals", "[report][glb]") {
    const auto atlas = test::tiny_atlas();
    const ScratchFile file;
    const GlbSummary summary = write_glb(*atlas, {}, file.path());
    CHECK(summary.structures == atlas->structures().size());
    CHECK(summary.triangles == 8 * summary.structures);
    const Glb glb = take_apart(file.path());
    CHECK(glb.document["asset"]["version"] == "2.0");
    CHECK(glb.document["buffers"][0]["byteLength"] == glb.binary.size());
    for (const auto& view : glb.document["bufferViews"]) {
        CHECK(view["byteOffset"].get<std::size_t>() % 4 == 0);
        CHECK(view["byteOffset"].get<std::size_t>() + view["byteLength"].get<std::size_t>() <= glb.binary.size());
    }
    for (const auto& mesh : glb.document["meshes"]) {
        const Json& primitive = mesh["primitives"][0];
        const auto position = primitive["attributes"]["POSITION"].get<std::size_t>();
        const auto points = floats_of(glb, position);
        for (std::size_t axis = 0; axis < 3; ++axis) {
            float low = points[axis];
            float high = points[axis];
            for (std::size_t i = axis; i < points.size(); i += 3) {
                low = std::min(low, points[i]);
                high = std::max(high, points[i]);
            }
            CHECK(glb.document["accessors"][position]["min"][axis].get<float>() == low);
            CHECK(glb.document["accessors"][position]["max"][axis].get<float>() == high);
        }
        const auto normals = floats_of(glb, primitive["attributes"]["NORMAL"].get<std::size_t>());
        CHECK(normals.size() == points.size());
        for (std::size_t i = 0; i < normals.size(); i += 3) {
            CHECK(glm::length(glm::vec3(normals[i], normals[i + 1], normals[i + 2])) ==
                  Catch::Approx(1.0).margin(5e-4));
        }
        CHECK(primitive["material"].get<std::size_t>() < glb.document["materials"].size());
    }
}

TEST_CASE("the exported body keeps every rule of glTF that it could break", "[report][glb]") {
    const ScratchFile file;
    write_glb(*test::tiny_atlas(), {}, file.path());
    const auto bytes = read_binary_file(file.path());
    CHECK(test::GlbRules(bytes).faults() == std::vector<std::string>{});
}

TEST_CASE("a file that breaks a rule of glTF is caught", "[report][glb]") {
    const ScratchFile file;
    write_glb(*test::tiny_atlas(), {}, file.path());
    const auto bytes = read_binary_file(file.path());
    const std::string text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    const auto first_fault = [](const std::string& broken) {
        const test::GlbRules rules(std::as_bytes(std::span(broken)));
        return rules.faults().empty() ? std::string() : rules.faults().front();
    };
    // Each keeps the file's length, so that nothing but its own rule is broken.
    const auto with = [&](const std::string& old_words, const std::string& new_words) {
        std::string broken = text;
        REQUIRE(old_words.size() == new_words.size());
        REQUIRE(broken.find(old_words) != std::string::npos);
        return first_fault(broken.replace(broken.find(old_words), old_words.size(), new_words));
    };
    CHECK(first_fault(text).empty());
    CHECK(first_fault(text + "more").find("length") != std::string::npos);
    CHECK(with("\"target\":34963", "\"target\":34962") == "a view's target is not what it is used for");
    CHECK(with("\"byteOffset\":72", "\"byteOffset\":71") == "buffer views overlap");
    CHECK(with("\"count\":6", "\"count\":5") == "an accessor does not fill its view");
    CHECK(with("\"max\":[0.", "\"max\":[9.") == "min and max are not those of the positions");
    CHECK(with("\"kind\":\"group\"", "\"kind\":\"groap\"").find("does not say what it is") != std::string::npos);
    CHECK(with("\"parent\":\"lats\"", "\"parent\":\"cats\"").find("part of") != std::string::npos);
    CHECK(with("\"children\":[0,", "\"children\":[1,") == "a node below two others");
    std::string bent = text;
    const float long_normal = 2.0F;
    std::memcpy(bent.data() + bent.size() - 96 - 12, &long_normal, 4);  // before the last mesh's 24 indices
    CHECK(first_fault(bent) == "a normal that is no unit vector");
    const std::uint32_t far_index = 6;
    std::memcpy(bent.data() + bent.size() - 4, &far_index, 4);
    CHECK(first_fault(bent) == "an index of no vertex");
}

TEST_CASE("another program reads back the same structures, triangles and places", "[report][glb]") {
    const auto atlas = test::tiny_atlas();
    const ScratchFile file;
    write_glb(*atlas, {}, file.path());
    const MeshFile read = read_mesh_file(file.path(), {}, JobContext());
    REQUIRE(read.faults.empty());
    REQUIRE(read.meshes.size() == atlas->structures().size());
    for (const auto& mesh : read.meshes) {
        const TriangleMesh& ours = *atlas->structure(StructureId(mesh.node)).mesh;
        REQUIRE(mesh.indices.size() == ours.indices.size());
        for (std::size_t i = 0; i < ours.indices.size(); ++i) {
            const glm::vec3 metres = mesh.positions[mesh.indices[i]];
            CHECK(glm::distance(1000.0F * metres, ours.positions_mm[ours.indices[i]]) < 0.1F);
        }
    }
}

TEST_CASE("every node carries its structure's facts, and the file its credit", "[report][glb]") {
    const auto atlas = test::tiny_atlas();
    const ScratchFile file;
    write_glb(*atlas, {}, file.path());
    const Glb glb = take_apart(file.path());
    CHECK(glb.document["asset"]["copyright"] == atlas->credit().attribution + ", " + atlas->credit().licence);
    std::size_t structures = 0;
    for (const auto& node : glb.document["nodes"]) {
        if (!node.contains("mesh")) {
            continue;
        }
        ++structures;
        const Structure& structure = atlas->structure(StructureId(node["name"].get<std::string>()));
        const Json& facts = node["extras"]["palpate"];
        CHECK(facts["id"] == structure.id.text());
        CHECK(facts["names"]["common"] == structure.name_common);
        CHECK(facts["names"]["latin"] == structure.name_latin);
        CHECK(facts["side"] == std::string(name_of(structure.side)));
        CHECK(facts["group"] == structure.group_id);
        CHECK(facts["layer"] == std::string(name_of(structure.layer)));
        CHECK(facts["region"] == structure.region_id);
        CHECK(facts["fma"] == *structure.fma);
        CHECK(node["extras"]["fma"] == *structure.fma);
        const auto material =
            glb.document["meshes"][node["mesh"].get<std::size_t>()]["primitives"][0]["material"].get<std::size_t>();
        CHECK(glb.document["materials"][material]["name"] == std::string(name_of(structure.structure_class)));
    }
    CHECK(structures == atlas->structures().size());
}

TEST_CASE("structures hang below their groups and these below the body, each node once", "[report][glb]") {
    const auto atlas = test::tiny_atlas();
    const ScratchFile file;
    write_glb(*atlas, {}, file.path());
    const Json document = take_apart(file.path()).document;
    const Json& nodes = document["nodes"];
    REQUIRE(document["scenes"][0]["nodes"].size() == 1);
    std::vector<std::size_t> waiting{document["scenes"][0]["nodes"][0].get<std::size_t>()};
    CHECK(nodes[waiting[0]]["name"] == atlas->credit().name);
    std::vector<int> seen(nodes.size(), 0);
    while (!waiting.empty()) {
        const std::size_t place = waiting.back();
        waiting.pop_back();
        REQUIRE(++seen[place] == 1);
        for (const Json& child : nodes[place].value("children", Json::array())) {
            const Json& below = nodes[child.get<std::size_t>()];
            if (below.contains("mesh") && nodes[place]["extras"]["palpate"]["kind"] == "group") {
                CHECK(below["extras"]["palpate"]["group"] == nodes[place]["name"]);
            }
            waiting.push_back(child.get<std::size_t>());
        }
    }
    CHECK(std::ranges::count(seen, 1) == std::ssize(seen));
}

TEST_CASE("only what is visible is exported", "[report][glb]") {
    const auto atlas = test::tiny_atlas();
    const ScratchFile file;
    GlbOptions options;
    options.visible.assign(atlas->structures().size(), false);
    CHECK_THROWS_AS(write_glb(*atlas, options, file.path()), Error);
    CHECK_FALSE(fs::exists(file.path()));
    options.visible[2] = true;
    options.with_normals = false;
    options.skin_opacity = 0.3F;
    CHECK(write_glb(*atlas, options, file.path()).structures == 1);
    const Glb glb = take_apart(file.path());
    CHECK(glb.document["meshes"].size() == 1);
    CHECK(glb.document["nodes"][0]["name"] == atlas->structures()[2].id.text());
    CHECK_FALSE(glb.document["meshes"][0]["primitives"][0]["attributes"].contains("NORMAL"));
    CHECK(glb.document["materials"][0]["alphaMode"] == "BLEND");
}

TEST_CASE("a place that cannot be written is named", "[report][glb]") {
    try {
        write_glb(*test::tiny_atlas(), {}, "/proc/nowhere/body.glb");
        FAIL("written");
    } catch (const Error& error) {
        CHECK(std::string(error.what()).find("/proc/nowhere") != std::string::npos);
    }
}

}  // namespace
}  // namespace palpate
