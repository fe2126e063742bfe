#pragma once

#include "casebook/edits.h"
#include "change/body_place.h"
#include "support/clinical_content.h"

#include <string>
#include <utility>

namespace palpate::test {

/// Says a record in few words. Marks get ids "a", "b", .. as the test names them.
class Record {
public:
    Record() { document_.client = {.id = ClientId("client-1"), .reference = "1001"}; }

    Record& session(const std::string& id, const std::string& date, bool no_pain = false) {
        document_ = apply(document_, AddSession{{.id = SessionId(id), .date = date, .no_pain = no_pain}});
        session_ = SessionId(id);
        return *this;
    }

    /// In the session that was added last.
    Record& mark(Mark mark) {
        mark.session = session_;
        document_ = apply(document_, AddMark{std::move(mark)});
        return *this;
    }
    Record& mark(const std::string& id, const std::string& structure, int now) {
        return mark(said(id, structure, now));
    }

    [[nodiscard]] static Mark said(const std::string& id, const std::string& structure, int now) {
        Mark mark{.id = MarkId(id)};
        mark.anchor.structure = StructureId(structure);
        mark.now = now;
        return mark;
    }

    [[nodiscard]] const CaseDocument& document() const { return document_; }

private:
    CaseDocument document_;
    SessionId session_;
};

inline const BodyPlaces& places_without_body() {
    static const BodyPlaces places(clinical_content().anatomy);
    return places;
}

inline ChangeBasis plain_basis() { return {.places = places_without_body()}; }

}  // namespace palpate::test
