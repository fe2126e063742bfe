#include "intake/home_answers.h"

#include "anatomy/anatomy_catalogue.h"
#include "base/error.h"
#include "casebook/edits.h"
#include "clinical/clinical_catalogue.h"
#include "intake/said_case.h"
#include "matching/record_facts.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace palpate {
namespace {

using Json = nlohmann::json;

constexpr std::size_t k_most_marks = 100;
constexpr std::size_t k_most_words = 30;
constexpr std::size_t k_most_answers = 400;
constexpr std::size_t k_longest_text = 4000;  // bytes

[[noreturn]] void refuse(std::string_view place) {
    throw Error(ErrorCode::InvalidContent,
                {"error.intake.answer-wrong", {{"place", std::string(place.substr(0, 60))}}});
}

Json parse(std::string_view text) {
    Json json = Json::parse(text, nullptr, false);
    if (!json.is_object() || json.value("format", Json()) != "palpate-intake-answers") {
        refuse("format");
    }
    const Json version = json.value("version", Json());
    if (!version.is_number_integer() || version < 1) {
        refuse("version");
    }
    if (version > 1) {
        throw Error(ErrorCode::NewerVersion, {"error.intake.newer-file", {}});
    }
    return json;
}

/// A member that may be missing: then it is empty.
std::string text_in(const Json& object, const char* name) {
    const auto found = object.find(name);
    if (found == object.end()) {
        return {};
    }
    if (!found->is_string() || found->get_ref<const std::string&>().size() > k_longest_text) {
        refuse(name);
    }
    return found->get<std::string>();
}

/// The same for a list.
const Json& list_in(const Json& object, const char* name, std::size_t most) {
    static const Json k_nothing = Json::array();
    const auto found = object.find(name);
    if (found == object.end()) {
        return k_nothing;
    }
    if (!found->is_array() || found->size() > most) {
        refuse(name);
    }
    return *found;
}

/// Free words as the title of a visit takes them.
std::string one_line(std::string text) {
    std::ranges::replace_if(
        text, [](char letter) { return static_cast<unsigned char>(letter) < ' '; }, ' ');
    const auto is_blank = [](char letter) { return letter == ' '; };
    text.erase(text.begin(), std::ranges::find_if_not(text, is_blank));
    text.erase(std::ranges::find_if_not(text.rbegin(), text.rend(), is_blank).base(), text.end());
    return text;
}

std::vector<std::string> words_in(const Json& object, const char* name, const std::vector<std::string>& known) {
    std::vector<std::string> words;
    for (const Json& word : list_in(object, name, k_most_words)) {
        const bool fits = word.is_string() && std::ranges::find(known, word.get<std::string>()) != known.end() &&
                          std::ranges::find(words, word.get<std::string>()) == words.end();
        fits ? words.push_back(word.get<std::string>()) : refuse(name);
    }
    return words;
}

std::optional<int> rating_in(const Json& object, const char* name) {
    const auto found = object.find(name);
    if (found == object.end() || found->is_null()) {
        return std::nullopt;
    }
    constexpr int k_highest = 10;
    if (!found->is_number_integer() || *found < 0 || *found > k_highest) {
        refuse(name);
    }
    return found->get<int>();
}

/// One answer after the other becomes part of the case.
class Reader {
public:
    Reader(const Json& json, const HomeAnswersOrder& order)
        : json_(json),
          order_(order),
          said_(make_said_case({.known = order.known, .date = order.date, .now = order.now, .ids = order.ids})) {}

    CaseDocument read() {
        read_client();
        read_consents();
        read_marks();
        read_goals();
        read_answers();
        read_wishes();
        return std::move(said_);
    }

private:
    void take(const Edit& edit) { said_ = apply(said_, edit); }
    void set(FactKind kind, std::string subject, std::string value = {}) {
        take(SetFact{{.kind = kind, .subject = std::move(subject), .value = std::move(value), .recorded = order_.now}});
    }

    /// What was left empty stays as it is known.
    void read_client() {
        const Json client = json_.value("client", Json::object());
        if (!client.is_object()) {
            refuse("client");
        }
        Client now = said_.client;
        const auto take_text = [&](const char* name, std::string& field) {
            if (std::string text = text_in(client, name); !text.empty()) {
                field = std::move(text);
            }
        };
        take_text("name", now.name);
        take_text("birth", now.birth);
        take_text("phone", now.phone);
        take_text("email", now.email);
        if (now.name.empty()) {
            refuse("name");
        }
        take(EditClient{now});
    }

    void read_consents() {
        for (const Json& given : list_in(json_, "consents", k_most_words)) {
            const std::string text = given.is_object() ? text_in(given, "text") : std::string();
            const auto known = std::ranges::find(order_.consents, text, &Consent::text);
            if (known == order_.consents.end()) {
                refuse("consents");
            }
            if (text_in(given, "version") != known->version || find_consent(said_, text) != nullptr) {
                continue;
            }
            Consent consent = *known;
            consent.id = ConsentId(order_.ids.make_id());
            consent.given_by = said_.client.name;
            consent.given = order_.now;
            take(GiveConsent{std::move(consent)});
        }
    }

