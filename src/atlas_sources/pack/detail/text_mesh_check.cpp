#include "atlas_sources/pack/detail/text_mesh_check.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

namespace palpate {
namespace {

namespace fs = std::filesystem;

Text too_many(const MeshFileLimits& limits) {
    return {"pack.finding.too-many-triangles", {{"limit", std::to_string(limits.triangles)}}};
}

/// How many lines start with each of two words, blanks before them passed over.
struct LineCount {
    std::size_t first = 0;
    std::size_t second = 0;
};

LineCount count_lines(const fs::path& file, std::string_view first, std::string_view second) {
    std::ifstream stream(file, std::ios::binary);
    LineCount count;
    std::string line;
    // Only the start of a line tells its kind: the rest is skipped, so a line without end needs no memory.
    std::array<char, 64> start{};
    while (stream.good()) {
        stream.getline(start.data(), start.size());
        std::string_view text(start.data());
        text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
        count.first += text.starts_with(first) ? 1 : 0;
        count.second += text.starts_with(second) ? 1 : 0;
        if (stream.fail() && !stream.bad() && !stream.eof()) {
            stream.clear();
            stream.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
        }
    }
    return count;
}

struct PlyElement {
    std::string name;
    std::uint64_t count = 0;
    std::uint64_t least_bytes = 0;  ///< of one, in a binary body
};

std::uint64_t ply_type_bytes(const std::string& type) {
    static const std::map<std::string, std::uint64_t> k_bytes{
        {"char", 1},  {"uchar", 1},   {"int8", 1},   {"uint8", 1},  {"short", 2}, {"ushort", 2},
        {"int16", 2}, {"uint16", 2},  {"int", 4},    {"uint", 4},   {"int32", 4}, {"uint32", 4},
        {"float", 4}, {"float32", 4}, {"double", 8}, {"float64", 8}};
    const auto found = k_bytes.find(type);
    return found == k_bytes.end() ? 0 : found->second;
}

struct PlyHeader {
    std::vector<PlyElement> elements;
    bool binary = false;
    bool complete = false;
    std::uint64_t bytes = 0;
};

void read_ply_line(PlyHeader& header, const std::string& line) {
    std::istringstream words(line);
    std::string word;
    words >> word;
    if (word == "format") {
        words >> word;
        header.binary = word.starts_with("binary");
    } else if (word == "element") {
        PlyElement element;
        words >> element.name >> element.count;
        // A count that does not read is one that no file can hold.
        if (!words) {
            element.count = std::numeric_limits<std::uint32_t>::max();
        }
        header.elements.push_back(element);
    } else if (word == "property" && !header.elements.empty()) {
        words >> word;
        if (word == "list") {
            std::string item;
            words >> word >> item;
            // A face has at least three corners; other lists may be empty.
            const std::uint64_t items = header.elements.back().name == "face" ? 3 : 0;
            header.elements.back().least_bytes += ply_type_bytes(word) + items * ply_type_bytes(item);
        } else {
            header.elements.back().least_bytes += ply_type_bytes(word);
        }
    } else if (word == "end_header") {
        header.complete = true;
    }
}

PlyHeader read_ply_header(const fs::path& file) {
    constexpr std::uint64_t k_longest_header_bytes = 64 << 10;
    std::ifstream stream(file, std::ios::binary);
    PlyHeader header;
    std::string line;
    for (char letter = 0; header.bytes < k_longest_header_bytes && stream.get(letter) && !header.complete;) {
        ++header.bytes;
        if (letter == '\n') {
            read_ply_line(header, line);
            line.clear();
        } else if (letter != '\r') {
            line += letter;
        }
    }
    return header;
}

}  // namespace

std::optional<Text> find_obj_fault(const fs::path& file, const MeshFileLimits& limits) {
    const LineCount count = count_lines(file, "f ", "v ");
    return std::max(count.first, count.second / 3) > limits.triangles ? std::optional(too_many(limits)) : std::nullopt;
}

std::optional<Text> find_text_stl_fault(const fs::path& file, const MeshFileLimits& limits) {
    const LineCount count = count_lines(file, "facet", "endsolid");
    if (count.first > limits.triangles) {
        return too_many(limits);
    }
    return count.second == 0 ? std::optional(Text{"pack.finding.truncated", {}}) : std::nullopt;
}

std::optional<Text> find_ply_fault(const fs::path& file, std::uintmax_t size, const MeshFileLimits& limits) {
    const PlyHeader header = read_ply_header(file);
    if (!header.complete) {
        return Text{"pack.finding.truncated", {}};
    }
    std::uint64_t least_bytes = 0;
    for (const auto& element : header.elements) {
        if (element.count > 3 * limits.triangles) {
            return too_many(limits);
        }
        // A text body spends at least a digit and an end of line on each element.
        least_bytes += element.count * (header.binary ? element.least_bytes : 2);
    }
    const std::uint64_t spare = header.binary ? 0 : 1;  // the last line of a text may lack its end
    const bool cut_off = size + spare < header.bytes + least_bytes;
    return cut_off ? std::optional(Text{"pack.finding.truncated", {}}) : std::nullopt;
}

}  // namespace palpate
