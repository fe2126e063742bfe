#pragma once

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace palpate {

/// A list that never changes, shared by all its copies: for what one record says and many results repeat. Copying is
/// O(1); the same in any thread.
template <class T>
class SharedList {
public:
    SharedList() = default;
    SharedList(std::vector<T> items) {  // NOLINT(google-explicit-constructor): a list is a list
        if (!items.empty()) {
            items_ = std::make_shared<const std::vector<T>>(std::move(items));
        }
    }

    [[nodiscard]] const std::vector<T>& items() const {
        static const std::vector<T> none;
        return items_ ? *items_ : none;
    }
    operator const std::vector<T>&() const { return items(); }  // NOLINT(google-explicit-constructor)

    [[nodiscard]] auto begin() const { return items().begin(); }
    [[nodiscard]] auto end() const { return items().end(); }
    [[nodiscard]] std::size_t size() const { return items().size(); }
    [[nodiscard]] bool empty() const { return !items_; }

    friend bool operator==(const SharedList& a, const SharedList& b) {
        return a.items_ == b.items_ || a.items() == b.items();
    }
    friend bool operator==(const SharedList& a, const std::vector<T>& b) { return a.items() == b; }

private:
    std::shared_ptr<const std::vector<T>> items_;
};

}  // namespace palpate
