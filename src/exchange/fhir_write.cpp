#include "anatomy/anatomy_catalogue.h"
#include "anatomy/anatomy_names.h"
#include "anatomy/atlas.h"
#include "base/translator.h"
#include "clinical/clinical_catalogue.h"
#include "exchange/detail/base64.h"
#include "exchange/detail/fhir_codes.h"
#include "exchange/detail/json_members.h"
#include "exchange/fhir_bundle.h"
#include "matching/mark_words.h"
#include "matching/marked_place.h"

#include <fmt/format.h>

#include <map>
#include <set>

namespace palpate {
namespace {

using detail::k_fma;
using detail::k_loinc;
using detail::k_own;
using detail::k_snomed;
using detail::k_ucum;
using Resource = nlohmann::ordered_json;

Resource list_of(Resource item) {
    Resource list = Resource::array();
    list.push_back(std::move(item));
    return list;
}

/// Words inside of XHTML. What XML cannot hold is not there: records have no control characters but line ends and tabs.
std::string to_xhtml(std::string_view text) {
    std::string escaped;
    for (const char letter : text) {
        switch (letter) {
            case '&': escaped += "&amp;"; break;
            case '<': escaped += "&lt;"; break;
            case '>': escaped += "&gt;"; break;
            case '"': escaped += "&quot;"; break;
            case '\n': escaped += "<br/>"; break;
            default: escaped += letter;
        }
    }
    return "<div xmlns=\"http://www.w3.org/1999/xhtml\">" + escaped + "</div>";
}

Resource narrative(std::string_view text) { return {{"status", "generated"}, {"div", to_xhtml(text)}}; }

bool has_words(std::string_view text) { return text.find_first_not_of(" \t\n") != std::string_view::npos; }

/// A number as JSON with no more digits than its value has: ratings are whole.
Resource decimal(double value) {
    const bool whole = value == static_cast<double>(static_cast<std::int64_t>(value));
    return whole ? Resource(static_cast<std::int64_t>(value)) : Resource(value);
}

Resource score(int rating) { return {{"value", rating}, {"unit", "{score}"}, {"system", k_ucum}, {"code", "{score}"}}; }

/// Where a mark is, in the three forms of its side.
struct SitedPlace {
    Resource concept_json;  ///< CodeableConcept
    Side side = Side::Mid;
};

class BundleWriter {
public:
    BundleWriter(const CaseDocument& document, const FhirOrder& order)
        : document_(document), order_(order), patient_(reference("Patient", document.client.id.text())) {}

    std::string write() {
        write_device();
        write_patient();
        write_facts();
        for (const Consent& consent : document_.consents) {
            write_consent(consent);
        }
        for (const Session& session : document_.sessions) {
            write_session(session);
        }
        for (const NoteAddendum& addendum : document_.addenda) {
            write_addendum(addendum);
        }
        write_provenance();
        write_code_system();
        const std::string id = detail::uuid_of("Bundle", document_.client.id.text());
        return Resource{{"resourceType", "Bundle"},
                        {"id", id},
                        {"identifier", {{"system", own("export-id")}, {"value", id + "/" + to_iso(order_.now)}}},
                        {"type", "collection"},
                        {"timestamp", to_iso(order_.now)},
                        {"entry", entries_}}
            .dump(1);
    }

private:
    // ---- Parts of resources

    static std::string own(const char* name) { return fmt::format("{}/{}", k_own, name); }

    static Resource reference(const char* type, std::string_view id) {
        return {{"reference", "urn:uuid:" + detail::uuid_of(type, id)}};
    }

    static Resource identifier(const char* system, std::string_view value) {
        return list_of({{"system", own(system)}, {"value", value}});
    }

    /// What FHIR has no place for: the program's own JSON of the same thing.
    template <class Record>
    static Resource record_extension(const Record& record) {
        return list_of({{"url", detail::k_record_extension}, {"valueString", detail::to_json_value(record).dump()}});
    }

    static Resource coding(const char* system, std::string_view code, std::string_view display) {
        return {{"system", system}, {"code", code}, {"display", display}};
    }

