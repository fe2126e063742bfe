#include "anatomy/detail/catalogue_files.h"

#include "anatomy/detail/csv_table.h"
#include "base/error.h"
#include "base/file_io.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_set>
#include <utility>

namespace palpate::detail {
namespace {

using Json = nlohmann::json;

[[noreturn]] void throw_field_error(const char* key, const std::string& file, const std::string& record,
                                    std::string_view field) {
    throw Error(ErrorCode::InvalidContent, {key, {{"file", file}, {"record", record}, {"field", std::string(field)}}});
}

/// "FMA13357" -> 13357, "" -> nullopt.
std::optional<int> parse_fma(const std::string& text, const std::string& file, const std::string& record,
                             std::string_view field) {
    if (text.empty()) {
        return std::nullopt;
    }
    constexpr std::string_view k_prefix = "FMA";
    int number = 0;
    const char* end = text.data() + text.size();
    if (!text.starts_with(k_prefix) ||
        std::from_chars(text.data() + k_prefix.size(), end, number) != std::from_chars_result{end, std::errc{}} ||
        number <= 0) {
        throw_field_error("error.anatomy.field-not-fma", file, record, field);
    }
    return number;
}

/// One object of a JSON file with the words needed to say what is wrong with it.
class Record {
public:
    Record(const Json& object, std::string file, std::string name)
        : object_(object), file_(std::move(file)), name_(std::move(name)) {
        if (!object_.is_object()) {
            throw_field_error("error.anatomy.record-not-object", file_, name_, "");
        }
        if (const auto id = object_.find("id"); id != object_.end() && id->is_string()) {
            name_ = id->get<std::string>();
        }
    }

    [[nodiscard]] std::string id() const { return required_text("id"); }

    [[nodiscard]] std::string text(std::string_view field) const {
        const Json& value = at(field);
        if (!value.is_string()) {
            fail("error.anatomy.field-not-text", field);
        }
        return value.get<std::string>();
    }
    [[nodiscard]] std::string required_text(std::string_view field) const {
        std::string value = text(field);
        if (value.empty()) {
            fail("error.anatomy.field-empty", field);
        }
        return value;
    }
    /// Empty for null.
    [[nodiscard]] std::string text_or_null(std::string_view field) const {
        return at(field).is_null() ? std::string() : text(field);
    }
    [[nodiscard]] std::string text_if_there(std::string_view field) const {
        return object_.contains(field) ? text(field) : std::string();
    }
    [[nodiscard]] int whole_number(std::string_view field) const {
        const Json& value = at(field);
        if (!value.is_number_integer()) {
            fail("error.anatomy.field-not-number", field);
        }
        return value.get<int>();
    }
    [[nodiscard]] bool flag(std::string_view field) const {
        const Json& value = at(field);
        if (!value.is_boolean()) {
            fail("error.anatomy.field-not-flag", field);
        }
        return value.get<bool>();
    }
    [[nodiscard]] std::vector<std::string> texts(std::string_view field) const {
        std::vector<std::string> list;
        for (const Json& value : array(field)) {
            if (!value.is_string()) {
                fail("error.anatomy.field-not-text", field);
            }
            list.push_back(value.get<std::string>());
        }
        return list;
    }
    [[nodiscard]] std::optional<int> fma(std::string_view field) const {
        return parse_fma(text(field), file_, name_, field);
    }
    [[nodiscard]] Record record(std::string_view field) const { return {at(field), file_, name_}; }

    [[nodiscard]] std::vector<Record> records(std::string_view field) const {
        std::vector<Record> list;
        for (const Json& value : array(field)) {
            list.emplace_back(value, file_, std::string(field) + "[" + std::to_string(list.size()) + "]");
        }
        return list;
    }

    [[noreturn]] void fail(const char* key, std::string_view field) const {
        throw_field_error(key, file_, name_, field);
    }

private:
    [[nodiscard]] const Json& at(std::string_view field) const {
        const auto found = object_.find(field);
        if (found == object_.end()) {
            fail("error.anatomy.field-missing", field);
        }
        return *found;
    }
    [[nodiscard]] const Json& array(std::string_view field) const {
        const Json& value = at(field);
        if (!value.is_array()) {
            fail("error.anatomy.field-not-list", field);
        }
        return value;
    }

