// intake-page, intake: clients answer at home, and what they answered comes back.

#include "anatomy/region_parts.h"
#include "base/error.h"
#include "base/file_io.h"
#include "exchange/record_json.h"
#include "intake/home_page.h"
#include "intake/intake_review.h"
#include "intake/said_case.h"
#include "programs/composition.h"
#include "programs/console.h"
#include "programs/detail/json_views.h"
#include "programs/store_access.h"
#include "programs/verb_table.h"
#include "render/gl_context.h"
#include "render/gl_scene_renderer.h"
#include "workspace/home_page_maker.h"
#include "workspace/receive_answers.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>

namespace palpate {
namespace {

struct IntakeOptions {
    std::string client;
    std::string practice;
    std::string out;
    std::string address;
    std::string input;
};

/// The client of --client; an empty id without it.
ClientId invited(CaseStore& store, const IntakeOptions& options) {
    return options.client.empty() ? ClientId{} : find_client(store, options.client).id;
}

// ---- out -----------------------------------------------------------------------------------------------------------

std::vector<HomePageWords> words_of_all(Application& application) {
    const std::filesystem::path folder = application.places().assets / "i18n";
    std::vector<HomePageWords> all;
    for (const Language& language : list_languages(folder)) {
        all.push_back({.language = language,
                       .words = std::make_shared<const Translator>(load_language(folder, language.code)),
                       .clinical = application.load_clinical(language.code)});
    }
    const auto own =
        std::ranges::find(all, application.language(), [](const HomePageWords& words) { return words.language.code; });
    if (own != all.end()) {
        std::rotate(all.begin(), own, own + 1);
    }
    return all;
}

void write_page(Application& application, const IntakeOptions& options) {
    Workspace& workspace = application.start({.store = Needs::Store::No, .atlas = true});
    const std::unique_ptr<Store> store = open_own_store(application);
    const Timestamp now = workspace.services().clock->now();
    const bool named = !options.client.empty();
    const HomeInvitation invitation = named ? invite_home(*store, invited(*store, options), now)
                                            : HomeInvitation{.key = newest_intake_key(*store, now)};
    const std::unique_ptr<GlContext> context = GlContext::create_offscreen();
    GlSceneRenderer renderer(application.places().shaders);
    const HomePage page{.practice = options.practice,
                        .public_half = invitation.key.public_half,
                        .token = invitation.token,
                        .languages = words_of_all(application),
                        .consents = home_page_consents(),
                        .pictures = draw_home_page_pictures(workspace, renderer),
                        .region_parts = load_region_parts(application.places().assets / "anatomy"),
                        .anatomy = workspace.anatomy()};
    const std::string html = write_home_page(page, application.places().assets / "intake_page");
    write_file_atomically(options.out, html);
    if (application.options().json) {
        print_json({{"file", options.out}, {"bytes", html.size()}, {"invited", named}});
        return;
    }
    print_line(application.words().tr({named ? "cli.intake-page-of-client" : "cli.intake-page",
                                       {{"file", options.out}, {"client", options.client}}}));
}

/// Words for a mail or a QR code: the page's address with everything that makes it this client's.
void write_link(Application& application, const IntakeOptions& options) {
    const std::unique_ptr<Store> store = open_own_store(application);
    const HomeInvitation invitation = invite_home(*store, invited(*store, options), SystemClock().now());
    const std::string link = options.address + "#" + home_page_fragment(invitation.key.public_half, invitation.token);
    if (application.options().json) {
        print_json({{"link", link}, {"token", invitation.token}});
    } else {
        print_line(link);
    }
}

/// For the device in the waiting room.
void make_code(Application& application, const IntakeOptions& options) {
    const std::unique_ptr<Store> store = open_own_store(application);
    const Client client = find_client(*store, options.client);
    const std::string code = invite_to_kiosk(*store, client.id, SystemClock().now());
    if (application.options().json) {
        print_json({{"code", code}, {"client", client.reference}});
    } else {
        print_line(application.words().tr({"intake.code", {{"reference", client.reference}, {"code", code}}}));
    }
}

// ---- in ------------------------------------------------------------------------------------------------------------

std::string whom(const Application& application, CaseStore& store, const PendingIntake& intake) {
    if (intake.client.empty()) {
        return application.words().tr("ui.review.someone-new");
    }
    const std::vector<Client> clients = store.list_clients();
    const auto known = std::ranges::find(clients, intake.client, &Client::id);
    return known == clients.end() ? std::string() : known->reference;
}

Json json_of(const Application& application, CaseStore& store, const PendingIntake& intake) {
    return {{"id", intake.id.text()},
            {"client", intake.client.empty() ? Json(nullptr) : Json(whom(application, store, intake))},
            {"source", name_of(intake.source)},
            {"warned", intake.warned},
            {"finished", intake.finished.has_value()}};
}

/// What it says and the record does not, as the window shows it.
void print_said(Application& application, Workspace& workspace, CaseStore& store, const PendingIntake& intake) {
    const CaseDocument said = read_record(intake.answers);
    const CaseDocument record =
        intake.client.empty() ? CaseDocument{.client = {.id = said.client.id}} : store.load(intake.client);
    const Translator& words = application.words();
    Json items = Json::array();
    for (const SaidItem& item : review_items(said, record, workspace.anatomy(), workspace.clinical())) {
        const Mark* mark = find_mark(said, item.mark);
        const std::string text = mark != nullptr ? workspace.read_back(*mark) : words.tr(item.said);
        items.push_back({{"id", item.id}, {"kind", name_of(item.kind)}, {"said", text}});
    }
    if (application.options().json) {
        Json answer = json_of(application, store, intake);
        answer["items"] = std::move(items);
        print_json(answer);
        return;
    }
    print_line(words.tr({"cli.intake-received", {{"client", whom(application, store, intake)}}}));
    if (intake.warned) {
        print_line(words.tr("cli.intake-warned"));
    }
    for (const Json& item : items) {
        print_line("  " + item["said"].get<std::string>());
    }
    print_line(words.tr("cli.intake-waits"));
}

void open_file(Application& application, const IntakeOptions& options) {
    const std::string bytes = read_answers_file(options.input);
    Workspace& workspace = application.start({.store = Needs::Store::No, .atlas = true});
    const std::unique_ptr<Store> store = open_own_store(application);
    const PendingIntake intake = receive_answers(*store, make_answers_receiver(workspace), bytes);
    print_said(application, workspace, *store, intake);
}

void list_waiting(Application& application) {
    const std::unique_ptr<Store> store = open_own_store(application, true);
    Json list = Json::array();
    for (const PendingIntake& intake : store->list_intakes()) {
        list.push_back(json_of(application, *store, intake));
        if (!application.options().json) {
            print_line(application.words().tr({"cli.intake-line",
                                               {{"client", whom(application, *store, intake)},
                                                {"source", "@intake.source." + std::string(name_of(intake.source))},
                                                {"warned", intake.warned ? "@cli.intake-warned" : ""}}}));
        }
    }
    if (application.options().json) {
        print_json(list);
    } else if (list.empty()) {
        print_line(application.words().tr("cli.intake-none"));
    }
}

}  // namespace

void add_intake_verbs(VerbTable& table) {
    const auto options = std::make_shared<IntakeOptions>();
    CLI::App& page = table.verb("intake-page", [options](Application& app) { write_page(app, *options); });
    const auto option = [&](CLI::App& verb, const char* name, std::string& value, const char* help,
                            bool required = false) {
        verb.add_option(std::string("--") + name, value, table.help_of(help))->required(required);
    };
    option(page, "out", options->out, "intake-page-out", true);
    option(page, "client", options->client, "intake-client");
    option(page, "practice", options->practice, "intake-practice");
    CLI::App& group = table.group("intake");
    CLI::App& link = table.verb(group, "link", [options](Application& app) { write_link(app, *options); });
    option(link, "page", options->address, "intake-address", true);
    option(link, "client", options->client, "intake-client");
    CLI::App& code = table.verb(group, "code", [options](Application& app) { make_code(app, *options); });
    option(code, "client", options->client, "client", true);
    CLI::App& open = table.verb(group, "open", [options](Application& app) { open_file(app, *options); });
    table.positional(open, "input", options->input);
    static_cast<void>(table.verb(group, "list", [](Application& app) { list_waiting(app); }));
}

}  // namespace palpate
