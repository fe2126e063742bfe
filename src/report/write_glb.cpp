#include "report/write_glb.h"

#include "base/error.h"
#include "base/file_io.h"

#include <glm/common.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <limits>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace palpate {
namespace {

using Json = nlohmann::json;

constexpr float k_metres_per_mm = 0.001F;
constexpr std::uint32_t k_float = 5126;
constexpr std::uint32_t k_unsigned_int = 5125;
constexpr std::uint32_t k_vertex_buffer = 34962;
constexpr std::uint32_t k_index_buffer = 34963;

struct ClassLook {
    StructureClass structure_class;
    std::uint32_t colour;  ///< sRGB, as on the screen
    double roughness;
};

/// In the order of StructureClass, which is also the order of the materials.
constexpr std::array<ClassLook, 7> k_looks{{{StructureClass::Skin, 0xc9b3a4, 0.75},
                                            {StructureClass::Muscle, 0xa8392e, 0.6},
                                            {StructureClass::Connective, 0xdcd3c2, 0.5},
                                            {StructureClass::Bone, 0xe6dabf, 0.7},
                                            {StructureClass::Cartilage, 0xc3d0d4, 0.5},
                                            {StructureClass::Disc, 0xb4c3cb, 0.5},
                                            {StructureClass::Tooth, 0xf2eee2, 0.3}}};

/// glTF's colour factors are linear light.
double linear(std::uint32_t colour, int shift) {
    const double value = static_cast<double>((colour >> shift) & 0xffU) / 255.0;
    const double light = value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    return std::round(light * 1e5) / 1e5;
}

Json make_material(const ClassLook& look, float opacity) {
    Json material{{"name", name_of(look.structure_class)},
                  {"pbrMetallicRoughness",
                   {{"baseColorFactor",
                     {linear(look.colour, 16), linear(look.colour, 8), linear(look.colour, 0),
                      std::round(static_cast<double>(opacity) * 1e4) / 1e4}},
                    {"metallicFactor", 0.0},
                    {"roughnessFactor", look.roughness}}}};
    if (opacity < 1.0F) {
        material["alphaMode"] = "BLEND";
    }
    return material;
}

/// A file's two halves while it grows.
class GlbBuilder {
public:
    explicit GlbBuilder(const GlbOptions& options) : options_(options) {
        for (const auto& look : k_looks) {
            const bool skin = look.structure_class == StructureClass::Skin;
            document_["materials"].push_back(
                make_material(look, skin ? glm::clamp(options.skin_opacity, 0.0F, 1.0F) : 1.0F));
        }
    }

    void add(const Structure& structure) {
        const TriangleMesh& mesh = *structure.mesh;
        Json attributes{{"POSITION", add_positions(mesh)}};
        if (options_.with_normals) {
            attributes["NORMAL"] = add_accessor(mesh.normals, "VEC3", k_float, k_vertex_buffer);
        }
        const std::size_t indices = add_accessor(mesh.indices, "SCALAR", k_unsigned_int, k_index_buffer);
        document_["meshes"].push_back({{"name", structure.id.text()},
                                       {"primitives",
                                        {{{"attributes", attributes},
                                          {"indices", indices},
                                          {"material", static_cast<int>(structure.structure_class)}}}}});
        document_["nodes"].push_back({{"name", structure.id.text()},
                                      {"mesh", document_["meshes"].size() - 1},
                                      {"extras", extras_of(structure)}});
        members_[structure.group_id].push_back(document_["nodes"].size() - 1);
        ++summary_.structures;
        summary_.vertices += mesh.positions_mm.size();
        summary_.triangles += mesh.triangle_count();
    }

    /// The whole file.
    std::vector<std::byte> finish(const AtlasCredit& credit) {
        name_parents(credit);
        document_["asset"] = {{"version", "2.0"}, {"generator", "Palpate " PALPATE_VERSION}};
        if (const std::string line = credit_line(credit); !line.empty()) {
            document_["asset"]["copyright"] = line;
        }
        document_["scene"] = 0;
        document_["scenes"] = {{{"name", credit.title}, {"nodes", {add_groups(credit)}}}};
        document_["buffers"] = {{{"byteLength", binary_.size()}}};
        std::string json = document_.dump(-1, ' ', false, Json::error_handler_t::replace);
        json.resize((json.size() + 3) / 4 * 4, ' ');
        return assemble(json);
    }

    [[nodiscard]] const GlbSummary& summary() const { return summary_; }

private:
    static std::string credit_line(const AtlasCredit& credit) {
        const bool both = !credit.attribution.empty() && !credit.licence.empty();
        return credit.attribution + (both ? ", " : "") + credit.licence;
    }

    /// For readers that flatten the tree. The skin belongs to no group.
    void name_parents(const AtlasCredit& credit) {
        for (const auto& [group, nodes] : members_) {
            for (const std::size_t node : nodes) {
                document_["nodes"][node]["extras"]["palpate"]["parent"] = group.empty() ? credit.name : group;
            }
        }
    }

