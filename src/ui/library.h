#pragma once

#include "clinical/content_record.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {

class ClinicalCatalogue;
struct PanelContext;

/// Records of one kind as the library lists them: places in the list of all records.
struct LibraryGroup {
    std::string kind;
    std::vector<std::size_t> records;
};

/// The records in which every typed word stands, by kind; all where nothing is typed. Those that have it in their title
/// come first.
[[nodiscard]] std::vector<LibraryGroup> list_library(const std::vector<ContentRecord>& records, std::string_view typed);

/// What is open in the library, and the way there.
struct LibraryState {
    bool open = false;
    std::string typed;
    std::string shown;  ///< id of the record; empty: none yet
    std::vector<std::string> behind;
    std::vector<std::string> ahead;
    bool take_focus = false;  ///< the record has just been opened by a key: its controls get the keyboard

    // What is listed, and what it was made from.
    std::shared_ptr<const ClinicalCatalogue> read_from;
    std::string language;
    std::vector<ContentRecord> records;
    std::vector<ContentRecord> naming;  ///< those that name the record `naming_of`
    std::string naming_of;
    std::optional<std::string> listed_for;  ///< the words `groups` answer; none: not listed yet
    std::vector<LibraryGroup> groups;
};

/// Opens the library on a record; on the list where `id` is empty or unknown. Nothing while the client marks.
void open_library(PanelContext& context, std::string_view id = {});
/// The library over everything else, while it is open.
void draw_library(PanelContext& context);

}  // namespace palpate
