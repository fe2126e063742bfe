#pragma once

#include "anatomy/anatomy_catalogue.h"
#include "anatomy/atlas.h"
#include "base/translator.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace palpate {

/// What can be looked for.
enum class PlaceKind { Group, Structure, Region, Landmark, Complaint };
/// "group", "structure", "region", "landmark", "complaint".
[[nodiscard]] std::string_view name_of(PlaceKind kind);
[[nodiscard]] std::optional<PlaceKind> find_place_kind(std::string_view name);

/// Something of the body that has a name, on one side or on whatever sides it has.
struct NamedPlace {
    PlaceKind kind = PlaceKind::Structure;
    std::string id;  ///< of the catalogue, without side; a part of a structure as "triceps-brachii.long-head"
    std::optional<Side> side;
    bool operator==(const NamedPlace&) const = default;
};

struct SearchHit {
    NamedPlace place;
    float score = 0.0F;  ///< 0..1, higher is better
};

/// Words people use beside the catalogue's names, by key ("group.gluteals": "glutes", "bum"): assets/anatomy/search_words.json.
using SearchSynonyms = std::unordered_map<std::string, std::vector<std::string>>;
/// Throws Error InvalidContent naming the file; NotFound.
[[nodiscard]] SearchSynonyms load_search_synonyms(const std::filesystem::path& anatomy_folder);

/// All names of everything in one body: lay, English, Latin, of each language and synonyms, ready to be searched while
/// someone types. Immutable; making it takes some milliseconds.
class SearchIndex {
public:
    /// Copies what it needs. `languages` are the languages whose names count; English ones are the catalogue's.
    SearchIndex(const Atlas& atlas, const AnatomyCatalogue& catalogue, const SearchSynonyms& synonyms,
                std::span<const std::shared_ptr<const Translator>> languages);

    /// The best first, at most `limit`; nothing for words that describe nothing. A side in the words is the side of every
    /// hit that has sides; where none is named, structures, regions and landmarks come once for each side, left first.
    /// Every word must be found, or all but one of three and more. Typically below 2 ms.
    [[nodiscard]] std::vector<SearchHit> search(std::string_view typed, std::size_t limit) const;

private:
    struct Entry {
        PlaceKind kind = PlaceKind::Structure;
        std::string id;
        bool left = false;  ///< which sides it has; neither: the midline
        bool right = false;
        std::vector<std::uint16_t> word_counts;  ///< of each of its names
    };
    struct Use {  ///< a word in a name of an entry
        std::uint32_t entry = 0;
        std::uint16_t name = 0;
    };
    struct Scored;

    void add(Entry entry, std::span<const std::string> names);
    void add_structures(const Atlas& atlas, const SearchSynonyms& synonyms,
                        std::span<const std::shared_ptr<const Translator>> languages);
    void add_places(const Atlas& atlas, const AnatomyCatalogue& catalogue, const SearchSynonyms& synonyms,
                    std::span<const std::shared_ptr<const Translator>> languages);
    void append_hits(std::vector<SearchHit>& hits, const Entry& entry, float score, std::optional<Side> side) const;

    std::vector<Entry> entries_;
    std::vector<std::string> words_;      ///< each once
    std::vector<std::vector<Use>> uses_;  ///< of each word
    std::unordered_map<std::string, std::size_t> word_index_;
};

/// The structures that lie there: of a group or area all its muscles, of a region those the catalogue puts there, of a
/// complaint the muscles it often involves, of a landmark the bone it lies on. With a side only that side's, and those of
/// the midline. Throws Error NotFound for a place the catalogue does not have.
[[nodiscard]] std::vector<StructureId> structures_of(const NamedPlace& place, const Atlas& atlas,
                                                     const AnatomyCatalogue& catalogue);

}  // namespace palpate
