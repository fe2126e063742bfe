#include "atlas_sources/pack/pack_storage.h"

#include "atlas_sources/pack/shown_text.h"
#include "base/content_hash.h"
#include "base/error.h"
#include "base/file_io.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstring>
#include <type_traits>

namespace palpate {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr std::string_view k_magic = "palpate surfaces";
/// Raise when the layout changes: packs of another version ask to be imported again.
constexpr std::uint32_t k_format_version = 1;
constexpr const char* k_credit_file = "pack.json";
constexpr const char* k_surface_file = "surfaces.bin";
constexpr std::size_t k_hash_length = 32;

[[noreturn]] void throw_damaged(const fs::path& file) {
    throw Error(ErrorCode::InvalidContent, {"pack.stored.damaged", {{"file", shown_path(file)}}});
}

/// Appends plain values and lists of them, in this machine's byte order.
class Writer {
public:
    template <class Value>
    void value(const Value& value) {
        static_assert(std::is_trivially_copyable_v<Value>);
        const auto bytes = std::as_bytes(std::span(&value, 1));
        bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    }
    template <class List>
    void list(const List& list) {
        value(static_cast<std::uint64_t>(list.size()));
        const auto bytes = std::as_bytes(std::span(list.data(), list.size()));
        bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    }
    std::vector<std::byte> take() { return std::move(bytes_); }

private:
    std::vector<std::byte> bytes_;
};

/// Reads what Writer wrote; anything that does not fit is damage.
class Reader {
public:
    Reader(std::span<const std::byte> bytes, const fs::path& file) : bytes_(bytes), file_(file) {}

    template <class Value>
    Value value() {
        static_assert(std::is_trivially_copyable_v<Value>);
        Value value{};
        const auto bytes = take(sizeof value);
        std::memcpy(&value, bytes.data(), sizeof value);
        return value;
    }
    template <class List>
    List list() {
        using Item = typename List::value_type;
        const auto count = value<std::uint64_t>();
        if (count > bytes_.size() / sizeof(Item)) {
            throw_damaged(file_);
        }
        List list(static_cast<std::size_t>(count), Item{});
        const auto bytes = take(list.size() * sizeof(Item));
        if (!bytes.empty()) {
            std::memcpy(list.data(), bytes.data(), bytes.size());
        }
        return list;
    }
    [[nodiscard]] bool at_end() const { return bytes_.empty(); }

private:
    std::span<const std::byte> take(std::size_t count) {
        if (count > bytes_.size()) {
            throw_damaged(file_);
        }
        const auto taken = bytes_.first(count);
        bytes_ = bytes_.subspan(count);
        return taken;
    }

