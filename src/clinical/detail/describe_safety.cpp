// Contraindications, red flags, sites, and what is asked of a client: what protects.

#include "clinical/detail/record_writer.h"

namespace palpate::detail {

ContentRecord describe(const ContentSource& source, const Contraindication& contraindication) {
    RecordWriter writer(source, "contraindication", contraindication.id);
    writer.title(contraindication.name);
    writer.text("question", contraindication.screen_question);
    writer.value("severity", "severity", name_of(contraindication.severity));
    writer.text("what-to-do", contraindication.what_to_do);
    writer.text("why", contraindication.why);
    writer.effects(contraindication.effects);
    writer.value("category", "safety-category", contraindication.category);
    writer.values("body-regions", "region", contraindication.body_regions);
    writer.links("evidence", contraindication.evidence);
    return writer.take(contraindication.review);
}

ContentRecord describe(const ContentSource& source, const RedFlag& flag) {
    RecordWriter writer(source, "red-flag", flag.id);
    writer.title(flag.question);
    writer.text("action", flag.action);
    writer.value("urgency", "urgency", flag.urgency);
    writer.text("possible-cause", flag.possible_cause);
    writer.value("body-regions", "region", flag.region);
    writer.value("asked-when", "asked", flag.ask_always ? "always" : "here");
    writer.places("asked-at", flag.asked_at);
    writer.effects(flag.effects);
    writer.links("contraindications", flag.contraindications);
    writer.links("evidence", flag.evidence);
    return writer.take(flag.review);
}

ContentRecord describe(const ContentSource& source, const EndangermentSite& site) {
    RecordWriter writer(source, "site", site.id);
    writer.title(site.name);
    writer.text("rule", site.rule);
    writer.pressure_max("pressure", site.pressure_max);
    writer.text("body-regions", site.body_region);
    writer.text("lies-there", site.structures);
    writer.links("avoid-techniques", site.avoid_techniques);
    writer.places("covers", site.covers);
    writer.places("near", site.near);
    writer.verified(site.verified, site.verified_how);
    return writer.take(site.review);
}

ContentRecord describe(const ContentSource& source, const ClientQuestion& question, std::string_view kind) {
    RecordWriter writer(source, kind, question.id);
    writer.title(question.name);
    writer.text("question", question.question);
    writer.links("holds", question.contraindications);
    return writer.take(question.review);
}

ContentRecord describe(const ContentSource& source, const AgeBand& band) {
    RecordWriter writer(source, "age-band", kind_id("age-band", band.id));
    writer.title(band.name);
    writer.links("holds", band.contraindications);
    writer.links("asks", band.ask);
    return writer.take(band.review);
}

ContentRecord describe(const ContentSource& source, const PregnancyRule& pregnancy) {
    RecordWriter writer(source, "pregnancy", "pregnancy");
    writer.title(writer.tr("clinical.kind.pregnancy"));
    writer.range("weeks", pregnancy.week_min, pregnancy.week_max);
    writer.links("holds", pregnancy.contraindications);
    writer.links("asks", pregnancy.ask);
    return writer.take({});
}

}  // namespace palpate::detail
