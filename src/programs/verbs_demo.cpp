// demo: a store the size of a practice, of invented clients, to try the program with. practice: its figures.

#include "base/error.h"
#include "base/locale_words.h"
#include "casebook/demo_cases.h"
#include "programs/composition.h"
#include "programs/console.h"
#include "programs/detail/json_views.h"
#include "programs/store_access.h"
#include "programs/verb_table.h"
#include "workspace/practice_desk.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <charconv>

namespace palpate {
namespace {

constexpr int k_most_clients = 100'000;

struct DemoOptions {
    std::string clients = "10";
    std::string sessions = "20";
    std::string marks = "15";
};

int number_in(const std::string& text, const char* option, int high) {
    int number = 0;
    const auto [stopped, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc() || stopped != text.data() + text.size() || number < 1 || number > high) {
        throw Error(ErrorCode::Usage,
                    {"cli.demo.number", {{"option", option}, {"high", std::to_string(high)}, {"text", text}}});
    }
    return number;
}

/// Real clients and invented ones do not share a store.
void refuse_real_clients(Store& store) {
    if (!std::ranges::all_of(store.list_clients(), &Client::sample)) {
        throw Error(ErrorCode::InvalidEdit, {"cli.demo.real-clients", {}});
    }
}

void make_demo(Application& application, const DemoOptions& options) {
    const int clients = number_in(options.clients, "--clients", k_most_clients);
    const DemoSize size{.sessions = number_in(options.sessions, "--sessions", 1000),
                        .marks = number_in(options.marks, "--marks", 1000)};
    Workspace& workspace = application.start({.atlas = true});
    const DemoCases cases(workspace.require_atlas(), workspace.services().clock->now(),
                          application.options().seed.value_or(1), size);
    StoreOptions store_options = own_store_options(application);
    store_options.create = true;
    const std::unique_ptr<Store> store = open_store(store_options);
    refuse_real_clients(*store);
    if (!store->is_sample()) {
        store->mark_as_sample();
    }
    const std::vector<Client> known = store->list_clients();
    int made = 0;
    for (int number = 0; number < clients; ++number) {
        const CaseDocument document = cases.make(static_cast<std::size_t>(number));
        if (std::ranges::find(known, document.client.reference, &Client::reference) == known.end()) {
            store->save(diff(CaseDocument{}, document));
            ++made;
        }
    }
    print_line(application.words().tr(
        {"cli.demo.made", {{"clients", std::to_string(made)}, {"folder", store_options.folder.string()}}}));
}

Json json_of(const PracticeView& view) {
    Json weeks = Json::array();
    for (const SessionsInWeek& week : view.weeks) {
        weeks.push_back({{"monday", week.monday}, {"sessions", week.sessions}});
    }
    Json areas = Json::array();
    for (const CommonArea& area : view.areas) {
        areas.push_back({{"region", area.region_id},
                         {"side", std::string(name_of(area.side))},
                         {"clients", area.clients},
                         {"share", area.share}});
    }
    return {{"clients", view.clients},
            {"clients_marked", view.clients_marked},
            {"sessions", view.sessions},
            {"weeks", std::move(weeks)},
            {"areas", std::move(areas)},
            {"areas_withheld", view.areas_withheld},
            {"fewest_clients_shown", k_fewest_clients_shown}};
}

void print_practice(Application& application) {
    Workspace& workspace = application.start({.store = Needs::Store::Read, .atlas = true});
    workspace.run("practice.count");
    workspace.run_until_idle_or_throw();
    const PracticeView& view = *workspace.practice().view();
    const Translator& words = application.words();
    if (application.options().json) {
        print_json(json_of(view));
        return;
    }
    print_line(words.tr(
        {"ui.figures.line", {{"clients", std::to_string(view.clients)}, {"sessions", std::to_string(view.sessions)}}}));
    for (const SessionsInWeek& week : view.weeks) {
        if (week.sessions > 0) {
            print_line("  " + words.tr({"ui.figures.week",
                                        {{"date", week.monday}, {"sessions", std::to_string(week.sessions)}}}));
        }
    }
    if (view.areas.empty()) {
        print_line(words.tr("ui.figures.no-areas"));
    }
    for (const CommonArea& area : view.areas) {
        const auto side = area.side == Side::Mid ? std::nullopt : std::optional(area.side);
        print_line("  " + workspace.title_of({.kind = PlaceKind::Region, .id = area.region_id, .side = side}) + ": " +
                   words.tr({"ui.figures.share",
                             {{"clients", std::to_string(area.clients)},
                              {"percent", shown_number(words, area.share * 100.0, 0)}}}));
    }
    if (view.areas_withheld > 0) {
        print_line(words.tr({"ui.figures.few", {{"count", std::to_string(view.areas_withheld)}}}));
    }
}

}  // namespace

void add_practice_verbs(VerbTable& table) {
    const auto options = std::make_shared<DemoOptions>();
    CLI::App& demo = table.verb("demo", [options](Application& app) { make_demo(app, *options); });
    table.option(demo, "clients", options->clients);
    table.option(demo, "sessions", options->sessions);
    table.option(demo, "marks", options->marks);
    static_cast<void>(table.verb("practice", print_practice));
}

}  // namespace palpate
