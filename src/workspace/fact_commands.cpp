// client.answer, client.condition, client.goal, ..: what is known of a client besides the marks.

#include "base/calendar_date.h"
#include "base/error.h"
#include "matching/record_facts.h"
#include "workspace/detail/command_arguments.h"
#include "workspace/detail/command_groups.h"

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
        workspace.commit(RemoveFact{kind, subject}, label);
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

std::string answer(Workspace& workspace, const CommandArguments& arguments) {
    const ClinicalCatalogue& clinical = workspace.clinical();
    const std::string question = named_id(arguments, "question", [&](const std::string& id) {
        return clinical.find_contraindication(id) != nullptr || clinical.find_red_flag(id) != nullptr;
    });
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
    return set_fact(workspace,
                    {.kind = FactKind::Answer, .subject = question, .value = word, .places = std::move(places)},
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
        edits.emplace_back(RemoveFact{FactKind::Goal, id});
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
        {"client.event", "command.client.event", "", {"date", "name", "part", "remove"}, has_client, event},
        {"client.hard-day", "command.client.hard-day", "", {"date", "remove"}, has_client, hard_day},
    };
}

}  // namespace palpate
