#include "exchange/detail/fhir_codes.h"

#include "base/error.h"

#include <fmt/format.h>
#include <sodium.h>

#include <cstdint>

namespace palpate::detail {

std::string uuid_of(std::string_view kind, std::string_view id) {
    std::array<std::uint8_t, 16> sum{};
    const std::string text = fmt::format("{}|{}", kind, id);
    PALPATE_ASSERT(::crypto_generichash(sum.data(), sum.size(), reinterpret_cast<const std::uint8_t*>(text.data()),
                                        text.size(), nullptr, 0) == 0);
    sum[6] = static_cast<std::uint8_t>((sum[6] & 0x0F) | 0x80);  // version 8: of our own making
    sum[8] = static_cast<std::uint8_t>((sum[8] & 0x3F) | 0x80);
    std::string uuid;
    for (std::size_t byte = 0; byte < sum.size(); ++byte) {
        uuid += byte == 4 || byte == 6 || byte == 8 || byte == 10 ? "-" : "";
        uuid += fmt::format("{:02x}", sum[byte]);
    }
    return uuid;
}

std::string as_code(std::string_view id) {
    std::string code;
    for (const char letter : id) {
        code += letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r' ? '-' : letter;
    }
    return code.empty() ? "-" : code;
}

}  // namespace palpate::detail