    /// One node per group above its structures, one above all groups. The index of the latter.
    std::size_t add_groups(const AtlasCredit& credit) {
        Json top = Json::array();
        for (const auto& [group, nodes] : members_) {
            if (group.empty()) {
                std::ranges::copy(nodes, std::back_inserter(top));  // the skin belongs to none
                continue;
            }
            const Json facts{{"kind", "group"}, {"group", group}, {"parent", credit.name}};
            document_["nodes"].push_back({{"name", group}, {"children", nodes}, {"extras", {{"palpate", facts}}}});
            top.push_back(document_["nodes"].size() - 1);
        }
        const Json facts{{"kind", "body"}, {"title", credit.title}, {"licence", credit.licence}};
        document_["nodes"].push_back({{"name", credit.name}, {"children", top}, {"extras", {{"palpate", facts}}}});
        return document_["nodes"].size() - 1;
    }

    /// The FMA id where readers look first; all facts together in an object of our own.
    static Json extras_of(const Structure& structure) {
        Json extras{{"palpate", describe(structure)}};
        if (structure.fma) {
            extras["fma"] = *structure.fma;
        }
        return extras;
    }

    static Json describe(const Structure& structure) {
        Json facts{
            {"kind", "structure"},
            {"id", structure.id.text()},
            {"names",
             {{"common", structure.name_common}, {"english", structure.name_english}, {"latin", structure.name_latin}}},
            {"class", name_of(structure.structure_class)},
            {"side", name_of(structure.side)},
            {"layer", name_of(structure.layer)},
            {"group", structure.group_id},
            {"region", structure.region_id}};
        facts["fma"] = structure.fma ? Json(*structure.fma) : Json(nullptr);
        return facts;
    }

    std::size_t add_positions(const TriangleMesh& mesh) {
        std::vector<glm::vec3> metres;
        metres.reserve(mesh.positions_mm.size());
        Box box;
        for (const auto& position : mesh.positions_mm) {
            metres.push_back(k_metres_per_mm * position);
            box.add(metres.back());
        }
        const std::size_t accessor = add_accessor(metres, "VEC3", k_float, k_vertex_buffer);
        document_["accessors"][accessor]["min"] = {box.low.x, box.low.y, box.low.z};
        document_["accessors"][accessor]["max"] = {box.high.x, box.high.y, box.high.z};
        return accessor;
    }

    /// All our values are four bytes or made of such, so every view starts aligned.
    template <class Value>
    std::size_t add_accessor(const std::vector<Value>& values, const char* type, std::uint32_t component,
                             std::uint32_t target) {
        const auto bytes = std::as_bytes(std::span(values));
        document_["bufferViews"].push_back(
            {{"buffer", 0}, {"byteOffset", binary_.size()}, {"byteLength", bytes.size()}, {"target", target}});
        binary_.insert(binary_.end(), bytes.begin(), bytes.end());
        document_["accessors"].push_back({{"bufferView", document_["bufferViews"].size() - 1},
                                          {"componentType", component},
                                          {"count", values.size()},
                                          {"type", type}});
        return document_["accessors"].size() - 1;
    }

    std::vector<std::byte> assemble(const std::string& json) const {
        const std::size_t size = 28 + json.size() + binary_.size();
        if (size > std::numeric_limits<std::uint32_t>::max()) {
            throw Error(ErrorCode::InvalidEdit, {"glb.too-large", {}});
        }
        std::vector<std::byte> file;
        file.reserve(size);
        const auto add = [&](const auto& bytes) { file.insert(file.end(), bytes.begin(), bytes.end()); };
        const auto number = [&](std::size_t value) {
            const auto word = static_cast<std::uint32_t>(value);
            add(std::as_bytes(std::span(&word, 1)));
        };
        number(0x46546C67);  // "glTF"
        number(2);
        number(size);
        number(json.size());
        number(0x4E4F534A);  // "JSON"
        add(std::as_bytes(std::span(json)));
        number(binary_.size());
        number(0x004E4942);  // "BIN"
        add(binary_);
        return file;
    }

    const GlbOptions& options_;
    Json document_;
    std::vector<std::byte> binary_;
    std::map<std::string, std::vector<std::size_t>> members_;  ///< nodes by group
    GlbSummary summary_;
};

}  // namespace

GlbSummary write_glb(const Atlas& atlas, const GlbOptions& options, const std::filesystem::path& file) {
    const auto& structures = atlas.structures();
    PALPATE_ASSERT(options.visible.empty() || options.visible.size() == structures.size());
    GlbBuilder builder(options);
    for (std::size_t i = 0; i < structures.size(); ++i) {
        if (options.visible.empty() || options.visible[i]) {
            builder.add(structures[i]);
        }
    }
    if (builder.summary().structures == 0) {
        throw Error(ErrorCode::InvalidEdit, {"glb.nothing-visible", {}});
    }
    write_file_atomically(file, builder.finish(atlas.credit()));
    return builder.summary();
}

}  // namespace palpate