    std::span<const std::byte> bytes_;
    const fs::path& file_;
};

void write_mesh(Writer& writer, const TriangleMesh& mesh) {
    writer.list(mesh.positions_mm);
    writer.list(mesh.normals);
    writer.list(mesh.indices);
    writer.list(mesh.openness);
    writer.value(static_cast<std::uint32_t>(mesh.coarse.size()));
    for (const auto& level : mesh.coarse) {
        writer.value(level.error_mm);
        writer.list(level.indices);
    }
}

bool holds_invariants(const TriangleMesh& mesh) {
    const auto vertices = mesh.positions_mm.size();
    const auto fits = [&](const std::vector<std::uint32_t>& indices) {
        return indices.size() % 3 == 0 && std::ranges::all_of(indices, [&](auto index) { return index < vertices; });
    };
    return !mesh.indices.empty() && mesh.normals.size() == vertices && fits(mesh.indices) &&
           (mesh.openness.empty() || mesh.openness.size() == vertices) &&
           std::ranges::all_of(mesh.coarse, [&](const CoarseLevel& level) { return fits(level.indices); });
}

TriangleMesh read_mesh(Reader& reader, const fs::path& file) {
    TriangleMesh mesh;
    mesh.positions_mm = reader.list<std::vector<glm::vec3>>();
    mesh.normals = reader.list<std::vector<glm::vec3>>();
    mesh.indices = reader.list<std::vector<std::uint32_t>>();
    mesh.openness = reader.list<std::vector<float>>();
    const auto levels = reader.value<std::uint32_t>();
    for (std::uint32_t i = 0; i < levels; ++i) {
        CoarseLevel level;
        level.error_mm = reader.value<float>();
        level.indices = reader.list<std::vector<std::uint32_t>>();
        mesh.coarse.push_back(std::move(level));
    }
    if (!holds_invariants(mesh)) {
        throw_damaged(file);
    }
    return mesh;
}

Json to_json(const Diagnostic& diagnostic) {
    Json arguments = Json::array();
    for (const auto& [name, value] : diagnostic.text.arguments) {
        arguments.push_back({name, value});
    }
    return {{"severity", static_cast<int>(diagnostic.severity)},
            {"where", diagnostic.where},
            {"key", diagnostic.text.key},
            {"arguments", arguments}};
}

Diagnostic read_diagnostic(const Json& json) {
    Diagnostic diagnostic;
    diagnostic.severity = static_cast<Severity>(std::clamp(json.at("severity").get<int>(), 0, 2));
    diagnostic.where = json.at("where").get<std::string>();
    diagnostic.text.key = json.at("key").get<std::string>();
    for (const auto& argument : json.at("arguments")) {
        diagnostic.text.arguments.emplace_back(argument.at(0).get<std::string>(), argument.at(1).get<std::string>());
    }
    return diagnostic;
}

std::string write_credit(const StoredPack& pack, const std::string& fingerprint) {
    Json findings = Json::array();
    std::ranges::transform(pack.diagnostics, std::back_inserter(findings), to_json);
    const Json json{{"name", pack.credit.name},
                    {"title", pack.credit.title},
                    {"licence", pack.credit.licence},
                    {"attribution", pack.credit.attribution},
                    {"fingerprint", fingerprint},
                    {"structures", pack.structures.size()},
                    {"findings", findings}};
    return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// Everything of a stored pack but its surfaces.
StoredPack read_credit_file(const fs::path& folder) {
    const fs::path file = folder / k_credit_file;
    if (!holds_pack(folder)) {
        throw Error(ErrorCode::NotFound, {"pack.stored.missing", {{"name", shown_path(folder.filename())}}});
    }
    try {
        const Json json = Json::parse(read_text_file(file));
        StoredPack pack;
        pack.credit = {json.at("name").get<std::string>(), json.at("title").get<std::string>(),
                       json.at("licence").get<std::string>(), json.at("attribution").get<std::string>()};
        pack.fingerprint = json.at("fingerprint").get<std::string>();
        std::ranges::transform(json.at("findings"), std::back_inserter(pack.diagnostics), read_diagnostic);
        return pack;
    } catch (const Json::exception&) {
        throw_damaged(file);
    }
}

/// A folder beside the final one that is gone when the import fails.
class DraftFolder {
public:
    explicit DraftFolder(fs::path path) : path_(std::move(path)) {
        std::error_code fault;
        fs::remove_all(path_, fault);  // of an import that was killed
    }
    ~DraftFolder() {
        std::error_code fault;
        fs::remove_all(path_, fault);
    }
    DraftFolder(const DraftFolder&) = delete;
    DraftFolder& operator=(const DraftFolder&) = delete;
    [[nodiscard]] const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

fs::path beside(const fs::path& folder, const char* suffix) {
    return folder.parent_path() / ("." + folder.filename().string() + suffix);
}

[[noreturn]] void throw_move(const fs::path& folder, const std::error_code& fault) {
    throw Error(ErrorCode::Io,
                {"pack.stored.move", {{"folder", shown_path(folder)}, {"detail", shown(fault.message())}}});
}

/// Puts the draft in the pack's place. The older pack steps aside first and comes back if the draft cannot move in.
void move_in(const fs::path& draft, const fs::path& folder) {
    std::error_code fault;
    const fs::path older = beside(folder, ".older");
    fs::remove_all(older, fault);
    const bool replaces = fs::exists(folder, fault);
    if (replaces) {
        fs::rename(folder, older, fault);
        if (fault) {
            throw_move(folder, fault);
        }
    }
    fs::rename(draft, folder, fault);
    if (fault) {
        std::error_code ignored;
        if (replaces) {
            fs::rename(older, folder, ignored);
        }
        throw_move(folder, fault);
    }
    fs::remove_all(older, fault);
}

}  // namespace

std::vector<std::byte> encode_surfaces(std::span<const StoredStructure> structures) {
    Writer writer;
    writer.value(static_cast<std::uint32_t>(structures.size()));
    for (const auto& structure : structures) {
        writer.list(structure.catalogue_id);
        writer.list(structure.part);
        writer.value(static_cast<std::uint8_t>(structure.side));
        write_mesh(writer, *structure.mesh);
    }
    const std::vector<std::byte> payload = writer.take();
    Writer file;
    const auto add = [&](std::string_view text) {
        for (const char letter : text) {
            file.value(letter);
        }
    };
    add(k_magic);
    file.value(k_format_version);
    add(content_hash(payload));
    file.list(payload);
    return file.take();
}

std::vector<StoredStructure> decode_surfaces(std::span<const std::byte> bytes, const fs::path& file) {
    Reader head(bytes, file);
    const auto text = [&](std::size_t length) {
        std::string read;
        for (std::size_t i = 0; i < length; ++i) {
            read += head.value<char>();
        }
        return read;
    };
    if (text(k_magic.size()) != k_magic || head.value<std::uint32_t>() != k_format_version) {
        throw_damaged(file);
    }
    const std::string checksum = text(k_hash_length);
    const auto payload_bytes = head.value<std::uint64_t>();
    const std::size_t head_bytes = k_magic.size() + sizeof k_format_version + k_hash_length + sizeof payload_bytes;
    if (payload_bytes != bytes.size() - head_bytes || content_hash(bytes.subspan(head_bytes)) != checksum) {
        throw_damaged(file);
    }
    Reader reader(bytes.subspan(head_bytes), file);
    std::vector<StoredStructure> structures;
    const auto count = reader.value<std::uint32_t>();
    for (std::uint32_t i = 0; i < count; ++i) {
        StoredStructure structure;
        structure.catalogue_id = reader.list<std::string>();
        structure.part = reader.list<std::string>();
        const auto side = reader.value<std::uint8_t>();
        if (side > static_cast<std::uint8_t>(Side::Mid)) {
            throw_damaged(file);
        }
        structure.side = static_cast<Side>(side);
        structure.mesh = std::make_shared<const TriangleMesh>(read_mesh(reader, file));
        structures.push_back(std::move(structure));
    }
    if (!reader.at_end()) {
        throw_damaged(file);
    }
    return structures;
}

void write_pack(const fs::path& folder, const StoredPack& pack) {
    const DraftFolder draft(beside(folder, ".importing"));
    const std::vector<std::byte> surfaces = encode_surfaces(pack.structures);
    write_file_atomically(draft.path() / k_surface_file, surfaces);
    write_file_atomically(draft.path() / k_credit_file, write_credit(pack, content_hash(surfaces)));
    move_in(draft.path(), folder);
}

StoredPack read_pack(const fs::path& folder) {
    StoredPack pack = read_credit_file(folder);
    const fs::path file = folder / k_surface_file;
    std::error_code fault;
    if (!fs::is_regular_file(file, fault)) {
        throw_damaged(file);
    }
    const std::vector<std::byte> bytes = read_binary_file(file);
    pack.structures = decode_surfaces(bytes, file);
    if (content_hash(bytes) != pack.fingerprint) {  // whole, but not the surfaces this description speaks of
        throw_damaged(file);
    }
    return pack;
}

AtlasCredit read_pack_credit(const fs::path& folder) { return read_credit_file(folder).credit; }

bool holds_pack(const fs::path& folder) {
    std::error_code fault;
    return fs::is_regular_file(folder / k_credit_file, fault);
}

}  // namespace palpate
