// export, import: records out of the store and into it, in open formats and sealed ones.

#include "base/error.h"
#include "base/file_io.h"
#include "exchange/calendar.h"
#include "exchange/csv_tables.h"
#include "exchange/exchange_limits.h"
#include "exchange/fhir_bundle.h"
#include "exchange/import_file.h"
#include "exchange/record_json.h"
#include "exchange/region_scheme.h"
#include "exchange/sealed_package.h"
#include "programs/composition.h"
#include "programs/console.h"
#include "programs/detail/json_views.h"
#include "programs/store_access.h"
#include "programs/verb_table.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <sys/stat.h>

#include <cstdlib>

namespace palpate {
namespace {

struct ExchangeOptions {
    std::string client;
    std::string format;
    std::string scheme;
    std::string secret_file;
    // export
    std::string out;
    std::string begin;
    bool no_snomed = false;
    bool formats = false;
    // import
    std::string input;
    std::string date;
    std::string now;
    bool apply = false;
    bool as_new = false;
};
using Options = std::shared_ptr<ExchangeOptions>;

[[noreturn]] void refuse_usage(const char* key, std::vector<std::pair<std::string, std::string>> arguments = {}) {
    throw Error(ErrorCode::Usage, {key, std::move(arguments)});
}

template <class Kind>
std::string names_of(const std::vector<Kind>& all) {
    std::string names;
    for (const Kind kind : all) {
        names += (names.empty() ? "" : ", ") + std::string(name_of(kind));
    }
    return names;
}

std::optional<ExchangeFormat> stated_format(const std::string& name) {
    const auto format = find_exchange_format(name);
    if (!format && !name.empty()) {
        refuse_usage("error.exchange.format-unknown",
                     {{"format", name}, {"formats", names_of(all_exchange_formats())}});
    }
    return format;
}

RegionScheme require_scheme(const std::string& name) {
    const auto scheme = find_region_scheme(name);
    if (!scheme) {
        refuse_usage("error.exchange.scheme-needed", {{"schemes", names_of(all_region_schemes())}});
    }
    return *scheme;
}

/// From --secret-file, else PALPATE_PACKAGE_PASSPHRASE. Never an argument: those show in process lists. It is not the
/// store's: a package is opened by somebody else.
std::string require_secret(const std::string& file) {
    if (!file.empty()) {
        std::string text = read_text_file(file);
        text.erase(std::min(text.find_first_of("\r\n"), text.size()));
        return text;
    }
    const char* from_environment = std::getenv("PALPATE_PACKAGE_PASSPHRASE");
    if (from_environment == nullptr) {
        refuse_usage("error.exchange.passphrase-needed");
    }
    return from_environment;
}

// ---- export --------------------------------------------------------------------------------------------------------

void list_formats(const Application& application) {
    const Translator& words = application.words();
    Json list = Json::array();
    for (const ExchangeFormat format : all_exchange_formats()) {
        const std::string name(name_of(format));
        const char* ways = can_export(format) && can_import(format) ? "cli.format-out-and-in"
                           : can_export(format)                     ? "cli.format-out"
                                                                    : "cli.format-in";
        Json losses = Json::array();
        for (const Text& loss : losses_of(format)) {
            losses.push_back(words.tr(loss));
        }
        if (application.options().json) {
            list.push_back({{"format", name},
                            {"export", can_export(format)},
                            {"import", can_import(format)},
                            {"what", words.tr("exchange.format." + name)},
                            {"not_carried", losses}});
            continue;
        }
        print_line(
            words.tr({"cli.format-line",
                      {{"name", name}, {"ways", std::string("@") + ways}, {"what", "@exchange.format." + name}}}));
        for (const Json& loss : losses) {
            print_line("    " + words.tr({"cli.export-loss", {{"loss", loss.get<std::string>()}}}));
        }
    }
    if (application.options().json) {
        print_json(list);
    }
}

/// What came of an export, for people and for --json.
struct Exported {
    ExchangeFormat format = ExchangeFormat::Json;
    std::vector<std::filesystem::path> files{};
    std::optional<std::size_t> count{};  ///< clients, visits or drawings, where there can be other than one
    std::size_t marks_left_out = 0;
};

void print_exported(const Application& application, const Exported& exported) {
    const Translator& words = application.words();
    if (application.options().json) {
        Json files = Json::array();
        for (const auto& file : exported.files) {
            files.push_back(file.string());
        }
        Json losses = Json::array();
        for (const Text& loss : losses_of(exported.format)) {
            losses.push_back(words.tr(loss));
        }
        print_json({{"format", std::string(name_of(exported.format))},
                    {"files", files},
                    {"count", exported.count.value_or(1)},
                    {"marks_left_out", exported.marks_left_out},
                    {"not_carried", losses}});
        return;
    }
    for (const auto& file : exported.files) {
        print_line(words.tr({"cli.exported", {{"file", file.string()}}}));
    }
    if (exported.count) {
        print_line(words.tr({"cli.exported-count", {{"count", std::to_string(*exported.count)}}}));
    }
    if (exported.marks_left_out > 0) {
        print_line(words.tr({"cli.export-left-out", {{"count", std::to_string(exported.marks_left_out)}}}));
    }
    for (const Text& loss : losses_of(exported.format)) {
        print_line(words.tr({"cli.export-loss", {{"loss", words.tr(loss)}}}));
    }
}

/// What was made must read back as what it was made of, before it counts as handed over.
void require_same(const CaseDocument& read, const CaseDocument& document) {
    if (read != document) {
        throw Error(ErrorCode::InvalidContent, {"error.exchange.not-same", {}});
    }
}

std::string make_package(const CaseDocument& document, const std::string& secret) {
    std::string package = seal_package(write_record(document), secret);
    require_same(read_record(open_package(package, secret)), document);
    return package;
}

std::string make_record(const CaseDocument& document) {
    std::string text = write_record(document);
    require_same(read_record(text), document);
    return text;
}

std::string make_bundle(Workspace& workspace, const CaseDocument& document, bool snomed) {
    const Knowledge knowledge{workspace.require_atlas(), workspace.anatomy(), workspace.clinical()};
    const Timestamp now = SystemClock().now();
    std::string bundle =
        write_fhir(document, {.knowledge = knowledge, .words = workspace.words(), .now = now, .snomed = snomed});
    UuidGenerator ids;
    require_same(read_fhir(bundle, workspace.anatomy(), ids, now).documents.front(), document);
    return bundle;
}

std::string make_calendar(const CaseDocument& document, const ExchangeOptions& options, const Translator& words,
                          Exported& exported) {
    CalendarOrder order{.now = SystemClock().now()};
    order.today = local_date(order.now);
    order.start_minutes = find_time_of_day(options.begin);
    if (!order.start_minutes && !options.begin.empty()) {
        refuse_usage("error.exchange.time", {{"time", options.begin}});
    }
    exported.count = count_visits_to_come(document, order.today);
    return write_calendar(document, order, words);
}

Exported export_one(Application& application, const ExchangeOptions& options, ExchangeFormat format) {
    const bool needs_body = format == ExchangeFormat::Fhir || format == ExchangeFormat::Regions;
    const std::string secret = format == ExchangeFormat::Package ? require_secret(options.secret_file) : "";
    if (format == ExchangeFormat::Package && secret.size() < k_least_package_passphrase) {
        refuse_usage("error.exchange.package-short", {{"characters", std::to_string(k_least_package_passphrase)}});
    }
    const RegionScheme scheme =
        format == ExchangeFormat::Regions ? require_scheme(options.scheme) : RegionScheme::ChoirMale;
    Workspace& workspace = application.start({.store = Needs::Store::Read, .atlas = needs_body, .clicks = false});
    workspace.run("client.open", {{"client", options.client}});
    workspace.run_until_idle_or_throw();
    application.note_export(std::string(name_of(format)));
    const CaseDocument& document = workspace.require_document();
    Exported exported{.format = format};
    const auto write = [&](const std::filesystem::path& file, std::string_view bytes) {
        write_file_atomically(file, bytes);
        exported.files.push_back(file);
    };
    switch (format) {
        case ExchangeFormat::Package: write(options.out, make_package(document, secret)); break;
        case ExchangeFormat::Json: write(options.out, make_record(document)); break;
        case ExchangeFormat::Fhir: write(options.out, make_bundle(workspace, document, !options.no_snomed)); break;
        case ExchangeFormat::Calendar:
            write(options.out, make_calendar(document, options, application.words(), exported));
            break;
        case ExchangeFormat::Regions: {
            const RegionDrawings drawings = write_regions(document, scheme, workspace.require_atlas());
            exported.count = drawings.drawings;
            exported.marks_left_out = drawings.marks_left_out;
            write(options.out, drawings.text);
            break;
        }
        case ExchangeFormat::Csv: {
            CsvTables tables;
            tables.add(document);
            for (const ImportFile& table : tables.take()) {
                write(std::filesystem::path(options.out) / table.name, table.bytes);
            }
            break;
        }
        case ExchangeFormat::Contacts: break;  // refused before
    }
    return exported;
}

/// The tables of everybody. One row of the log says so: a row for each would hide it among thousands.
Exported export_all(const Application& application, const ExchangeOptions& options) {
    const std::unique_ptr<Store> store = open_own_store(application);
    if (store->user().role == UserRole::FrontDesk) {
        throw Error(ErrorCode::Forbidden, {"error.store.not-for-front-desk", {}});
    }
    const std::vector<Client> clients = store->list_clients();
    store->note({.kind = AuditKind::Export, .detail = fmt::format("csv, all {} clients", clients.size())});
    CsvTables tables;
    for (const Client& client : clients) {
        tables.add(store->load_again(client.id));
    }
    Exported exported{.format = ExchangeFormat::Csv, .files = {}, .count = clients.size()};
    for (const ImportFile& table : tables.take()) {
        exported.files.push_back(std::filesystem::path(options.out) / table.name);
        write_file_atomically(exported.files.back(), table.bytes);
    }
    return exported;
}

void export_record(Application& application, const ExchangeOptions& options) {
    if (options.formats) {
        list_formats(application);
        return;
    }
    const auto format = stated_format(options.format);
    if (!format) {
        refuse_usage("error.exchange.format-needed", {{"formats", names_of(all_exchange_formats())}});
    }
    if (!can_export(*format)) {
        refuse_usage("error.exchange.in-only");
    }
    if (options.out.empty()) {
        refuse_usage("error.exchange.out-needed");
    }
    if (options.client.empty() && format != ExchangeFormat::Csv) {
        refuse_usage("error.exchange.client-needed");
    }
    ::umask(S_IRWXG | S_IRWXO);  // a record in the open is for who exported it
    print_exported(application, options.client.empty() ? export_all(application, options)
                                                       : export_one(application, options, *format));
}

// ---- import --------------------------------------------------------------------------------------------------------

/// The file, or the tables of a folder. Nothing larger than a record may be is read at all.
std::vector<ImportFile> read_input(const std::filesystem::path& input) {
    std::vector<std::filesystem::path> paths{input};
    std::error_code ignored;
    if (std::filesystem::is_directory(input, ignored)) {
        paths.clear();
        for (const char* table : {"clients.csv", "sessions.csv", "marks.csv", "measures.csv"}) {
            if (std::filesystem::exists(input / table)) {
                paths.push_back(input / table);
            }
        }
        if (paths.empty()) {
            throw Error(ErrorCode::InvalidContent, {"error.exchange.csv-clients", {}});
        }
    }
    std::vector<ImportFile> files;
    for (const auto& path : paths) {
        const auto size = std::filesystem::file_size(path, ignored);
        if (!ignored && size > 2 * k_most_import_bytes) {
            throw Error(ErrorCode::InvalidContent, {"error.exchange.too-large", {}});
        }
        files.push_back({.name = path.filename().string(), .bytes = read_text_file(path)});
    }
    return files;
}

std::optional<ExchangeFormat> format_of(const std::vector<ImportFile>& files, const ExchangeOptions& options) {
    const auto stated = stated_format(options.format);
    const auto found = stated ? stated : files.size() > 1 ? ExchangeFormat::Csv : find_format_of(files.front().bytes);
    if (!found) {
        refuse_usage("error.exchange.format-needed", {{"formats", names_of(all_exchange_formats())}});
    }
    return found;
}

std::optional<int> find_rating(const std::string& text) {
    const bool is_rating = text == "10" || (text.size() == 1 && text[0] >= '0' && text[0] <= '9');
    return is_rating ? std::optional(std::stoi(text)) : std::nullopt;
}

std::unique_ptr<Store> open_target(const Application& application, bool apply) {
    StoreOptions options = own_store_options(application);
    options.create = apply;  // the first thing in a new practice may be what the old one handed over
    options.read_only = !apply;
    return open_store(options);
}

/// What reading needs; the store is asked whose drawing it is.
ImportOrder order_for(Application& application, const ExchangeOptions& options, ExchangeFormat format) {
    ImportOrder order{.format = format, .anatomy = application.anatomy().get(), .now = SystemClock().now()};
    if (format == ExchangeFormat::Package) {
        order.passphrase = require_secret(options.secret_file);
    }
    if (format == ExchangeFormat::Regions) {
        RegionOrder regions{.scheme = require_scheme(options.scheme), .date = options.date};
        regions.now = find_rating(options.now);
        if (options.client.empty()) {
            refuse_usage("error.exchange.client-needed");
        }
        regions.client = find_client(*open_own_store(application, true), options.client);
        order.regions = std::move(regions);
        order.atlas = &application.start({.atlas = true, .clicks = false}).require_atlas();
    }
    return order;
}

Json to_json(const ClientImport& client, const Translator& words) {
    static const std::map<ClientImport::Outcome, const char*> outcomes{{ClientImport::Outcome::New, "new"},
                                                                       {ClientImport::Outcome::Added, "added"},
                                                                       {ClientImport::Outcome::Same, "same"}};
    Json remarks = Json::array();
    for (const Text& remark : client.remarks) {
        remarks.push_back(words.tr(remark));
    }
    return {{"outcome", outcomes.at(client.outcome)},
            {"client", client.after.client.id.text()},
            {"reference", client.after.client.reference},
            {"sessions", client.added.sessions},
            {"marks", client.added.marks},
            {"measures", client.added.measurements},
            {"notes", client.added.notes},
            {"answers", client.added.facts},
            {"consents", client.added.consents},
            {"remarks", remarks}};
}

void print_plan(const Application& application, const ImportPlan& plan, bool applied) {
    const Translator& words = application.words();
    if (application.options().json) {
        Json clients = Json::array();
        for (const ClientImport& client : plan.clients) {
            clients.push_back(to_json(client, words));
        }
        Json left_out = Json::array();
        for (const Text& text : plan.left_out) {
            left_out.push_back(words.tr(text));
        }
        print_json({{"format", std::string(name_of(plan.format))},
                    {"applied", applied},
                    {"clients", clients},
                    {"left_out", left_out}});
        return;
    }
    for (const ClientImport& client : plan.clients) {
        print_line(words.tr(client.summary()));
        for (const Text& remark : client.remarks) {
            print_line("  " + words.tr(remark));
        }
    }
    for (const Text& text : plan.left_out) {
        print_line(words.tr(text));
    }
    print_line(words.tr(plan.changes().empty() ? "cli.import-nothing"
                        : applied              ? "cli.import-applied"
                                               : "cli.import-not-applied"));
}

void import_file(Application& application, const ExchangeOptions& options) {
    const std::vector<ImportFile> files = read_input(options.input);
    const ExchangeFormat format = *format_of(files, options);
    const ImportOrder order = order_for(application, options, format);
    SeededIds seeded(application.options().seed.value_or(0));
    UuidGenerator random;
    IdGenerator& ids = application.options().seed ? static_cast<IdGenerator&>(seeded) : random;
    std::unique_ptr<Store> store;
    if (options.apply || store_exists(application.options().store_folder)) {
        store = open_target(application, options.apply);
        seeded.mix_in(*store);
    }
    const ImportedRecords imported = read_import(files, order, ids);
    const RecordsThere there = store ? find_records_there(*store, imported) : RecordsThere{};
    const ImportPlan plan = plan_import(imported, there, options.as_new ? ImportWay::AsNew : ImportWay::Add, ids);
    if (options.apply) {
        store->save_import(plan.changes(), name_of(plan.format));
    }
    print_plan(application, plan, options.apply);
}

// ---- declaration ---------------------------------------------------------------------------------------------------

void declare_export(VerbTable& table) {
    const auto options = std::make_shared<ExchangeOptions>();
    CLI::App& verb = table.verb("export", [options](Application& app) { export_record(app, *options); });
    table.option(verb, "format", options->format);
    table.option(verb, "client", options->client);
    table.option(verb, "out", options->out);
    table.option(verb, "scheme", options->scheme);
    table.option(verb, "secret-file", options->secret_file);
    table.option(verb, "begin", options->begin);
    table.flag(verb, "no-snomed", options->no_snomed);
    table.flag(verb, "formats", options->formats);
}

void declare_import(VerbTable& table) {
    const auto options = std::make_shared<ExchangeOptions>();
    CLI::App& verb = table.verb("import", [options](Application& app) { import_file(app, *options); });
    table.positional(verb, "input", options->input);
    table.option(verb, "format", options->format);
    table.option(verb, "client", options->client);
    table.option(verb, "scheme", options->scheme);
    table.option(verb, "date", options->date);
    table.option(verb, "now", options->now);
    table.option(verb, "secret-file", options->secret_file);
    table.flag(verb, "apply", options->apply);
    table.flag(verb, "as-new", options->as_new);
}

}  // namespace

void add_exchange_verbs(VerbTable& table) {
    declare_export(table);
    declare_import(table);
}

}  // namespace palpate
