#include "anatomy/anatomy_catalogue.h"

#include "anatomy/detail/catalogue_files.h"
#include "base/error.h"

#include <algorithm>
#include <utility>

namespace palpate {
namespace {

constexpr int k_fma_skin = 7163;

template <class Entry>
std::unordered_map<std::string, std::size_t> index_by_id(const std::vector<Entry>& entries) {
    std::unordered_map<std::string, std::size_t> index;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        index.emplace(entries[i].id, i);
    }
    return index;
}

template <class Entry>
const Entry* find_entry(const std::vector<Entry>& entries, const std::unordered_map<std::string, std::size_t>& index,
                        std::string_view id) {
    const auto found = index.find(std::string(id));
    return found == index.end() ? nullptr : &entries[found->second];
}

/// Throws unless every id of one field of one record is known.
template <class Known>
void check_references(const char* file, const std::string& record, const char* field,
                      const std::vector<std::string>& ids, Known known) {
    for (const std::string& id : ids) {
        if (!known(id)) {
            throw Error(ErrorCode::InvalidContent,
                        {"error.anatomy.unknown-reference",
                         {{"file", file}, {"record", record}, {"field", field}, {"id", id}}});
        }
    }
}

void check_muscles(const AnatomyCatalogue& catalogue, const std::unordered_map<std::string, std::string>& vocabulary) {
    const auto group = [&](const std::string& id) { return catalogue.find_group(id) != nullptr; };
    const auto region = [&](const std::string& id) { return catalogue.find_region(id) != nullptr; };
    const auto action = [&](const std::string& id) { return catalogue.find_action(id) != nullptr; };
    const auto muscle = [&](const std::string& id) { return catalogue.find_muscle(id) != nullptr; };
    const auto word = [&](const std::string& id) { return vocabulary.contains(id); };
    for (const MuscleEntry& entry : catalogue.muscles()) {
        const auto check = [&](const char* field, const std::vector<std::string>& ids, const auto& known) {
            check_references(detail::k_muscles_file, entry.id, field, ids, known);
        };
        check("group_id", {entry.group_id}, group);
        check("region_id", {entry.region_id}, region);
        check("actions", entry.actions, action);
        check("antagonists", entry.antagonists, muscle);
        check("synergists", entry.synergists, muscle);
        check("referral.region_ids", entry.referral_regions, region);
        check("complaints", entry.complaints, word);
        check("overuse", entry.overuse, word);
    }
}

void check_other_files(const AnatomyCatalogue& catalogue) {
    const auto group = [&](const std::string& id) { return catalogue.find_group(id) != nullptr; };
    const auto region = [&](const std::string& id) { return catalogue.find_region(id) != nullptr; };
    const auto muscle = [&](const std::string& id) { return catalogue.find_muscle(id) != nullptr; };
    const auto entry = [&](const std::string& id) { return muscle(id) || catalogue.find_bone(id) != nullptr; };
    for (const BoneEntry& bone : catalogue.bones()) {
        check_references(detail::k_bones_file, bone.id, "group", {bone.group_id}, group);
        check_references(detail::k_bones_file, bone.id, "region", {bone.region_id}, region);
    }
    const auto wpi_area = [&](const std::string& id) {
        return id.empty() || std::ranges::find(catalogue.wpi_areas(), id) != catalogue.wpi_areas().end();
    };
    for (const RegionEntry& item : catalogue.regions()) {
        check_references(detail::k_regions_file, item.id, "wpi", {item.wpi_left, item.wpi_right, item.wpi_mid},
                         wpi_area);
    }
    for (const GroupEntry& item : catalogue.groups()) {
        if (!item.parent_id.empty()) {
            check_references(detail::k_groups_file, item.id, "parent_id", {item.parent_id}, group);
        }
        check_references(detail::k_groups_file, item.id, "muscles", item.muscles, muscle);
    }
    for (const MeshMapRow& row : catalogue.mesh_map()) {
        check_references(detail::k_mesh_map_file, "FMA" + std::to_string(row.fma), "entry_id", {row.entry_id}, entry);
    }
}

StructureClass class_of_bone_kind(const std::string& kind) {
    if (kind == "disc") {
        return StructureClass::Disc;
    }
    if (kind == "cartilage") {
        return StructureClass::Cartilage;
    }
    return kind == "tooth" ? StructureClass::Tooth : StructureClass::Bone;
}

Layer layer_of_depth(int depth) {
    return depth <= 1 ? Layer::Superficial : depth == 2 ? Layer::Intermediate : Layer::Deep;
}

/// FMA id of the only pack mesh of that entry, part and side; sets drawn by several files have none of their own.
std::optional<int> find_mesh_fma(const AnatomyCatalogue& catalogue, std::string_view entry_id, std::string_view part,
                                 Side side) {
    const std::string_view side_word = side == Side::Mid ? "midline" : name_of(side);
    std::optional<int> found;
    for (const MeshMapRow& row : catalogue.mesh_map()) {
        if (row.entry_id == entry_id && row.part == part && row.side == side_word) {
            if (found) {
                return std::nullopt;
            }
            found = row.fma;
        }
    }
    return found;
}

/// The entry's own sided id, else the part's mesh id, else the class's id.
template <class Entry>
std::optional<int> choose_fma(const AnatomyCatalogue& catalogue, const Entry& entry, const Structure& structure) {
    if (structure.part.empty()) {
        const std::optional<int>& sided = structure.side == Side::Left ? entry.fma_left : entry.fma_right;
        if (structure.side != Side::Mid && sided) {
            return sided;
        }
    }
    const auto mesh = find_mesh_fma(catalogue, entry.id, structure.part, structure.side);
    return mesh ? mesh : entry.fma;
}

std::string to_kebab(std::string_view part) {
    std::string text(part);
    std::ranges::replace(text, ' ', '-');
    return text;
}

/// "calf muscle" + "long-head" -> "calf muscle, long head".
std::string with_part(const std::string& name, const std::string& part) {
    if (part.empty()) {
        return name;
    }
    std::string words = part;
    std::ranges::replace(words, '-', ' ');
    return name + ", " + words;
}

template <class Entry>
void copy_names(Structure& structure, const Entry& entry) {
    structure.group_id = entry.group_id;
    structure.region_id = entry.region_id;
    structure.name_common = with_part(entry.name_common, structure.part);
    structure.name_english = with_part(entry.name_english, structure.part);
    structure.name_latin = with_part(entry.name_latin, structure.part);
}

}  // namespace

