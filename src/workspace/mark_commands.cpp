// mark.*: where it hurts and how.

#include "base/error.h"
#include "workspace/detail/command_arguments.h"
#include "workspace/detail/command_groups.h"
#include "workspace/detail/mark_place.h"
#include "workspace/detail/skin_places.h"

#include <algorithm>
#include <limits>

namespace palpate {
namespace {

constexpr int k_highest_rating = 10;
constexpr int k_longest_duration_days = 36525;  // a hundred years
constexpr int k_widest_radius_mm = 200;

bool has_mark(const Workspace& workspace) { return workspace.selected_mark() != nullptr; }

template <class Value, class Find>
void read_word(const CommandArguments& arguments, std::string_view name, Find find, Value& value) {
    if (const auto word = find_argument(arguments, name)) {
        const auto known = find(*word);
        if (!known) {
            throw Error(ErrorCode::Usage,
                        {"workspace.unknown-word", {{"argument", std::string(name)}, {"value", *word}}});
        }
        value = *known;
    }
}

/// An empty text takes an optional number away.
void read_optional_rating(const CommandArguments& arguments, std::string_view name, int highest,
                          std::optional<int>& value) {
    if (const auto text = find_argument(arguments, name)) {
        value = text->empty() ? std::nullopt : find_integer(arguments, name, 0, highest);
    }
}

/// An empty text takes an optional word away.
template <class Value, class Find>
void read_optional_word(const CommandArguments& arguments, std::string_view name, Find find,
                        std::optional<Value>& value) {
    const auto word = find_argument(arguments, name);
    if (word && word->empty()) {
        value.reset();
    } else if (word) {
        Value known{};
        read_word(arguments, name, find, known);
        value = known;
    }
}

void read_list(const CommandArguments& arguments, std::string_view name, std::vector<std::string>& words) {
    if (const auto list = find_argument(arguments, name)) {
        words = split_list(*list);
    }
}

/// Since when: a number of days, or a word for it.
void read_onset(const CommandArguments& arguments, Mark& mark) {
    read_optional_rating(arguments, "days", k_longest_duration_days, mark.duration_days);
    std::optional<Onset> onset;
    read_optional_word(arguments, "since", find_onset, onset);
    if (onset) {
        mark.duration_days = days_of(*onset);
    } else if (find_argument(arguments, "since")) {
        mark.duration_days.reset();
    }
}

/// "yes" or "no"; `unsaid` where the argument is missing.
bool read_yes_or_no(const CommandArguments& arguments, std::string_view name, bool unsaid) {
    const std::string answer = find_argument(arguments, name).value_or(unsaid ? "yes" : "no");
    if (answer != "yes" && answer != "no") {
        throw Error(ErrorCode::Usage, {"workspace.unknown-word", {{"argument", std::string(name)}, {"value", answer}}});
    }
    return answer == "yes";
}

/// What is said of a mark, apart from its place. Fields not named keep their value.
void read_mark_fields(const CommandArguments& arguments, Mark& mark) {
    read_word(arguments, "kind", find_mark_kind, mark.kind);
    read_word(arguments, "depth", find_depth, mark.depth);
    read_word(arguments, "author", find_author, mark.author);
    read_optional_word(arguments, "constancy", find_constancy, mark.constancy);
    read_optional_word(arguments, "confidence", find_confidence, mark.confidence);
    read_list(arguments, "quality", mark.qualities);
    read_list(arguments, "better", mark.better_with);
    read_list(arguments, "worse", mark.worse_with);
    mark.now = find_integer(arguments, "now", 0, k_highest_rating).value_or(mark.now);
    read_optional_rating(arguments, "usual", k_highest_rating, mark.usual);
    read_optional_rating(arguments, "worst", k_highest_rating, mark.worst);
    read_onset(arguments, mark);
    if (const auto radius_mm = find_integer(arguments, "radius", 1, k_widest_radius_mm)) {
        mark.radius_mm = static_cast<float>(*radius_mm);
    }
    mark.radiates_to = find_argument(arguments, "radiates").value_or(mark.radiates_to);
    mark.note = find_argument(arguments, "note").value_or(mark.note);
    mark.confirmed = read_yes_or_no(arguments, "confirmed", true);  // who changes a mark has looked at it
}

const std::vector<std::string>& mark_parameters() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> all{"structure", "at",        "pixel",      "size",     "extent",   "kind",
                                     "quality",   "now",       "usual",      "worst",    "depth",    "days",
                                     "since",     "constancy", "better",     "worse",    "radiates", "note",
                                     "author",    "radius",    "confidence", "confirmed"};
        std::ranges::copy(skin_place_parameters(), std::back_inserter(all));
        return all;
    }();
    return names;
}

