#pragma once

#include "clinical/detail/clinical_record.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {
class AnatomyCatalogue;
}

namespace palpate::detail {

/// What a name may refer to.
enum class Kind {
    Technique,
    Family,
    MarkType,
    Evidence,
    Claim,
    Condition,
    Contraindication,
    RedFlag,
    Plan,
    EventStage,
    Measure,
    Context,  ///< "pregnancy" or an event stage
    Area,
    Group,
    Region,
    Entry,
};

/// The names records use for each other, gathered while files are read and checked once all are.
class References {
public:
    void declare(Kind kind, const std::string& id) { known_[kind].insert(id); }
    void declare(const AnatomyCatalogue& anatomy);
    /// The id of a record that is there but could not be read: who names it makes no mistake of his own.
    void forgive(const std::string& id) { unread_.insert(id); }
    /// The ids of a list field, to be checked later.
    [[nodiscard]] std::vector<std::string> ids(const Record& record, std::string_view field, Kind kind);
    /// The same for a field that may be missing.
    [[nodiscard]] std::vector<std::string> ids_or_none(const Record& record, std::string_view field, Kind kind);
    [[nodiscard]] std::string id(const Record& record, std::string_view field, Kind kind);
    /// Calls fault(error) for each name that leads nowhere, in the order they were read.
    template <class Fault>
    void check(Fault fault) const;
    [[nodiscard]] bool knows(Kind kind, const std::string& id) const;

private:
    struct Use {
        Record record;
        std::string field;
        Kind kind;
        std::string id;
    };
    std::map<Kind, std::set<std::string>> known_;
    std::set<std::string> unread_;
    std::vector<Use> uses_;
};

template <class Fault>
void References::check(Fault fault) const {
    for (const Use& use : uses_) {
        if (!knows(use.kind, use.id) && !unread_.contains(use.id)) {
            fault([&] { use.record.fail_unknown(use.field, use.id); });
        }
    }
}

}  // namespace palpate::detail
