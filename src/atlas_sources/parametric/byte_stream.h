#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace palpate::parametric {

static_assert(std::endian::native == std::endian::little, "the caches are little-endian");

/// Thrown by ByteReader, caught where the payload is decoded.
struct DamagedBytes : std::runtime_error {
    DamagedBytes() : std::runtime_error("damaged bytes") {}
};

/// Collects the bytes of a payload.
class ByteWriter {
public:
    template <class Value>
    void number(Value value) {
        array(std::span<const Value>(&value, 1));
    }
    template <class Value>
    void array(std::span<const Value> values) {
        static_assert(std::is_trivially_copyable_v<Value>);
        const auto bytes = std::as_bytes(values);
        bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    }
    void text(const std::string& text) {
        number(static_cast<std::uint32_t>(text.size()));
        array(std::span<const char>(text));
    }
    template <class Value>
    void list(const std::vector<Value>& values) {
        array(std::span<const Value>(values));
    }
    [[nodiscard]] std::vector<std::byte> take() { return std::move(bytes_); }

private:
    std::vector<std::byte> bytes_;
};

/// Takes a payload apart in the order it was written. Throws DamagedBytes where there is less than is asked for.
class ByteReader {
public:
    explicit ByteReader(std::span<const std::byte> bytes) : bytes_(bytes) {}

    template <class Value>
    [[nodiscard]] Value number() {
        Value value{};
        std::memcpy(&value, take(sizeof(Value)).data(), sizeof(Value));
        return value;
    }
    template <class Value>
    [[nodiscard]] std::vector<Value> array(std::size_t count) {
        static_assert(std::is_trivially_copyable_v<Value>);
        if (count > bytes_.size() / sizeof(Value)) {
            throw DamagedBytes();
        }
        std::vector<Value> values(count);
        const auto source = take(count * sizeof(Value));
        if (count > 0) {
            std::memcpy(values.data(), source.data(), source.size());
        }
        return values;
    }
    [[nodiscard]] std::string text() {
        const auto letters = array<char>(number<std::uint32_t>());
        return {letters.begin(), letters.end()};
    }
    [[nodiscard]] std::span<const std::byte> take(std::size_t count) {
        if (count > bytes_.size()) {
            throw DamagedBytes();
        }
        const auto taken = bytes_.first(count);
        bytes_ = bytes_.subspan(count);
        return taken;
    }
    [[nodiscard]] bool at_end() const { return bytes_.empty(); }

private:
    std::span<const std::byte> bytes_;
};

}  // namespace palpate::parametric
