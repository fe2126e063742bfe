// The surfaces of a stored pack of any bytes decode to valid meshes or are refused as damaged.

#include "atlas_sources/pack/pack_storage.h"
#include "base/error.h"

#include <cstddef>
#include <cstdint>
#include <span>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    try {
        for (const auto& stored : palpate::decode_surfaces(std::as_bytes(std::span(bytes, size)), "surfaces.bin")) {
            PALPATE_ASSERT(stored.mesh->normals.size() == stored.mesh->positions_mm.size());
        }
    } catch (const palpate::Error&) {  // the one allowed way to refuse
    }
    return 0;
}
