#include "clinical/content_record.h"

#include "anatomy/search_words.h"
#include "clinical/detail/record_writer.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace palpate {
namespace {

ContentRecord head_of(const ContentRecord& record) {
    return {.kind = record.kind, .id = record.id, .title = record.title, .fields = {}, .review = record.review};
}

bool names(const ContentRecord& record, std::string_view id) {
    return std::ranges::any_of(record.fields, [&](const ContentField& field) {
        return std::ranges::find(field.links, id) != field.links.end();
    });
}

/// How well the words of `typed` stand for those of `id`, each for one or all together.
float likeness(const std::vector<std::string>& typed, const std::string& id) {
    const std::vector<std::string> words = search_words(id);
    float sum = 0.0F;
    for (const std::string& wanted : typed) {
        float best = 0.0F;
        for (const std::string& word : words) {
            best = std::max(best, word_likeness(wanted, word, true));
        }
        sum += best;
    }
    const std::size_t count = std::max(typed.size(), words.size());
    const float by_words = count == 0 ? 0.0F : sum / static_cast<float>(count);
    const float together =
        word_likeness(fmt::format("{}", fmt::join(typed, "")), fmt::format("{}", fmt::join(words, "")), false);
    return std::max(by_words, together);
}

}  // namespace

const std::vector<std::string>& content_kinds() {
    static const std::vector<std::string> kinds{
        "technique", "condition",   "plan",    "event-stage", "contraindication", "red-flag", "site",
        "claim",     "publication", "measure", "range-norm",  "threshold",        "benefit",  "goal",
        "mark-type", "medicine",    "allergy", "age-band",    "pregnancy"};
    return kinds;
}

std::vector<ContentRecord> read_records(const ContentSource& source) {
    std::vector<ContentRecord> records;
    const auto add = [&](const auto& list, auto... kind) {
        for (const auto& record : list) {
            records.push_back(detail::describe(source, record, kind...));
        }
    };
    const ClinicalCatalogue& clinical = source.clinical;
    const ClientQuestions& questions = clinical.questions();
    add(clinical.techniques());
    add(clinical.conditions());
    add(clinical.plans());
    add(clinical.event_stages());
    add(clinical.contraindications());
    add(clinical.red_flags());
    add(clinical.endangerment_sites());
    add(clinical.claims());
    add(clinical.evidence());
    add(clinical.measures());
    add(clinical.range_norms());
    add(clinical.thresholds());
    add(clinical.benefits());
    add(questions.goals);
    add(clinical.mark_type_rules());
    add(questions.medicines, "medicine");
    add(questions.allergies, "allergy");
    add(questions.age_bands);
    records.push_back(detail::describe(source, questions.pregnancy));
    return records;
}

std::vector<ContentRecord> list_records(const ContentSource& source) {
    std::vector<ContentRecord> heads = read_records(source);
    for (ContentRecord& record : heads) {
        record.fields.clear();
    }
    return heads;
}

std::optional<ContentRecord> find_record(const ContentSource& source, std::string_view id) {
    std::vector<ContentRecord> records = read_records(source);
    const auto found = std::ranges::find(records, id, &ContentRecord::id);
    return found == records.end() ? std::nullopt : std::optional(std::move(*found));
}

std::vector<ContentRecord> records_naming(const std::vector<ContentRecord>& records, std::string_view id) {
    std::vector<ContentRecord> naming;
    for (const ContentRecord& record : records) {
        if (names(record, id)) {
            naming.push_back(head_of(record));
        }
    }
    return naming;
}

std::vector<ContentRecord> records_naming(const ContentSource& source, std::string_view id) {
    return records_naming(read_records(source), id);
}

Text review_words(const Review& review) {
    return review.by.empty() ? Text{"clinical.not-reviewed", {}}
                             : Text{"clinical.reviewed", {{"name", review.by}, {"date", review.on}}};
}

std::vector<std::string> near_ids(const std::vector<ContentRecord>& records, std::string_view id) {
    constexpr std::size_t k_most = 3;
    constexpr float k_alike = 0.3F;
    const std::vector<std::string> typed = search_words(id);
    std::vector<std::pair<float, std::string>> found;
    for (const ContentRecord& record : records) {
        if (const float score = likeness(typed, record.id); score >= k_alike) {
            found.emplace_back(score, record.id);
        }
    }
    std::ranges::stable_sort(found, [](const auto& a, const auto& b) { return a.first > b.first; });
    found.resize(std::min(found.size(), k_most));
    std::vector<std::string> ids;
    std::ranges::transform(found, std::back_inserter(ids), [](const auto& pair) { return pair.second; });
    return ids;
}

}  // namespace palpate
