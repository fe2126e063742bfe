#pragma once

#include "support/glb_file.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace palpate::test {

/// The rules of glTF 2.0 that an exported body can break, in the specification's order: file layout (GlbFile), buffer
/// views, accessors, meshes, nodes. Stricter where we promise more: every node says what it is and what it is part of.
class GlbRules : private GlbFile {
public:
    explicit GlbRules(std::span<const std::byte> file) : GlbFile(file) {
        if (!faults().empty()) {
            return;
        }
        check_views();
        check_accessors();
        check_meshes();
        check_tree();
        check_extras();
    }

    using GlbFile::document;
    using GlbFile::faults;

private:
    static constexpr std::uint32_t k_float = 5126;
    static constexpr std::uint32_t k_unsigned_int = 5125;

    void check_views() {
        std::size_t end = 0;
        for (const Json& view : document_["bufferViews"]) {
            const auto offset = view.value("byteOffset", std::size_t{0});
            const auto length = view["byteLength"].get<std::size_t>();
            require(length > 0 && offset + length <= binary_.size(), "a buffer view runs past the buffer");
            require(offset >= end, "buffer views overlap");
            require(view["buffer"] == 0, "a buffer view of an unknown buffer");
            end = offset + length;
        }
        require(binary_.size() - end <= 3, "bytes of the buffer that nothing speaks of");
    }

    void check_accessors() {
        std::set<std::size_t> seen;
        for (const Json& accessor : document_["accessors"]) {
            const auto index = accessor["bufferView"].get<std::size_t>();
            require(index < document_["bufferViews"].size(), "an accessor of an unknown view");
            require(seen.insert(index).second, "two accessors of one view");
            const Json& view = document_["bufferViews"][index];
            const bool vector = accessor["type"] == "VEC3" && accessor["componentType"] == k_float;
            const bool number = accessor["type"] == "SCALAR" && accessor["componentType"] == k_unsigned_int;
            require(vector || number, "an accessor of a kind that we do not write");
            require(accessor["count"].get<std::size_t>() > 0, "an empty accessor");
            require(view["byteLength"] == accessor["count"].get<std::size_t>() * (vector ? 12 : 4),
                    "an accessor does not fill its view");
            require(view.value("byteOffset", std::size_t{0}) % 4 == 0, "an accessor is not aligned");
            require(view["target"] == (vector ? 34962 : 34963), "a view's target is not what it is used for");
        }
        require(seen.size() == document_["bufferViews"].size(), "a view without accessor");
    }

    void check_range(std::size_t accessor) {
        const std::vector<float> values = values_of<float>(accessor);
        const Json& of = document_["accessors"][accessor];
        require(of.contains("min") && of.contains("max"), "positions without min and max");
        if (!of.contains("min") || !of.contains("max")) {
            return;
        }
        for (std::size_t axis = 0; axis < 3; ++axis) {
            float low = values[axis];
            float high = values[axis];
            for (std::size_t i = axis; i < values.size(); i += 3) {
                require(std::isfinite(values[i]), "a position that is no number");
                low = std::min(low, values[i]);
                high = std::max(high, values[i]);
            }
            require(of["min"][axis].get<float>() == low && of["max"][axis].get<float>() == high,
                    "min and max are not those of the positions");
        }
    }

    void check_meshes() {
        std::set<std::size_t> used;
        for (const Json& mesh : document_["meshes"]) {
            require(mesh["primitives"].size() == 1, "a mesh of several primitives");
            const Json& primitive = mesh["primitives"][0];
            require(primitive["material"].get<std::size_t>() < document_["materials"].size(), "an unknown material");
            const auto positions = primitive["attributes"]["POSITION"].get<std::size_t>();
            const auto indices = primitive["indices"].get<std::size_t>();
            check_range(positions);
            const auto count = document_["accessors"][positions]["count"].get<std::size_t>();
            const std::vector<std::uint32_t> corners = values_of<std::uint32_t>(indices);
            require(corners.size() % 3 == 0, "indices that are not triangles");
            for (const std::uint32_t corner : corners) {
                require(corner < count && corner != 0xFFFFFFFF, "an index of no vertex");
            }
            used.insert({positions, indices});
            if (primitive["attributes"].contains("NORMAL")) {
                const auto normals = primitive["attributes"]["NORMAL"].get<std::size_t>();
                require(document_["accessors"][normals]["count"] == count, "not one normal per position");
                check_normals(values_of<float>(normals));
                used.insert(normals);
            }
        }
        require(used.size() == document_["accessors"].size(), "an accessor that no mesh uses");
    }

