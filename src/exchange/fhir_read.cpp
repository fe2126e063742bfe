#include "anatomy/anatomy_catalogue.h"
#include "base/calendar_date.h"
#include "base/error.h"
#include "casebook/edits.h"
#include "exchange/detail/fhir_codes.h"
#include "exchange/detail/json_members.h"
#include "exchange/exchange_limits.h"
#include "exchange/fhir_bundle.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace palpate {
namespace {

using detail::Json;
using detail::refuse_content;

// ---- Looking into resources. Nothing of what a server may have sent is taken to be there.

const Json* find_member(const Json& object, std::string_view name) {
    if (!object.is_object()) {
        return nullptr;
    }
    const auto found = object.find(name);
    return found == object.end() ? nullptr : &*found;
}

std::string text_of(const Json& object, std::string_view name) {
    const Json* member = find_member(object, name);
    return member != nullptr && member->is_string() ? member->get<std::string>() : std::string();
}

/// The items of a list, none where there is no list.
const Json& list_of(const Json& object, std::string_view name) {
    static const Json none = Json::array();
    const Json* member = find_member(object, name);
    return member != nullptr && member->is_array() ? *member : none;
}

const Json& object_of(const Json& object, std::string_view name) {
    static const Json none = Json::object();
    const Json* member = find_member(object, name);
    return member != nullptr && member->is_object() ? *member : none;
}

bool is_own(std::string_view system, std::string_view name) {
    return system == fmt::format("{}/{}", detail::k_own, name);
}

/// Our own identifier of that name; empty where there is none. A resource has one or a list of them.
std::string own_identifier(const Json& resource, std::string_view name) {
    const Json* identifiers = find_member(resource, "identifier");
    if (identifiers == nullptr) {
        return {};
    }
    const Json list = identifiers->is_array() ? *identifiers : Json::array({*identifiers});
    for (const Json& identifier : list) {
        if (is_own(text_of(identifier, "system"), name)) {
            return text_of(identifier, "value");
        }
    }
    return {};
}

/// The code of a concept in a system; empty where it has none.
std::string code_in(const Json& concept_json, std::string_view system) {
    for (const Json& coding : list_of(concept_json, "coding")) {
        if (text_of(coding, "system") == system) {
            return text_of(coding, "code");
        }
    }
    return {};
}

/// What stands behind `beginning` in our code; empty where it is no such code.
std::string own_code_after(const Json& concept_json, std::string_view beginning) {
    const std::string code = code_in(concept_json, detail::k_own_codes);
    return code.starts_with(beginning) ? code.substr(beginning.size()) : std::string();
}

/// A whole number of a Quantity from low to high.
std::optional<int> find_whole(const Json& quantity, int low, int high) {
    const Json* value = find_member(quantity, "value");
    if (value == nullptr || !value->is_number()) {
        return std::nullopt;
    }
    const double number = value->get<double>();
    const bool fits = number >= low && number <= high && number == std::floor(number);
    return fits ? std::optional(static_cast<int>(number)) : std::nullopt;
}

/// The day of a FHIR date or time that has one; empty where it has none.
std::string day_of(std::string_view time) {
    const std::string day(time.substr(0, 10));
    return find_date(day) ? day : std::string();
}

/// The words of a narrative of ours: tags away, entities and line ends back.
std::string words_of(const Json& narrative) {
    const std::string div = text_of(narrative, "div");
    std::string words;
    for (std::size_t at = 0; at < div.size();) {
        const std::string_view rest = std::string_view(div).substr(at);
        if (rest[0] == '<') {
            words += rest.starts_with("<br") ? "\n" : "";
            at += std::min(rest.find('>'), rest.size() - 1) + 1;
            continue;
        }
        constexpr std::pair<std::string_view, char> k_entities[] = {{"&amp;", '&'},  {"&lt;", '<'},   {"&gt;", '>'},
                                                                    {"&quot;", '"'}, {"&#39;", '\''}, {"&apos;", '\''}};
        const auto entity = std::ranges::find_if(
            k_entities, [&](const std::pair<std::string_view, char>& known) { return rest.starts_with(known.first); });
        words += entity == std::end(k_entities) ? rest[0] : entity->second;
        at += entity == std::end(k_entities) ? 1 : entity->first.size();
    }
    return words;
}

/// One entry of a bundle.
struct Entry {
    const Json* resource = nullptr;
    std::string type;
    std::string url;    ///< fullUrl
    std::string place;  ///< in the file, for messages
};

/// The record in our extension; nullopt where there is none. Throws Error InvalidContent where it does not read.
template <class Record>
std::optional<Record> find_record(const Entry& entry) {
    for (const Json& extension : list_of(*entry.resource, "extension")) {
        if (text_of(extension, "url") == detail::k_record_extension) {
            const std::string place = entry.place + "/extension";
            Record record;
            detail::read_json_value(detail::parse_limited(text_of(extension, "valueString")), record, place);
            return record;
        }
    }
    return std::nullopt;
}

class BundleReader {
public:
    BundleReader(const AnatomyCatalogue& anatomy, IdGenerator& ids, Timestamp now)
        : anatomy_(anatomy), ids_(ids), now_(now) {}