    /// One of our codes; the bundle's code system names it, too.
    Resource own_coding(const std::string& id, const std::string& display) {
        const std::string code = detail::as_code(id);
        const std::string shown = has_words(display) ? display : code;
        own_codes_.emplace(code, shown);
        return coding(detail::k_own_codes, code, shown);
    }

    Resource own_concept(const std::string& id, const std::string& display) {
        return {{"coding", list_of(own_coding(id, display))}, {"text", has_words(display) ? display : id}};
    }

    static Resource loinc(std::string_view code, std::string_view display) {
        return {{"coding", list_of(coding(k_loinc, code, display))}};
    }

    void add_snomed(Resource& concept_json, std::string_view code, std::string_view display) const {
        if (order_.snomed) {
            concept_json["coding"].push_back(coding(k_snomed, code, display));
        }
    }

    std::string tr(const std::string& key) const { return order_.words.tr(key); }
    /// The text of a key that content may bring, else the id itself.
    std::string named(const std::string& beginning, const std::string& id) const {
        return order_.words.has(beginning + id) ? tr(beginning + id) : id;
    }

    void add(const char* type, std::string_view id, const Resource& members) {
        const std::string uuid = detail::uuid_of(type, id);
        Resource resource{{"resourceType", type}, {"id", uuid}};
        resource.update(members);
        entries_.push_back({{"fullUrl", "urn:uuid:" + uuid}, {"resource", std::move(resource)}});
    }

    // ---- People

    void write_device() {
        add("Device", "palpate",
            {{"status", "active"},
             {"deviceName", list_of({{"name", "Palpate"}, {"type", "user-friendly-name"}})},
             {"version", list_of({{"value", PALPATE_VERSION}})}});
    }

    void write_patient() {
        const Client& client = document_.client;
        Resource patient{{"extension", record_extension(client)},
                         {"identifier", identifier("client-id", client.id.text())},
                         {"active", true}};
        patient["identifier"].push_back({{"system", own("client-reference")}, {"value", client.reference}});
        if (has_words(client.name)) {
            patient["name"] = list_of({{"text", client.name}});
        }
        Resource telecom = Resource::array();
        for (const auto& [system, value] : {std::pair("phone", &client.phone), std::pair("email", &client.email)}) {
            if (has_words(*value)) {
                telecom.push_back({{"system", system}, {"value", *value}});
            }
        }
        if (!telecom.empty()) {
            patient["telecom"] = telecom;
        }
        if (!client.birth.empty()) {
            patient["birthDate"] = client.birth;
        }
        if (!document_.photo.png.empty()) {
            patient["photo"] =
                list_of({{"contentType", "image/png"}, {"data", detail::to_base64(document_.photo.png)}});
        }
        add_emergency_contact(patient);
        add("Patient", client.id.text(), patient);
    }

    void add_emergency_contact(Resource& patient) const {
        const EmergencyContact& emergency = document_.client.emergency;
        if (!has_words(emergency.name) && !has_words(emergency.phone)) {
            return;
        }
        Resource contact{
            {"relationship", list_of({{"coding", list_of(coding("http://terminology.hl7.org/CodeSystem/v2-0131", "C",
                                                                "Emergency Contact"))}})}};
        if (has_words(emergency.name)) {
            contact["name"] = {{"text", emergency.name}};
        }
        if (has_words(emergency.phone)) {
            contact["telecom"] = list_of({{"system", "phone"}, {"value", emergency.phone}});
        }
        patient["contact"] = list_of(contact);
    }

    /// Somebody of the practice by name; without one, the therapist as such.
    Resource practitioner(const std::string& name) {
        const std::string id = has_words(name) ? name : "therapist";
        if (practitioners_.insert(id).second) {
            add("Practitioner", id,
                {{"active", true},
                 {"name", list_of({{"text", has_words(name) ? name : tr("mark.author.therapist")}})}});
        }
        return reference("Practitioner", id);
    }

