#include "atlas_sources/pack/mesh_folder.h"

#include "atlas_sources/pack/mesh_reader.h"
#include "atlas_sources/pack/mesh_repair.h"
#include "atlas_sources/pack/shown_text.h"
#include "atlas_sources/pack/structure_mapping.h"
#include "base/error.h"
#include "geometry/frame.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace palpate {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t k_most_files = 20'000;
constexpr int k_deepest_folder = 8;
/// A body or a part of one, whatever its unit: outside these the unit is wrong.
constexpr float k_least_extent_mm = 2.0F;
constexpr float k_most_extent_mm = 3000.0F;

/// One mesh, and the structure it draws or helps to draw.
struct Piece {
    std::size_t file = 0;  ///< in the sorted list
    MappedStructure target;
    bool by_manifest = false;  ///< pack.json may put several pieces together; FMA ids may not
    RawMesh mesh;
};

/// The pieces of one structure, in the product's frame.
struct Assembly {
    Structure structure;
    TriangleMesh mesh;
    std::size_t file = 0;  ///< the first file that drew it
    bool by_manifest = false;
};

Box calc_box(const RawMesh& mesh) {
    Box box;
    for (const auto& position : mesh.positions) {
        box.add(position);
    }
    return box;
}

StructureId id_of(const MappedStructure& target) {
    return make_structure_id(target.catalogue_id, target.part, *target.side);
}

/// Carries one folder through: list, read, map, place, assemble.
class FolderReader {
public:
    FolderReader(const MeshFolderRequest& request, JobContext& context)
        : request_(request), context_(context), mapping_(request.catalogue) {}

    MeshFolder read() {
        if (auto manifest = find_manifest_of_folder()) {
            result_.manifest = std::move(*manifest);
        }
        list_files();
        read_files();
        place();
        assemble();
        return std::move(result_);
    }

private:
    std::optional<PackManifest> find_manifest_of_folder() const {
        std::error_code fault;
        if (!fs::is_directory(request_.folder, fault)) {
            throw Error(ErrorCode::NotFound, {"pack.folder.missing", {{"folder", shown_path(request_.folder)}}});
        }
        return find_manifest(request_.folder);
    }

    void list_files() {
        std::error_code fault;
        fs::recursive_directory_iterator entry(request_.folder, fs::directory_options::skip_permission_denied, fault);
        for (; !fault && entry != fs::recursive_directory_iterator(); entry.increment(fault)) {
            if (entry.depth() >= k_deepest_folder || entry->path().filename().native().starts_with('.')) {
                entry.disable_recursion_pending();
            } else if (is_mesh_file(entry->path()) && !entry->is_directory(fault)) {
                files_.push_back(entry->path());
            }
        }
        if (fault) {
            throw Error(ErrorCode::Io, {"pack.folder.unreadable",
                                        {{"folder", shown_path(request_.folder)}, {"detail", shown(fault.message())}}});
        }
        if (files_.empty()) {
            throw Error(ErrorCode::NotFound, {"pack.folder.no-meshes", {{"folder", shown_path(request_.folder)}}});
        }
        if (files_.size() > k_most_files) {
            throw Error(ErrorCode::InvalidContent, {"pack.folder.too-many-files",
                                                    {{"folder", shown_path(request_.folder)},
                                                     {"count", std::to_string(files_.size())},
                                                     {"limit", std::to_string(k_most_files)}}});
        }
        std::ranges::sort(files_);
        result_.files = files_.size();
    }

    std::string name_of_file(std::size_t file) const {
        return shown_path(files_[file].lexically_relative(request_.folder));
    }

    void report(Severity severity, std::string where, Text text) {
        result_.findings.push_back({severity, std::move(where), std::move(text)});
    }

    void read_files() {
        std::vector<MeshFile> read(files_.size());
        std::atomic<std::size_t> done = 0;
        std::atomic<std::size_t> triangles = 0;
        const std::size_t most_triangles = 2 * request_.limits.triangles;
        parallel_for(files_.size(), [&](std::size_t file) {
            read[file] = read_mesh_file(files_[file], request_.limits, context_);
            for (const auto& mesh : read[file].meshes) {
                triangles += mesh.indices.size() / 3;
            }
            if (triangles > most_triangles) {
                throw Error(ErrorCode::InvalidContent,
                            {"pack.folder.too-many-triangles",
                             {{"folder", shown_path(request_.folder)}, {"limit", std::to_string(most_triangles)}}});
            }
            context_.progress({++done, files_.size(), {"pack.progress.read", {}}});
        });
        result_.copyright = find_common_copyright(read);
        for (std::size_t file = 0; file < files_.size(); ++file) {
            for (auto& fault : read[file].faults) {
                report(Severity::Error, name_of_file(file), std::move(fault));
            }
            result_.files_loaded += read[file].meshes.empty() ? 0 : 1;
            for (auto& mesh : read[file].meshes) {
                map(file, std::move(mesh));
            }
        }
        report_unused_nodes();
        if (pieces_.empty()) {
            throw_nothing_usable();
        }
    }

