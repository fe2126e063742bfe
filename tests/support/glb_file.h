#pragma once

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <vector>

namespace palpate::test {

/// A binary glTF file taken apart by the letter of the format. Collects what is broken in words; no words, no fault.
/// Document and values are there only where the file's layout is without fault.
class GlbFile {
public:
    using Json = nlohmann::json;

    explicit GlbFile(std::span<const std::byte> file) : file_(file) { take_apart(); }

    [[nodiscard]] const std::vector<std::string>& faults() const { return faults_; }
    [[nodiscard]] const Json& document() const { return document_; }

protected:
    void require(bool holds, const std::string& rule) {
        if (!holds && faults_.size() < 50) {
            faults_.push_back(rule);
        }
    }

    /// The values of an accessor as they lie in the file.
    template <class Value>
    [[nodiscard]] std::vector<Value> values_of(std::size_t accessor) const {
        const Json& of = document_["accessors"][accessor];
        const Json& view = document_["bufferViews"][of["bufferView"].get<std::size_t>()];
        const std::size_t width = of["type"] == "VEC3" ? 3 : 1;
        std::vector<Value> values(width * of["count"].get<std::size_t>());
        std::memcpy(values.data(), binary_.data() + view.value("byteOffset", std::size_t{0}), 4 * values.size());
        return values;
    }

private:
    [[nodiscard]] std::uint32_t word(std::size_t at) const {
        std::uint32_t value = 0;
        if (at + 4 <= file_.size()) {
            std::memcpy(&value, file_.data() + at, 4);
        }
        return value;
    }

    void take_apart() {
        require(file_.size() >= 28, "the file is shorter than its headers");
        require(word(0) == 0x46546C67 && word(4) == 2, "no glTF 2 header");
        require(word(8) == file_.size(), "the header's length is not the file's");
        const std::size_t json_size = word(12);
        require(word(16) == 0x4E4F534A, "the first chunk is not JSON");
        require(json_size % 4 == 0, "the JSON chunk is not padded to 4 bytes");
        if (!faults_.empty() || 28 + json_size > file_.size()) {
            require(false, "the JSON chunk runs past the file");
            return;
        }
        const std::size_t binary_size = word(20 + json_size);
        require(word(24 + json_size) == 0x004E4942, "the second chunk is not BIN");
        require(binary_size % 4 == 0, "the BIN chunk is not padded to 4 bytes");
        require(28 + json_size + binary_size == file_.size(), "something lies behind the BIN chunk");
        const auto* text = reinterpret_cast<const char*>(file_.data()) + 20;
        document_ = Json::parse(text, text + json_size, nullptr, false);
        require(document_.is_object() && text[0] == '{', "the JSON chunk is not an object");
        binary_ = file_.subspan(28 + json_size);
        if (faults_.empty()) {
            check_asset();
        }
    }

    void check_asset() {
        require(document_["asset"].value("version", "") == "2.0", "asset.version is not 2.0");
        require(document_["buffers"].size() == 1 && !document_["buffers"][0].contains("uri"),
                "not one buffer in the file itself");
        const auto length = document_["buffers"][0]["byteLength"].get<std::size_t>();
        require(length <= binary_.size() && binary_.size() - length <= 3, "the buffer is not the BIN chunk");
        for (const char* list : {"scenes", "nodes", "meshes", "accessors", "bufferViews", "materials"}) {
            require(document_[list].is_array() && !document_[list].empty(), std::string(list) + " is empty");
        }
        require(document_["scene"].get<std::size_t>() < document_["scenes"].size(), "scene is not one of the scenes");
    }

    std::span<const std::byte> file_;

protected:
    std::span<const std::byte> binary_;
    Json document_;

private:
    std::vector<std::string> faults_;
};

}  // namespace palpate::test
