#include "exchange/calendar.h"

#include "base/calendar_date.h"
#include "base/error.h"
#include "base/translator.h"

#include <fmt/format.h>

#include <algorithm>

namespace palpate {
namespace {

constexpr std::size_t k_longest_line_bytes = 75;
constexpr int k_minutes_of_an_hour = 60;

/// RFC 5545: text escapes, and lines of at most 75 bytes that are never parted within a character.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char letter : text) {
        if (letter == '\\' || letter == ';' || letter == ',') {
            out += '\\';
        }
        out += letter == '\n' ? std::string("\\n") : std::string(1, letter);
    }
    return out;
}

void add_line(std::string& out, std::string_view line) {
    std::size_t room = k_longest_line_bytes;
    while (line.size() > room) {
        std::size_t end = room;
        while ((static_cast<unsigned char>(line[end]) & 0xC0) == 0x80) {
            --end;
        }
        out += line.substr(0, end);
        out += "\r\n ";
        line.remove_prefix(end);
        room = k_longest_line_bytes - 1;  // the blank counts
    }
    out += line;
    out += "\r\n";
}

std::string compact(std::string text) {
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    return text;
}

void add_times(std::string& out, const Session& session, const CalendarOrder& order) {
    const std::string day = compact(session.date);
    if (!order.start_minutes) {
        const auto date = find_date(session.date);
        PALPATE_ASSERT(date.has_value());
        add_line(out, "DTSTART;VALUE=DATE:" + day);
        add_line(out, "DTEND;VALUE=DATE:" + compact(iso_date(*date + std::chrono::days(1))));
        return;
    }
    add_line(out, fmt::format("DTSTART:{}T{:02}{:02}00", day, *order.start_minutes / k_minutes_of_an_hour,
                              *order.start_minutes % k_minutes_of_an_hour));
    add_line(out, fmt::format("DURATION:PT{}M", session.planned_minutes.value_or(k_minutes_of_an_hour)));
}

}  // namespace

std::string write_calendar(const CaseDocument& document, const CalendarOrder& order, const Translator& words) {
    std::string out;
    add_line(out, "BEGIN:VCALENDAR");
    add_line(out, "VERSION:2.0");
    add_line(out, "PRODID:-//Palpate//Palpate " PALPATE_VERSION "//EN");
    add_line(out, "METHOD:PUBLISH");
    for (const Session& session : document.sessions) {
        if (session.date < order.today) {
            continue;
        }
        add_line(out, "BEGIN:VEVENT");
        add_line(out, "UID:" + escaped(session.id.text()) + "@palpate");
        add_line(out, "DTSTAMP:" + compact(to_iso(order.now)));
        add_times(out, session, order);
        const Text summary{"exchange.calendar.summary", {{"reference", document.client.reference}}};
        add_line(out, "SUMMARY:" + escaped(words.tr(summary)));
        add_line(out, "CLASS:PRIVATE");
        add_line(out, "END:VEVENT");
    }
    add_line(out, "END:VCALENDAR");
    return out;
}

std::size_t count_visits_to_come(const CaseDocument& document, const std::string& today) {
    return static_cast<std::size_t>(
        std::ranges::count_if(document.sessions, [&](const Session& session) { return session.date >= today; }));
}

std::optional<int> find_time_of_day(std::string_view text) {
    const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9' ? text[at] - '0' : 100; };
    if (text.size() != 5 || text[2] != ':') {
        return std::nullopt;
    }
    const int hours = digit(0) * 10 + digit(1);
    const int minutes = digit(3) * 10 + digit(4);
    return hours < 24 && minutes < k_minutes_of_an_hour ? std::optional(hours * k_minutes_of_an_hour + minutes)
                                                        : std::nullopt;
}

}  // namespace palpate
