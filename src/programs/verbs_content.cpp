// content: the assets looked over for authors, and the clinical content read record by record.

#include "base/error.h"
#include "clinical/content_record.h"
#include "programs/composition.h"
#include "programs/console.h"
#include "programs/detail/json_views.h"
#include "programs/verb_table.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

namespace palpate {
namespace {

struct ContentOptions {
    std::string id;
    std::string kind;
    bool all = false;
};

/// Titles by id: what a link is called.
using Titles = std::map<std::string, std::string>;

/// The clinical content in the program's language, with what it needs to be read.
struct ReadContent {
    std::shared_ptr<const AnatomyCatalogue> anatomy;
    std::shared_ptr<const ClinicalCatalogue> clinical;
    std::vector<ContentRecord> records;
};

ReadContent read_content(Application& application) {
    ReadContent content{application.anatomy(), application.load_clinical(application.language()), {}};
    content.records =
        read_records({.clinical = *content.clinical, .anatomy = *content.anatomy, .words = application.words()});
    return content;
}

Titles titles_of(const std::vector<ContentRecord>& records) {
    Titles titles;
    for (const ContentRecord& record : records) {
        titles.emplace(record.id, record.title);
    }
    return titles;
}

Json head_json(const ContentRecord& record) {
    return {{"kind", record.kind}, {"id", record.id}, {"title", record.title}};
}

Json record_json(const ContentRecord& record, const std::vector<ContentRecord>& records, const Translator& words) {
    Json fields = Json::array();
    for (const ContentField& field : record.fields) {
        fields.push_back({{"field", field.label_key.substr(field.label_key.rfind('.') + 1)},
                          {"label", words.tr(field.label_key)},
                          {"texts", field.texts},
                          {"links", field.links}});
    }
    Json named_by = Json::array();
    for (const ContentRecord& naming : records_naming(records, record.id)) {
        named_by.push_back(head_json(naming));
    }
    Json json = head_json(record);
    json["fields"] = std::move(fields);
    json["reviewed_by"] = record.review.by.empty() ? Json(nullptr) : Json(record.review.by);
    json["reviewed_on"] = record.review.on.empty() ? Json(nullptr) : Json(record.review.on);
    json["named_by"] = std::move(named_by);
    return json;
}

void print_link(const std::string& title, const std::string& id) { print_line(fmt::format("  - {} [{}]", title, id)); }

void print_record(const ContentRecord& record, const std::vector<ContentRecord>& records, const Titles& titles,
                  const Translator& words) {
    print_line(fmt::format("{} [{}]", record.title, record.id));
    print_line(words.tr("clinical.kind." + record.kind) + ". " + words.tr(review_words(record.review)));
    std::string_view above;
    for (const ContentField& field : record.fields) {
        if (field.label_key != above) {  // the parts of a plan have their label once
            print_line(words.tr(field.label_key));
        }
        above = field.label_key;
        for (const std::string& text : field.texts) {
            print_line("  " + text);
        }
        for (const std::string& link : field.links) {
            print_link(titles.at(link), link);
        }
    }
    const std::vector<ContentRecord> naming = records_naming(records, record.id);
    if (!naming.empty()) {
        print_line(words.tr("clinical.named-by"));
    }
    for (const ContentRecord& one : naming) {
        print_link(one.title, one.id);
    }
}

[[noreturn]] void refuse(const std::string& id, const std::vector<ContentRecord>& records) {
    const std::vector<std::string> near = near_ids(records, id);
    if (near.empty()) {
        throw Error(ErrorCode::NotFound, {"cli.content-unknown", {{"id", id}}});
    }
    throw Error(ErrorCode::NotFound,
                {"cli.content-unknown-near", {{"id", id}, {"near", fmt::format("{}", fmt::join(near, ", "))}}});
}

void show_one(const Application& application, const std::string& id, const std::vector<ContentRecord>& records) {
    const auto found = std::ranges::find(records, id, &ContentRecord::id);
    if (found == records.end()) {
        refuse(id, records);
    }
    if (application.options().json) {
        print_json(record_json(*found, records, application.words()));
    } else {
        print_record(*found, records, titles_of(records), application.words());
    }
}

void show_all(const Application& application, const std::vector<ContentRecord>& records) {
    if (application.options().json) {
        Json list = Json::array();
        for (const ContentRecord& record : records) {
            list.push_back(record_json(record, records, application.words()));
        }
        print_json(list);
        return;
    }
    const Titles titles = titles_of(records);
    for (const ContentRecord& record : records) {
        print_record(record, records, titles, application.words());
        print_line("");
    }
}

void show_content(Application& application, const ContentOptions& options) {
    if (options.id.empty() == !options.all) {
        throw Error(ErrorCode::Usage, {"cli.content-needs-id", {}});
    }
    const ReadContent content = read_content(application);
    options.all ? show_all(application, content.records) : show_one(application, options.id, content.records);
}

void list_content(Application& application, const ContentOptions& options) {
    const std::vector<std::string>& kinds = content_kinds();
    if (!options.kind.empty() && std::ranges::find(kinds, options.kind) == kinds.end()) {
        throw Error(ErrorCode::Usage, {"cli.content-unknown-kind",
                                       {{"kind", options.kind}, {"known", fmt::format("{}", fmt::join(kinds, ", "))}}});
    }
    Json list = Json::array();
    for (const ContentRecord& record : read_content(application).records) {
        if (!options.kind.empty() && record.kind != options.kind) {
            continue;
        }
        list.push_back(head_json(record));
        if (!application.options().json) {
            print_line(fmt::format("{:36} {:16} {}", record.id, record.kind, record.title));
        }
    }
    if (application.options().json) {
        print_json(list);
    }
}

/// Every mistake in the clinical content of any language, each once: a wrong rule is found with the words of each.
std::vector<std::string> find_clinical_faults(Application& application) {
    const std::filesystem::path folder = application.places().assets / "clinical";
    std::set<std::string> languages;
    for (const auto& entry : std::filesystem::directory_iterator(folder / "text")) {
        if (entry.is_directory()) {  // the schemas of the words lie beside
            languages.insert(entry.path().filename().string());
        }
    }
    std::vector<std::string> faults;
    for (const std::string& language : languages) {
        for (const Error& fault : ClinicalCatalogue::check(folder, language, *application.anatomy())) {
            const std::string sentence = application.words().tr(fault.text());
            if (std::ranges::find(faults, sentence) == faults.end()) {
                faults.push_back(sentence);
            }
        }
    }
    return faults;
}

void check_clinical(Application& application) {
    const std::vector<std::string> faults = find_clinical_faults(application);
    for (const std::string& fault : faults) {
        print_line(fault);
    }
    if (!faults.empty()) {
        throw Error(ErrorCode::InvalidContent, {"cli.content-faults", {{"count", std::to_string(faults.size())}}});
    }
}

/// Reads all content; the body is made anew, not taken from the cache. Of the clinical content all mistakes are printed, of
/// the figures the first is thrown: file, record, field.
void check_content(Application& application) {
    check_clinical(application);
    AtlasSourceConfig config = application.atlas_config();
    config.cache_folder.clear();
    JobContext context;
    const std::shared_ptr<const Atlas> atlas = make_parametric_source(config)->build(context);
    for (const Diagnostic& finding : atlas->diagnostics()) {
        print_line(finding.where + ": " + application.words().tr(finding.text));
    }
    const auto clinical = application.load_clinical(application.language());
    print_line(application.words().tr({"cli.content-fine",
                                       {{"structures", std::to_string(atlas->structures().size())},
                                        {"techniques", std::to_string(clinical->techniques().size())}}}));
}

}  // namespace

void add_content_verbs(VerbTable& table) {
    const auto options = std::make_shared<ContentOptions>();
    CLI::App& content = table.group("content");
    static_cast<void>(table.verb(content, "check", check_content));
    CLI::App& list = table.verb(content, "list", [options](Application& app) { list_content(app, *options); });
    list.add_option("--kind", options->kind, table.help_of("content-kind"));
    CLI::App& show = table.verb(content, "show", [options](Application& app) { show_content(app, *options); });
    show.add_option("id,--id", options->id, table.help_of("content-id"));
    show.add_flag("--all", options->all, table.help_of("content-all"));
}

}  // namespace palpate