    void write_consent(const Consent& consent) {
        add("Consent", consent.id.text(),
            {{"extension", record_extension(consent)},
             {"identifier", identifier("consent-id", consent.id.text())},
             {"status", consent.withdrawn ? "inactive" : "active"},
             {"scope",
              {{"coding", list_of(coding("http://terminology.hl7.org/CodeSystem/consentscope",
                                         consent.text == "treatment" ? "treatment" : "patient-privacy",
                                         consent.text == "treatment" ? "Treatment" : "Privacy Consent"))}}},
             {"category", list_of(loinc("59284-0", "Consent Document"))},
             {"patient", patient_},
             {"dateTime", to_iso(consent.given)},
             {"sourceAttachment",
              {{"contentType", "text/plain"},
               {"data", detail::to_base64(consent.words)},
               {"title", fmt::format("{} {}", consent.text, consent.version)}}},
             {"policyRule",
              {{"coding",
                list_of(coding("http://terminology.hl7.org/CodeSystem/v3-ActCode",
                               consent.withdrawn ? "OPTOUT" : "OPTIN", consent.withdrawn ? "opt-out" : "opt-in"))}}}});
    }

    // ---- What is known

    std::string question_of(const ClientFact& fact) const {
        const ClinicalCatalogue& clinical = order_.knowledge.clinical;
        if (const Contraindication* asked = clinical.find_contraindication(fact.subject)) {
            return asked->screen_question;
        }
        if (const RedFlag* asked = clinical.find_red_flag(fact.subject)) {
            return asked->question;
        }
        if (const Condition* condition = clinical.find_condition(fact.subject)) {
            return condition->name;
        }
        return named("clinical.value.benefit.", fact.subject);
    }

    Resource fact_item(const ClientFact& fact) {
        const std::string code = fmt::format("{}/{}", name_of(fact.kind), fact.subject);
        Resource item{{"linkId", code}, {"text", question_of(fact)}};
        if (fact.kind == FactKind::Answer) {
            item["answer"] = list_of({{"valueCoding", own_coding("answer-" + fact.value, fact.value)}});
        } else {
            item["answer"] = list_of({{"valueString", has_words(fact.value) ? fact.value : "-"}});
        }
        return item;
    }

    void write_facts() {
        if (document_.facts.empty() && document_.former_facts.empty()) {
            return;
        }
        const detail::Json known{{"facts", detail::to_json_value(document_.facts)},
                                 {"former_facts", detail::to_json_value(document_.former_facts)}};
        Resource response{{"extension", list_of({{"url", detail::k_record_extension}, {"valueString", known.dump()}})},
                          {"identifier", {{"system", own("facts-of")}, {"value", document_.client.id.text()}}},
                          {"status", "completed"},
                          {"subject", patient_},
                          {"authored", to_iso(order_.now)}};
        Resource items = Resource::array();
        for (const ClientFact& fact : document_.facts) {
            items.push_back(fact_item(fact));
            write_fact_resource(fact);
        }
        if (!items.empty()) {
            response["item"] = items;
        }
        add("QuestionnaireResponse", document_.client.id.text(), response);
    }

    /// For readers that know no questionnaires: warnings, complaints and goals as resources of their own.
    void write_fact_resource(const ClientFact& fact) {
        const ClinicalCatalogue& clinical = order_.knowledge.clinical;
        const std::string id = fmt::format("{}/{}/{}", document_.client.id.text(), name_of(fact.kind), fact.subject);
        const Resource what = own_concept(fact.subject, question_of(fact));
        const bool is_warning =
            clinical.find_red_flag(fact.subject) != nullptr || clinical.find_contraindication(fact.subject) != nullptr;
        if (fact.kind == FactKind::Answer && fact.value == "yes" && is_warning) {
            add("Flag", id,
                {{"status", "active"},
                 {"category", list_of({{"coding", list_of(coding("http://terminology.hl7.org/CodeSystem/flag-category",
                                                                 "safety", "Safety"))}})},
                 {"code", what},
                 {"subject", patient_},
                 {"period", {{"start", to_iso(fact.recorded)}}}});
        } else if (fact.kind == FactKind::Condition) {
            add("Condition", id,
                {{"clinicalStatus",
                  {{"coding",
                    list_of(coding("http://terminology.hl7.org/CodeSystem/condition-clinical", "active", "Active"))}}},
                 {"verificationStatus",
                  {{"coding", list_of(coding("http://terminology.hl7.org/CodeSystem/condition-ver-status",
                                             "unconfirmed", "Unconfirmed"))}}},
                 {"code", what},
                 {"subject", patient_},
                 {"recordedDate", to_iso(fact.recorded)},
                 {"asserter", patient_}});
        } else if (fact.kind == FactKind::Goal) {
            add("Goal", id,
                {{"lifecycleStatus", "active"},
                 {"category", list_of(what)},
                 {"description", {{"text", what.at("text")}}},
                 {"subject", patient_},
                 {"startDate", to_iso(fact.recorded).substr(0, 10)},
                 {"expressedBy", patient_}});
        }
    }