    const Json& object_;
    std::string file_;
    std::string name_;
};

/// Keeps the parsed text alive while `read` walks over it.
template <class Read>
auto read_json(const std::filesystem::path& folder, const char* file, Read read) {
    const std::string text = read_text_file(folder / file);
    Json root;
    try {
        root = Json::parse(text);
    } catch (const Json::exception& fault) {
        throw Error(ErrorCode::InvalidContent, {"error.anatomy.json", {{"file", file}, {"detail", fault.what()}}});
    }
    return read(Record(root, file, file));
}

template <class Entry>
void check_ids_unique(const std::vector<Entry>& entries, const char* file) {
    std::unordered_set<std::string_view> seen;
    for (const Entry& entry : entries) {
        if (!seen.insert(entry.id).second) {
            throw_field_error("error.anatomy.id-twice", file, entry.id, "id");
        }
    }
}

template <class Entry, class Convert>
std::vector<Entry> read_entries(const std::filesystem::path& folder, const char* file, const char* list,
                                Convert convert) {
    return read_json(folder, file, [&](const Record& root) {
        std::vector<Entry> entries;
        for (const Record& record : root.records(list)) {
            entries.push_back(convert(record));
        }
        check_ids_unique(entries, file);
        return entries;
    });
}

/// Where the widespread pain index has the region: a sided one says it for each side, one in the middle as a list of one.
void read_wpi(const Record& record, RegionEntry& region) {
    if (region.sided) {
        region.wpi_left = record.record("sides").record("left").text("wpi");
        region.wpi_right = record.record("sides").record("right").text("wpi");
        return;
    }
    const std::vector<std::string> areas = record.record("midline").texts("wpi");
    if (areas.size() > 1) {
        record.fail("error.anatomy.field-not-allowed", "wpi");
    }
    region.wpi_mid = areas.empty() ? std::string() : areas.front();
}

void require_one_of(const Record& record, std::string_view field, const std::string& value,
                    std::span<const std::string_view> allowed) {
    if (std::ranges::find(allowed, value) == allowed.end()) {
        record.fail("error.anatomy.field-not-allowed", field);
    }
}

MuscleEntry read_muscle(const Record& record) {
    constexpr std::array<std::string_view, 4> k_kinds{"muscle", "muscle-part", "muscle-set", "connective"};
    constexpr std::array<std::string_view, 3> k_palpable{"yes", "partly", "no"};
    MuscleEntry muscle;
    muscle.id = record.id();
    muscle.kind = record.text("kind");
    require_one_of(record, "kind", muscle.kind, k_kinds);
    muscle.name_english = record.required_text("name_en");
    muscle.name_latin = record.required_text("name_latin");
    muscle.name_common = record.required_text("name_common");
    muscle.fma = record.fma("fma_id");
    muscle.fma_left = record.fma("fma_left");
    muscle.fma_right = record.fma("fma_right");
    muscle.group_id = record.required_text("group_id");
    muscle.region_id = record.required_text("region_id");
    muscle.layer = record.whole_number("layer");
    if (muscle.layer < 1 || muscle.layer > 4) {
        record.fail("error.anatomy.field-not-allowed", "layer");
    }
    muscle.palpable = record.text("palpable");
    require_one_of(record, "palpable", muscle.palpable, k_palpable);
    muscle.origin = record.text("origin");
    muscle.insertion = record.text("insertion");
    muscle.nerve = record.text("nerve");
    muscle.actions = record.texts("actions");
    muscle.antagonists = record.texts("antagonists");
    muscle.synergists = record.texts("synergists");
    const Record referral = record.record("referral");
    muscle.referral_regions = referral.texts("region_ids");
    muscle.referral_text = referral.text("text");
    muscle.referral_mapped = record.flag("referral_mapped");
    muscle.complaints = record.texts("complaints");
    muscle.overuse = record.texts("overuse");
    muscle.fibre_direction = record.text("fibre_direction");
    muscle.endangerment = record.text("endangerment");
    muscle.client_text = record.text("client_text");
    muscle.info_only = record.flag("info_only");
    return muscle;
}

BoneEntry read_bone(const CsvTable& table, std::size_t row) {
    constexpr std::array<std::string_view, 4> k_kinds{"bone", "disc", "cartilage", "tooth"};
    const std::string& id = table.field(row, "id");
    const std::string record = id.empty() ? "row " + std::to_string(row + 2) : id;
    const auto required = [&](std::string_view column) {
        const std::string& value = table.field(row, column);
        if (value.empty()) {
            throw_field_error("error.anatomy.field-empty", table.file_name(), record, column);
        }
        return value;
    };
    const auto fma = [&](std::string_view column) {
        return parse_fma(table.field(row, column), table.file_name(), record, column);
    };
    BoneEntry bone{.id = required("id"),
                   .name_english = required("name_en"),
                   .name_latin = required("name_latin"),
                   .name_common = required("name_common"),
                   .kind = required("kind"),
                   .group_id = required("group"),
                   .region_id = required("region"),
                   .fma = fma("fma_id"),
                   .fma_left = fma("fma_left"),
                   .fma_right = fma("fma_right"),
                   .fma_midline = fma("fma_midline")};
    if (std::ranges::find(k_kinds, bone.kind) == k_kinds.end()) {
        throw_field_error("error.anatomy.field-not-allowed", table.file_name(), record, "kind");
    }
    return bone;
}

MeshMapRow read_mesh_map_row(const CsvTable& table, std::size_t row) {
    constexpr std::array<std::string_view, 4> k_sides{"left", "right", "midline", "unsided"};
    const std::string& fma_text = table.field(row, "fma_id");
    const std::string record = fma_text.empty() ? "row " + std::to_string(row + 2) : fma_text;
    const auto fma = parse_fma(fma_text, table.file_name(), record, "fma_id");
    if (!fma) {
        throw_field_error("error.anatomy.field-empty", table.file_name(), record, "fma_id");
    }
    MeshMapRow entry{*fma, table.field(row, "entry_id"), table.field(row, "part"), table.field(row, "side")};
    if (std::ranges::find(k_sides, entry.side) == k_sides.end()) {
        throw_field_error("error.anatomy.field-not-allowed", table.file_name(), record, "side");
    }
    return entry;
}

}  // namespace

std::vector<MuscleEntry> read_muscles(const std::filesystem::path& folder) {
    return read_entries<MuscleEntry>(folder, k_muscles_file, "muscles", read_muscle);
}

std::vector<BoneEntry> read_bones(const std::filesystem::path& folder) {
    const CsvTable table = CsvTable::load(folder / k_bones_file);
    std::vector<BoneEntry> bones;
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        bones.push_back(read_bone(table, row));
    }
    check_ids_unique(bones, k_bones_file);
    return bones;
}