    static std::string find_common_copyright(const std::vector<MeshFile>& read) {
        std::map<std::string, std::size_t> counts;
        for (const auto& file : read) {
            if (!file.copyright.empty() && !file.meshes.empty()) {
                ++counts[file.copyright];
            }
        }
        const auto most =
            std::ranges::max_element(counts, {}, [](const auto& line_and_count) { return line_and_count.second; });
        return most == counts.end() ? "" : most->first;
    }

    /// With the first finding as the reason: one bad file alone in a folder says what is wrong with it.
    [[noreturn]] void throw_nothing_usable() const {
        const Diagnostic* first = result_.findings.empty() ? nullptr : &result_.findings.front();
        throw Error(ErrorCode::InvalidContent,
                    {"pack.folder.nothing-usable",
                     {{"folder", shown_path(request_.folder)},
                      {"count", std::to_string(files_.size())},
                      {"first", first == nullptr ? "-" : first->where},
                      {"code", first == nullptr ? "-" : first->text.key.substr(first->text.key.rfind('.') + 1)}}});
    }

    /// What pack.json calls this file or node; an empty name is looked up nowhere.
    const std::string* find_in_manifest(std::size_t file, const std::string& node) {
        const auto& names = result_.manifest.structure_of_node;
        for (const std::string& name :
             {files_[file].lexically_relative(request_.folder).string(), files_[file].filename().string(), node}) {
            if (const auto found = names.find(name); !name.empty() && found != names.end()) {
                used_nodes_.insert(found->first);
                return &found->second;
            }
        }
        return nullptr;
    }

    void map(std::size_t file, RawMesh mesh) {
        const std::string where = name_of_file(file);
        if (const std::string* id = find_in_manifest(file, mesh.node)) {
            if (const auto target = mapping_.find_by_structure_id(*id)) {
                pieces_.push_back({file, *target, true, std::move(mesh)});
            } else {
                report(Severity::Error, where,
                       {"pack.finding.unknown-structure", {{"node", shown_node(mesh.node)}, {"id", shown(*id)}}});
            }
            return;
        }
        const std::string file_name = files_[file].stem().string();
        const std::optional<int> file_fma = find_fma(file_name);
        const std::optional<int> fma = file_fma ? file_fma : find_fma(mesh.node);
        if (!fma) {
            report(Severity::Warning, where, {"pack.finding.no-id", {{"node", shown_node(mesh.node)}}});
            return;
        }
        const std::optional<Side> side_of_file = find_named_side(file_name);
        const auto target = mapping_.find_by_fma(*fma, side_of_file ? side_of_file : find_named_side(mesh.node));
        if (!target) {
            report(Severity::Warning, where, {"pack.finding.unknown-id", {{"id", "FMA" + std::to_string(*fma)}}});
            return;
        }
        pieces_.push_back({file, *target, false, std::move(mesh)});
    }

    void report_unused_nodes() {
        for (const auto& [node, id] : result_.manifest.structure_of_node) {
            if (!used_nodes_.contains(node)) {
                report(Severity::Warning, shown(node), {"pack.finding.unknown-node", {{"id", shown(id)}}});
            }
        }
    }

    /// Finds the frame from the structures that exist in both bodies.
    void place() {
        context_.progress({0, 1, {"pack.progress.fit", {}}});
        std::map<StructureId, Box> boxes;
        for (const auto& piece : pieces_) {
            if (piece.target.side) {
                boxes[id_of(piece.target)].add(calc_box(piece.mesh));
            }
        }
        std::vector<BoxPair> pairs;
        for (const auto& [id, box] : boxes) {
            if (const Structure* same = request_.reference.find(id)) {
                pairs.push_back({box, bounds(*same->mesh)});
            }
        }
        result_.frame = find_frame(pairs, request_.frame.or_else(result_.manifest.frame));
        refuse_implausible_size();
    }

    void refuse_implausible_size() const {
        Box box;
        for (const auto& piece : pieces_) {
            const Box raw = calc_box(piece.mesh);
            box.add(result_.frame.frame.to_product_mm(raw.low));
            box.add(result_.frame.frame.to_product_mm(raw.high));
        }
        const glm::vec3 size = box.size();
        const float extent_mm = std::max({size.x, size.y, size.z});
        if (!(extent_mm >= k_least_extent_mm && extent_mm <= k_most_extent_mm)) {
            throw Error(ErrorCode::InvalidContent,
                        {"pack.frame.implausible-size",
                         {{"frame", describe(result_.frame.frame)}, {"extent", fmt_mm(extent_mm)}}});
        }
    }

    static std::string fmt_mm(float value_mm) { return std::to_string(static_cast<double>(value_mm)); }

    TriangleMesh to_product(const RawMesh& raw) const {
        std::vector<glm::vec3> positions_mm(raw.positions.size());
        std::ranges::transform(raw.positions, positions_mm.begin(),
                               [&](const glm::vec3& p) { return result_.frame.frame.to_product_mm(p); });
        return join_vertices(positions_mm, raw.indices);
    }

