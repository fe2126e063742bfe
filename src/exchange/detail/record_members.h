#pragma once

#include "casebook/case_document.h"

#include <concepts>

// What the records of casebook consist of, said once for both ways: `Io` is a writer or a reader, which is called with the
// name and the value of each member. `Record` may be const for a writer.

namespace palpate::detail {

template <class Record, class Kind>
concept Is = std::same_as<std::remove_const_t<Record>, Kind>;

template <class Io, Is<EmergencyContact> Record>
void visit_members(Io& io, Record& contact) {
    io("name", contact.name);
    io("phone", contact.phone);
}

template <class Io, Is<Client> Record>
void visit_members(Io& io, Record& client) {
    io("id", client.id);
    io("reference", client.reference);
    io("name", client.name);
    io("birth", client.birth);
    io("phone", client.phone);
    io("email", client.email);
    io("emergency", client.emergency);
    io("sample", client.sample);
    io("created", client.created);
}

template <class Io, Is<Consent> Record>
void visit_members(Io& io, Record& consent) {
    io("id", consent.id);
    io("text", consent.text);
    io("version", consent.version);
    io("words", consent.words);
    io("given_by", consent.given_by);
    io("given", consent.given);
    io("withdrawn", consent.withdrawn);
}

template <class Io, Is<Session> Record>
void visit_members(Io& io, Record& session) {
    io("id", session.id);
    io("type", session.type);
    io("date", session.date);
    io("title", session.title);
    io("no_pain", session.no_pain);
    io("planned_minutes", session.planned_minutes);
    io("created", session.created);
    io("sequence", session.sequence);
}

template <class Io, Is<SurfaceAnchor> Record>
void visit_members(Io& io, Record& anchor) {
    io("structure", anchor.structure);
    io("box", anchor.box_position);
    io("topology", anchor.atlas_topology);
    io("triangle", anchor.triangle);
    io("weights", anchor.barycentric);
}

template <class Io, Is<BrushDab> Record>
void visit_members(Io& io, Record& dab) {
    io("place", dab.place);
    io("radius_mm", dab.radius_mm);
    io("erase", dab.erase);
}

template <class Io, Is<AreaMeasure> Record>
void visit_members(Io& io, Record& measure) {
    io("area_mm2", measure.area_mm2);
    io("share", measure.share);
}

template <class Io, Is<Mark> Record>
void visit_members(Io& io, Record& mark) {
    io("id", mark.id);
    io("session", mark.session);
    io("anchor", mark.anchor);
    io("extent", mark.extent);
    io("dabs", mark.dabs);
    io("measure", mark.measure);
    io("path", mark.path);
    io("arrows", mark.arrows);
    io("kind", mark.kind);
    io("qualities", mark.qualities);
    io("now", mark.now);
    io("usual", mark.usual);
    io("worst", mark.worst);
    io("depth", mark.depth);
    io("duration_days", mark.duration_days);
    io("constancy", mark.constancy);
    io("better_with", mark.better_with);
    io("worse_with", mark.worse_with);
    io("radiates_to", mark.radiates_to);
    io("note", mark.note);
    io("author", mark.author);
    io("confidence", mark.confidence);
    io("confirmed", mark.confirmed);
    io("addressed", mark.addressed);
    io("carried_from", mark.carried_from);
    io("radius_mm", mark.radius_mm);
    io("created", mark.created);
    io("sequence", mark.sequence);
}

template <class Io, Is<FactSpot> Record>
void visit_members(Io& io, Record& spot) {
    io("place", spot.place);
    io("anchor", spot.anchor);
}

template <class Io, Is<ClientFact> Record>
void visit_members(Io& io, Record& fact) {
    io("kind", fact.kind);
    io("subject", fact.subject);
    io("value", fact.value);
    io("places", fact.places);
    io("spots", fact.spots);
    io("note", fact.note);
    io("recorded", fact.recorded);
}

template <class Io, Is<FormerFact> Record>
void visit_members(Io& io, Record& former) {
    io("fact", former.fact);
    io("until", former.until);
}

template <class Io, Is<PlanItem> Record>
void visit_members(Io& io, Record& item) {
    io("id", item.id);
    io("session", item.session);
    io("part", item.part);
    io("position", item.position);
    io("technique", item.technique);
    io("structures", item.structures);
    io("minutes", item.minutes);
    io("pressure", item.pressure);
    io("note", item.note);
    io("done", item.done);
    io("override_rule", item.override_rule);
    io("override_reason", item.override_reason);
    io("created", item.created);
}

template <class Io, Is<Measurement> Record>
void visit_members(Io& io, Record& measurement) {
    io("id", measurement.id);
    io("session", measurement.session);
    io("measure", measurement.measure);
    io("item", measurement.item);
    io("moment", measurement.moment);
    io("value", measurement.value);
    io("passive", measurement.passive);
    io("note", measurement.note);
    io("created", measurement.created);
    io("sequence", measurement.sequence);
}

template <class Io, Is<NoteSection> Record>
void visit_members(Io& io, Record& section) {
    io("text", section.text);
    io("origin", section.origin);
}

template <class Io, Is<SessionNote> Record>
void visit_members(Io& io, Record& note) {
    io("session", note.session);
    io("subjective", note.section(NotePart::Subjective));
    io("objective", note.section(NotePart::Objective));
    io("assessment", note.section(NotePart::Assessment));
    io("plan", note.section(NotePart::Plan));
    io("signed_by", note.signed_by);
    io("signed_at", note.signed_at);
    io("changed", note.changed);
}

template <class Io, Is<NoteAddendum> Record>
void visit_members(Io& io, Record& addendum) {
    io("id", addendum.id);
    io("session", addendum.session);
    io("text", addendum.text);
    io("author", addendum.author);
    io("created", addendum.created);
}

template <class Io, Is<ClientPhoto> Record>
void visit_members(Io& io, Record& photo) {
    io("png", photo.png);
}

template <class Io, Is<CaseDocument> Record>
void visit_members(Io& io, Record& document) {
    io("client", document.client);
    io("sessions", document.sessions);
    io("marks", document.marks);
    io("facts", document.facts);
    io("former_facts", document.former_facts);
    io("plan", document.plan);
    io("measurements", document.measurements);
    io("notes", document.notes);
    io("addenda", document.addenda);
    io("consents", document.consents);
    io("photo", document.photo);
}

}  // namespace palpate::detail
