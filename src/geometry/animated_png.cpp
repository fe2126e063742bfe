#include "geometry/animated_png.h"

#include "base/error.h"

#include <algorithm>
#include <array>
#include <limits>
#include <span>
#include <string_view>
#include <utility>

namespace palpate {
namespace {

constexpr std::size_t k_signature_bytes = 8;
constexpr std::size_t k_chunk_overhead = 12;  // length, name, checksum
constexpr std::byte k_keep_frame{0};          // APNG_DISPOSE_OP_NONE
constexpr std::byte k_replace{0};             // APNG_BLEND_OP_SOURCE

using Bytes = std::vector<std::byte>;

/// The checksum of PNG chunks (CRC-32 of ISO 3309).
std::uint32_t calc_checksum(std::span<const std::byte> bytes) {
    static const auto table = [] {
        std::array<std::uint32_t, 256> entries{};
        for (std::uint32_t i = 0; i < entries.size(); ++i) {
            entries[i] = i;
            for (int bit = 0; bit < 8; ++bit) {
                entries[i] = (entries[i] & 1U) != 0 ? 0xEDB88320U ^ (entries[i] >> 1U) : entries[i] >> 1U;
            }
        }
        return entries;
    }();
    std::uint32_t sum = 0xFFFFFFFFU;
    for (const std::byte byte : bytes) {
        sum = table[(sum ^ std::to_integer<std::uint32_t>(byte)) & 0xFFU] ^ (sum >> 8U);
    }
    return ~sum;
}

void append_32(Bytes& bytes, std::uint32_t value) {
    for (const unsigned shift : {24U, 16U, 8U, 0U}) {
        bytes.push_back(static_cast<std::byte>(value >> shift & 0xFFU));
    }
}

void append_16(Bytes& bytes, std::uint16_t value) {
    bytes.push_back(static_cast<std::byte>(value >> 8U));
    bytes.push_back(static_cast<std::byte>(value & 0xFFU));
}

void append(Bytes& bytes, std::span<const std::byte> more) { bytes.insert(bytes.end(), more.begin(), more.end()); }

void append_chunk(Bytes& bytes, std::string_view name, std::span<const std::byte> content) {
    append_32(bytes, static_cast<std::uint32_t>(content.size()));
    const std::size_t checked_from = bytes.size();
    append(bytes, std::as_bytes(std::span(name)));
    append(bytes, content);
    append_32(bytes, calc_checksum(std::span(bytes).subspan(checked_from)));
}

std::uint32_t read_32(std::span<const std::byte> bytes) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        value = value << 8U | std::to_integer<std::uint32_t>(bytes[i]);
    }
    return value;
}

/// Calls visit(name, content, whole chunk) for each chunk of a PNG that this program wrote itself.
template <class Visit>
void visit_chunks(std::span<const std::byte> png, Visit visit) {
    for (std::size_t at = k_signature_bytes; at + k_chunk_overhead <= png.size();) {
        const std::size_t length = read_32(png.subspan(at));
        const auto name = png.subspan(at + 4, 4);
        visit(std::string_view(reinterpret_cast<const char*>(name.data()), 4), png.subspan(at + 8, length),
              png.subspan(at, length + k_chunk_overhead));
        at += length + k_chunk_overhead;
    }
}

}  // namespace

AnimatedPngWriter::AnimatedPngWriter(std::size_t frame_count, int frame_ms)
    : frame_count_(frame_count), frame_ms_(frame_ms) {
    PALPATE_ASSERT(frame_count > 0 && frame_ms > 0 && frame_ms <= std::numeric_limits<std::uint16_t>::max());
}

/// fcTL: the frame's place, how long it is shown, and that it replaces the one before.
void AnimatedPngWriter::add_control(const Image& frame) {
    Bytes control;
    append_32(control, sequence_++);
    append_32(control, static_cast<std::uint32_t>(frame.width_px));
    append_32(control, static_cast<std::uint32_t>(frame.height_px));
    append_32(control, 0);
    append_32(control, 0);
    append_16(control, static_cast<std::uint16_t>(frame_ms_));
    append_16(control, 1000);
    control.push_back(k_keep_frame);
    control.push_back(k_replace);
    append_chunk(bytes_, "fcTL", control);
}

void AnimatedPngWriter::add(const Image& frame) {
    PALPATE_ASSERT(added_ < frame_count_);
    const Bytes png = encode_png(frame);
    const bool first = added_++ == 0;
    if (first) {
        width_px_ = frame.width_px;
        height_px_ = frame.height_px;
        append(bytes_, std::span(png).first(k_signature_bytes));
    }
    PALPATE_ASSERT(frame.width_px == width_px_ && frame.height_px == height_px_);
    bool controlled = false;
    visit_chunks(png, [&](std::string_view name, std::span<const std::byte> content, std::span<const std::byte> chunk) {
        if (first && name == "IHDR") {
            append(bytes_, chunk);
            Bytes animation;
            append_32(animation, static_cast<std::uint32_t>(frame_count_));
            append_32(animation, 0);  // for ever
            append_chunk(bytes_, "acTL", animation);
        } else if (name == "IDAT") {
            if (!std::exchange(controlled, true)) {
                add_control(frame);
            }
            if (first) {
                append(bytes_, chunk);
                return;
            }
            Bytes numbered;
            append_32(numbered, sequence_++);
            append(numbered, content);
            append_chunk(bytes_, "fdAT", numbered);
        }
    });
}

std::vector<std::byte> AnimatedPngWriter::take() {
    PALPATE_ASSERT(added_ == frame_count_);
    append_chunk(bytes_, "IEND", {});
    return std::move(bytes_);
}

}  // namespace palpate