AnatomyCatalogue AnatomyCatalogue::load(const std::filesystem::path& anatomy_folder) {
    AnatomyCatalogue catalogue;
    catalogue.muscles_ = detail::read_muscles(anatomy_folder);
    catalogue.bones_ = detail::read_bones(anatomy_folder);
    catalogue.groups_ = detail::read_groups(anatomy_folder);
    catalogue.regions_ = detail::read_regions(anatomy_folder);
    catalogue.wpi_areas_ = detail::read_wpi_areas(anatomy_folder);
    catalogue.actions_ = detail::read_actions(anatomy_folder);
    catalogue.lay_names_ = detail::read_lay_names(anatomy_folder);
    catalogue.mesh_map_ = detail::read_mesh_map(anatomy_folder);
    catalogue.muscle_index_ = index_by_id(catalogue.muscles_);
    catalogue.bone_index_ = index_by_id(catalogue.bones_);
    catalogue.group_index_ = index_by_id(catalogue.groups_);
    catalogue.region_index_ = index_by_id(catalogue.regions_);
    catalogue.action_index_ = index_by_id(catalogue.actions_);
    check_muscles(catalogue, catalogue.lay_names_);
    check_other_files(catalogue);
    return catalogue;
}

const MuscleEntry* AnatomyCatalogue::find_muscle(std::string_view id) const {
    return find_entry(muscles_, muscle_index_, id);
}

const BoneEntry* AnatomyCatalogue::find_bone(std::string_view id) const { return find_entry(bones_, bone_index_, id); }

const GroupEntry* AnatomyCatalogue::find_group(std::string_view id) const {
    return find_entry(groups_, group_index_, id);
}

const RegionEntry* AnatomyCatalogue::find_region(std::string_view id) const {
    return find_entry(regions_, region_index_, id);
}

const JointAction* AnatomyCatalogue::find_action(std::string_view id) const {
    return find_entry(actions_, action_index_, id);
}

std::string AnatomyCatalogue::lay_name(std::string_view vocabulary_id) const {
    const auto found = lay_names_.find(std::string(vocabulary_id));
    return found == lay_names_.end() ? std::string(vocabulary_id) : found->second;
}

std::optional<Structure> describe_structure(const AnatomyCatalogue& catalogue, std::string_view catalogue_id,
                                            std::string_view part, Side side) {
    Structure structure;
    structure.catalogue_id = catalogue_id;
    structure.part = to_kebab(part);
    structure.side = side;
    structure.id = make_structure_id(catalogue_id, structure.part, side);
    if (const MuscleEntry* muscle = catalogue.find_muscle(catalogue_id)) {
        structure.structure_class = muscle->kind == "connective" ? StructureClass::Connective : StructureClass::Muscle;
        structure.layer = layer_of_depth(muscle->layer);
        structure.fma = choose_fma(catalogue, *muscle, structure);
        copy_names(structure, *muscle);
        return structure;
    }
    if (const BoneEntry* bone = catalogue.find_bone(catalogue_id)) {
        structure.structure_class = class_of_bone_kind(bone->kind);
        structure.layer = Layer::Bones;
        structure.fma = choose_fma(catalogue, *bone, structure);
        copy_names(structure, *bone);
        return structure;
    }
    if (catalogue_id == k_skin_id) {
        structure.structure_class = StructureClass::Skin;
        structure.layer = Layer::Skin;
        structure.fma = k_fma_skin;
        structure.name_common = "skin";
        structure.name_english = "Skin";
        structure.name_latin = "Cutis";
        return structure;
    }
    return std::nullopt;
}

const std::string& display_name(const Structure& structure) {
    return structure.name_common.empty() ? structure.name_english : structure.name_common;
}

}  // namespace palpate
