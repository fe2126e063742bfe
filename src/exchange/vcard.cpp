#include "exchange/vcard.h"

#include "base/calendar_date.h"
#include "base/error.h"
#include "casebook/edits.h"
#include "exchange/detail/json_text.h"
#include "exchange/detail/plain_text.h"
#include "exchange/exchange_limits.h"
#include "exchange/import_plan.h"

#include <algorithm>
#include <array>
#include <optional>

namespace palpate {
namespace {

constexpr std::size_t k_longest_contact_line = 400;  // bytes of a line of text in a record

/// One line of a card, unfolded: name, parameters, value.
struct CardLine {
    std::string name;        ///< upper case, without group
    std::string parameters;  ///< upper case
    std::string value;       ///< as written
};

std::string upper(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(),
                           [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    return out;
}

/// A line that begins with a blank goes on where the one before ended.
std::vector<std::string> unfolded(std::string_view text) {
    std::vector<std::string> lines;
    for (const std::string_view line : detail::lines_of(text)) {
        const bool goes_on = !lines.empty() && (line.starts_with(' ') || line.starts_with('\t'));
        if (goes_on) {
            lines.back() += line.substr(1);
        } else if (!line.empty()) {
            lines.emplace_back(line);
        }
    }
    return lines;
}

std::optional<CardLine> find_card_line(std::string_view line) {
    const std::size_t colon = [&] {
        bool quoted = false;
        for (std::size_t at = 0; at < line.size(); ++at) {
            quoted = line[at] == '"' ? !quoted : quoted;
            if (line[at] == ':' && !quoted) {
                return at;
            }
        }
        return std::string_view::npos;
    }();
    if (colon == std::string_view::npos || colon == 0) {
        return std::nullopt;
    }
    const std::string_view head = line.substr(0, colon);
    const std::size_t semicolon = std::min(head.find(';'), head.size());
    std::string_view name = head.substr(0, semicolon);
    name.remove_prefix(name.find('.') == std::string_view::npos ? 0 : name.find('.') + 1);
    return CardLine{
        .name = upper(name), .parameters = upper(head.substr(semicolon)), .value = std::string(line.substr(colon + 1))};
}

/// The text of an escaped value on one line.
std::string unescaped(std::string_view value) {
    std::string text;
    for (std::size_t at = 0; at < value.size(); ++at) {
        char letter = value[at];
        if (letter == '\\' && at + 1 < value.size()) {
            letter = value[++at];
            letter = letter == 'n' || letter == 'N' ? ' ' : letter;
        }
        text += letter == '\t' || letter == '\r' ? ' ' : letter;
    }
    return std::string(detail::trimmed(text));
}

/// "Family;Given;Additional;Prefix;Suffix" as people say it.
std::string name_in_order(std::string_view value) {
    std::array<std::string, 5> parts;
    std::size_t part = 0;
    for (std::size_t at = 0; at < value.size(); ++at) {
        if (value[at] == ';' && part + 1 < parts.size()) {
            ++part;
            continue;
        }
        parts[part] += value[at];
        if (value[at] == '\\' && at + 1 < value.size()) {
            parts[part] += value[++at];
        }
    }
    std::string name;
    for (const std::size_t index : {std::size_t{3}, std::size_t{1}, std::size_t{2}, std::size_t{0}, std::size_t{4}}) {
        const std::string text = unescaped(parts[index]);
        name += name.empty() || text.empty() ? text : " " + text;
    }
    return name;
}

/// "1984-05-17", "19840517" and either with a time behind it; empty where the year is not said.
std::string birth_of(const std::string& value) {
    std::string day = value.substr(0, value.find('T'));
    if (day.size() == 8 && day.find('-') == std::string::npos) {
        day = day.substr(0, 4) + "-" + day.substr(4, 2) + "-" + day.substr(6, 2);
    }
    const auto date = find_date(day);
    return date && day >= "1900" ? day : std::string();
}

/// The number behind "tel:" where it is written as an address of the net.
std::string phone_of(const std::string& value) {
    const std::string text = unescaped(value);
    const bool is_uri = upper(text.substr(0, 4)) == "TEL:";
    return is_uri ? text.substr(4, text.find(';') == std::string::npos ? std::string::npos : text.find(';') - 4) : text;
}

/// Longer than a line of a record may be: cut before a character, and said so.
std::string shortened(std::string text, bool& was_cut) {
    if (text.size() > k_longest_contact_line) {
        std::size_t end = k_longest_contact_line;
        while ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) {
            --end;
        }
        text.resize(end);
        was_cut = true;
    }
    return text;
}

struct Card {
    std::string version;
    std::string formatted_name;
    std::string parted_name;
    std::string phone;
    std::string email;
    std::string birth;
    bool birth_lost = false;
};

void read_line(Card& card, const CardLine& line) {
    if (line.name == "VERSION") {
        card.version = detail::trimmed(line.value);
    } else if (line.name == "FN" && card.formatted_name.empty()) {
        card.formatted_name = unescaped(line.value);
    } else if (line.name == "N" && card.parted_name.empty()) {
        card.parted_name = name_in_order(line.value);
    } else if (line.name == "TEL" && card.phone.empty() && line.parameters.find("FAX") == std::string::npos) {
        card.phone = phone_of(line.value);
    } else if (line.name == "EMAIL" && card.email.empty()) {
        card.email = unescaped(line.value);
    } else if (line.name == "BDAY" && card.birth.empty()) {
        card.birth = birth_of(line.value);
        card.birth_lost = card.birth.empty() && !line.value.empty();
    }
}

class ContactReader {
public:
    ContactReader(IdGenerator& ids, Timestamp now) : ids_(ids), now_(now) {}

