#include "casebook/history.h"

#include "base/error.h"

#include <utility>

namespace palpate {

History::History(CaseDocument start) {
    entries_.push_back({.document = std::make_shared<const CaseDocument>(std::move(start)), .label_key = {}});
}

void History::commit(CaseDocument next, std::string label_key) {
    entries_.resize(current_ + 1);
    entries_.push_back(
        {.document = std::make_shared<const CaseDocument>(std::move(next)), .label_key = std::move(label_key)});
    ++current_;
    ++version_;
}

void History::amend(CaseDocument next) {
    entries_.resize(current_ + 1);
    entries_[current_].document = std::make_shared<const CaseDocument>(std::move(next));
    ++version_;
}

void History::seal() {
    entries_ = {{.document = entries_[current_].document, .label_key = {}}};
    current_ = 0;
    ++version_;
}

std::string History::undo_label() const { return can_undo() ? entries_[current_].label_key : std::string(); }

std::string History::redo_label() const { return can_redo() ? entries_[current_ + 1].label_key : std::string(); }

void History::undo() {
    PALPATE_ASSERT(can_undo());
    --current_;
    ++version_;
}

void History::redo() {
    PALPATE_ASSERT(can_redo());
    ++current_;
    ++version_;
}

}  // namespace palpate
