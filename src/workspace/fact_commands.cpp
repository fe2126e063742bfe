// client.answer, client.condition, client.goal, ..: what is known of a client besides the marks.

#include "base/calendar_date.h"
#include "base/error.h"
#include "matching/marked_place.h"
#include "matching/record_facts.h"
#include "scene/skin_overlay.h"
#include "workspace/detail/command_arguments.h"
#include "workspace/detail/command_groups.h"
#include "workspace/detail/mark_place.h"

#include <algorithm>

namespace palpate {
namespace {

[[noreturn]] void fail_word(const std::string& argument, const std::string& value) {
    throw Error(ErrorCode::Usage, {"workspace.unknown-word", {{"argument", argument}, {"value", value}}});
}

/// The id of an argument, known to `known`.
template <class Known>
std::string named_id(const CommandArguments& arguments, const std::string& argument, Known known) {
    const std::string id = required_argument(arguments, argument);
    if (!known(id)) {
        fail_word(argument, id);
    }
    return id;
}

/// "yes" or "no"; yes without one.
bool is_yes(const CommandArguments& arguments, const std::string& argument) {
    const std::string word = find_argument(arguments, argument).value_or("yes");
    if (word != "yes" && word != "no") {
        fail_word(argument, word);
    }
    return word == "yes";
}

bool has_id(const auto& list, const std::string& id) {
    return std::ranges::any_of(list, [&](const auto& item) { return item.id == id; });
}

std::string set_fact(Workspace& workspace, ClientFact fact, const char* label) {
    fact.recorded = workspace.services().clock->now();
    std::string subject = fact.subject;
    workspace.commit(SetFact{std::move(fact)}, label);
    return subject;
}

/// Nothing where it is not known: taking away twice is no mistake.
void forget(Workspace& workspace, FactKind kind, const std::string& subject, const char* label) {
    if (find_fact(workspace.require_document(), kind, subject) != nullptr) {
        workspace.commit(RemoveFact{kind, subject, workspace.services().clock->now()}, label);
    }
}

std::string set_or_forget(Workspace& workspace, bool holds, FactKind kind, const std::string& subject,
                          const char* label) {
    if (!holds) {
        forget(workspace, kind, subject, label);
        return subject;
    }
    return set_fact(workspace, {.kind = kind, .subject = subject}, label);
}

std::string named_question(const Workspace& workspace, const CommandArguments& arguments) {
    const ClinicalCatalogue& clinical = workspace.clinical();
    return named_id(arguments, "question", [&](const std::string& id) {
        return clinical.find_contraindication(id) != nullptr || clinical.find_red_flag(id) != nullptr;
    });
}

/// The spots of what was answered so far that lie in one of these places.
std::vector<FactSpot> spots_in(const Workspace& workspace, const std::string& question,
                               const std::vector<std::string>& places) {
    const ClientFact* known = find_fact(workspace.require_document(), FactKind::Answer, question);
    std::vector<FactSpot> spots = known != nullptr ? known->spots : std::vector<FactSpot>();
    std::erase_if(spots, [&](const FactSpot& spot) { return std::ranges::find(places, spot.place) == places.end(); });
    return spots;
}

std::string answer(Workspace& workspace, const CommandArguments& arguments) {
    const std::string question = named_question(workspace, arguments);
    const std::string word = required_argument(arguments, "answer");
    if (word == "none") {
        forget(workspace, FactKind::Answer, question, "command.client.answer");
        return question;
    }
    if (!find_answer(word)) {
        fail_word("answer", word);
    }
    std::vector<std::string> places = split_list(find_argument(arguments, "places").value_or(""));
    for (const std::string& text : places) {
        const auto place = find_said_place(text);
        if (!place || workspace.anatomy().find_region(place->region) == nullptr) {
            fail_word("places", text);
        }
    }
    std::vector<FactSpot> spots = spots_in(workspace, question, places);
    return set_fact(workspace,
                    {.kind = FactKind::Answer,
                     .subject = question,
                     .value = word,
                     .places = std::move(places),
                     .spots = std::move(spots)},
                    "command.client.answer");
}

std::string condition(Workspace& workspace, const CommandArguments& arguments) {
    const std::string id = named_id(arguments, "condition", [&](const std::string& asked) {
        return workspace.clinical().find_condition(asked) != nullptr;
    });
    return set_or_forget(workspace, is_yes(arguments, "has"), FactKind::Condition, id, "command.client.condition");
}

std::string medicine(Workspace& workspace, const CommandArguments& arguments) {
    const ClientQuestions& questions = workspace.clinical().questions();
    const std::string id = named_id(arguments, "medicine", [&](const std::string& asked) {
        return has_id(questions.medicines, asked) || has_id(questions.allergies, asked);
    });
    return set_or_forget(workspace, is_yes(arguments, "takes"), FactKind::Medicine, id, "command.client.medicine");
}

/// Whether the value is one the trait takes.
bool fits_trait(const Workspace& workspace, const std::string& trait, const std::string& value) {
    const ClientQuestions& questions = workspace.clinical().questions();
    const auto number = [&](int low, int high) {
        return find_integer({{"value", value}}, "value", low, high).has_value();
    };
    if (trait == k_trait_pregnancy_week) {
        return number(questions.pregnancy.week_min, questions.pregnancy.week_max);
    }
    if (trait == k_trait_pressure) {
        return number(1, 5);
    }
    if (trait == k_trait_scope) {
        return value == "core" || value == "additional-training";
    }
    if (trait == k_trait_oil) {
        return value == "any" || value == "unscented" || value == "none";
    }
    return trait == k_trait_age_band && has_id(questions.age_bands, value);
}

std::string trait(Workspace& workspace, const CommandArguments& arguments) {
    const std::string name = required_argument(arguments, "trait");
    const std::string value = find_argument(arguments, "value").value_or("");
    if (value.empty()) {
        forget(workspace, FactKind::Trait, name, "command.client.trait");
        return name;
    }
    if (!fits_trait(workspace, name, value)) {
        fail_word(name, value);
    }
    return set_fact(workspace, {.kind = FactKind::Trait, .subject = name, .value = value}, "command.client.trait");
}

/// Goals in the order they were wanted; the new one last, or gone.
std::string goal(Workspace& workspace, const CommandArguments& arguments) {
    const std::string id = named_id(arguments, "goal", [&](const std::string& asked) {
        return has_id(workspace.clinical().questions().goals, asked);
    });
    std::vector<std::string> goals = case_facts_of(workspace.require_document(), workspace.session()).goals;
    std::erase(goals, id);
    std::vector<Edit> edits;
    if (is_yes(arguments, "wanted")) {
        goals.push_back(id);
    } else if (find_fact(*workspace.document(), FactKind::Goal, id) != nullptr) {
        edits.emplace_back(RemoveFact{.kind = FactKind::Goal, .subject = id});
    }
    for (std::size_t i = 0; i < goals.size(); ++i) {
        edits.emplace_back(SetFact{{.kind = FactKind::Goal,
                                    .subject = goals[i],
                                    .value = std::to_string(i + 1),
                                    .recorded = workspace.services().clock->now()}});
    }
    if (!edits.empty()) {
        workspace.commit(edits, "command.client.goal");
    }
    return id;
}

std::string avoid_area(Workspace& workspace, const CommandArguments& arguments) {
    const std::string text = required_argument(arguments, "area");
    const auto place = find_said_place(text);
    if (!place || workspace.anatomy().find_region(place->region) == nullptr) {
        fail_word("area", text);
    }
    return set_or_forget(workspace, is_yes(arguments, "avoid"), FactKind::AvoidArea, text, "command.client.avoid");
}

/// On the skin above what was pointed at, where the body has a skin.
SurfaceAnchor on_the_skin(const Atlas& atlas, const SurfaceAnchor& anchor) {
    const auto skin = find_skin(atlas);
    const auto place = resolve(anchor, atlas);
    if (!skin || !place || place->structure_index == *skin) {
        return anchor;
    }
    const Structure& structure = atlas.structures()[*skin];
    return make_anchor(atlas, structure, closest_point(*structure.mesh, place->point.position_mm));
}

/// The place a command points at, with the part of the body it lies in. Throws Error Usage where none is named, NotFound
/// and InvalidEdit as find_mark_place(), and where nobody knows the part.
FactSpot pointed_spot(const Workspace& workspace, const CommandArguments& arguments) {
    const auto anchor = find_mark_place(workspace, arguments);
    if (!anchor) {
        static_cast<void>(required_argument(arguments, "structure"));
    }
    Mark there;
    there.anchor = on_the_skin(workspace.require_atlas(), *anchor);
    const auto place = marked_place(there, workspace.require_atlas(), workspace.anatomy());
    const RegionEntry* region = place ? workspace.anatomy().find_region(place->region_id) : nullptr;
    if (region == nullptr) {
        throw Error(ErrorCode::InvalidEdit,
                    {"workspace.spot-without-region", {{"structure", anchor->structure.text()}}});
    }
    return {.place = text_of(SaidPlace{.region = region->id, .side = region->sided ? place->side : Side::Mid}),
            .anchor = there.anchor};
}

/// Whoever points at a place says yes; the part of the body is told along with it.
ClientFact with_spot(const Workspace& workspace, FactKind kind, std::string subject, FactSpot spot) {
    const ClientFact* known = find_fact(workspace.require_document(), kind, subject);
    ClientFact fact = known != nullptr ? *known : ClientFact{.kind = kind, .subject = std::move(subject)};
    if (kind == FactKind::Answer) {
        fact.value = fact.value == "unsure" ? fact.value : "yes";
        if (std::ranges::find(fact.places, spot.place) == fact.places.end()) {
            fact.places.push_back(spot.place);
        }
    }
    fact.spots.push_back(std::move(spot));
    return fact;
}

/// Without its spots a part of the body is meant as a whole again: taking one away never opens what was stopped.
std::string remove_spot(Workspace& workspace, FactKind kind, const std::string& subject, const std::string& number) {
    const ClientFact* known = find_fact(workspace.require_document(), kind, subject);
    const std::size_t count = known != nullptr ? known->spots.size() : 0;
    const auto which = find_integer({{"remove", number}}, "remove", 1, 50);
    if (static_cast<std::size_t>(*which) > count) {
        fail_word("remove", number);
    }
    ClientFact fact = *known;
    fact.spots.erase(fact.spots.begin() + (*which - 1));
    return set_fact(workspace, std::move(fact), "command.client.spot");
}

/// Where exactly it is. Of a question, or with `avoid=yes` of what is to be left alone; `remove=2` takes the second spot
/// of the question, or of the area that `avoid` names, away again.
std::string spot(Workspace& workspace, const CommandArguments& arguments) {
    const auto avoid = find_argument(arguments, "avoid");
    const std::string question = avoid ? std::string() : named_question(workspace, arguments);
    if (const auto number = find_argument(arguments, "remove")) {
        return avoid ? remove_spot(workspace, FactKind::AvoidArea, *avoid, *number)
                     : remove_spot(workspace, FactKind::Answer, question, *number);
    }
    if (avoid && *avoid != "yes") {
        fail_word("avoid", *avoid);
    }
    FactSpot pointed = pointed_spot(workspace, arguments);
    std::string place = pointed.place;
    set_fact(workspace,
             avoid ? with_spot(workspace, FactKind::AvoidArea, place, std::move(pointed))
                   : with_spot(workspace, FactKind::Answer, question, std::move(pointed)),
             "command.client.spot");
    return place;
}

std::string dated(Workspace& workspace, const CommandArguments& arguments, FactKind kind, const char* label) {
    const std::string date = required_argument(arguments, "date");
    if (!find_date(date)) {
        fail_word("date", date);
    }
    if (find_argument(arguments, "remove").value_or("no") == "yes") {
        forget(workspace, kind, date, label);
        return date;
    }
    return set_fact(workspace,
                    {.kind = kind,
                     .subject = date,
                     .value = find_argument(arguments, "part").value_or(""),
                     .note = find_argument(arguments, "name").value_or("")},
                    label);
}

std::string event(Workspace& workspace, const CommandArguments& arguments) {
    return dated(workspace, arguments, FactKind::Event, "command.client.event");
}

std::string hard_day(Workspace& workspace, const CommandArguments& arguments) {
    return dated(workspace, arguments, FactKind::HardDay, "command.client.hard-day");
}

}  // namespace

std::vector<Command> fact_commands() {
    return {
        {"client.answer", "command.client.answer", "", {"question", "answer", "places"}, has_client, answer},
        {"client.condition", "command.client.condition", "", {"condition", "has"}, has_client, condition},
        {"client.medicine", "command.client.medicine", "", {"medicine", "takes"}, has_client, medicine},
        {"client.trait", "command.client.trait", "", {"trait", "value"}, has_client, trait},
        {"client.goal", "command.client.goal", "", {"goal", "wanted"}, has_client, goal},
        {"client.avoid", "command.client.avoid", "", {"area", "avoid"}, has_client, avoid_area},
        {"client.spot",
         "command.client.spot",
         "",
         {"question", "avoid", "structure", "at", "pixel", "size", "remove"},
         has_client,
         spot},
        {"client.event", "command.client.event", "", {"date", "name", "part", "remove"}, has_client, event},
        {"client.hard-day", "command.client.hard-day", "", {"date", "remove"}, has_client, hard_day},
    };
}

}  // namespace palpate