    // ---- Sessions

    void write_session(const Session& session) {
        const bool is_to_come = session.date > local_date(order_.now);
        Resource encounter{{"extension", record_extension(session)},
                           {"identifier", identifier("session-id", session.id.text())},
                           {"status", is_to_come ? "planned" : "finished"},
                           {"class", coding("http://terminology.hl7.org/CodeSystem/v3-ActCode", "AMB", "ambulatory")},
                           {"type", list_of(own_concept("session-" + std::string(name_of(session.type)),
                                                        tr("session.type." + std::string(name_of(session.type)))))},
                           {"subject", patient_},
                           {"period", {{"start", session.date}, {"end", session.date}}}};
        if (session.planned_minutes) {
            encounter["length"] = {
                {"value", *session.planned_minutes}, {"unit", "min"}, {"system", k_ucum}, {"code", "min"}};
        }
        add("Encounter", session.id.text(), encounter);
        write_marks(session);
        for (const Measurement* measurement : measurements_of(document_, session.id)) {
            write_measurement(*measurement, session);
        }
        for (const PlanPart part : all_plan_parts()) {
            for (const PlanItem* item : plan_of(document_, session.id, part)) {
                part == PlanPart::Session ? write_procedure(*item, session) : write_home_step(*item, session);
            }
        }
        if (const SessionNote* note = find_note(document_, session.id)) {
            write_note(*note, session);
        }
    }

    // ---- Marks

    void write_marks(const Session& session) {
        const std::vector<const Mark*> marks = marks_of(document_, session.id);
        if (marks.empty()) {
            return;
        }
        write_drawing(marks, session);
        Resource members = Resource::array();
        for (const Mark* mark : marks) {
            write_mark(*mark, session);
            if (is_reported_pain(*mark)) {
                members.push_back(reference("Observation", mark->id.text()));
            }
        }
        if (!members.empty()) {
            add("Observation", "panel/" + session.id.text(),
                {{"status", "final"},
                 {"category", list_of(category("survey", "Survey"))},
                 {"code", loinc(detail::k_loinc_pain_panel, "Pain severity and Body site panel")},
                 {"subject", patient_},
                 {"encounter", reference("Encounter", session.id.text())},
                 {"effectiveDateTime", session.date},
                 {"performer", list_of(patient_)},
                 {"hasMember", members}});
        }
    }

    /// Where every mark is exactly, as the program draws it.
    void write_drawing(const std::vector<const Mark*>& marks, const Session& session) {
        detail::Json drawn = detail::Json::array();
        for (const Mark* mark : marks) {
            drawn.push_back({{"mark", mark->id.text()},
                             {"extent", std::string(name_of(mark->extent))},
                             {"anchor", detail::to_json_value(mark->anchor)},
                             {"radius_mm", detail::to_json_value(mark->radius_mm)},
                             {"dabs", detail::to_json_value(mark->dabs)},
                             {"measure", detail::to_json_value(mark->measure)},
                             {"path", detail::to_json_value(mark->path)},
                             {"arrows", detail::to_json_value(mark->arrows)}});
        }
        const Atlas& atlas = order_.knowledge.atlas;
        const detail::Json regions{{"format", "palpate-regions"},
                                   {"version", 1},
                                   {"model", {{"name", atlas.credit().name}, {"topology", atlas.topology()}}},
                                   {"unit", "mm"},
                                   {"marks", drawn}};
        add("DocumentReference", session.id.text(),
            {{"identifier", identifier("drawing-of", session.id.text())},
             {"status", "current"},
             {"type", own_concept("pain-drawing", tr("exchange.fhir.drawing"))},
             {"subject", patient_},
             {"date", to_iso(session.created)},
             {"content", list_of({{"attachment",
                                   {{"contentType", "application/json"},
                                    {"data", detail::to_base64(regions.dump())},
                                    {"title", "palpate-regions-1"}}},
                                  {"format", coding(detail::k_own_codes, "palpate-regions-1", "palpate-regions-1")}})},
             {"context", {{"encounter", list_of(reference("Encounter", session.id.text()))}}}});
        own_codes_.emplace("palpate-regions-1", "palpate-regions-1");
    }

