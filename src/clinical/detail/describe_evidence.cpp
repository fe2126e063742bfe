// Claims, publications, measures, norms, thresholds, goals, benefits: what is known and how change is seen.

#include "anatomy/anatomy_names.h"
#include "clinical/detail/record_writer.h"

#include <algorithm>

namespace palpate::detail {
namespace {

/// Of a goal as people choose it; not every benefit that a claim speaks of is one ("safety").
bool is_goal(const ContentSource& source, const std::string& id) {
    const std::vector<Goal>& goals = source.clinical.questions().goals;
    return std::ranges::find(goals, id, &Goal::id) != goals.end();
}

void write_change(RecordWriter& writer, const MeaningfulChange& change) {
    writer.text("change", change.label);
    if (change.value) {
        writer.text("change-value", plain_number(*change.value) + " " + writer.word_of("unit", change.unit));
    }
    if (change.relative_percent) {
        writer.text("change-percent", plain_number(*change.relative_percent) + " %");
    }
    writer.text("change-caveat", change.caveat);
    writer.links("change-evidence", change.evidence);
}

}  // namespace

ContentRecord describe(const ContentSource& source, const Claim& claim) {
    RecordWriter writer(source, "claim", claim.id);
    writer.title(claim.app_wording);
    writer.value("grade", "grade", claim.grade);
    writer.text("article-claim", claim.article_claim);
    writer.text("plain-statement", claim.plain_statement);
    writer.text("client-explanation", claim.client_explanation);
    writer.value("claim-group", "claim-group", claim.group);
    writer.value("benefit", "benefit", claim.benefit);
    if (is_goal(source, claim.benefit)) {
        writer.links("goals", {claim.benefit}, "goal");
    }
    writer.yes_no("in-source-article", claim.in_source_article);
    writer.links("evidence", claim.evidence);
    return writer.take(claim.review);
}

ContentRecord describe(const ContentSource& source, const Evidence& publication) {
    RecordWriter writer(source, "publication", publication.id);
    writer.title(publication.title);
    writer.text("authors", publication.authors);
    writer.text("year", std::to_string(publication.year));
    writer.text("journal", publication.journal);
    writer.text("doi", publication.doi);
    writer.text("pmid", publication.pmid);
    writer.text("finding", publication.finding);
    writer.value("direction", "direction", publication.direction);
    writer.value("certainty", "certainty", name_of(publication.certainty));
    writer.value("publication-kind", "publication-kind", publication.kind);
    writer.text("design", publication.design);
    writer.text("population", publication.population);
    writer.verified(publication.verified, publication.verified_how);
    return writer.take(publication.review);
}

ContentRecord describe(const ContentSource& source, const OutcomeMeasure& measure) {
    RecordWriter writer(source, "measure", measure.id);
    writer.title(measure.name);
    writer.text("how-to-record", measure.how_to_record);
    writer.text("frequency", measure.suggested_frequency);
    writer.value("measure-type", "measure-type", measure.type);
    writer.value("unit", "unit", measure.unit);
    if (measure.min) {
        writer.range("scale", *measure.min, measure.max);
    }
    writer.value("better", "better", measure.better);
    writer.links("benefits-tracked", measure.benefits_tracked, "goal");
    write_change(writer, measure.change);
    writer.text("notes", measure.notes);
    writer.value("licence", "licence", measure.licence_status);
    writer.text("licence-note", measure.licence_note);
    writer.links("evidence", measure.evidence);
    return writer.take(measure.review);
}

ContentRecord describe(const ContentSource& source, const RangeNorm& norm) {
    RecordWriter writer(source, "range-norm", norm.id);
    writer.title(with_capital(norm.joint) + ": " + norm.movement);
    writer.text("typical-range", plain_number(norm.typical_deg) + "\xC2\xB0");
    writer.value("mode", "mode", norm.mode);
    writer.text("how-to-measure", norm.how_to_measure);
    writer.text("source", norm.source);
    writer.links("evidence", norm.evidence);
    writer.verified(norm.verified, norm.verified_how);
    return writer.take(norm.review);
}

ContentRecord describe(const ContentSource& source, const ChangeThreshold& threshold) {
    RecordWriter writer(source, "threshold", threshold.id);
    const OutcomeMeasure* measure = source.clinical.find_measure(threshold.measure);
    writer.title(measure != nullptr ? measure->name + ": " + threshold.value : with_capital(threshold.value));
    writer.text("change", threshold.value);
    if (measure != nullptr) {
        writer.links("outcome-measures", {threshold.measure});
    }
    writer.links("evidence", threshold.evidence);
    writer.verified(threshold.verified, {});
    return writer.take(threshold.review);
}

ContentRecord describe(const ContentSource& source, const BenefitTracking& benefit) {
    RecordWriter writer(source, "benefit", kind_id("benefit", benefit.benefit));
    writer.title(writer.word_of("benefit", benefit.benefit));
    writer.links("primary-measures", benefit.primary);
    writer.links("support-measures", benefit.support);
    writer.text("notes", benefit.honest_note);
    if (is_goal(source, benefit.benefit)) {
        writer.links("goals", {benefit.benefit}, "goal");
    }
    return writer.take({});
}

ContentRecord describe(const ContentSource& source, const Goal& goal) {
    RecordWriter writer(source, "goal", kind_id("goal", goal.id));
    writer.title(goal.name);
    writer.links("claims", goal.claims);
    return writer.take(goal.review);
}

}  // namespace palpate::detail