    ImportedRecords read(const Json& bundle) {
        index(bundle);
        read_patient();
        read_encounters();
        read_drawings();
        read_body_structures();
        for_each("Observation", [this](const Entry& entry) { read_observation(entry); });
        for_each("Procedure", [this](const Entry& entry) { read_plan_item(entry); });
        for_each("ServiceRequest", [this](const Entry& entry) { read_plan_item(entry); });
        for_each("Composition", [this](const Entry& entry) { read_composition(entry); });
        for_each("Consent", [this](const Entry& entry) { read_consent(entry); });
        for_each("QuestionnaireResponse", [this](const Entry& entry) { read_facts(entry); });
        count_others();
        check_counts();
        document_ = in_order(std::move(document_));
        check_invariants(document_);
        tell_left_out();
        imported_.format = ExchangeFormat::Fhir;
        imported_.documents.push_back(std::move(document_));
        return std::move(imported_);
    }

private:
    // ---- The bundle

    void index(const Json& bundle) {
        if (text_of(bundle, "resourceType") != "Bundle") {
            refuse_content("error.exchange.no-bundle", {});
        }
        const Json& entries = list_of(bundle, "entry");
        for (std::size_t i = 0; i < entries.size(); ++i) {
            const Json* resource = find_member(entries[i], "resource");
            Entry entry{.resource = resource,
                        .type = resource != nullptr ? text_of(*resource, "resourceType") : std::string(),
                        .url = text_of(entries[i], "fullUrl"),
                        .place = fmt::format("/entry/{}", i)};
            if (entry.type.empty()) {
                refuse_content("error.exchange.fhir-entry", entry.place);
            }
            if (entry.url.empty()) {
                entry.url = entry.type + "/" + text_of(*resource, "id");
            }
            entries_.push_back(std::move(entry));
        }
    }

    template <class Work>
    void for_each(std::string_view type, Work work) {
        for (const Entry& entry : entries_) {
            if (entry.type == type) {
                work(entry);
            }
        }
    }

    void leave_out(const Entry& entry) { ++left_out_[entry.type]; }

    void count_others() {
        static const std::vector<std::string> known{
            "Patient",     "Encounter",    "Observation",   "Procedure",        "ServiceRequest",
            "Composition", "Consent",      "Device",        "CodeSystem",       "QuestionnaireResponse",
            "Provenance",  "Practitioner", "BodyStructure", "DocumentReference"};
        const bool is_ours = !own_identifier(*patient_->resource, "client-id").empty();
        for (const Entry& entry : entries_) {
            // Of ours they say once more what the answers say.
            const bool is_copy = is_ours && (entry.type == "Flag" || entry.type == "Goal" || entry.type == "Condition");
            if (!is_copy && std::ranges::find(known, entry.type) == known.end()) {
                leave_out(entry);
            }
        }
    }

