#include "workspace/mark_arguments.h"

#include <fmt/ranges.h>

namespace palpate {
namespace {

std::string text_of(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, ",")); }

std::string text_of(const std::optional<int>& number) { return number ? std::to_string(*number) : std::string(); }

template <class Value>
std::string text_of(const std::optional<Value>& value) {
    return value ? std::string(name_of(*value)) : std::string();
}

}  // namespace

CommandArguments arguments_of(const Mark& mark) {
    CommandArguments arguments = arguments_to_repeat(mark);
    arguments["now"] = std::to_string(mark.now);
    arguments["usual"] = text_of(mark.usual);
    arguments["worst"] = text_of(mark.worst);
    arguments["radiates"] = mark.radiates_to;
    arguments["confidence"] = text_of(mark.confidence);
    arguments["note"] = mark.note;
    return arguments;
}

CommandArguments arguments_to_repeat(const Mark& mark) {
    return {{"kind", std::string(name_of(mark.kind))},   {"quality", text_of(mark.qualities)},
            {"depth", std::string(name_of(mark.depth))}, {"days", text_of(mark.duration_days)},
            {"constancy", text_of(mark.constancy)},      {"better", text_of(mark.better_with)},
            {"worse", text_of(mark.worse_with)},         {"author", std::string(name_of(mark.author))}};
}

}  // namespace palpate