    static bool is_reported_pain(const Mark& mark) {
        return mark.kind == MarkKind::Pain && mark.author == Author::Client;
    }

    static Resource category(const char* code, const char* display) {
        return {
            {"coding", list_of(coding("http://terminology.hl7.org/CodeSystem/observation-category", code, display))}};
    }

    /// FMA stays unsided; the side is in our code and in the words.
    SitedPlace place_of_structure(const StructureId& id) {
        const std::string& text = id.text();
        const std::size_t dot = text.rfind('.');
        const auto side = dot == std::string::npos ? std::nullopt : find_side(text.substr(dot + 1));
        const std::string entry = text.substr(0, text.find('.'));
        const AnatomyCatalogue& anatomy = order_.knowledge.anatomy;
        std::optional<int> fma;
        std::string name = entry;
        if (const MuscleEntry* muscle = anatomy.find_muscle(entry)) {
            fma = muscle->fma;
            name = shown_name(order_.words, *muscle);
        } else if (const BoneEntry* bone = anatomy.find_bone(entry)) {
            fma = bone->fma;
            name = shown_name(order_.words, *bone);
        }
        return sited(name, text, side.value_or(Side::Mid), fma);
    }

    SitedPlace sited(const std::string& name, const std::string& code, Side side, std::optional<int> fma) {
        const std::string words =
            order_.words.tr({"exchange.fhir.place." + std::string(name_of(side)), {{"name", name}}});
        Resource codings = Resource::array();
        if (fma) {
            codings.push_back(coding(k_fma, std::to_string(*fma), name));
        }
        codings.push_back(own_coding(code, words));
        return {.concept_json = {{"coding", codings}, {"text", words}}, .side = side};
    }

    /// A place of the skin is called by its region, any other by its structure.
    SitedPlace place_of(const Mark& mark, const std::optional<Structure>& place) {
        const bool is_skin = mark.anchor.structure.text().starts_with(k_skin_id);
        if (!is_skin || !place) {
            return place_of_structure(mark.anchor.structure);
        }
        const RegionEntry* region = order_.knowledge.anatomy.find_region(place->region_id);
        return sited(region != nullptr ? shown_name(order_.words, *region) : place->region_id,
                     fmt::format("region.{}.{}", place->region_id, name_of(place->side)), place->side, std::nullopt);
    }

    Resource side_qualifier(Side side) {
        const bool is_left = side == Side::Left;
        Resource qualifier = own_concept("side-" + std::string(name_of(side)),
                                         tr(is_left ? "exchange.side.left" : "exchange.side.right"));
        add_snomed(qualifier, is_left ? detail::k_snomed_left : detail::k_snomed_right,
                   is_left ? "Unilateral left" : "Unilateral right");
        return qualifier;
    }

    void write_body_structure(const Mark& mark, const SitedPlace& place, const Session& session) {
        Resource parts = Resource::array();
        parts.push_back({{"url", "model"}, {"valueString", order_.knowledge.atlas.credit().name}});
        parts.push_back({{"url", "anchor"}, {"valueString", detail::to_json_value(mark.anchor).dump()}});
        parts.push_back({{"url", "depth"}, {"valueCode", std::string(name_of(mark.depth))}});
        if (mark.measure) {
            constexpr double k_mm2_in_cm2 = 100.0;
            parts.push_back({{"url", "area"},
                             {"valueQuantity",
                              {{"value", decimal(mark.measure->area_mm2 / k_mm2_in_cm2)},
                               {"unit", "cm2"},
                               {"system", k_ucum},
                               {"code", "cm2"}}}});
        }
        parts.push_back({{"url", "drawing"}, {"valueReference", reference("DocumentReference", session.id.text())}});
        Resource structure{{"extension", list_of({{"extension", parts}, {"url", detail::k_surface_extension}})},
                           {"identifier", identifier("mark-id", mark.id.text())},
                           {"active", true},
                           {"location", place.concept_json}};
        if (place.side != Side::Mid) {
            structure["locationQualifier"] = list_of(side_qualifier(place.side));
        }
        structure["description"] = place.concept_json.at("text");
        structure["patient"] = patient_;
        add("BodyStructure", mark.id.text(), structure);
    }

