#pragma once

#include "casebook/case_document.h"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace palpate {

/// Snapshots of the document for undo and redo. Holds at least one. Main thread only.
class History {
public:
    using Snapshot = std::shared_ptr<const CaseDocument>;

    explicit History(CaseDocument start);

    [[nodiscard]] const CaseDocument& document() const { return *entries_[current_].document; }
    [[nodiscard]] Snapshot snapshot() const { return entries_[current_].document; }
    /// Rises with every commit, undo and redo: what a result was computed for.
    [[nodiscard]] std::size_t version() const { return version_; }

    /// `label_key` names the action in menus: "Undo <label>". Drops what could be redone.
    void commit(CaseDocument next, std::string label_key);
    /// Replaces the newest snapshot's content, for edits that belong to the same gesture (a drag, typing in one note).
    void amend(CaseDocument next);

    /// Nothing before this is undone or redone any more: what was signed stays signed.
    void seal();

    [[nodiscard]] bool can_undo() const { return current_ > 0; }
    [[nodiscard]] bool can_redo() const { return current_ + 1 < entries_.size(); }
    /// Labels of the step that undo / redo would take; empty when none.
    [[nodiscard]] std::string undo_label() const;
    [[nodiscard]] std::string redo_label() const;
    void undo();
    void redo();

private:
    struct Entry {
        Snapshot document;
        std::string label_key;
    };
    std::vector<Entry> entries_;
    std::size_t current_ = 0;
    std::size_t version_ = 1;
};

}  // namespace palpate
