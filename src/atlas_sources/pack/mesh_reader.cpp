#include "atlas_sources/pack/mesh_reader.h"

#include "atlas_sources/pack/shown_text.h"
#include "base/error.h"

#ifdef PALPATE_WITH_ASSIMP

#include <assimp/DefaultIOSystem.h>
#include <assimp/Importer.hpp>
#include <assimp/ProgressHandler.hpp>
#include <assimp/commonMetaData.h>
#include <assimp/mesh.h>
#include <assimp/metadata.h>
#include <assimp/scene.h>

#include <algorithm>
#include <cmath>
#include <exception>
#include <span>

namespace palpate {
namespace {

namespace fs = std::filesystem;

/// Lets the library open the mesh file and plain files beside or below it: a file from somewhere cannot make us read
/// another place or a device.
class FolderFiles final : public Assimp::DefaultIOSystem {
public:
    FolderFiles(fs::path folder, std::uintmax_t largest_bytes)
        : folder_(fs::weakly_canonical(folder)), largest_bytes_(largest_bytes) {}

    bool Exists(const char* file) const override { return allows(file); }

    Assimp::IOStream* Open(const char* file, const char* mode) override {
        return allows(file) ? DefaultIOSystem::Open(file, mode) : nullptr;
    }

private:
    bool allows(const fs::path& file) const {
        std::error_code fault;
        const fs::path real = fs::canonical(file, fault);
        if (fault || !fs::is_regular_file(real, fault) || fs::file_size(real, fault) > largest_bytes_ || fault) {
            return false;
        }
        return std::ranges::mismatch(folder_, real).in1 == folder_.end();
    }

    fs::path folder_;
    std::uintmax_t largest_bytes_;
};

class StopWatcher final : public Assimp::ProgressHandler {
public:
    explicit StopWatcher(const JobContext& context) : context_(context) {}
    bool Update(float) override { return !context_.stop_requested(); }

private:
    const JobContext& context_;
};

/// Collects the triangles of a node tree.
class NodeReader {
public:
    NodeReader(const aiScene& scene, const MeshFileLimits& limits, MeshFile& result)
        : scene_(scene), limits_(limits), result_(result) {}

    void read(const aiNode& node, const aiMatrix4x4& parent) {
        const aiMatrix4x4 placement = parent * node.mTransformation;
        if (node.mNumMeshes > 0) {
            read_meshes(node, placement);
        }
        for (unsigned i = 0; i < node.mNumChildren; ++i) {
            read(*node.mChildren[i], placement);
        }
    }

private:
    void read_meshes(const aiNode& node, const aiMatrix4x4& placement) {
        RawMesh mesh{std::string(node.mName.data, node.mName.length), {}, {}};
        for (unsigned i = 0; i < node.mNumMeshes; ++i) {
            append(mesh, *scene_.mMeshes[node.mMeshes[i]], placement);
        }
        const auto finite = [](const glm::vec3& p) {
            return std::isfinite(p.x) && std::isfinite(p.y) && std::isfinite(p.z);
        };
        triangles_ += mesh.indices.size() / 3;
        if (mesh.indices.empty()) {
            report("pack.finding.no-triangles", mesh);
        } else if (triangles_ > limits_.triangles) {
            report("pack.finding.too-many-triangles", mesh);
        } else if (!std::ranges::all_of(mesh.positions, finite)) {
            report("pack.finding.not-a-number", mesh);
        } else {
            result_.meshes.push_back(std::move(mesh));
        }
    }

    void report(const char* key, const RawMesh& mesh) {
        result_.faults.push_back(
            {key, {{"node", shown_node(mesh.node)}, {"limit", std::to_string(limits_.triangles)}}});
    }

    static void append(RawMesh& mesh, const aiMesh& source, const aiMatrix4x4& placement) {
        const auto offset = static_cast<std::uint32_t>(mesh.positions.size());
        for (unsigned i = 0; i < source.mNumVertices; ++i) {
            const aiVector3D position = placement * source.mVertices[i];
            mesh.positions.emplace_back(position.x, position.y, position.z);
        }
        // A mirroring node turns triangles inside out; they are turned back.
        const bool reversed = placement.Determinant() < 0;
        for (unsigned i = 0; i < source.mNumFaces; ++i) {
            const std::span corners(source.mFaces[i].mIndices, source.mFaces[i].mNumIndices);
            const auto in_range = [&](unsigned index) { return index < source.mNumVertices; };
            if (corners.size() >= 3 && std::ranges::all_of(corners, in_range)) {
                append_fan(mesh.indices, corners, offset, reversed);
            }
        }
    }

    /// The library's own triangulation trusts the indices of a file, so polygons are cut here: as a fan, which is right
    /// for the convex ones that meshes have.
    static void append_fan(std::vector<std::uint32_t>& indices, std::span<const unsigned> corners, std::uint32_t offset,
                           bool reversed) {
        for (std::size_t i = 1; i + 1 < corners.size(); ++i) {
            indices.push_back(offset + corners[0]);
            indices.push_back(offset + corners[reversed ? i + 1 : i]);
            indices.push_back(offset + corners[reversed ? i : i + 1]);
        }
    }

    const aiScene& scene_;
    const MeshFileLimits& limits_;
    MeshFile& result_;
    std::size_t triangles_ = 0;
};

Text unreadable(std::string_view detail) { return {"pack.finding.unreadable", {{"detail", shown(detail)}}}; }

MeshFile read_checked(const fs::path& file, const MeshFileLimits& limits, const JobContext& context) {
    Assimp::Importer importer;
    importer.SetIOHandler(
        new FolderFiles(fs::absolute(file).parent_path(), limits.bytes));  // both are owned by the importer
    importer.SetProgressHandler(new StopWatcher(context));
    // No post-processing: what the file says is checked before anything is done with it.
    const aiScene* scene = importer.ReadFile(file.string(), 0);
    context.check_stop();
    MeshFile result;
    if (scene == nullptr || scene->mRootNode == nullptr) {
        result.faults.push_back(unreadable(importer.GetErrorString()));
        return result;
    }
    if (aiString credit; scene->mMetaData != nullptr && scene->mMetaData->Get(AI_METADATA_SOURCE_COPYRIGHT, credit)) {
        result.copyright = shown(std::string_view(credit.data, credit.length));
    }
    NodeReader(*scene, limits, result).read(*scene->mRootNode, aiMatrix4x4());
    if (result.meshes.empty() && result.faults.empty()) {
        result.faults.push_back({"pack.finding.no-triangles", {{"node", shown_node("")}}});
    }
    return result;
}

}  // namespace

MeshFile read_mesh_file(const fs::path& file, const MeshFileLimits& limits, const JobContext& context) {
    context.check_stop();
    if (const std::optional<Text> fault = find_file_fault(file, limits)) {
        return {{}, {*fault}, ""};
    }
    try {
        return read_checked(file, limits, context);
    } catch (const Error&) {
        throw;
    } catch (const std::exception& fault) {  // the library's own, and memory that a hostile file asks for
        return {{}, {unreadable(fault.what())}, ""};
    }
}

}  // namespace palpate

#else

namespace palpate {

MeshFile read_mesh_file(const std::filesystem::path&, const MeshFileLimits&, const JobContext&) {
    throw Error(ErrorCode::NotFound, {"pack.no-reader", {}});
}

}  // namespace palpate

#endif
