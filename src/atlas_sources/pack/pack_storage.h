#pragma once

#include "anatomy/atlas.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace palpate {

/// One structure of a stored pack: its name in the catalogue and its surface.
struct StoredStructure {
    std::string catalogue_id;
    std::string part;
    Side side = Side::Mid;
    std::shared_ptr<const TriangleMesh> mesh;
};

/// An imported pack as it lies on disk.
struct StoredPack {
    AtlasCredit credit;
    std::string fingerprint;
    std::vector<Diagnostic> diagnostics;
    std::vector<StoredStructure> structures;
};

/// Writes <folder>/pack.json (credit, fingerprint, findings) and <folder>/surfaces.bin (checksummed). The folder appears
/// whole or not at all: it is built beside its place and renamed; an older pack of that name is replaced. Fingerprint
/// of `pack` is ignored and made from the surfaces. Throws Error DiskFull, ReadOnly, Io.
void write_pack(const std::filesystem::path& folder, const StoredPack& pack);

/// Throws Error NotFound where there is no pack, InvalidContent ("import again") where it is damaged or of another
/// version. About 1 s per GB.
[[nodiscard]] StoredPack read_pack(const std::filesystem::path& folder);
/// Only who made it: cheap. Same errors.
[[nodiscard]] AtlasCredit read_pack_credit(const std::filesystem::path& folder);
/// True where `folder` looks like a stored pack.
[[nodiscard]] bool holds_pack(const std::filesystem::path& folder);

/// The surfaces as bytes, and back. decode throws Error InvalidContent for anything but what encode made; `file` is only
/// named in the message.
[[nodiscard]] std::vector<std::byte> encode_surfaces(std::span<const StoredStructure> structures);
[[nodiscard]] std::vector<StoredStructure> decode_surfaces(std::span<const std::byte> bytes,
                                                           const std::filesystem::path& file);

}  // namespace palpate