    Resource rating_code(const Mark& mark) {
        if (is_reported_pain(mark)) {
            return loinc(detail::k_loinc_pain_now, "Pain severity - 0-10 verbal numeric rating [Score] - Reported");
        }
        const std::string kind(name_of(mark.kind));
        return own_concept("rating-" + kind,
                           order_.words.tr({"exchange.fhir.rating", {{"kind", "@mark.kind." + kind}}}));
    }

    static Resource component(const Resource& code, const char* value_name, const Resource& value) {
        return {{"code", code}, {value_name, value}};
    }

    Resource quality_component(const std::string& word) {
        Resource value = own_concept("quality-" + word, tr("mark.quality." + word));
        for (const detail::SnomedWord& known : detail::k_snomed_qualities) {
            if (known.word == word) {
                add_snomed(value, known.code, known.display);
            }
        }
        return component(loinc(detail::k_loinc_quality, "Pain quality"), "valueCodeableConcept", value);
    }

    Resource components_of(const Mark& mark) {
        Resource components = Resource::array();
        const auto add_rating = [&](const char* code, const char* key, const std::optional<int>& rating) {
            if (rating) {
                components.push_back(component(own_concept(code, tr(key)), "valueQuantity", score(*rating)));
            }
        };
        add_rating("rating-usual", "exchange.fhir.usual", mark.usual);
        add_rating("rating-worst", "exchange.fhir.worst", mark.worst);
        for (const std::string& word : mark.qualities) {
            components.push_back(quality_component(word));
        }
        if (mark.duration_days) {
            components.push_back(
                component(loinc(detail::k_loinc_duration, "Pain duration - Reported"), "valueQuantity",
                          {{"value", *mark.duration_days}, {"unit", "d"}, {"system", k_ucum}, {"code", "d"}}));
        }
        if (mark.constancy) {
            const std::string name(name_of(*mark.constancy));
            components.push_back(component(loinc(detail::k_loinc_pattern, "Pain temporal pattern - Reported"),
                                           "valueCodeableConcept",
                                           own_concept("pattern-" + name, tr("mark.constancy." + name))));
        }
        for (const std::string& word : mark.better_with) {
            components.push_back(component(loinc(detail::k_loinc_better, "Pain alleviating factors"),
                                           "valueCodeableConcept",
                                           own_concept("influence-" + word, tr("mark.influence." + word))));
        }
        for (const std::string& word : mark.worse_with) {
            components.push_back(component(loinc(detail::k_loinc_worse, "Pain exacerbating factors"),
                                           "valueCodeableConcept",
                                           own_concept("influence-" + word, tr("mark.influence." + word))));
        }
        if (has_words(mark.radiates_to)) {
            components.push_back(
                component(loinc(detail::k_loinc_radiation, "Pain radiation"), "valueString", mark.radiates_to));
        }
        const std::string depth(name_of(mark.depth));
        components.push_back(component(own_concept("depth", tr("exchange.fhir.depth")), "valueCodeableConcept",
                                       own_concept("depth-" + depth, tr("mark.depth." + depth))));
        return components;
    }

