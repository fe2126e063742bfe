#pragma once

#include "clinical/clinical_catalogue.h"
#include "clinical/content_record.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace palpate::detail {

/// Puts one record into words, field by field, in the order of the calls. A field with nothing in it is left out.
/// `field` is the last part of a key clinical.field.*, `set` and a word of the rules those of clinical.value.*.*
class RecordWriter {
public:
    RecordWriter(const ContentSource& source, std::string_view kind, std::string_view id);

    void title(std::string title) { record_.title = std::move(title); }
    void text(std::string_view field, const std::string& text);
    void texts(std::string_view field, std::vector<std::string> texts);
    /// On one line, parted by commas.
    void list(std::string_view field, const std::vector<std::string>& texts);
    /// "1. ..", "2. .."
    void steps(std::string_view field, const std::vector<std::string>& texts);
    void value(std::string_view field, std::string_view set, std::string_view word);
    void values(std::string_view field, std::string_view set, const std::vector<std::string>& words);
    void yes_no(std::string_view field, bool yes);
    void range(std::string_view field, double low, std::optional<double> high);
    /// "2 to 3 of 5"
    void pressure(std::string_view field, int low, int high);
    /// "at most 3 of 5"
    void pressure_max(std::string_view field, int pressure);
    void links(std::string_view field, const std::vector<std::string>& ids, std::string_view prefix = {});
    void places(std::string_view field, const PlaceList& places);
    void verified(bool verified, const std::string& how);
    void effects(const std::vector<Effect>& effects);
    void dose(const Dose& dose);
    void phase(const PlanPhase& phase, std::size_t number);

    /// clinical.said.<name> with its holes filled.
    [[nodiscard]] std::string said(std::string_view name, std::vector<std::pair<std::string, std::string>> holes) const;
    [[nodiscard]] std::string word_of(std::string_view set, std::string_view word) const;
    /// A text that stands elsewhere, by its whole key.
    [[nodiscard]] std::string tr(std::string_view key) const;
    [[nodiscard]] ContentRecord take(const Review& review);

private:
    void add(std::string_view field, std::vector<std::string> texts, std::vector<std::string> links);
    [[nodiscard]] std::string words_of(const PlaceList& places) const;
    [[nodiscard]] std::vector<std::string> sentences_of(const Effect& effect) const;
    [[nodiscard]] std::string limit_of(const Effect& effect) const;

    const ContentSource* source_;
    ContentRecord record_;
};

/// "2", "2.5": as people write numbers.
[[nodiscard]] std::string plain_number(double number);

/// An id that is not unique over all kinds: "goal:sleep".
[[nodiscard]] std::string kind_id(std::string_view kind, std::string_view id);

// One for each kind.
[[nodiscard]] ContentRecord describe(const ContentSource& source, const Technique& technique);
[[nodiscard]] ContentRecord describe(const ContentSource& source, const MarkTypeRule& type);
[[nodiscard]] ContentRecord describe(const ContentSource& source, const Condition& condition);
[[nodiscard]] ContentRecord describe(const ContentSource& source, const SessionPlan& plan);
[[nodiscard]] ContentRecord describe(const ContentSource& source, const EventStage& stage);
[[nodiscard]] ContentRecord describe(const ContentSource& source, const Contraindication& contraindication);
[[nodiscard]] ContentRecord describe(const ContentSource& source, const RedFlag& flag);
[[nodiscard]] ContentRecord describe(const ContentSource& source, const EndangermentSite& site);
[[nodiscard]] ContentRecord describe(const ContentSource& source, const Claim& claim);
[[nodiscard]] ContentRecord describe(const ContentSource& source, const Evidence& publication);
[[nodiscard]] ContentRecord describe(const ContentSource& source, const OutcomeMeasure& measure);
[[nodiscard]] ContentRecord describe(const ContentSource& source, const RangeNorm& norm);
[[nodiscard]] ContentRecord describe(const ContentSource& source, const ChangeThreshold& threshold);
[[nodiscard]] ContentRecord describe(const ContentSource& source, const BenefitTracking& benefit);
[[nodiscard]] ContentRecord describe(const ContentSource& source, const Goal& goal);
[[nodiscard]] ContentRecord describe(const ContentSource& source, const AgeBand& band);
[[nodiscard]] ContentRecord describe(const ContentSource& source, const PregnancyRule& pregnancy);
/// `kind`: medicine or allergy.
[[nodiscard]] ContentRecord describe(const ContentSource& source, const ClientQuestion& question,
                                     std::string_view kind);

}  // namespace palpate::detail