    SaidPlace place_in(const Json& object, const char* name) const {
        const auto place = find_said_place(text_in(object, name));
        const RegionEntry* region = place ? order_.anatomy.find_region(place->region) : nullptr;
        if (region == nullptr || region->sided != (place->side != Side::Mid)) {
            refuse(name);
        }
        return *place;
    }

    SurfaceAnchor middle_of(const SaidPlace& place) const {
        const std::string area =
            place.side == Side::Mid ? place.region : place.region + "-" + std::string(name_of(place.side));
        const auto anchor = order_.find_middle(area);
        return anchor ? *anchor : throw Error(ErrorCode::InvalidContent, {"error.intake.no-such-place", {}});
    }

    void read_mark(const Json& answer) {
        if (!answer.is_object()) {
            refuse("marks");
        }
        Mark mark{.id = MarkId(order_.ids.make_id()), .session = said_session(said_).id};
        mark.anchor = middle_of(place_in(answer, "place"));
        mark.extent = MarkExtent::Region;
        const auto kind = find_mark_kind(text_in(answer, "kind"));
        const auto now = rating_in(answer, "now");
        if (!kind || !now) {
            refuse(kind ? "now" : "kind");
        }
        mark.kind = *kind;
        mark.now = *now;
        mark.usual = rating_in(answer, "usual");
        mark.worst = rating_in(answer, "worst");
        mark.qualities = words_in(answer, "qualities", quality_words());
        mark.better_with = words_in(answer, "better_with", influence_words());
        mark.worse_with = words_in(answer, "worse_with", influence_words());
        if (const std::string word = text_in(answer, "onset"); !word.empty()) {
            const auto onset = find_onset(word);
            mark.duration_days = onset ? std::optional(days_of(*onset)) : (refuse("onset"), std::nullopt);
        }
        if (const std::string word = text_in(answer, "constancy"); !word.empty()) {
            mark.constancy = find_constancy(word);
            mark.constancy ? void() : refuse("constancy");
        }
        mark.note = text_in(answer, "note");
        mark.author = Author::Client;
        mark.confidence = Confidence::About;
        mark.created = order_.now;
        take(AddMark{std::move(mark)});
    }

    void read_marks() {
        for (const Json& answer : list_in(json_, "marks", k_most_marks)) {
            read_mark(answer);
        }
        const Json none = json_.value("no_pain", Json(false));
        if (!none.is_boolean()) {
            refuse("no_pain");
        }
        if (none.get<bool>()) {
            Session session = said_session(said_);
            session.no_pain = true;
            take(EditSession{std::move(session)});
        }
    }

    /// In the order of their importance; earlier ones are replaced by what is said now.
    void read_goals() {
        const Json& goals = list_in(json_, "goals", k_most_words);
        if (goals.empty()) {
            return;
        }
        const std::vector<ClientFact> facts = said_.facts;
        for (const ClientFact& fact : facts) {
            if (fact.kind == FactKind::Goal) {
                take(RemoveFact{FactKind::Goal, fact.subject, order_.now});
            }
        }
        std::vector<std::string> known;
        std::ranges::transform(order_.clinical.questions().goals, std::back_inserter(known), &Goal::id);
        int rank = 0;
        for (const std::string& goal : words_in(json_, "goals", known)) {
            set(FactKind::Goal, goal, std::to_string(++rank));
        }
    }

    void read_answers() {
        constexpr std::array<std::string_view, 3> k_answers{"yes", "no", "unsure"};
        for (const Json& given : list_in(json_, "answers", k_most_answers)) {
            const std::string id = given.is_object() ? text_in(given, "question") : std::string();
            const bool known =
                order_.clinical.find_contraindication(id) != nullptr || order_.clinical.find_red_flag(id) != nullptr;
            if (!known) {
                refuse("question");
            }
            const std::string answer = text_in(given, "answer");
            if (std::ranges::find(k_answers, answer) == k_answers.end()) {
                refuse("answer");
            }
            set(FactKind::Answer, id, answer);
        }
    }

    void read_wishes() {
        if (const std::string pressure = text_in(json_, "pressure"); !pressure.empty()) {
            pressure.size() == 1 && pressure >= "1" && pressure <= "5"
                ? set(FactKind::Trait, std::string(k_trait_pressure), pressure)
                : refuse("pressure");
        }
        if (const std::string oil = text_in(json_, "oil"); !oil.empty()) {
            oil == "any" || oil == "unscented" || oil == "none" ? set(FactKind::Trait, std::string(k_trait_oil), oil)
                                                                : refuse("oil");
        }
        if (const std::string note = one_line(text_in(json_, "note")); !note.empty()) {
            Session session = said_session(said_);
            session.title = note;
            take(EditSession{std::move(session)});
        }
        for (const Json& area : list_in(json_, "avoid", k_most_marks)) {
            const Json wrapped{{"avoid", area}};
            set(FactKind::AvoidArea, text_of(place_in(wrapped, "avoid")));
        }
    }

    const Json& json_;
    const HomeAnswersOrder& order_;
    CaseDocument said_;
};

}  // namespace

std::string token_of_home_answers(std::string_view json) { return text_in(parse(json), "token"); }

CaseDocument read_home_answers(std::string_view json, const HomeAnswersOrder& order) {
    const Json answers = parse(json);
    return Reader(answers, order).read();
}

}  // namespace palpate
