#pragma once

#include "casebook/case_document.h"
#include "matching/case_match.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace palpate {

class Atlas;
class AnatomyCatalogue;
class Translator;

/// A picture that lies beside the hand-out: its file name and what it shows, for those who cannot see it.
struct HandOutPicture {
    std::string file;
    std::string caption;
};

/// One technique as a client may read it.
struct HandOutTechnique {
    std::string id;
    std::string name;
    std::string reason;
    std::string explanation;
    IntRange pressure;
    IntRange minutes;
    bool self_care = false;
    std::string evidence;  ///< "low certainty, studies in favour (newest study 2016)"
    std::string source;    ///< that study; empty where there is none
    std::string finding;   ///< its one honest sentence
    std::vector<std::string> questions;
};

struct HandOutMark {
    int number = 0;  ///< 1-based, in the order they were made; pictures show the rating
    std::string id;
    std::string words;  ///< read back from the client's own side
    std::string place;  ///< "Your left shoulder, at the back"
    StructureId structure;
    std::string structure_name;  ///< lay name
    std::string anatomical_name;
    std::optional<int> fma;
    Side side = Side::Mid;
    Mark mark;  ///< as recorded, the therapist's note left out
    bool needs_screen = false;
    std::vector<std::string> notices;
    std::vector<HandOutTechnique> techniques;  ///< best first
};

/// A step of the session's plan that was done.
struct HandOutDone {
    std::string technique;  ///< id
    std::string name;
    std::string place;  ///< "your right shoulder, on top"; empty where the technique itself says it
    int minutes = 0;
};

/// A step for home, chosen by the therapist.
struct HandOutHomeStep {
    std::string technique;  ///< id
    std::string name;
    std::string explanation;
    std::vector<std::string> steps;  ///< what to do, in this order
    bool for_helping_hands = false;  ///< the steps speak to someone who treats another
    std::string place;               ///< "your right shoulder blade"; empty where the technique itself says it
    int minutes = 0;
    std::vector<std::string> dose;  ///< sentences; the first is the minutes
    std::optional<HandOutPicture> picture;
};

/// What to do at home, and when not to.
struct HandOutHome {
    std::vector<HandOutHomeStep> steps;
    bool held_back = false;                 ///< something was chosen that a rule speaks against by now
    std::vector<std::string> questions;     ///< a yes to one means: ask first; of all steps, each once
    std::vector<std::string> see_a_doctor;  ///< when to
};

/// A proposal, not an appointment.
struct HandOutNextVisit {
    std::string from;    ///< ISO
    std::string to;      ///< ISO
    std::string course;  ///< "2 to 3 visits a week, for 4 weeks"; may be empty
    bool tested = false;
};

/// What a client takes home from one session, in words of one language. A plain value, made by build_hand_out().
struct HandOut {
    std::string client_reference;
    std::string client_name;
    bool sample = false;
    int session_number = 0;
    SessionType session_type = SessionType::Treatment;
    std::string session_title;
    std::string date;  ///< ISO
    std::string safety_notice;
    std::string body_credit;  ///< who made the body that is shown
    std::string stop;         ///< what to do before any massage, where a rule stops everything; else empty
    std::vector<HandOutDone> done;
    HandOutHome home;
    std::optional<HandOutNextVisit> next_visit;
    std::vector<HandOutMark> marks;
    std::vector<HandOutPicture> pictures;
};

/// The picture of a step for home.
struct HandOutStepPicture {
    PlanItemId item;
    HandOutPicture picture;
};

/// What a hand-out is made of; borrowed for the call.
struct HandOutSources {
    const CaseDocument& document;
    const SessionId& session;
    const Atlas& atlas;
    const AnatomyCatalogue& anatomy;
    const ClinicalCatalogue& clinical;
    const CaseFacts& facts;  ///< of this session
    const CaseMatch& match;  ///< of this session and these facts
    const Translator& translator;
    std::vector<HandOutPicture> pictures = {};
    std::vector<HandOutStepPicture> step_pictures = {};
    std::size_t techniques_per_mark = 5;
};

/// Notes are passed on only where the client wrote them: a therapist's notes, those of plan items and the reasons for
/// planning against a rule are not for the hand-out. What is for home is what the therapist chose, and nothing else; steps
/// that a rule speaks against by now are held back (may_be_done_at_home()).
/// Throws Error NotFound for a session that is not in the document.
[[nodiscard]] HandOut build_hand_out(const HandOutSources& sources);

/// "Effleurage: your right shoulder, on top, 8 minutes", one for each step that was done.
[[nodiscard]] std::vector<std::string> done_lines(const HandOut& hand_out, const Translator& translator);
/// When to come again, and whose number that is.
[[nodiscard]] std::vector<std::string> next_visit_lines(const HandOutNextVisit& visit, const Translator& translator);

[[nodiscard]] std::string to_json(const HandOut& hand_out);
/// One row a mark, RFC 4180, UTF-8, ISO dates. Cells that a spreadsheet would run as a formula begin with an apostrophe.
[[nodiscard]] std::string to_csv(const HandOut& hand_out);
[[nodiscard]] std::string to_plain_text(const HandOut& hand_out, const Translator& translator);
/// One page without scripts and without references to anything but the pictures beside it; everything escaped.
[[nodiscard]] std::string to_html(const HandOut& hand_out, const Translator& translator);

/// Writes hand-out.json, marks.csv, hand-out.txt and hand-out.html into the folder, each atomically; the pictures are
/// expected there. Throws Error Io, DiskFull or ReadOnly naming the file.
void write_hand_out(const HandOut& hand_out, const Translator& translator, const std::filesystem::path& folder);

}  // namespace palpate