/// The edit of a mark; whoever marks what hurts takes back that nothing does.
std::vector<Edit> with_no_pain_taken_back(const Workspace& workspace, const Mark& mark, Edit edit) {
    Session session = *find_session(workspace.require_document(), mark.session);
    if (!session.no_pain || mark.now == 0) {
        return {std::move(edit)};
    }
    session.no_pain = false;
    return {EditSession{session}, std::move(edit)};
}

std::string add_mark(Workspace& workspace, const CommandArguments& arguments) {
    static_cast<void>(workspace.require_document());
    if (workspace.session().empty()) {
        throw Error(ErrorCode::InvalidEdit, {"workspace.no-session", {}});
    }
    Mark mark;
    mark.session = workspace.session();
    read_word(arguments, "extent", find_mark_extent, mark.extent);
    if (!read_skin_places(workspace, arguments, mark)) {
        const std::optional<SurfaceAnchor> anchor = find_mark_place(workspace, arguments);
        if (!anchor) {
            throw Error(ErrorCode::Usage, {"workspace.mark-needs-place", {}});
        }
        mark.anchor = *anchor;
    }
    mark.created = workspace.services().clock->now();
    read_mark_fields(arguments, mark);
    mark.id = MarkId(workspace.services().ids->make_id());
    workspace.commit(with_no_pain_taken_back(workspace, mark, AddMark{mark}), "command.mark.add");
    workspace.select_mark(mark.id);
    return mark.id.text();
}

std::string edit_mark(Workspace& workspace, const CommandArguments& arguments) {
    Mark mark = chosen_mark(workspace, arguments);
    read_word(arguments, "extent", find_mark_extent, mark.extent);
    if (!read_skin_places(workspace, arguments, mark)) {
        if (const auto anchor = find_mark_place(workspace, arguments)) {
            mark.anchor = *anchor;
        }
    }
    read_mark_fields(arguments, mark);
    workspace.commit(with_no_pain_taken_back(workspace, mark, EditMark{mark}), "command.mark.edit");
    return mark.id.text();
}

std::string remove_mark(Workspace& workspace, const CommandArguments& arguments) {
    workspace.commit(RemoveMark{chosen_mark(workspace, arguments).id}, "command.mark.remove");
    return {};
}

std::string select_mark(Workspace& workspace, const CommandArguments& arguments) {
    const auto asked = find_argument(arguments, "mark");
    if (!asked || asked->empty()) {
        workspace.select_mark(std::nullopt);
        return {};
    }
    const MarkId id = named_mark(workspace, *asked).id;
    workspace.select_mark(id);
    return id.text();
}

std::vector<std::string> with_mark(std::vector<std::string> names) {
    names.insert(names.begin(), "mark");
    return names;
}

}  // namespace

std::vector<Command> mark_commands() {
    return {
        {"mark.add", "command.mark.add", "", mark_parameters(), has_session, add_mark},
        {"mark.edit", "command.mark.edit", "", with_mark(mark_parameters()), has_mark, edit_mark},
        {"mark.remove", "command.mark.remove", "Delete", {"mark"}, has_mark, remove_mark},
        {"mark.select", "command.mark.select", "", {"mark"}, has_session, select_mark},
    };
}

}  // namespace palpate