    void write_mark(const Mark& mark, const Session& session) {
        const std::optional<Structure> place = marked_place(mark, order_.knowledge.atlas, order_.knowledge.anatomy);
        const SitedPlace sited_place = place_of(mark, place);
        write_body_structure(mark, sited_place, session);
        Mark without_drawing = mark;  // that is in the DocumentReference
        without_drawing.dabs.clear();
        without_drawing.path.clear();
        without_drawing.arrows.clear();
        const bool by_client = mark.author == Author::Client;
        Resource site = sited_place.concept_json;
        site["extension"] = list_of(
            {{"url", detail::k_body_site_extension}, {"valueReference", reference("BodyStructure", mark.id.text())}});
        Resource observation{{"text", narrative(order_.words.tr(read_back(mark, place ? &*place : nullptr)))},
                             {"extension", record_extension(without_drawing)},
                             {"identifier", identifier("mark-id", mark.id.text())},
                             {"status", mark.confirmed ? "final" : "preliminary"},
                             {"category", list_of(by_client ? category("survey", "Survey") : category("exam", "Exam"))},
                             {"code", rating_code(mark)},
                             {"subject", patient_},
                             {"encounter", reference("Encounter", session.id.text())},
                             {"effectiveDateTime", session.date},
                             {"performer", list_of(by_client ? patient_ : practitioner({}))},
                             {"valueQuantity", score(mark.now)}};
        if (has_words(mark.note)) {
            observation["note"] = list_of({{"text", mark.note}});
        }
        observation["bodySite"] = site;
        observation["derivedFrom"] = list_of(reference("DocumentReference", session.id.text()));
        observation["component"] = components_of(mark);
        add("Observation", mark.id.text(), observation);
    }

    void write_measurement(const Measurement& measurement, const Session& session) {
        const OutcomeMeasure* known = order_.knowledge.clinical.find_measure(measurement.measure);
        std::string name = known != nullptr ? known->name : measurement.measure;
        name += has_words(measurement.item) ? ": " + measurement.item : "";
        Resource quantity{{"value", decimal(measurement.value)}};
        if (known != nullptr && has_words(known->unit)) {
            quantity["unit"] = known->unit;
        }
        const bool by_client = known != nullptr && known->type == "patient-reported";
        Resource observation{
            {"extension", record_extension(measurement)},
            {"identifier", identifier("measurement-id", measurement.id.text())},
            {"status", "final"},
            {"category", list_of(by_client ? category("survey", "Survey") : category("exam", "Exam"))},
            {"code",
             {{"coding", list_of(own_coding("measure-" + measurement.measure, measurement.measure))}, {"text", name}}},
            {"subject", patient_},
            {"encounter", reference("Encounter", session.id.text())},
            {"effectiveDateTime", session.date},
            {"performer", list_of(by_client ? patient_ : practitioner({}))},
            {"valueQuantity", quantity}};
        if (has_words(measurement.note)) {
            observation["note"] = list_of({{"text", measurement.note}});
        }
        add("Observation", "measure/" + measurement.id.text(), observation);
    }

    // ---- Plan and notes

    Resource technique_code(const PlanItem& item) {
        const Technique* technique = order_.knowledge.clinical.find_technique(item.technique);
        Resource code =
            own_concept("technique-" + item.technique, technique != nullptr ? technique->name : item.technique);
        add_snomed(code, detail::k_snomed_massage, "Massage");
        return code;
    }

    void add_sites(Resource& resource, const PlanItem& item) {
        for (const StructureId& structure : item.structures) {
            resource["bodySite"].push_back(place_of_structure(structure).concept_json);
        }
    }

    void write_procedure(const PlanItem& item, const Session& session) {
        Resource procedure{{"extension", record_extension(item)},
                           {"identifier", identifier("plan-item-id", item.id.text())},
                           {"status", item.done ? "completed" : "preparation"},
                           {"category", own_concept("manual-therapy", tr("exchange.fhir.manual"))},
                           {"code", technique_code(item)},
                           {"subject", patient_},
                           {"encounter", reference("Encounter", session.id.text())}};
        if (item.done) {
            procedure["performedDateTime"] = session.date;
        }
        add_sites(procedure, item);
        if (has_words(item.note)) {
            procedure["note"] = list_of({{"text", item.note}});
        }
        add("Procedure", item.id.text(), procedure);
    }

