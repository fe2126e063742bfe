// The hand-out for people: plain text and one HTML page.

#include "base/locale_words.h"
#include "base/translator.h"
#include "report/hand_out.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace palpate {
namespace {

/// Printable on paper, readable in the dark, nothing loaded from anywhere.
constexpr std::string_view k_style = R"css(
:root { color-scheme: light dark; --line: #c9c4bb; --quiet: #5c574f; --warm: #fff4e0; --edge: #b45309; }
@media (prefers-color-scheme: dark) { :root { --line: #4a4640; --quiet: #b5afa4; --warm: #3a2c15; --edge: #f0a65a; } }
body { font: 1rem/1.5 Inter, system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; line-height: 1.2; margin-bottom: .2rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .4rem; }
h3 { font-size: 1rem; margin: 1rem 0 0; }
p { margin: .3rem 0; }
.quiet { color: var(--quiet); }
.pictures { display: grid; grid-template-columns: repeat(auto-fill, minmax(10rem, 1fr)); gap: 1rem; margin: 1rem 0; }
figure { margin: 0; }
img { max-width: 100%; height: auto; border: 1px solid var(--line); border-radius: .5rem; }
figcaption { font-size: .875rem; color: var(--quiet); }
.mark { border-top: 1px solid var(--line); break-inside: avoid-page; }
.number { display: inline-block; box-sizing: border-box; min-width: 1.8em; padding: 0 .3em; border: 2px solid currentColor; border-radius: 1em;
  text-align: center; }
.ask, .safety { background: var(--warm); border-left: 4px solid var(--edge); padding: .5rem 1rem; margin: .6rem 0; }
ul, ol { margin: .3rem 0; padding-left: 1.4rem; }
.care { font-size: 1.125rem; border-top: 3px solid var(--line); margin-top: 2rem; }
.care h2 { font-size: 1.5rem; margin-top: 1rem; }
.step { break-inside: avoid-page; margin: 1.2rem 0 2rem; }
.step h3 { font-size: 1.25rem; }
.step figure { margin: .6rem 0; }
.step img { max-height: 34rem; }
.dose { font-weight: 600; }
.step li { margin: .2rem 0; }
.marked { border-top: 3px solid var(--line); margin-top: 2rem; padding-top: 1rem; }
)css";

std::string escaped(std::string_view text) {
    std::string html;
    html.reserve(text.size());
    for (const char letter : text) {
        switch (letter) {
            case '&': html += "&amp;"; break;
            case '<': html += "&lt;"; break;
            case '>': html += "&gt;"; break;
            case '"': html += "&quot;"; break;
            case '\'': html += "&#39;"; break;
            default:
                // Control characters have no place on a page; line breaks become spaces in any case.
                html += static_cast<unsigned char>(letter) < 0x20 ? ' ' : letter;
        }
    }
    return html;
}

/// "3" or "2-4".
std::string range_words(const IntRange& range) {
    return range.min == range.max ? std::to_string(range.min) : fmt::format("{}-{}", range.min, range.max);
}

std::string heading(const HandOut& hand_out, const Translator& translator) {
    const std::string& who = hand_out.client_name.empty() ? hand_out.client_reference : hand_out.client_name;
    return translator.tr(Text{"report.heading", {{"client", who}}});
}

std::string session_line(const HandOut& hand_out, const Translator& translator) {
    return translator.tr(Text{"report.session",
                              {{"number", std::to_string(hand_out.session_number)},
                               {"type", "@report.session-type." + std::string(name_of(hand_out.session_type))},
                               {"date", shown_date(translator, hand_out.date)},
                               {"reference", hand_out.client_reference}}});
}

std::string dose_line(const HandOutTechnique& technique, const Translator& translator) {
    return translator.tr(
        Text{technique.self_care ? "report.dose-self-care" : "report.dose",
             {{"pressure", range_words(technique.pressure)}, {"minutes", range_words(technique.minutes)}}});
}

/// The questions of all techniques of a mark, each once, in the order they come up.
std::vector<std::string> questions_of(const HandOutMark& mark) {
    std::vector<std::string> questions;
    for (const HandOutTechnique& technique : mark.techniques) {
        for (const std::string& question : technique.questions) {
            if (std::ranges::find(questions, question) == questions.end()) {
                questions.push_back(question);
            }
        }
    }
    return questions;
}

std::string known_as(const HandOutMark& mark, const Translator& translator) {
    return translator.tr(
        Text{"report.known-as", {{"name", mark.structure_name}, {"anatomical", mark.anatomical_name}}});
}

std::string html_list(const std::vector<std::string>& lines) {
    std::string html = "<ul>\n";
    for (const std::string& line : lines) {
        html += "<li>" + escaped(line) + "</li>\n";
    }
    return html + "</ul>\n";
}

std::string html_technique(const HandOutTechnique& technique, const Translator& translator) {
    std::string html = "<h3>" + escaped(technique.name) + "</h3>\n";
    html += "<p>" + escaped(technique.reason) + "</p>\n<p>" + escaped(technique.explanation) + "</p>\n";
    html += "<p class=\"quiet\">" + escaped(dose_line(technique, translator)) + "</p>\n";
    html += "<p class=\"quiet\">" + escaped(translator.tr(Text{"report.evidence", {{"words", technique.evidence}}}));
    if (!technique.source.empty()) {
        html += "<br>" + escaped(technique.finding) + " <cite>" + escaped(technique.source) + "</cite>";
    }
    return html + "</p>\n";
}

std::string html_mark(const HandOutMark& mark, const Translator& translator) {
    std::string html = fmt::format(
        "<section class=\"mark\" aria-labelledby=\"mark-{0}\">\n<h2 id=\"mark-{0}\">"
        "<span class=\"number\" aria-hidden=\"true\">{1}</span> {2}</h2>\n",
        mark.number, mark.mark.now, escaped(mark.words));
    if (!mark.structure_name.empty()) {
        html += "<p class=\"quiet\">" + escaped(known_as(mark, translator)) + "</p>\n";
    }
    if (!mark.mark.note.empty()) {
        html += "<p>" + escaped(translator.tr(Text{"report.note", {{"note", mark.mark.note}}})) + "</p>\n";
    }
    if (!mark.notices.empty()) {
        const char* title = mark.needs_screen ? "report.ask-first" : "report.mind";
        html += "<div class=\"ask\"><strong>" + escaped(translator.tr(title)) + "</strong>\n" +
                html_list(mark.notices) + "</div>\n";
    }
    if (mark.techniques.empty()) {
        html += "<p>" + escaped(translator.tr("report.no-technique")) + "</p>\n";
    }
    for (const HandOutTechnique& technique : mark.techniques) {
        html += html_technique(technique, translator);
    }
    if (const auto questions = questions_of(mark); !questions.empty()) {
        html += "<details><summary>" + escaped(translator.tr("report.questions")) + "</summary>\n" +
                html_list(questions) + "</details>\n";
    }
    return html + "</section>\n";
}

std::string joined(const std::vector<std::string>& sentences) {
    std::string all;
    for (const std::string& sentence : sentences) {
        all += (all.empty() ? "" : " ") + sentence;
    }
    return all;
}

std::string where_line(const HandOutHomeStep& step, const Translator& translator) {
    return translator.tr(Text{"report.home-where", {{"place", step.place}}});
}

bool has_home_part(const HandOutHome& home) { return !home.steps.empty() || home.held_back; }

std::string html_heading(const char* key, const Translator& translator) {
    return "<h2>" + escaped(translator.tr(key)) + "</h2>\n";
}

std::string html_paragraph(const std::string& words, std::string_view style = {}) {
    const std::string attribute = style.empty() ? "" : " class=\"" + std::string(style) + "\"";
    return "<p" + attribute + ">" + escaped(words) + "</p>\n";
}

std::string html_figure(const HandOutPicture& picture) {
    // "./" keeps a file name from being read as an address.
    return "<figure><img src=\"./" + escaped(picture.file) + "\" alt=\"" + escaped(picture.caption) +
           "\"><figcaption>" + escaped(picture.caption) + "</figcaption></figure>\n";
}

std::string html_step(const HandOutHomeStep& step, const Translator& translator) {
    std::string html = "<article class=\"step\">\n<h3>" + escaped(step.name) + "</h3>\n";
    html += html_paragraph(step.explanation);
    html += step.place.empty() ? std::string() : html_paragraph(where_line(step, translator));
    html += html_paragraph(joined(step.dose), "dose");
    if (step.picture) {
        html += html_figure(*step.picture);
    }
    if (step.for_helping_hands) {
        html += html_paragraph(translator.tr("report.home-helping"), "quiet");
    }
    html += "<ol>\n";
    for (const std::string& line : step.steps) {
        html += "<li>" + escaped(line) + "</li>\n";
    }
    return html + "</ol>\n</article>\n";
}

std::string html_warning(const char* key, const std::vector<std::string>& lines, const Translator& translator) {
    return lines.empty() ? std::string()
                         : "<div class=\"ask\"><strong>" + escaped(translator.tr(key)) + "</strong>\n" +
                               html_list(lines) + "</div>\n";
}

std::string html_home(const HandOutHome& home, const Translator& translator) {
    if (!has_home_part(home)) {
        return {};
    }
    std::string html = "<section class=\"care\">\n" + html_heading("report.home", translator);
    if (home.held_back) {
        html += html_paragraph(translator.tr("report.home-held-back"), "ask");
    }
    if (!home.steps.empty()) {
        html += html_paragraph(translator.tr("report.home-intro"));
    }
    for (const HandOutHomeStep& step : home.steps) {
        html += html_step(step, translator);
    }
    html += html_warning("report.doctor", home.see_a_doctor, translator);
    html += html_warning("report.home-questions", home.questions, translator);
    return html + "</section>\n";
}

/// What was done, what is for home, and when to come again.
std::string html_care(const HandOut& hand_out, const Translator& translator) {
    std::string html;
    if (!hand_out.stop.empty()) {
        html += html_warning("report.stop", {hand_out.stop}, translator);
    }
    if (!hand_out.done.empty()) {
        html += "<section class=\"care\">\n" + html_heading("report.done", translator) +
                html_list(done_lines(hand_out, translator)) + "</section>\n";
    }
    html += html_home(hand_out.home, translator);
    if (hand_out.next_visit) {
        html += "<section class=\"care\">\n" + html_heading("report.next", translator);
        for (const std::string& line : next_visit_lines(*hand_out.next_visit, translator)) {
            html += html_paragraph(line);
        }
        html += "</section>\n";
    }
    return html.empty() ? html : html + "<h2 class=\"marked\">" + escaped(translator.tr("report.marked")) + "</h2>\n";
}

std::string html_pictures(const HandOut& hand_out, const Translator& translator) {
    if (hand_out.pictures.empty()) {
        return {};
    }
    std::string html = "<div class=\"pictures\">\n";
    for (const HandOutPicture& picture : hand_out.pictures) {
        html += html_figure(picture);
    }
    return html + "</div>\n<p class=\"quiet\">" + escaped(translator.tr("report.pictures")) + "</p>\n";
}

std::string text_step(const HandOutHomeStep& step, const Translator& translator) {
    std::string text = fmt::format("\n   {}\n   {}\n", step.name, step.explanation);
    text += step.place.empty() ? std::string() : "   " + where_line(step, translator) + "\n";
    text += "   " + joined(step.dose) + "\n";
    if (step.picture) {
        text += fmt::format("   {}: {}\n", step.picture->file, step.picture->caption);
    }
    if (step.for_helping_hands) {
        text += "   " + translator.tr("report.home-helping") + "\n";
    }
    int number = 0;
    for (const std::string& line : step.steps) {
        text += fmt::format("   {}. {}\n", ++number, line);
    }
    return text;
}

std::string text_warning(const char* key, const std::vector<std::string>& lines, const Translator& translator) {
    std::string text = lines.empty() ? "" : "\n   " + translator.tr(key) + "\n";
    for (const std::string& line : lines) {
        text += "   ! " + line + "\n";
    }
    return text;
}

std::string text_home(const HandOutHome& home, const Translator& translator) {
    if (!has_home_part(home)) {
        return {};
    }
    std::string text = "\n" + translator.tr("report.home") + "\n";
    if (home.held_back) {
        text += "   ! " + translator.tr("report.home-held-back") + "\n";
    }
    if (!home.steps.empty()) {
        text += "   " + translator.tr("report.home-intro") + "\n";
    }
    for (const HandOutHomeStep& step : home.steps) {
        text += text_step(step, translator);
    }
    return text + text_warning("report.doctor", home.see_a_doctor, translator) +
           text_warning("report.home-questions", home.questions, translator);
}

std::string text_care(const HandOut& hand_out, const Translator& translator) {
    std::string text;
    if (!hand_out.stop.empty()) {
        text += text_warning("report.stop", {hand_out.stop}, translator);
    }
    if (!hand_out.done.empty()) {
        text += "\n" + translator.tr("report.done") + "\n";
    }
    for (const std::string& line : done_lines(hand_out, translator)) {
        text += "   - " + line + "\n";
    }
    text += text_home(hand_out.home, translator);
    if (hand_out.next_visit) {
        text += "\n" + translator.tr("report.next") + "\n";
        for (const std::string& line : next_visit_lines(*hand_out.next_visit, translator)) {
            text += "   " + line + "\n";
        }
    }
    return text.empty() ? text : text + "\n" + translator.tr("report.marked") + "\n";
}

std::string text_technique(const HandOutTechnique& technique, const Translator& translator) {
    std::string text = fmt::format("   * {}\n     {}\n     {}\n     {}\n     {}\n", technique.name, technique.reason,
                                   technique.explanation, dose_line(technique, translator),
                                   translator.tr(Text{"report.evidence", {{"words", technique.evidence}}}));
    if (!technique.source.empty()) {
        text += fmt::format("     {} {}\n", technique.finding, technique.source);
    }
    return text;
}

std::string text_mark(const HandOutMark& mark, const Translator& translator) {
    std::string text = fmt::format("\n{}. {}\n", mark.number, mark.words);
    if (!mark.structure_name.empty()) {
        text += "   " + known_as(mark, translator) + "\n";
    }
    if (!mark.mark.note.empty()) {
        text += "   " + translator.tr(Text{"report.note", {{"note", mark.mark.note}}}) + "\n";
    }
    for (const std::string& notice : mark.notices) {
        text += "   ! " + notice + "\n";
    }
    if (mark.techniques.empty()) {
        text += "   " + translator.tr("report.no-technique") + "\n";
    }
    for (const HandOutTechnique& technique : mark.techniques) {
        text += text_technique(technique, translator);
    }
    if (const auto questions = questions_of(mark); !questions.empty()) {
        text += "   " + translator.tr("report.questions") + "\n";
        for (const std::string& question : questions) {
            text += "   - " + question + "\n";
        }
    }
    return text;
}

}  // namespace

std::string to_html(const HandOut& hand_out, const Translator& translator) {
    const std::string title = escaped(heading(hand_out, translator));
    std::string html = "<!DOCTYPE html>\n<html lang=\"" + escaped(translator.tr("report.language-code")) +
                       "\">\n<head>\n<meta charset=\"utf-8\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                       "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src 'self' "
                       "file:; style-src 'unsafe-inline'\">\n<title>" +
                       title + "</title>\n<style>" + std::string(k_style) + "</style>\n</head>\n<body>\n<main>\n";
    html += "<h1>" + title + "</h1>\n<p class=\"quiet\">" + escaped(session_line(hand_out, translator)) + "</p>\n";
    if (!hand_out.session_title.empty()) {
        html += "<p>" + escaped(hand_out.session_title) + "</p>\n";
    }
    if (hand_out.sample) {
        html += "<p><strong>" + escaped(translator.tr("report.sample")) + "</strong></p>\n";
    }
    html += "<p class=\"safety\">" + escaped(hand_out.safety_notice) + "</p>\n" + html_pictures(hand_out, translator);
    html += html_care(hand_out, translator);
    if (hand_out.marks.empty()) {
        html += "<p>" + escaped(translator.tr("report.no-marks")) + "</p>\n";
    }
    for (const HandOutMark& mark : hand_out.marks) {
        html += html_mark(mark, translator);
    }
    return html + "</main>\n<footer class=\"quiet\"><p>" + escaped(hand_out.body_credit) +
           "</p></footer>\n</body>\n</html>\n";
}

std::string to_plain_text(const HandOut& hand_out, const Translator& translator) {
    std::string text = heading(hand_out, translator) + "\n" + session_line(hand_out, translator) + "\n";
    if (!hand_out.session_title.empty()) {
        text += hand_out.session_title + "\n";
    }
    if (hand_out.sample) {
        text += translator.tr("report.sample") + "\n";
    }
    text += "\n" + hand_out.safety_notice + "\n";
    for (const HandOutPicture& picture : hand_out.pictures) {
        text += fmt::format("\n{}: {}\n", picture.file, picture.caption);
    }
    text += text_care(hand_out, translator);
    if (hand_out.marks.empty()) {
        text += "\n" + translator.tr("report.no-marks") + "\n";
    }
    for (const HandOutMark& mark : hand_out.marks) {
        text += text_mark(mark, translator);
    }
    return text + "\n" + hand_out.body_credit + "\n";
}

}  // namespace palpate
