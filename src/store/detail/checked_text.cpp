#include "store/detail/checked_text.h"

#include "store/detail/blake2b.h"

namespace palpate::detail {
namespace {

std::string make_last_line(std::string_view before) { return "end " + Blake2b().text(before).hex() + '\n'; }

}  // namespace

std::string make_checked_text(std::string_view heading, std::string_view body) {
    std::string text = std::string(heading) + '\n' + std::string(body);
    return text + make_last_line(text);
}

std::optional<std::string> find_checked_body(std::string_view text, std::string_view heading) {
    const std::string first_line = std::string(heading) + '\n';
    const std::size_t last_line_size = make_last_line("").size();
    if (!text.starts_with(first_line) || text.size() < first_line.size() + last_line_size) {
        return std::nullopt;
    }
    const std::string_view before = text.substr(0, text.size() - last_line_size);
    if (text.substr(before.size()) != make_last_line(before)) {
        return std::nullopt;
    }
    return std::string(before.substr(first_line.size()));
}

}  // namespace palpate::detail
