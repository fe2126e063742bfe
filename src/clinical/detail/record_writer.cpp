#include "clinical/detail/record_writer.h"

#include "anatomy/anatomy_catalogue.h"
#include "anatomy/anatomy_names.h"
#include "base/translator.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>

namespace palpate::detail {
namespace {

constexpr int k_pressure_without_limit = 5;

/// "degrees C" is "degrees-c": a word of the rules as the last part of a text key.
std::string key_part(std::string_view word) {
    if (word == "+") {
        return "plus";
    }
    if (word == "-") {
        return "minus";
    }
    std::string part;
    for (const char letter : word) {
        const bool plain = std::isalnum(static_cast<unsigned char>(letter)) != 0;
        if (plain) {
            part += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
        } else if (!part.empty() && part.back() != '-') {
            part += '-';
        }
    }
    part.erase(part.find_last_not_of('-') + 1);
    return part;
}

std::string entry_name(const ContentSource& source, const std::string& id) {
    if (const MuscleEntry* muscle = source.anatomy.find_muscle(id)) {
        return shown_name(source.words, *muscle);
    }
    const auto structure = describe_structure(source.anatomy, id, "", Side::Mid);
    return structure ? shown_name(source.words, *structure) : id;
}

std::string range_words(double low, std::optional<double> high) {
    return !high || *high == low ? plain_number(low) : plain_number(low) + "\xE2\x80\x93" + plain_number(*high);
}

std::string joined(const std::vector<std::string>& texts) { return fmt::format("{}", fmt::join(texts, ", ")); }

}  // namespace

std::string plain_number(double number) { return fmt::format("{:g}", number); }

std::string kind_id(std::string_view kind, std::string_view id) { return std::string(kind).append(":").append(id); }

RecordWriter::RecordWriter(const ContentSource& source, std::string_view kind, std::string_view id) : source_(&source) {
    record_.kind = kind;
    record_.id = id;
}

void RecordWriter::add(std::string_view field, std::vector<std::string> texts, std::vector<std::string> links) {
    std::erase(texts, std::string());
    if (!texts.empty() || !links.empty()) {
        record_.fields.push_back({"clinical.field." + std::string(field), std::move(texts), std::move(links)});
    }
}

void RecordWriter::text(std::string_view field, const std::string& text) { add(field, {text}, {}); }

void RecordWriter::texts(std::string_view field, std::vector<std::string> texts) { add(field, std::move(texts), {}); }

void RecordWriter::list(std::string_view field, const std::vector<std::string>& texts) {
    add(field, {with_capital(joined(texts))}, {});
}

void RecordWriter::steps(std::string_view field, const std::vector<std::string>& texts) {
    std::vector<std::string> numbered;
    for (const std::string& text : texts) {
        numbered.push_back(fmt::format("{}. {}", numbered.size() + 1, text));
    }
    add(field, std::move(numbered), {});
}

void RecordWriter::value(std::string_view field, std::string_view set, std::string_view word) {
    if (!word.empty()) {
        add(field, {word_of(set, word)}, {});
    }
}

void RecordWriter::values(std::string_view field, std::string_view set, const std::vector<std::string>& words) {
    std::vector<std::string> shown;
    for (const std::string& word : words) {
        shown.push_back(word_of(set, word));
    }
    text(field, with_capital(joined(shown)));
}

void RecordWriter::yes_no(std::string_view field, bool yes) { value(field, "answer", yes ? "yes" : "no"); }

void RecordWriter::range(std::string_view field, double low, std::optional<double> high) {
    add(field, {range_words(low, high)}, {});
}

void RecordWriter::pressure(std::string_view field, int low, int high) {
    add(field, {said("pressure", {{"range", range_words(low, high)}})}, {});
}

void RecordWriter::pressure_max(std::string_view field, int pressure) {
    add(field, {said("pressure-max", {{"pressure", std::to_string(pressure)}})}, {});
}

void RecordWriter::links(std::string_view field, const std::vector<std::string>& ids, std::string_view prefix) {
    std::vector<std::string> linked;
    for (const std::string& id : ids) {
        linked.push_back(prefix.empty() ? id : kind_id(prefix, id));
    }
    add(field, {}, std::move(linked));
}

void RecordWriter::places(std::string_view field, const PlaceList& places) { text(field, with_capital(words_of(places))); }

void RecordWriter::verified(bool verified, const std::string& how) {
    add("verified", {word_of("verified", verified ? "yes" : "no"), how}, {});
}

void RecordWriter::effects(const std::vector<Effect>& effects) {
    for (const Effect& effect : effects) {
        add("effect", sentences_of(effect), {});
        std::vector<std::string> families;
        for (const std::string& family : effect.families) {
            families.push_back(word_of("family", family));
        }
        add("effect-leaves-out", {joined(families)}, effect.techniques);
    }
}

std::string RecordWriter::limit_of(const Effect& effect) const {
    const bool everywhere = effect.where == Where::Everywhere;
    const std::string places = words_of(effect.places);
    if (effect.pressure_max < k_pressure_without_limit) {
        return said(everywhere ? "limit-everywhere" : "limit-places",
                    {{"pressure", std::to_string(effect.pressure_max)}, {"places", places}});
    }
    return said(everywhere ? "leave-out-everywhere" : "leave-out-places", {{"places", places}});
}

std::vector<std::string> RecordWriter::sentences_of(const Effect& effect) const {
    if (effect.act == Act::Limit) {
        return {limit_of(effect)};
    }
    if (effect.where == Where::Everywhere) {
        return {said("stop-everywhere", {})};
    }
    const std::string places = words_of(effect.places);
    if (effect.where == Where::Places) {
        return {said("stop-places", {{"places", places}})};
    }
    std::vector<std::string> sentences{said("stop-said", {{"radius", std::to_string(effect.radius_mm)}})};
    if (effect.whole_limb) {
        sentences.push_back(said("stop-limb", {}));
    }
    if (!places.empty()) {
        sentences.push_back(said("stop-until-said", {{"places", places}}));
    }
    return sentences;
}

void RecordWriter::dose(const Dose& dose) {
    const auto add_range = [&](std::string_view field, const std::optional<DoseRange>& range_of) {
        if (range_of && range_of->max) {
            range(field, range_of->min, range_of->max);
        } else if (range_of) {
            text(field, said("or-more", {{"number", plain_number(range_of->min)}}));
        }
    };
    add_range("dose-sessions", dose.sessions_per_week);
    add_range("dose-minutes", dose.minutes);
    add_range("dose-weeks", dose.weeks);
    text("dose-extra", dose.extra);
    value("dose-basis", "basis", dose.basis);
    text("dose-note", dose.note);
    links("dose-evidence", dose.evidence);
}

void RecordWriter::phase(const PlanPhase& phase, std::size_t number) {
    const bool touched = phase.pressure_max > 0;
    std::vector<std::string> texts{said(touched ? "phase" : "phase-without-touch",
                                        {{"number", std::to_string(number)},
                                         {"name", phase.name},
                                         {"minutes", std::to_string(phase.minutes)},
                                         {"range", range_words(phase.pressure_min, phase.pressure_max)}})};
    texts.push_back(with_capital(joined(phase.areas)));
    texts.push_back(phase.note);
    if (!phase.places.empty()) {
        texts.push_back(said("on-the-map", {{"places", words_of(phase.places)}}));
    }
    add("phase", std::move(texts), phase.techniques);
}

std::string RecordWriter::words_of(const PlaceList& places) const {
    std::vector<std::string> names;
    for (const std::vector<std::string>* list : {&places.areas, &places.groups}) {
        for (const std::string& id : *list) {
            const GroupEntry* group = source_->anatomy.find_group(id);
            names.push_back(group != nullptr ? shown_name(source_->words, *group) : id);
        }
    }
    for (const std::string& id : places.regions) {
        const RegionEntry* region = source_->anatomy.find_region(id);
        names.push_back(region != nullptr ? shown_name(source_->words, *region) : id);
    }
    for (const std::string& id : places.entries) {
        names.push_back(entry_name(*source_, id));
    }
    std::vector<std::string> once;  // an area and a group in it may be called the same
    std::ranges::copy_if(names, std::back_inserter(once),
                         [&](const std::string& name) { return std::ranges::find(once, name) == once.end(); });
    return fmt::format("{}", fmt::join(once, "; "));  // names may have commas of their own
}

std::string RecordWriter::said(std::string_view name, std::vector<std::pair<std::string, std::string>> holes) const {
    return source_->words.tr(Text{"clinical.said." + std::string(name), std::move(holes)});
}

std::string RecordWriter::word_of(std::string_view set, std::string_view word) const {
    return source_->words.tr("clinical.value." + std::string(set) + "." + key_part(word));
}

std::string RecordWriter::tr(std::string_view key) const { return source_->words.tr(key); }

ContentRecord RecordWriter::take(const Review& review) {
    record_.review = review;
    return std::move(record_);
}

}  // namespace palpate::detail
