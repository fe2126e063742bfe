#include "casebook/history.h"

#include "casebook/edits.h"
#include "support/random_case.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

using namespace palpate;

namespace {

CaseDocument named(const std::string& name) {
    CaseDocument document;
    document.client.name = name;
    return document;
}

}  // namespace

TEST_CASE("redo brings back what undo took, over any chain of edits", "[casebook]") {
    RandomCase random(GENERATE(range(1U, 20U)));
    History history(random.document(5));
    std::vector<CaseDocument> seen{history.document()};
    for (int step = 0; step < 15; ++step) {
        history.commit(random.after_edits(history.document(), 1), "label");
        seen.push_back(history.document());
    }
    for (std::size_t step = seen.size() - 1; step > 0; --step) {
        CHECK(history.document() == seen[step]);
        history.undo();
    }
    CHECK_FALSE(history.can_undo());
    for (const CaseDocument& document : seen) {
        CHECK(history.document() == document);
        if (history.can_redo()) {
            history.redo();
        }
    }
    CHECK_FALSE(history.can_redo());
}

TEST_CASE("a new step drops what could be redone", "[casebook]") {
    History history(named("start"));
    history.commit(named("one"), "label.one");
    history.commit(named("two"), "label.two");
    history.undo();
    history.commit(named("three"), "label.three");
    CHECK_FALSE(history.can_redo());
    history.undo();
    CHECK(history.document().client.name == "one");
}

TEST_CASE("undo and redo name the step they would take", "[casebook]") {
    History history(named("start"));
    CHECK(history.undo_label().empty());
    CHECK(history.redo_label().empty());
    history.commit(named("one"), "label.one");
    CHECK(history.undo_label() == "label.one");
    history.undo();
    CHECK(history.undo_label().empty());
    CHECK(history.redo_label() == "label.one");
}

TEST_CASE("an amended step stays one step", "[casebook]") {
    History history(named("start"));
    history.commit(named("typed a"), "label.note");
    history.amend(named("typed ab"));
    CHECK(history.document().client.name == "typed ab");
    history.undo();
    CHECK(history.document().client.name == "start");
    history.redo();
    CHECK(history.document().client.name == "typed ab");
}

TEST_CASE("the version rises with every change, and snapshots stay as they were", "[casebook]") {
    History history(named("start"));
    const History::Snapshot kept = history.snapshot();
    std::size_t version = history.version();
    const auto rose = [&] { return history.version() > std::exchange(version, history.version()); };
    history.commit(named("one"), "label");
    CHECK(rose());
    history.amend(named("two"));
    CHECK(rose());
    history.undo();
    CHECK(rose());
    history.redo();
    CHECK(rose());
    CHECK(kept->client.name == "start");
}