    void check_normals(const std::vector<float>& normals) {
        constexpr float k_slack = 0.0005F;  // what the Khronos validator lets pass
        for (std::size_t i = 0; i + 2 < normals.size(); i += 3) {
            const float length = std::hypot(normals[i], normals[i + 1], normals[i + 2]);
            require(std::abs(length - 1.0F) <= k_slack, "a normal that is no unit vector");
        }
    }

    void check_tree() {
        const Json& nodes = document_["nodes"];
        std::vector<int> parents(nodes.size(), 0);
        std::set<std::size_t> meshes;
        for (const Json& node : nodes) {
            require(!node.contains("children") || !node["children"].empty(), "an empty list of children");
            for (const Json& child : node.value("children", Json::array())) {
                const auto index = child.get<std::size_t>();
                require(index < nodes.size(), "a child that is no node");
                if (index < nodes.size()) {
                    require(++parents[index] == 1, "a node below two others");
                }
            }
            if (node.contains("mesh")) {
                const auto mesh = node["mesh"].get<std::size_t>();
                require(mesh < document_["meshes"].size() && meshes.insert(mesh).second, "not one node per mesh");
            }
        }
        require(meshes.size() == document_["meshes"].size(), "a mesh that no node shows");
        const Json& roots = document_["scenes"][0]["nodes"];
        require(roots.size() == 1 && parents[roots[0].get<std::size_t>()] == 0, "the scene does not begin at the body");
        std::size_t reached = 0;  // with at most one parent each, a cycle is never reached
        std::vector<std::size_t> waiting{roots[0].get<std::size_t>()};
        while (!waiting.empty() && reached <= nodes.size()) {
            const Json& node = nodes[waiting.back()];
            waiting.pop_back();
            ++reached;
            for (const Json& child : node.value("children", Json::array())) {
                waiting.push_back(child.get<std::size_t>());
            }
        }
        require(reached == nodes.size(), "a node that the scene does not reach");
    }

    void check_extras() {
        const Json& nodes = document_["nodes"];
        std::map<std::size_t, std::string> parent;
        std::set<std::string> names;
        for (const Json& node : nodes) {
            require(names.insert(node.value("name", "")).second, "two nodes of one name");
            for (const Json& child : node.value("children", Json::array())) {
                parent[child.get<std::size_t>()] = node["name"].get<std::string>();
            }
        }
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            const std::string name = nodes[i].value("name", "");
            const Json extras = nodes[i].value("extras", Json::object());
            const Json facts = extras.value("palpate", Json::object());
            const std::string kind = facts.value("kind", "");
            require(kind == (nodes[i].contains("mesh") ? "structure"
                             : parent.contains(i)      ? "group"
                                                       : "body"),
                    name + " does not say what it is");
            require(!parent.contains(i) || facts.value("parent", "") == parent[i],
                    name + " does not say what it is part of");
            if (kind == "structure") {
                check_facts(name, extras, facts);
            }
        }
    }

    void check_facts(const std::string& name, const Json& extras, const Json& facts) {
        require(facts.value("id", "") == name, name + " has another id");
        for (const char* language : {"common", "english", "latin"}) {
            require(facts["names"].is_object() && !facts["names"].value(language, "").empty(),
                    name + " has no name: " + language);
        }
        for (const char* fact : {"class", "side", "layer"}) {
            require(!facts.value(fact, "").empty(), name + " does not state its " + fact);
        }
        require(facts.contains("fma") && facts.contains("group") && facts.contains("region"), name + " lacks a fact");
        require(extras.contains("fma") == !facts["fma"].is_null(), name + ": FMA id in one place only");
        require(!extras.contains("fma") || extras["fma"] == facts["fma"], name + ": two FMA ids");
    }
};

}  // namespace palpate::test
