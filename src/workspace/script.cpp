#include "base/error.h"
#include "workspace/commands.h"

#include <cctype>
#include <cstddef>
#include <optional>

namespace palpate {
namespace {

/// Reads one line from left to right. Throws Error InvalidContent with the line's number.
class LineReader {
public:
    LineReader(std::string_view line, std::size_t number) : rest_(line), number_(number) {}

    [[nodiscard]] std::optional<ScriptLine> read() {
        skip_spaces();
        if (at_end()) {
            return std::nullopt;
        }
        ScriptLine line;
        line.command = read_name();
        for (skip_spaces(); !at_end(); skip_spaces()) {
            const std::string name = read_name();
            if (name.empty() || rest_.empty() || rest_.front() != '=') {
                refuse("script.argument-without-value", name);
            }
            rest_.remove_prefix(1);
            if (!line.arguments.emplace(name, read_value()).second) {
                refuse("script.argument-twice", name);
            }
        }
        return line;
    }

private:
    [[nodiscard]] bool at_end() const { return rest_.empty() || rest_.front() == '#'; }

    void skip_spaces() {
        while (!rest_.empty() && std::isspace(static_cast<unsigned char>(rest_.front())) != 0) {
            rest_.remove_prefix(1);
        }
    }

    std::string read_name() { return take_until(" \t\r="); }

    std::string read_value() {
        if (rest_.empty() || rest_.front() != '"') {
            return take_until(" \t\r");
        }
        rest_.remove_prefix(1);
        std::string value;
        while (!rest_.empty() && rest_.front() != '"') {
            const bool escaped = rest_.front() == '\\' && rest_.size() > 1;
            const char next = escaped ? rest_[1] : rest_.front();
            value += escaped && next == 'n' ? '\n' : next;
            rest_.remove_prefix(escaped ? 2 : 1);
        }
        if (rest_.empty()) {
            refuse("script.open-quote", value);
        }
        rest_.remove_prefix(1);
        return value;
    }

    std::string take_until(const char* ends) {
        const std::size_t length = std::min(rest_.find_first_of(ends), rest_.size());
        std::string word(rest_.substr(0, length));
        rest_.remove_prefix(length);
        return word;
    }

    [[noreturn]] void refuse(const char* key, const std::string& word) const {
        throw Error(ErrorCode::InvalidContent, {key, {{"line", std::to_string(number_)}, {"word", word}}});
    }

    std::string_view rest_;
    std::size_t number_;
};

}  // namespace

std::vector<ScriptLine> parse_script(std::string_view text) {
    std::vector<ScriptLine> lines;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const std::size_t length = std::min(text.find('\n'), text.size());
        if (auto line = LineReader(text.substr(0, length), number).read()) {
            line->number = number;
            lines.push_back(std::move(*line));
        }
        text.remove_prefix(std::min(length + 1, text.size()));
    }
    return lines;
}

}  // namespace palpate
