#pragma once

#include "base/clock.h"
#include "casebook/mark.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {

using NoteAddendumId = StrongId<struct NoteAddendumIdTag>;

/// The four parts of a SOAP note, in its order.
enum class NotePart { Subjective, Objective, Assessment, Plan };
inline constexpr std::size_t k_note_part_count = 4;

/// Where the words of a part come from: what nobody has looked at is marked as such.
enum class NoteOrigin {
    Written,  ///< by a person, or drafted and then edited
    Draft,    ///< by the program from the map and the plan
    Carried   ///< from an earlier session, not looked at yet
};

/// "subjective", ..; texts: note.part.<name>, note.origin.<name>. "written", "draft", "carried".
[[nodiscard]] std::string_view name_of(NotePart part);
[[nodiscard]] std::string_view name_of(NoteOrigin origin);
[[nodiscard]] std::optional<NotePart> find_note_part(std::string_view name);
[[nodiscard]] std::optional<NoteOrigin> find_note_origin(std::string_view name);
[[nodiscard]] const std::vector<NotePart>& all_note_parts();
[[nodiscard]] const std::vector<NoteOrigin>& all_note_origins();

// Every member has an initialiser, so that designated ones may name only what matters.

struct NoteSection {
    std::string text{};  ///< up to 20,000 bytes
    NoteOrigin origin = NoteOrigin::Written;
    bool operator==(const NoteSection&) const = default;
};

/// What is written of one session. Signed, it is locked, and the session with it: what comes later is an addendum.
/// Invariant: signed by somebody where signed; nothing signed is still a draft or carried.
struct SessionNote {
    SessionId session{};
    std::array<NoteSection, k_note_part_count> sections{};
    std::string signed_by{};  ///< one line; empty: not signed
    Timestamp signed_at{};
    Timestamp changed{};

    [[nodiscard]] const NoteSection& section(NotePart part) const { return sections[static_cast<std::size_t>(part)]; }
    [[nodiscard]] NoteSection& section(NotePart part) { return sections[static_cast<std::size_t>(part)]; }
    [[nodiscard]] bool is_signed() const { return !signed_by.empty(); }
    bool operator==(const SessionNote&) const = default;
};

/// Words a practice writes often, put into a part of a note with one click. Invariant: the text is not empty, one line.
struct NotePhrase {
    NotePart part = NotePart::Subjective;
    std::string text{};
    bool operator==(const NotePhrase&) const = default;
};

/// A later remark on a signed note. Never changed. Invariant: text and author are not empty.
struct NoteAddendum {
    NoteAddendumId id{};
    SessionId session{};
    std::string text{};    ///< up to 20,000 bytes
    std::string author{};  ///< one line
    Timestamp created{};
    bool operator==(const NoteAddendum&) const = default;
};

}  // namespace palpate
