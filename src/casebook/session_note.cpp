#include "casebook/session_note.h"

#include "casebook/detail/name_table.h"

namespace palpate {
namespace {

using detail::NameTable;

constexpr NameTable<NotePart, k_note_part_count> k_note_parts{{{NotePart::Subjective, "subjective"},
                                                               {NotePart::Objective, "objective"},
                                                               {NotePart::Assessment, "assessment"},
                                                               {NotePart::Plan, "plan"}}};
constexpr NameTable<NoteOrigin, 3> k_note_origins{
    {{NoteOrigin::Written, "written"}, {NoteOrigin::Draft, "draft"}, {NoteOrigin::Carried, "carried"}}};

}  // namespace

std::string_view name_of(NotePart part) { return detail::name_in(k_note_parts, part); }
std::string_view name_of(NoteOrigin origin) { return detail::name_in(k_note_origins, origin); }
std::optional<NotePart> find_note_part(std::string_view name) { return detail::find_in(k_note_parts, name); }
std::optional<NoteOrigin> find_note_origin(std::string_view name) { return detail::find_in(k_note_origins, name); }

const std::vector<NotePart>& all_note_parts() {
    static const std::vector<NotePart> parts = detail::values_of(k_note_parts);
    return parts;
}

const std::vector<NoteOrigin>& all_note_origins() {
    static const std::vector<NoteOrigin> origins = detail::values_of(k_note_origins);
    return origins;
}

}  // namespace palpate