    ImportedRecords read(std::string_view text) {
        std::optional<Card> card;
        std::size_t number = 0;
        for (const std::string& content : unfolded(text)) {
            ++number;
            const auto line = find_card_line(content);
            const std::string place = "line " + std::to_string(number);
            if (!line) {
                refuse_line("error.exchange.vcard", place);
            }
            const bool is_card = upper(detail::trimmed(line->value)) == "VCARD";
            if (line->name == "BEGIN" && is_card && !card) {
                card.emplace();
            } else if (line->name == "END" && is_card && card) {
                take(*card);
                card.reset();
            } else if (card && line->name != "BEGIN") {
                read_line(*card, *line);
            } else {
                refuse_line("error.exchange.vcard", place);
            }
        }
        if (card || cards_ == 0) {
            refuse_line("error.exchange.vcard-end", {});
        }
        tell();
        return std::move(imported_);
    }

private:
    [[noreturn]] static void refuse_line(const char* key, const std::string& place) {
        detail::refuse_content(key, place);
    }

    void take(const Card& card) {
        if (++cards_ > k_most_import_clients) {
            detail::refuse_content("error.exchange.too-many", {});
        }
        const std::string& name = card.formatted_name.empty() ? card.parted_name : card.formatted_name;
        if (card.version != "3.0" && card.version != "4.0") {
            ++other_versions_;
            return;
        }
        if (name.empty()) {
            ++nameless_;
            return;
        }
        bool was_cut = false;
        CaseDocument document;
        document.client = {.id = ClientId(ids_.make_id()),
                           .reference = k_open_reference,
                           .name = shortened(name, was_cut),
                           .birth = card.birth,
                           .phone = shortened(card.phone, was_cut),
                           .email = shortened(card.email, was_cut),
                           .created = now_};
        births_lost_ += card.birth_lost ? 1 : 0;
        cut_ += was_cut ? 1 : 0;
        check_invariants(document);
        imported_.documents.push_back(std::move(document));
    }

    void tell() {
        imported_.format = ExchangeFormat::Contacts;
        const std::pair<const char*, std::size_t> counts[] = {{"exchange.vcard.version", other_versions_},
                                                              {"exchange.vcard.nameless", nameless_},
                                                              {"exchange.vcard.birth", births_lost_},
                                                              {"exchange.vcard.cut", cut_}};
        for (const auto& [key, count] : counts) {
            if (count > 0) {
                imported_.left_out.push_back({key, {{"count", std::to_string(count)}}});
            }
        }
    }

    IdGenerator& ids_;
    Timestamp now_;
    std::size_t cards_ = 0;
    std::size_t other_versions_ = 0;
    std::size_t nameless_ = 0;
    std::size_t births_lost_ = 0;
    std::size_t cut_ = 0;
    ImportedRecords imported_;
};

}  // namespace

ImportedRecords read_contacts(std::string_view text, IdGenerator& ids, Timestamp now) {
    if (text.size() > k_most_text_import_bytes) {
        detail::refuse_content("error.exchange.too-large", {});
    }
    if (static_cast<std::size_t>(std::ranges::count(text, '\n')) > k_most_table_rows * 2) {
        detail::refuse_content("error.exchange.too-many", {});
    }
    text = detail::without_byte_order_mark(text);
    if (!detail::is_plain_text(text)) {
        detail::refuse_content("error.exchange.no-text", {});
    }
    return ContactReader(ids, now).read(text);
}

}  // namespace palpate