    void tell_left_out() {
        constexpr std::size_t k_most_told = 20;
        for (const auto& [type, count] : left_out_) {
            std::string shown = type.substr(0, 40);
            std::erase_if(shown, [](char c) { return !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')); });
            if (imported_.left_out.size() < k_most_told) {
                imported_.left_out.push_back(
                    {"exchange.fhir.left-out", {{"count", std::to_string(count)}, {"type", shown}}});
            }
        }
        if (sides_missing_ > 0) {
            imported_.left_out.push_back({"exchange.fhir.no-side", {{"count", std::to_string(sides_missing_)}}});
        }
    }

    /// Looked at before the checks, some of which compare everything with everything.
    void check_counts() const {
        const bool fits =
            document_.sessions.size() <= k_most_import_sessions && document_.marks.size() <= k_most_import_marks &&
            document_.plan.size() <= k_most_import_rows && document_.measurements.size() <= k_most_import_rows &&
            document_.notes.size() <= k_most_import_rows && document_.addenda.size() <= k_most_import_rows &&
            document_.consents.size() <= k_most_import_rows && document_.facts.size() <= k_most_import_rows;
        if (!fits) {
            refuse_content("error.exchange.too-many", {});
        }
    }

    // ---- Who

    void read_patient() {
        for_each("Patient", [this](const Entry& entry) {
            if (patient_ != nullptr) {
                refuse_content("error.exchange.fhir-patients", entry.place);
            }
            patient_ = &entry;
        });
        if (patient_ == nullptr) {
            refuse_content("error.exchange.fhir-patients", {});
        }
        const Json& resource = *patient_->resource;
        Client client = find_record<Client>(*patient_).value_or(
            Client{.id = ClientId(ids_.make_id()), .reference = k_open_reference, .created = now_});
        client.name = name_of_person(resource, client.name);
        const std::string birth = text_of(resource, "birthDate");
        client.birth = day_of(birth);
        if (!birth.empty() && client.birth.empty()) {
            imported_.left_out.push_back({"exchange.fhir.birth", {}});
        }
        client.phone = contact_point(resource, "phone");
        client.email = contact_point(resource, "email");
        const Json& contacts = list_of(resource, "contact");
        if (!contacts.empty()) {
            client.emergency = {.name = text_of(object_of(contacts.front(), "name"), "text"),
                                .phone = contact_point(contacts.front(), "phone")};
        }
        document_.client = std::move(client);
        read_photo(resource);
    }

    static std::string name_of_person(const Json& person, const std::string& otherwise) {
        const Json& names = list_of(person, "name");
        if (names.empty()) {
            return otherwise;
        }
        const Json& name = names.front();
        std::string whole = text_of(name, "text");
        if (whole.empty()) {
            for (const Json& given : list_of(name, "given")) {
                whole += given.is_string() ? given.get<std::string>() + " " : std::string();
            }
            whole += text_of(name, "family");
        }
        return whole;
    }

    static std::string contact_point(const Json& person, std::string_view system) {
        for (const Json& point : list_of(person, "telecom")) {
            if (text_of(point, "system") == system) {
                return text_of(point, "value");
            }
        }
        return {};
    }

    void read_photo(const Json& resource) {
        const Json& photos = list_of(resource, "photo");
        if (photos.empty()) {
            return;
        }
        const auto bytes = detail::from_base64(text_of(photos.front(), "data"));
        const bool is_png =
            bytes && text_of(photos.front(), "contentType") == "image/png" && bytes->size() <= k_most_photo_bytes;
        if (is_png) {
            document_.photo.png = *bytes;
        } else {
            imported_.left_out.push_back({"exchange.fhir.photo", {}});
        }
    }

    // ---- Sessions

    void read_encounters() {
        for_each("Encounter", [this](const Entry& entry) {
            const std::string date = day_of(text_of(object_of(*entry.resource, "period"), "start"));
            auto session = find_record<Session>(entry);
            if (!session && date.empty()) {
                leave_out(entry);
                return;
            }
            if (!session) {
                session = Session{.id = SessionId(ids_.make_id()), .created = now_, .sequence = next_sequence()};
            }
            session->date = date.empty() ? session->date : date;
            sessions_.emplace(entry.url, session->id);
            sessions_.emplace("Encounter/" + text_of(*entry.resource, "id"), session->id);
            known_sessions_.insert(session->id);
            document_.sessions.push_back(std::move(*session));
        });
    }

    std::int64_t next_sequence() const { return static_cast<std::int64_t>(document_.sessions.size()) + 1; }

    /// Of the encounter a resource names; else of its day, which becomes a session of its own. nullopt where it has neither.
    std::optional<SessionId> session_of(const Json& resource) {
        const auto named = sessions_.find(text_of(object_of(resource, "encounter"), "reference"));
        if (named != sessions_.end()) {
            return named->second;
        }
        const std::string time = text_of(resource, "effectiveDateTime");
        const std::string date = day_of(time.empty() ? text_of(object_of(resource, "effectivePeriod"), "start") : time);
        if (date.empty()) {
            return std::nullopt;
        }
        const auto known = sessions_of_days_.find(date);
        if (known != sessions_of_days_.end()) {
            return known->second;
        }
        const SessionId id(ids_.make_id());
        document_.sessions.push_back({.id = id, .date = date, .created = now_, .sequence = next_sequence()});
        sessions_of_days_.emplace(date, id);
        known_sessions_.insert(id);
        return id;
    }

    bool is_known(const SessionId& session) const { return known_sessions_.contains(session); }

    // ---- Marks

    struct Drawing {
        std::vector<BrushDab> dabs;
        std::vector<SurfaceAnchor> path;
        std::vector<SurfaceAnchor> arrows;
    };

    void read_drawings() {
        for_each("DocumentReference", [this](const Entry& entry) {
            if (own_identifier(*entry.resource, "drawing-of").empty()) {
                leave_out(entry);
                return;
            }
            for (const Json& content : list_of(*entry.resource, "content")) {
                const Json& attachment = object_of(content, "attachment");
                if (text_of(attachment, "title") == "palpate-regions-1") {
                    read_drawing(text_of(attachment, "data"), entry.place);
                }
            }
        });
    }

    void read_drawing(const std::string& base64, const std::string& place) {
        const auto bytes = detail::from_base64(base64);
        if (!bytes) {
            refuse_content("error.exchange.type", place);
        }
        const std::string_view text(reinterpret_cast<const char*>(bytes->data()), bytes->size());
        const Json file = detail::parse_limited(text);
        for (const Json& drawn : list_of(file, "marks")) {
            Drawing& drawing = drawings_[text_of(drawn, "mark")];
            const auto read = [&](const char* name, auto& value) {
                if (const Json* member = find_member(drawn, name)) {
                    detail::read_json_value(*member, value, place + "/drawing/" + name);
                }
            };
            read("dabs", drawing.dabs);
            read("path", drawing.path);
            read("arrows", drawing.arrows);
        }
    }

    /// The exact lines and areas of a mark, from its session's drawing.
    void draw(Mark& mark) const {
        const auto found = drawings_.find(mark.id.text());
        if (found == drawings_.end()) {
            // The drawing is gone, the place is not.
            mark.extent =
                mark.extent == MarkExtent::Area || mark.extent == MarkExtent::Line ? MarkExtent::Point : mark.extent;
            mark.measure.reset();
            return;
        }
        mark.dabs = found->second.dabs;
        mark.path = found->second.path;
        mark.arrows = found->second.arrows;
    }

    void read_body_structures() {
        for_each("BodyStructure", [this](const Entry& entry) {
            body_structures_.emplace(entry.url, entry.resource);
            body_structures_.emplace("BodyStructure/" + text_of(*entry.resource, "id"), entry.resource);
        });
    }

    static std::optional<Side> side_of_concept(const Json& concept_json) {
        const std::string snomed = code_in(concept_json, detail::k_snomed);
        const std::string own = own_code_after(concept_json, "side-");
        if (snomed == detail::k_snomed_left || own == "left") {
            return Side::Left;
        }
        if (snomed == detail::k_snomed_right || own == "right") {
            return Side::Right;
        }
        return std::nullopt;
    }

    /// The structure a body site names by our code, or by FMA and a stated side.
    std::optional<StructureId> find_structure(const Json& site, bool& side_is_missing) const {
        const std::string own = code_in(site, detail::k_own_codes);
        const auto own_side =
            own.rfind('.') == std::string::npos ? std::nullopt : find_side(own.substr(own.rfind('.') + 1));
        const std::string own_entry = own.substr(0, own.find('.'));
        if (own_side && (anatomy_.find_muscle(own_entry) != nullptr || anatomy_.find_bone(own_entry) != nullptr)) {
            return StructureId(own);
        }
        const std::optional<FmaEntry> entry = find_fma(code_in(site, detail::k_fma));
        if (!entry) {
            return std::nullopt;
        }
        const auto side = entry->side ? entry->side : stated_side(site);
        side_is_missing = !side;
        return side ? std::optional(make_structure_id(entry->id, {}, *side)) : std::nullopt;
    }

    /// As the qualifier of the body structure says that the site points to, or a coding of the site itself.
    std::optional<Side> stated_side(const Json& site) const {
        for (const Json& extension : list_of(site, "extension")) {
            const auto found = body_structures_.find(text_of(object_of(extension, "valueReference"), "reference"));
            if (found == body_structures_.end()) {
                continue;
            }
            for (const Json& qualifier : list_of(*found->second, "locationQualifier")) {
                if (const auto side = side_of_concept(qualifier)) {
                    return side;
                }
            }
        }
        for (const Json& coding : list_of(site, "coding")) {
            if (const auto side = side_of_concept(Json{{"coding", Json::array({coding})}})) {
                return side;
            }
        }
        return std::nullopt;
    }

    struct FmaEntry {
        std::string id;
        std::optional<Side> side;
    };

    std::optional<FmaEntry> find_fma(const std::string& code) const {
        int number = 0;
        const auto [end, fault] = std::from_chars(code.data(), code.data() + code.size(), number);
        const bool is_number = fault == std::errc() && end == code.data() + code.size();
        const auto is = [&](const std::optional<int>& fma) { return is_number && fma == number; };
        const auto look = [&](const auto& entries) -> std::optional<FmaEntry> {
            for (const auto& entry : entries) {
                if (is(entry.fma)) {
                    return FmaEntry{entry.id, std::nullopt};
                }
                if (is(entry.fma_left) || is(entry.fma_right)) {
                    return FmaEntry{entry.id, is(entry.fma_left) ? Side::Left : Side::Right};
                }
            }
            return std::nullopt;
        };
        const auto muscle = code.empty() ? std::nullopt : look(anatomy_.muscles());
        return muscle || code.empty() ? muscle : look(anatomy_.bones());
    }

    void read_observation(const Entry& entry) {
        const Json& resource = *entry.resource;
        if (!own_identifier(resource, "measurement-id").empty()) {
            read_measurement(entry);
        } else if (!own_identifier(resource, "mark-id").empty()) {
            read_own_mark(entry);
        } else {
            read_other_mark(entry);
        }
    }

    void read_own_mark(const Entry& entry) {
        auto mark = find_record<Mark>(entry);
        if (!mark || !is_known(mark->session)) {
            leave_out(entry);
            return;
        }
        mark->now = require_rating(*entry.resource, entry.place);
        read_components(*entry.resource, *mark);
        draw(*mark);
        document_.marks.push_back(std::move(*mark));
    }

    static int require_rating(const Json& resource, const std::string& place) {
        const auto rating = find_whole(object_of(resource, "valueQuantity"), 0, 10);
        if (!rating) {
            refuse_content("error.exchange.fhir-rating", place + "/valueQuantity");
        }
        return *rating;
    }

    /// What the components say now stands, also where somebody took one away.
    static void read_components(const Json& resource, Mark& mark) {
        mark.usual.reset();
        mark.worst.reset();
        mark.duration_days.reset();
        mark.constancy.reset();
        mark.qualities.clear();
        mark.better_with.clear();
        mark.worse_with.clear();
        for (const Json& component : list_of(resource, "component")) {
            read_component(component, mark);
        }
    }

    static void add_word(std::vector<std::string>& words, const std::string& word,
                         const std::vector<std::string>& known) {
        if (std::ranges::count(known, word) == 1 && std::ranges::count(words, word) == 0) {
            words.push_back(word);
        }
    }

    static void read_component(const Json& component, Mark& mark) {
        constexpr int k_most_days = 120 * 366;
        const Json& code = object_of(component, "code");
        const std::string loinc = code_in(code, detail::k_loinc);
        const std::string own = code_in(code, detail::k_own_codes);
        const Json& value = object_of(component, "valueCodeableConcept");
        const Json& quantity = object_of(component, "valueQuantity");
        if (own == "rating-usual") {
            mark.usual = find_whole(quantity, 0, 10);
        } else if (own == "rating-worst") {
            mark.worst = find_whole(quantity, 0, 10);
        } else if (loinc == detail::k_loinc_quality) {
            add_word(mark.qualities, quality_of(value), quality_words());
        } else if (loinc == detail::k_loinc_duration) {
            mark.duration_days = find_whole(in_days(quantity), 0, k_most_days);
        } else if (loinc == detail::k_loinc_pattern) {
            mark.constancy = find_constancy(own_code_after(value, "pattern-"));
        } else if (loinc == detail::k_loinc_better) {
            add_word(mark.better_with, own_code_after(value, "influence-"), influence_words());
        } else if (loinc == detail::k_loinc_worse) {
            add_word(mark.worse_with, own_code_after(value, "influence-"), influence_words());
        } else if (loinc == detail::k_loinc_radiation) {
            mark.radiates_to = text_of(component, "valueString");
        }
    }

    static std::string quality_of(const Json& concept_json) {
        const std::string own = own_code_after(concept_json, "quality-");
        const std::string snomed = code_in(concept_json, detail::k_snomed);
        const auto known = std::ranges::find(detail::k_snomed_qualities, snomed, &detail::SnomedWord::code);
        return own.empty() && known != detail::k_snomed_qualities.end() ? std::string(known->word) : own;
    }

    static Json in_days(const Json& quantity) {
        const std::string unit = text_of(quantity, "code");
        const Json* value = find_member(quantity, "value");
        const double factor = unit == "wk" ? 7.0 : unit == "mo" ? 30.0 : unit == "a" ? 365.0 : 1.0;
        const bool is_number = value != nullptr && value->is_number() && (unit == "d" || factor > 1.0);
        return is_number ? Json{{"value", std::floor(value->get<double>() * factor)}} : Json::object();
    }

    /// Of another program: a pain rating at a place that can be told.
    void read_other_mark(const Entry& entry) {
        const Json& resource = *entry.resource;
        const std::string loinc = code_in(object_of(resource, "code"), detail::k_loinc);
        if (loinc == detail::k_loinc_pain_panel) {
            return;  // it only gathers the others
        }
        const auto rating = find_whole(object_of(resource, "valueQuantity"), 0, 10);
        const bool is_rating = loinc == detail::k_loinc_pain_now || loinc == detail::k_loinc_pain_any;
        bool side_is_missing = false;
        const auto structure = find_structure(object_of(resource, "bodySite"), side_is_missing);
        const auto session = is_rating && rating && structure ? session_of(resource) : std::nullopt;
        if (!session) {
            sides_missing_ += is_rating && side_is_missing ? 1 : 0;
            leave_out(entry);
            return;
        }
        Mark mark{.id = MarkId(ids_.make_id()),
                  .session = *session,
                  .anchor = {.structure = *structure, .atlas_topology = {}}};
        mark.now = *rating;
        mark.confidence = Confidence::About;
        mark.created = now_;
        mark.sequence = static_cast<std::int64_t>(document_.marks.size()) + 1;
        read_components(resource, mark);
        document_.marks.push_back(std::move(mark));
    }

    // ---- The rest, of ours alone

    void read_measurement(const Entry& entry) {
        auto measurement = find_record<Measurement>(entry);
        if (!measurement || !is_known(measurement->session)) {
            leave_out(entry);
            return;
        }
        const Json* value = find_member(object_of(*entry.resource, "valueQuantity"), "value");
        if (value == nullptr) {
            refuse_content("error.exchange.member-missing", entry.place + "/valueQuantity");
        }
        detail::read_json_value(*value, measurement->value, entry.place + "/valueQuantity");
        document_.measurements.push_back(std::move(*measurement));
    }

    void read_plan_item(const Entry& entry) {
        auto item = find_record<PlanItem>(entry);
        if (!item || !is_known(item->session)) {
            leave_out(entry);
            return;
        }
        item->done = text_of(*entry.resource, "status") == "completed";
        document_.plan.push_back(std::move(*item));
    }

    void read_composition(const Entry& entry) {
        if (!own_identifier(*entry.resource, "addendum-id").empty()) {
            auto addendum = find_record<NoteAddendum>(entry);
            if (addendum && is_known(addendum->session)) {
                document_.addenda.push_back(std::move(*addendum));
                return;
            }
        } else if (!own_identifier(*entry.resource, "note-of").empty()) {
            auto note = find_record<SessionNote>(entry);
            if (note && is_known(note->session)) {
                read_sections(*entry.resource, *note);
                document_.notes.push_back(std::move(*note));
                return;
            }
        }
        leave_out(entry);
    }

    static void read_sections(const Json& resource, SessionNote& note) {
        for (const Json& section : list_of(resource, "section")) {
            const std::string code = code_in(object_of(section, "code"), detail::k_loinc);
            const auto known = std::ranges::find(detail::k_note_sections, code, &detail::SectionCode::code);
            if (known != detail::k_note_sections.end()) {
                const auto part = static_cast<std::size_t>(known - detail::k_note_sections.begin());
                note.sections[part].text = words_of(object_of(section, "text"));
            }
        }
    }

    void read_consent(const Entry& entry) {
        auto consent = find_record<Consent>(entry);
        consent ? document_.consents.push_back(std::move(*consent)) : leave_out(entry);
    }

    void read_facts(const Entry& entry) {
        if (own_identifier(*entry.resource, "facts-of").empty()) {
            leave_out(entry);
            return;
        }
        for (const Json& extension : list_of(*entry.resource, "extension")) {
            if (text_of(extension, "url") == detail::k_record_extension) {
                const Json known = detail::parse_limited(text_of(extension, "valueString"));
                detail::MemberReader reader(known, entry.place + "/extension");
                reader("facts", document_.facts);
                reader("former_facts", document_.former_facts);
                reader.finish();
            }
        }
        read_answers(*entry.resource);
    }

    /// An answer that was changed in the questionnaire counts; one that is no word of ours does not.
    void read_answers(const Json& response) {
        std::unordered_map<std::string, ClientFact*> answers_of;
        for (ClientFact& fact : document_.facts) {
            if (fact.kind == FactKind::Answer) {
                answers_of.emplace(fact.subject, &fact);
            }
        }
        for (const Json& item : list_of(response, "item")) {
            const std::string link = text_of(item, "linkId");
            const Json& answers = list_of(item, "answer");
            const std::size_t slash = link.find('/');
            if (slash == std::string::npos || answers.empty() || link.substr(0, slash) != name_of(FactKind::Answer)) {
                continue;
            }
            const std::string code = text_of(object_of(answers.front(), "valueCoding"), "code");
            const auto fact = answers_of.find(link.substr(slash + 1));
            if (fact != answers_of.end() && code.starts_with("answer-")) {
                fact->second->value = code.substr(std::string_view("answer-").size());
            }
        }
    }

    const AnatomyCatalogue& anatomy_;
    IdGenerator& ids_;
    Timestamp now_;
    std::vector<Entry> entries_;
    const Entry* patient_ = nullptr;
    std::unordered_map<std::string, SessionId> sessions_;  ///< by what refers to them
    std::map<std::string, SessionId> sessions_of_days_;
    std::unordered_set<SessionId> known_sessions_;
    std::unordered_map<std::string, const Json*> body_structures_;
    std::unordered_map<std::string, Drawing> drawings_;  ///< by mark
    std::map<std::string, std::size_t> left_out_;        ///< how many of a type
    std::size_t sides_missing_ = 0;
    CaseDocument document_;
    ImportedRecords imported_;
};

}  // namespace

ImportedRecords read_fhir(std::string_view json, const AnatomyCatalogue& anatomy, IdGenerator& ids, Timestamp now) {
    const Json bundle = detail::parse_limited(json);
    return BundleReader(anatomy, ids, now).read(bundle);
}

}  // namespace palpate
