#pragma once

#include "base/text.h"
#include "clinical/review.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {

class AnatomyCatalogue;
class ClinicalCatalogue;
class Translator;

// The clinical content as people read it: every record of assets/clinical in the same plain form, whatever its kind.

/// One thing a record says.
struct ContentField {
    std::string label_key;           ///< "clinical.field.<name>"
    std::vector<std::string> texts;  ///< finished sentences or words, one a line
    std::vector<std::string> links;  ///< ids of other records
};

/// A record to show or print. Kind "technique", id "effleurage". Where several kinds share their ids (goals, benefits, age
/// bands, types of mark) the id begins with the kind: "goal:sleep".
struct ContentRecord {
    std::string kind;
    std::string id;
    std::string title;
    std::vector<ContentField> fields;
    Review review;
};

/// What records are made from; borrowed. The titles and sentences come in the catalogue's language, labels and values in
/// that of `words`.
struct ContentSource {
    const ClinicalCatalogue& clinical;
    const AnatomyCatalogue& anatomy;
    const Translator& words;
};

/// All kinds in the order they are listed in. Their names: clinical.kind.<kind>; of several: clinical.kinds.<kind>.
[[nodiscard]] const std::vector<std::string>& content_kinds();

/// All records, by kind in the order of content_kinds(), within a kind as in the files. Some 2 ms.
[[nodiscard]] std::vector<ContentRecord> read_records(const ContentSource& source);
/// The same without their fields.
[[nodiscard]] std::vector<ContentRecord> list_records(const ContentSource& source);
[[nodiscard]] std::optional<ContentRecord> find_record(const ContentSource& source, std::string_view id);
/// The records, without their fields, that link to the record of that id: a publication shows who cites it.
[[nodiscard]] std::vector<ContentRecord> records_naming(const std::vector<ContentRecord>& records, std::string_view id);
[[nodiscard]] std::vector<ContentRecord> records_naming(const ContentSource& source, std::string_view id);
/// Who of the profession has read it, and when; or that nobody has yet.
[[nodiscard]] Text review_words(const Review& review);
/// Up to three ids that are written nearly like `id`, the likest first.
[[nodiscard]] std::vector<std::string> near_ids(const std::vector<ContentRecord>& records, std::string_view id);

}  // namespace palpate
