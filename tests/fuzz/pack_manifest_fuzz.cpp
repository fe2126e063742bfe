// A pack.json of any bytes is read or refused with an Error; nothing else comes out.

#include "atlas_sources/pack/pack_manifest.h"
#include "base/error.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    try {
        const std::string_view text(reinterpret_cast<const char*>(bytes), size);
        (void)palpate::make_pack_name(palpate::parse_manifest(text, "pack.json").id);
    } catch (const palpate::Error&) {  // the one allowed way to refuse
    }
    return 0;
}
