#include "clinical/detail/json_lines.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <iterator>
#include <vector>

namespace palpate::detail {
namespace {

using nlohmann::json;

/// Reads characters and counts the lines it has read: what the parser alone does not tell.
class CountingIterator {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    CountingIterator(const char* at, std::size_t* line) : at_(at), line_(line) {}
    reference operator*() const { return *at_; }
    CountingIterator& operator++() {
        *line_ += *at_ == '\n' ? 1 : 0;
        ++at_;
        return *this;
    }
    CountingIterator operator++(int) {
        CountingIterator before = *this;
        ++*this;
        return before;
    }
    bool operator==(const CountingIterator& other) const { return at_ == other.at_; }
    bool operator!=(const CountingIterator& other) const { return at_ != other.at_; }

private:
    const char* at_;
    std::size_t* line_;
};

/// Follows the path of the value being read and keeps the line of the deepest value that the wanted pointer passes.
class LineFinder : public nlohmann::json_sax<json> {
public:
    LineFinder(std::string_view wanted, const std::size_t& line) : wanted_(wanted), line_(line) {}

    [[nodiscard]] std::size_t found() const { return found_; }

    bool null() override { return value(); }
    bool boolean(bool) override { return value(); }
    bool number_integer(number_integer_t) override { return value(); }
    bool number_unsigned(number_unsigned_t) override { return value(); }
    bool number_float(number_float_t, const string_t&) override { return value(); }
    bool string(string_t&) override { return value(); }
    bool binary(binary_t&) override { return value(); }
    bool key(string_t& name) override {
        levels_.back().name = name;
        note();
        return true;
    }
    bool start_object(std::size_t) override { return open(false); }
    bool start_array(std::size_t) override { return open(true); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

private:
    struct Level {
        bool list = false;
        std::size_t index = 0;
        std::string name;
    };

    void note() {
        std::string path;
        for (const Level& level : levels_) {
            path += "/" + (level.list ? std::to_string(level.index) : level.name);
        }
        const bool on_the_way =
            wanted_.starts_with(path) && (wanted_.size() == path.size() || wanted_[path.size()] == '/');
        if (on_the_way && path.size() > deepest_) {
            deepest_ = path.size();
            found_ = line_;
        }
    }
    void note_item() {
        if (!levels_.empty() && levels_.back().list) {
            note();
        }
    }
    bool value() {
        note_item();
        step();
        return true;
    }
    bool open(bool list) {
        note_item();
        levels_.push_back({.list = list, .index = 0, .name = {}});
        return true;
    }
    bool close() {
        levels_.pop_back();
        step();
        return true;
    }
    void step() {
        if (!levels_.empty() && levels_.back().list) {
            ++levels_.back().index;
        }
    }

    std::string_view wanted_;
    const std::size_t& line_;
    std::vector<Level> levels_;
    std::size_t deepest_ = 0;
    std::size_t found_ = 1;
};

}  // namespace

std::size_t find_json_line(std::string_view text, std::string_view pointer) {
    std::size_t line = 1;
    LineFinder finder(pointer, line);
    json::sax_parse(CountingIterator(text.data(), &line), CountingIterator(text.data() + text.size(), &line), &finder);
    return finder.found();
}

}  // namespace palpate::detail
