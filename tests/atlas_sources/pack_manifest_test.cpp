#include "atlas_sources/pack/pack_manifest.h"

#include "atlas_sources/pack_mesh_files.h"
#include "base/error.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

namespace palpate {
namespace {

Text refusal_of(std::string_view json) {
    try {
        (void)parse_manifest(json, "folder/pack.json");
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::InvalidContent);
        return error.text();
    }
    return {"accepted", {}};
}

std::string argument(const Text& text, std::string_view name) {
    const auto found = std::ranges::find(text.arguments, name, &std::pair<std::string, std::string>::first);
    return found == text.arguments.end() ? "" : found->second;
}

TEST_CASE("a whole pack.json is read", "[atlas_sources][pack]") {
    const PackManifest manifest = parse_manifest(R"({"id": "hand", "title": "A hand", "version": "2", "licence": "CC0",
        "attribution": "us", "unit": "cm", "up": "+z", "front": "-y", "nodes": {"thumb.obj": "first-metacarpal.left"}})",
                                                 "pack.json");
    CHECK(manifest.id == "hand");
    CHECK(manifest.title == "A hand");
    CHECK(manifest.version == "2");
    CHECK(manifest.licence == "CC0");
    CHECK(manifest.attribution == "us");
    CHECK(manifest.frame == FrameStatement{LengthUnit::Centimetre, Axis::PlusZ, Axis::MinusY});
    CHECK(manifest.structure_of_node.at("thumb.obj") == "first-metacarpal.left");
}

TEST_CASE("an empty pack.json says nothing", "[atlas_sources][pack]") {
    const PackManifest manifest = parse_manifest("{}", "pack.json");
    CHECK(manifest.id.empty());
    CHECK(manifest.frame == FrameStatement{});
}

TEST_CASE("wrong JSON is refused with its line and column", "[atlas_sources][pack]") {
    const Text text = refusal_of("{\n  \"id\": \"hand\",\n  \"unit\": cm\n}");
    CHECK(text.key == "pack.manifest.json");
    CHECK(argument(text, "file") == "folder/pack.json");
    CHECK(argument(text, "line") == "3");
    CHECK(argument(text, "column") == "11");
    CHECK(refusal_of("").key == "pack.manifest.json");
    CHECK(refusal_of("{\"id\": \"\xff\"}").key == "pack.manifest.json");
}

TEST_CASE("a field of the wrong kind is named", "[atlas_sources][pack]") {
    CHECK(refusal_of("[]").key == "pack.manifest.not-object");
    CHECK(argument(refusal_of(R"({"title": 7})"), "field") == "title");
    CHECK(refusal_of(R"({"nodes": ["a"]})").key == "pack.manifest.not-map");
    CHECK(argument(refusal_of(R"({"nodes": {"a": null}})"), "field") == "nodes.a");
    CHECK(argument(refusal_of(R"({"unit": "inch"})"), "value") == "inch");
    CHECK(refusal_of(R"({"up": "up"})").key == "pack.manifest.unknown-axis");
    CHECK(refusal_of(R"({"up": "+y", "front": "-y"})").key == "pack.manifest.axes-parallel");
}

TEST_CASE("a folder without pack.json has no manifest", "[atlas_sources][pack]") {
    const test::ScratchFolder folder;
    CHECK_FALSE(find_manifest(folder.path()));
    test::write_text(folder.path() / "pack.json", R"({"id": "x"})");
    CHECK(find_manifest(folder.path())->id == "x");
}

TEST_CASE("pack names are words for the command line", "[atlas_sources][pack]") {
    CHECK(make_pack_name("BodyParts3D 4.0") == "bodyparts3d-4-0");
    CHECK(make_pack_name("../../etc") == "etc");
    CHECK(make_pack_name("..") == "");
    CHECK(make_pack_name("\xc3\xa9t\xc3\xa9") == "t");
    CHECK(make_pack_name(std::string(300, 'a')).size() == 64);
}

}  // namespace
}  // namespace palpate
