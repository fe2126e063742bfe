#pragma once

#include <compare>
#include <functional>
#include <string>
#include <utility>

namespace palpate {

/// A text id that cannot be mixed up with an id of another kind.
template <class Tag>
class StrongId {
public:
    StrongId() = default;
    explicit StrongId(std::string text) : text_(std::move(text)) {}

    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    [[nodiscard]] bool empty() const noexcept { return text_.empty(); }
    auto operator<=>(const StrongId&) const = default;

private:
    std::string text_;
};

}  // namespace palpate

template <class Tag>
struct std::hash<palpate::StrongId<Tag>> {
    std::size_t operator()(const palpate::StrongId<Tag>& id) const noexcept {
        return std::hash<std::string>{}(id.text());
    }
};
