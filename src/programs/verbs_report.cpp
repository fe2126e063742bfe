// report: a hand-out, a session report or a progress report as a file.

#include "base/calendar_date.h"
#include "base/error.h"
#include "base/file_io.h"
#include "programs/composition.h"
#include "programs/console.h"
#include "programs/detail/json_views.h"
#include "programs/verb_table.h"
#include "render/gl_context.h"
#include "render/gl_scene_renderer.h"
#include "report/report_html.h"
#include "report/report_pages.h"
#include "workspace/report_maker.h"

#include <CLI/CLI.hpp>

#include <charconv>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <string_view>

namespace palpate {
namespace {

struct ReportOptions {
    std::string kind = "handout";
    std::string client;
    std::string session;
    std::string from;
    std::string to;
    std::string paper = "a4";
    std::string date;
    std::string letterhead;
    std::string logo;
    std::string out;
    bool large_print = false;
};

Error unknown(const char* key, const std::string& value) { return {ErrorCode::Usage, {key, {{"value", value}}}}; }

ReportKind kind_of(const ReportOptions& options) {
    const auto kind = find_report_kind(options.kind);
    return kind ? *kind : throw unknown("cli.report-not-a-kind", options.kind);
}

PageSetup setup_of(const ReportOptions& options) {
    const auto paper = find_paper_size(options.paper);
    return {.paper = paper ? *paper : throw unknown("cli.report-not-a-paper", options.paper),
            .large_print = options.large_print};
}

/// Seconds since 1970 that a build or an archive wants files to say, as reproducible-builds.org has it.
std::optional<std::string> date_of_environment() {
    const char* stated = std::getenv("SOURCE_DATE_EPOCH");
    const std::string_view text = stated != nullptr ? stated : "";
    std::int64_t seconds = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), seconds);
    constexpr std::int64_t k_year_10000 = 253'402'300'800;
    if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size() || seconds < 0 ||
        seconds >= k_year_10000) {
        return std::nullopt;
    }
    return iso_date(std::chrono::floor<std::chrono::days>(std::chrono::sys_seconds(std::chrono::seconds(seconds))));
}

std::string date_of(const ReportOptions& options, const Workspace& workspace) {
    if (!options.date.empty()) {
        return find_date(options.date) ? options.date : throw unknown("cli.report-not-a-date", options.date);
    }
    const auto stated = date_of_environment();
    return stated ? *stated : local_date(workspace.services().clock->now());
}

SessionId session_named(Workspace& workspace, const std::string& named) {
    if (!named.empty()) {
        workspace.run("session.open", {{"session", named}});
    }
    return workspace.session();
}

ReportRequest request_of(Workspace& workspace, const ReportOptions& options) {
    ReportRequest request{.kind = kind_of(options),
                          .session = {},
                          .from = std::nullopt,
                          .date = date_of(options, workspace),
                          .letterhead = load_letterhead(options.letterhead, options.logo)};
    const bool progress = request.kind == ReportKind::Progress;
    request.session = session_named(workspace, progress && !options.to.empty() ? options.to : options.session);
    if (progress && !options.from.empty()) {
        request.from = session_named(workspace, options.from);
    }
    workspace.run_until_idle_or_throw();
    return request;
}

bool is_page_form(const std::filesystem::path& file) {
    if (file.extension() != ".pdf" && file.extension() != ".html") {
        throw Error(ErrorCode::Usage, {"cli.report-not-a-form", {{"file", file.string()}}});
    }
    return file.extension() == ".pdf";
}

void write_report(Application& application, const ReportOptions& options) {
    const PageSetup setup = setup_of(options);  // what is wrong with the arguments is said before anything is opened
    const ReportKind kind = kind_of(options);
    const std::filesystem::path file = options.out;
    const bool as_pdf = is_page_form(file);
    Workspace& workspace = application.start({.store = Needs::Store::Read, .atlas = true});
    workspace.run("client.open", {{"client", options.client}});
    workspace.run_until_idle_or_throw();
    application.require_health();
    const ReportRequest request = request_of(workspace, options);
    application.note_export("report: " + std::string(name_of(kind)));
    const std::unique_ptr<GlContext> context = GlContext::create_offscreen();
    GlSceneRenderer renderer(application.places().shaders);
    const ReportDocument document = make_report(workspace, renderer, request);
    std::optional<std::size_t> pages;
    if (as_pdf) {
        const ReportPages set(document, setup);
        pages = set.count();
        write_file_atomically(file, set.to_pdf());
    } else {
        write_file_atomically(file, to_report_html(document, setup.large_print));
    }
    if (application.options().json) {
        print_json({{"kind", name_of(kind)},
                    {"file", file.string()},
                    {"pages", pages ? Json(*pages) : Json(nullptr)},
                    {"date", document.date}});
    } else if (pages) {
        print_line(application.words().tr(
            {"cli.report-written", {{"file", file.string()}, {"pages", std::to_string(*pages)}}}));
    } else {
        print_line(application.words().tr({"cli.report-written-html", {{"file", file.string()}}}));
    }
}

}  // namespace

void add_report_verb(VerbTable& table) {
    const auto options = std::make_shared<ReportOptions>();
    CLI::App& verb = table.verb("report", [options](Application& app) { write_report(app, *options); });
    const auto option = [&](const char* name, std::string& value, const char* help, bool required = false) {
        verb.add_option(std::string("--") + name, value, table.help_of(help))->required(required);
    };
    option("kind", options->kind, "report-kind");
    option("client", options->client, "client", true);
    option("session", options->session, "session");
    option("from", options->from, "from");
    option("to", options->to, "to");
    option("paper", options->paper, "paper");
    table.flag(verb, "large-print", options->large_print);
    option("date", options->date, "report-date");
    option("letterhead", options->letterhead, "letterhead");
    option("logo", options->logo, "logo");
    option("out", options->out, "report-out", true);
}

}  // namespace palpate