    void write_home_step(const PlanItem& item, const Session& session) {
        Resource request{
            {"extension", record_extension(item)},
            {"identifier", identifier("plan-item-id", item.id.text())},
            {"status", item.done ? "completed" : "active"},
            {"intent", "plan"},
            {"code", technique_code(item)},
            {"quantityQuantity", {{"value", item.minutes}, {"unit", "min"}, {"system", k_ucum}, {"code", "min"}}},
            {"subject", patient_},
            {"encounter", reference("Encounter", session.id.text())},
            {"authoredOn", to_iso(item.created)},
            {"performer", list_of(patient_)}};
        add_sites(request, item);
        if (has_words(item.note)) {
            request["note"] = list_of({{"text", item.note}});
        }
        add("ServiceRequest", item.id.text(), request);
    }

    void write_note(const SessionNote& note, const Session& session) {
        Resource composition{{"extension", record_extension(note)},
                             {"identifier", {{"system", own("note-of")}, {"value", note.session.text()}}},
                             {"status", note.is_signed() ? "final" : "preliminary"},
                             {"type", loinc("34109-9", "Note")},
                             {"subject", patient_},
                             {"encounter", reference("Encounter", session.id.text())},
                             {"date", to_iso(note.is_signed() ? note.signed_at : note.changed)},
                             {"author", list_of(practitioner(note.signed_by))},
                             {"title", order_.words.tr({"exchange.fhir.note", {{"date", session.date}}})}};
        Resource sections = Resource::array();
        for (const NotePart part : all_note_parts()) {
            const std::string& text = note.section(part).text;
            if (has_words(text)) {
                const detail::SectionCode& code = detail::k_note_sections[static_cast<std::size_t>(part)];
                sections.push_back({{"title", tr("note.part." + std::string(name_of(part)))},
                                    {"code", loinc(code.code, code.title)},
                                    {"text", narrative(text)}});
            }
        }
        if (!sections.empty()) {
            composition["section"] = sections;
        }
        add("Composition", note.session.text(), composition);
    }

    void write_addendum(const NoteAddendum& addendum) {
        add("Composition", "addendum/" + addendum.id.text(),
            {{"extension", record_extension(addendum)},
             {"identifier", {{"system", own("addendum-id")}, {"value", addendum.id.text()}}},
             {"status", "final"},
             {"type", loinc("34109-9", "Note")},
             {"subject", patient_},
             {"encounter", reference("Encounter", addendum.session.text())},
             {"date", to_iso(addendum.created)},
             {"author", list_of(practitioner(addendum.author))},
             {"title", tr("exchange.fhir.addendum")},
             {"relatesTo",
              list_of({{"code", "appends"}, {"targetReference", reference("Composition", addendum.session.text())}})},
             {"section", list_of({{"text", narrative(addendum.text)}})}});
    }

    // ---- The bundle's own

    void write_provenance() {
        add("Provenance", document_.client.id.text(),
            {{"target", list_of(patient_)},
             {"recorded", to_iso(order_.now)},
             {"activity",
              {{"coding",
                list_of(coding("http://terminology.hl7.org/CodeSystem/v3-DataOperation", "CREATE", "create"))}}},
             {"agent", list_of({{"type",
                                 {{"coding", list_of(coding("http://terminology.hl7.org/CodeSystem/"
                                                            "provenance-participant-type",
                                                            "assembler", "Assembler"))}}},
                                {"who", reference("Device", "palpate")}})}});
    }

    void write_code_system() {
        Resource concepts = Resource::array();
        for (const auto& [code, display] : own_codes_) {
            concepts.push_back({{"code", code}, {"display", display}});
        }
        Resource system{{"url", detail::k_own_codes}, {"version", "1"},     {"name", "PalpateCodes"},
                        {"title", "Palpate"},         {"status", "active"}, {"content", "fragment"}};
        if (!concepts.empty()) {
            system["concept"] = concepts;
        }
        add("CodeSystem", "palpate", system);
    }

    const CaseDocument& document_;
    const FhirOrder& order_;
    Resource patient_;
    Resource entries_ = Resource::array();
    std::map<std::string, std::string> own_codes_;  ///< with their words
    std::set<std::string> practitioners_;
};

}  // namespace

std::string write_fhir(const CaseDocument& document, const FhirOrder& order) {
    return BundleWriter(document, order).write();
}

}  // namespace palpate
