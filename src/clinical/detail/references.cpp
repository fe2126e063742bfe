#include "clinical/detail/references.h"

#include "anatomy/anatomy_catalogue.h"

namespace palpate::detail {

void References::declare(const AnatomyCatalogue& anatomy) {
    for (const GroupEntry& group : anatomy.groups()) {
        declare(Kind::Group, group.id);
        if (group.parent_id.empty()) {
            declare(Kind::Area, group.id);
        }
    }
    for (const RegionEntry& region : anatomy.regions()) {
        declare(Kind::Region, region.id);
    }
    for (const MuscleEntry& muscle : anatomy.muscles()) {
        declare(Kind::Entry, muscle.id);
    }
    for (const BoneEntry& bone : anatomy.bones()) {
        declare(Kind::Entry, bone.id);
    }
}

std::vector<std::string> References::ids(const Record& record, std::string_view field, Kind kind) {
    std::vector<std::string> ids = record.texts(field);
    for (const std::string& id : ids) {
        uses_.push_back({record, std::string(field), kind, id});
    }
    return ids;
}

std::vector<std::string> References::ids_or_none(const Record& record, std::string_view field, Kind kind) {
    return record.has(field) ? ids(record, field, kind) : std::vector<std::string>();
}

std::string References::id(const Record& record, std::string_view field, Kind kind) {
    std::string id = record.text(field);
    uses_.push_back({record, std::string(field), kind, id});
    return id;
}

bool References::knows(Kind kind, const std::string& id) const {
    const auto found = known_.find(kind);
    return found != known_.end() && found->second.contains(id);
}

}  // namespace palpate::detail
