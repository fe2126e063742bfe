#include "anatomy/search_index.h"

#include "anatomy/anatomy_names.h"
#include "anatomy/search_words.h"
#include "base/error.h"
#include "base/file_io.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

namespace palpate {
namespace {

using Languages = std::span<const std::shared_ptr<const Translator>>;

constexpr std::array<std::string_view, 5> k_kind_names{"group", "structure", "region", "landmark", "complaint"};
/// What is more often meant where names are alike: "calf" is the group before the region, and both before a bone's bump.
constexpr std::array<float, 5> k_kind_bonus{0.020F, 0.012F, 0.016F, 0.0F, 0.008F};
constexpr float k_whole_name_share = 0.25F;  // how much of the score says how much of the name was typed
constexpr float k_least_likeness = 0.40F;
constexpr float k_missing_word_cost = 0.30F;

/// The names of one thing, each once.
class NameList {
public:
    void add(const std::string& name) {
        if (!name.empty() && std::ranges::find(names_, name) == names_.end()) {
            names_.push_back(name);
        }
    }
    void add_translations(Languages languages, const std::string& key) {
        for (const auto& language : languages) {
            if (language->has(key)) {
                add(language->tr(key));
            }
        }
    }
    void add_synonyms(const SearchSynonyms& synonyms, const std::string& key) {
        if (const auto found = synonyms.find(key); found != synonyms.end()) {
            std::ranges::for_each(found->second, [&](const std::string& name) { add(name); });
        }
    }
    [[nodiscard]] std::span<const std::string> all() const { return names_; }

private:
    std::vector<std::string> names_;
};

/// Everything that shares its muscles: "calf" and, above it, "lower-leg".
bool belongs_to_group(const AnatomyCatalogue& catalogue, const std::string& group_id, const std::string& wanted) {
    const GroupEntry* group = catalogue.find_group(group_id);
    return group != nullptr && (group->id == wanted || group->parent_id == wanted);
}

bool has_complaint(const AnatomyCatalogue& catalogue, const Structure& structure, const std::string& complaint) {
    const MuscleEntry* muscle = catalogue.find_muscle(structure.catalogue_id);
    return muscle != nullptr && std::ranges::find(muscle->complaints, complaint) != muscle->complaints.end();
}

const Landmark* find_landmark(const Atlas& atlas, const NamedPlace& place) {
    const auto found = std::ranges::find_if(atlas.landmarks(), [&](const Landmark& landmark) {
        const bool same = std::string_view(landmark.id).substr(0, landmark.id.rfind('.')) == place.id;
        return same && (!place.side || landmark.side == Side::Mid || landmark.side == *place.side);
    });
    return found == atlas.landmarks().end() ? nullptr : &*found;
}

bool is_known(const NamedPlace& place, const Atlas& atlas, const AnatomyCatalogue& catalogue) {
    switch (place.kind) {
        case PlaceKind::Group: return catalogue.find_group(place.id) != nullptr;
        case PlaceKind::Region: return catalogue.find_region(place.id) != nullptr;
        case PlaceKind::Landmark: return find_landmark(atlas, place) != nullptr;
        case PlaceKind::Complaint: return catalogue.lay_name(place.id) != place.id;
        case PlaceKind::Structure: return true;  // shows in what is found
    }
    return false;
}

}  // namespace

std::string_view name_of(PlaceKind kind) { return k_kind_names[static_cast<std::size_t>(kind)]; }

std::optional<PlaceKind> find_place_kind(std::string_view name) {
    const auto* const found = std::ranges::find(k_kind_names, name);
    return found == k_kind_names.end() ? std::nullopt
                                       : std::optional(static_cast<PlaceKind>(found - k_kind_names.begin()));
}

SearchSynonyms load_search_synonyms(const std::filesystem::path& anatomy_folder) {
    const std::filesystem::path file = anatomy_folder / "search_words.json";
    try {
        return nlohmann::json::parse(read_text_file(file)).at("words").get<SearchSynonyms>();
    } catch (const nlohmann::json::exception& fault) {
        throw Error(ErrorCode::InvalidContent, {"error.json", {{"file", file.string()}, {"detail", fault.what()}}});
    }
}

SearchIndex::SearchIndex(const Atlas& atlas, const AnatomyCatalogue& catalogue, const SearchSynonyms& synonyms,
                         Languages languages) {
    add_structures(atlas, synonyms, languages);
    add_places(atlas, catalogue, synonyms, languages);
}

void SearchIndex::add(Entry entry, std::span<const std::string> names) {
    const auto number = static_cast<std::uint32_t>(entries_.size());
    for (const std::string& name : names) {
        const std::vector<std::string> words = search_words(name);
        for (const std::string& word : words) {
            const auto [place, is_new] = word_index_.try_emplace(word, words_.size());
            if (is_new) {
                words_.push_back(word);
                uses_.emplace_back();
            }
            uses_[place->second].push_back({number, static_cast<std::uint16_t>(entry.word_counts.size())});
        }
        entry.word_counts.push_back(static_cast<std::uint16_t>(words.size()));
    }
    entries_.push_back(std::move(entry));
}

/// A muscle drawn in parts is found as a whole and part by part.
void SearchIndex::add_structures(const Atlas& atlas, const SearchSynonyms& synonyms, Languages languages) {
    std::map<std::string, std::pair<Entry, NameList>> found;
    const auto note = [&](const std::string& id, const Structure& structure, bool with_part) {
        auto& [entry, names] = found[id];
        entry.kind = PlaceKind::Structure;
        entry.id = id;
        entry.left |= structure.side == Side::Left;
        entry.right |= structure.side == Side::Right;
        const std::size_t part = with_part || structure.part.empty() ? 0 : structure.part.size() + 2;  // ", long head"
        for (const std::string* name : {&structure.name_common, &structure.name_english, &structure.name_latin}) {
            names.add(name->substr(0, name->size() - std::min(part, name->size())));
        }
        for (const auto& language : languages) {
            Structure whole = structure;
            whole.part = with_part ? structure.part : std::string();
            names.add(language->has("structure." + structure.catalogue_id) ? shown_name(*language, whole)
                                                                           : std::string());
        }
        names.add_synonyms(synonyms, "structure." + id);
    };
    for (const Structure& structure : atlas.structures()) {
        if (structure.structure_class == StructureClass::Skin) {
            continue;  // everywhere is nowhere to fly to
        }
        note(structure.catalogue_id, structure, false);
        if (!structure.part.empty()) {
            note(structure.catalogue_id + "." + structure.part, structure, true);
        }
    }
    for (auto& [id, entry_and_names] : found) {
        add(std::move(entry_and_names.first), entry_and_names.second.all());
    }
}

void SearchIndex::add_places(const Atlas& atlas, const AnatomyCatalogue& catalogue, const SearchSynonyms& synonyms,
                             Languages languages) {
    const auto add_named = [&](PlaceKind kind, const std::string& id, bool sided,
                               std::initializer_list<const std::string*> catalogue_names) {
        NameList names;
        const std::string key = std::string(name_of(kind)) + "." + id;
        std::ranges::for_each(catalogue_names, [&](const std::string* name) { names.add(*name); });
        names.add_translations(languages, key);
        names.add_synonyms(synonyms, key);
        Entry entry;
        entry.kind = kind;
        entry.id = id;
        entry.left = entry.right = sided;
        add(std::move(entry), names.all());
    };
    for (const GroupEntry& group : catalogue.groups()) {
        add_named(PlaceKind::Group, group.id, true, {&group.name_common, &group.name});
    }
    for (const RegionEntry& region : catalogue.regions()) {
        add_named(PlaceKind::Region, region.id, region.sided, {&region.name_common, &region.name});
    }
    for (const Landmark& landmark : atlas.landmarks()) {
        if (landmark.side != Side::Right) {  // the left one speaks for both
            add_named(PlaceKind::Landmark, landmark.id.substr(0, landmark.id.rfind('.')), landmark.side != Side::Mid,
                      {&landmark.name_common, &landmark.name_latin});
        }
    }
    std::set<std::string> complaints;
    for (const MuscleEntry& muscle : catalogue.muscles()) {
        complaints.insert(muscle.complaints.begin(), muscle.complaints.end());
    }
    for (const std::string& id : complaints) {
        const std::string name = catalogue.lay_name(id);
        add_named(PlaceKind::Complaint, id, true, {&name});
    }
}

/// How well an entry answers: for each typed word the best of the entry's words, and how many words of each of its names.
struct SearchIndex::Scored {
    std::vector<float> best;  ///< by typed word
    std::unordered_map<std::uint16_t, float> per_name;
};

std::vector<SearchHit> SearchIndex::search(std::string_view typed, std::size_t limit) const {
    const SearchQuery query = parse_search(typed);
    std::unordered_map<std::uint32_t, Scored> scored;
    for (std::size_t t = 0; t < query.words.size(); ++t) {
        const bool last = t + 1 == query.words.size();
        for (std::size_t w = 0; w < words_.size(); ++w) {
            const float likeness = word_likeness(query.words[t], words_[w], last && query.open_end);
            if (likeness < k_least_likeness) {
                continue;
            }
            for (const Use& use : uses_[w]) {
                Scored& entry = scored[use.entry];
                entry.best.resize(query.words.size());
                entry.best[t] = std::max(entry.best[t], likeness);
                entry.per_name[use.name] += likeness;
            }
        }
    }
    std::vector<std::pair<float, std::uint32_t>> ranked;
    for (const auto& [number, entry] : scored) {
        const auto missing = static_cast<std::size_t>(std::ranges::count(entry.best, 0.0F));
        if (missing > (query.words.size() >= 3 ? 1U : 0U)) {
            continue;
        }
        float sum = 0.0F;
        std::ranges::for_each(entry.best, [&](float likeness) { sum += likeness; });
        float whole = 0.0F;
        for (const auto& [name, likeness] : entry.per_name) {
            const auto count = static_cast<float>(std::max<std::size_t>(entries_[number].word_counts[name], 1));
            whole = std::max(whole, std::min(1.0F, likeness / std::max(count, static_cast<float>(entry.best.size()))));
        }
        const float found = sum / static_cast<float>(entry.best.size());
        const float score = (1.0F - k_whole_name_share) * found + k_whole_name_share * whole -
                            k_missing_word_cost * static_cast<float>(missing);
        ranked.emplace_back(score + k_kind_bonus[static_cast<std::size_t>(entries_[number].kind)], number);
    }
    std::ranges::sort(ranked, [&](const auto& a, const auto& b) {
        return a.first != b.first ? a.first > b.first : entries_[a.second].id < entries_[b.second].id;
    });
    std::vector<SearchHit> hits;
    for (const auto& [score, number] : ranked) {
        if (hits.size() >= limit) {
            break;
        }
        append_hits(hits, entries_[number], std::min(score, 1.0F), query.side);
    }
    hits.resize(std::min(hits.size(), limit));
    return hits;
}

void SearchIndex::append_hits(std::vector<SearchHit>& hits, const Entry& entry, float score,
                              std::optional<Side> side) const {
    const bool sided = entry.left || entry.right;
    const bool one_place = entry.kind == PlaceKind::Group || entry.kind == PlaceKind::Complaint;
    if (!sided || (one_place && !side)) {
        hits.push_back({{entry.kind, entry.id, sided ? std::nullopt : std::optional(Side::Mid)}, score});
        return;
    }
    for (const Side each : {Side::Left, Side::Right}) {
        const bool has_it = each == Side::Left ? entry.left : entry.right;
        if (has_it && (!side || *side == each)) {
            hits.push_back({{entry.kind, entry.id, each}, score});
        }
    }
}

std::vector<StructureId> structures_of(const NamedPlace& place, const Atlas& atlas, const AnatomyCatalogue& catalogue) {
    const Landmark* landmark = place.kind == PlaceKind::Landmark ? find_landmark(atlas, place) : nullptr;
    std::vector<StructureId> found;
    for (const Structure& structure : atlas.structures()) {
        if (structure.structure_class == StructureClass::Skin ||
            (place.side && structure.side != Side::Mid && structure.side != *place.side)) {
            continue;
        }
        bool lies_there = false;
        switch (place.kind) {
            case PlaceKind::Group: {
                const bool muscle = structure.structure_class == StructureClass::Muscle ||
                                    structure.structure_class == StructureClass::Connective;
                lies_there = muscle && belongs_to_group(catalogue, structure.group_id, place.id);
                break;
            }
            case PlaceKind::Structure:
                lies_there = structure.catalogue_id == place.id ||
                             (!structure.part.empty() && structure.catalogue_id + "." + structure.part == place.id);
                break;
            case PlaceKind::Region: lies_there = structure.region_id == place.id; break;
            case PlaceKind::Landmark: lies_there = landmark != nullptr && structure.id == landmark->structure; break;
            case PlaceKind::Complaint: lies_there = has_complaint(catalogue, structure, place.id); break;
        }
        if (lies_there) {
            found.push_back(structure.id);
        }
    }
    if (found.empty() && (place.kind == PlaceKind::Structure || !is_known(place, atlas, catalogue))) {
        throw Error(ErrorCode::NotFound, {"error.search.no-place", {{"id", place.id}}});
    }
    return found;
}

}  // namespace palpate