    /// Where this body's own left and right mirror each other, from its paired structures.
    float find_mirror_plane_mm() const {
        std::map<std::pair<std::string, std::string>, std::pair<Box, Box>> pairs;
        for (const auto& piece : pieces_) {
            if (piece.target.side && *piece.target.side != Side::Mid) {
                auto& [left, right] = pairs[{piece.target.catalogue_id, piece.target.part}];
                const Box raw = calc_box(piece.mesh);
                Box& box = *piece.target.side == Side::Left ? left : right;
                box.add(result_.frame.frame.to_product_mm(raw.low));
                box.add(result_.frame.frame.to_product_mm(raw.high));
            }
        }
        std::vector<float> middles;
        for (const auto& [name, boxes] : pairs) {
            if (!boxes.first.empty() && !boxes.second.empty()) {
                middles.push_back(0.5F * (boxes.first.centre().x + boxes.second.centre().x));
            }
        }
        if (middles.empty()) {
            return k_mirror_plane_x_mm;
        }
        std::ranges::sort(middles);
        return middles[middles.size() / 2];
    }

    /// Sided pieces first: where a two-sided file draws a structure that has its own file, the own file stays.
    void assemble() {
        const float plane_mm = find_mirror_plane_mm();
        std::stable_partition(pieces_.begin(), pieces_.end(),
                              [](const Piece& piece) { return piece.target.side.has_value(); });
        std::vector<TriangleMesh> meshes(pieces_.size());
        std::atomic<std::size_t> done = 0;
        parallel_for(pieces_.size(), [&](std::size_t i) {
            context_.check_stop();
            meshes[i] = to_product(pieces_[i].mesh);
            pieces_[i].mesh = {};
            context_.progress({++done, pieces_.size(), {"pack.progress.join", {}}});
        });
        for (std::size_t i = 0; i < pieces_.size(); ++i) {
            add_piece(pieces_[i], std::move(meshes[i]), plane_mm);
        }
        finish();
    }

    void add_piece(const Piece& piece, TriangleMesh mesh, float plane_mm) {
        if (mesh.indices.empty()) {
            report(Severity::Error, name_of_file(piece.file),
                   {"pack.finding.no-triangles", {{"node", shown_node("")}}});
            return;
        }
        if (piece.target.side) {
            add_to_structure(piece, *piece.target.side, mesh);
            return;
        }
        const auto sides = split_by_side(mesh, plane_mm);
        if (!sides) {
            add_to_structure(piece, Side::Mid, mesh);
            return;
        }
        if (!sides->first.indices.empty()) {
            add_to_structure(piece, Side::Left, sides->first);
        }
        if (!sides->second.indices.empty()) {
            add_to_structure(piece, Side::Right, sides->second);
        }
    }

    void add_to_structure(const Piece& piece, Side side, const TriangleMesh& mesh) {
        const auto described =
            describe_structure(request_.catalogue, piece.target.catalogue_id, piece.target.part, side);
        PALPATE_ASSERT(described.has_value());
        const auto [entry, fresh] = assemblies_.try_emplace(described->id);
        Assembly& assembly = entry->second;
        if (fresh) {
            assembly = {*described, mesh, piece.file, piece.by_manifest};
        } else if (assembly.file == piece.file || (assembly.by_manifest && piece.by_manifest)) {
            append(assembly.mesh, mesh);
        } else {
            report(Severity::Warning, name_of_file(piece.file),
                   {"pack.finding.duplicate", {{"id", described->id.text()}, {"kept", name_of_file(assembly.file)}}});
            return;
        }
        used_files_.insert(piece.file);
    }

    void finish() {
        std::vector<Assembly*> order;
        for (auto& [id, assembly] : assemblies_) {
            order.push_back(&assembly);
        }
        if (order.empty()) {
            throw_nothing_usable();
        }
        parallel_for(order.size(), [&](std::size_t i) {
            context_.check_stop();
            TriangleMesh& mesh = order[i]->mesh;
            orient_outward(mesh);
            recalculate_normals(mesh);
            order[i]->structure.mesh = std::make_shared<const TriangleMesh>(std::move(mesh));
        });
        for (Assembly* assembly : order) {
            result_.structures.push_back(std::move(assembly->structure));
        }
        result_.files_mapped = used_files_.size();
        std::ranges::stable_sort(result_.findings, {}, &Diagnostic::where);
    }

    const MeshFolderRequest& request_;
    JobContext& context_;
    StructureMapping mapping_;
    MeshFolder result_;
    std::vector<fs::path> files_;
    std::vector<Piece> pieces_;
    std::set<std::string> used_nodes_;
    std::set<std::size_t> used_files_;
    std::map<StructureId, Assembly> assemblies_;
};

}  // namespace

MeshFolder read_mesh_folder(const MeshFolderRequest& request, JobContext& context) {
    return FolderReader(request, context).read();
}

}  // namespace palpate