std::vector<GroupEntry> read_groups(const std::filesystem::path& folder) {
    return read_entries<GroupEntry>(folder, k_groups_file, "groups", [](const Record& record) {
        return GroupEntry{.id = record.id(),
                          .name = record.required_text("name"),
                          .name_common = record.required_text("name_common"),
                          .parent_id = record.text_or_null("parent_id"),
                          .muscles = record.texts("muscles")};
    });
}

std::vector<RegionEntry> read_regions(const std::filesystem::path& folder) {
    return read_entries<RegionEntry>(folder, k_regions_file, "regions", [](const Record& record) {
        RegionEntry region{.id = record.id(),
                           .name = record.required_text("name"),
                           .name_common = record.required_text("name_common"),
                           .sided = record.flag("sided")};
        read_wpi(record, region);
        return region;
    });
}

std::vector<std::string> read_wpi_areas(const std::filesystem::path& folder) {
    return read_json(folder, k_regions_file, [](const Record& root) {
        std::vector<std::string> areas;
        for (const Record& area : root.record("instruments").records("widespread_pain_index")) {
            areas.push_back(area.id());
        }
        return areas;
    });
}

std::vector<JointAction> read_actions(const std::filesystem::path& folder) {
    return read_entries<JointAction>(folder, k_joints_file, "actions", [](const Record& record) {
        return JointAction{.id = record.id(),
                           .name = record.required_text("name"),
                           .name_common = record.required_text("name_common")};
    });
}

std::unordered_map<std::string, std::string> read_lay_names(const std::filesystem::path& folder) {
    return read_json(folder, k_vocabulary_file, [](const Record& root) {
        std::unordered_map<std::string, std::string> names;
        for (const char* list : {"complaints", "activities"}) {
            for (const Record& record : root.records(list)) {
                const std::string lay = record.text_if_there("name_common");
                if (!names.emplace(record.id(), lay.empty() ? record.required_text("name") : lay).second) {
                    record.fail("error.anatomy.id-twice", "id");
                }
            }
        }
        return names;
    });
}

std::vector<MeshMapRow> read_mesh_map(const std::filesystem::path& folder) {
    const CsvTable table = CsvTable::load(folder / k_mesh_map_file);
    std::vector<MeshMapRow> rows;
    std::unordered_set<int> seen;
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        rows.push_back(read_mesh_map_row(table, row));
        if (!seen.insert(rows.back().fma).second) {
            throw_field_error("error.anatomy.id-twice", k_mesh_map_file, table.field(row, "fma_id"), "fma_id");
        }
    }
    return rows;
}

}  // namespace palpate::detail
