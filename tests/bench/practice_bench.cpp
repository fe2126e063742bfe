// A store the size of a large practice: 10,000 clients with 20 sessions of 15 marks, made by the demo's generator.

#include "base/file_io.h"
#include "bench/measure.h"
#include "casebook/client_search.h"
#include "casebook/demo_cases.h"
#include "change/change_map.h"
#include "change/composite.h"
#include "change/practice_view.h"
#include "programs/composition.h"
#include "programs/global_options.h"
#include "store/open_store.h"

#include <fmt/format.h>

#include <chrono>
#include <fstream>

namespace palpate::bench {
namespace {

constexpr int k_runs = 41;

std::string milliseconds(const std::vector<double>& times) {
    return fmt::format("{:.1f} ms ({:.1f} ms)", median(times), percentile95(times));
}

template <class Work>
std::vector<double> times_of(int runs, Work&& work) {
    std::vector<double> times;
    for (int i = 0; i < runs; ++i) {
        times.push_back(time_ms([&] { work(i); }));
    }
    return times;
}

/// Answers the seconds it took.
double fill(Store& store, const DemoCases& cases, std::size_t clients) {
    return time_ms([&] {
               for (std::size_t number = 0; number < clients; ++number) {
                   store.save(diff(CaseDocument{}, cases.make(number)));
               }
               store.mark_as_sample();
           }) /
           1000.0;
}

/// The program until its window shows the list, and then closes.
double start_ms(const std::string& palpate, const std::filesystem::path& store) {
    std::ofstream("start.steps") << "wait\nquit\n";
    return run_process({palpate, "--store", store.string(), "rehearse", "start.steps"}, 7).ms;
}

Row save_in(Store& store, const Client& client) {
    CaseDocument document = store.load(client.id);
    Mark mark = document.marks.front();
    UuidGenerator ids;
    const auto save_one = [&] {
        mark.id = MarkId(ids.make_id());
        const CaseDocument next = apply(document, AddMark{mark});
        const DocumentDiff change = diff(document, next);
        const double ms = time_ms([&] { store.save(change); });
        document = next;
        return ms;
    };
    std::vector<double> times;
    for (int i = 0; i < 200; ++i) {
        times.push_back(save_one());
    }
    return {"saving a mark in it, durably (10 ms)", milliseconds(times)};
}

std::vector<Row> search_rows(const std::vector<Client>& clients) {
    const std::vector<double> made = times_of(7, [&](int) { static_cast<void>(ClientSearch(clients)); });
    const ClientSearch search(clients);
    std::vector<double> found;
    for (const char* typed :
         {"a", "her", "Heron", "Amber Hern", "otter", "1042", "555 12", "vilet wolrus", "1984-05"}) {
        found.push_back(median(times_of(9, [&](int) { static_cast<void>(search.search(typed, clients.size())); })));
    }
    return {{"finding clients while typing, slowest of 9 searches (10 ms); the index, once",
             fmt::format("{:.1f} ms; {:.1f} ms", *std::ranges::max_element(found), median(made))}};
}

}  // namespace

std::vector<Row> measure_practice(const std::string& palpate, const PracticeStore& wanted) {
    GlobalOptions options;
    options.store_folder = user_data_folder() / "unused";
    options.atlas = k_built_in_atlas;
    Application application(
        options, {std::make_shared<const Translator>(Translator::load(find_asset_folder() / "i18n" / "en")), "en"});
    Workspace& workspace = application.start({.atlas = true});
    const Atlas& atlas = workspace.require_atlas();
    const BodyPlaces places(workspace.anatomy(), &atlas);
    const ChangeBasis basis{.places = places, .rule = change_rule(workspace.clinical())};
    const Timestamp now = workspace.services().clock->now();

    const bool is_made = !wanted.folder.empty();
    const std::filesystem::path folder = is_made ? wanted.folder : user_data_folder() / "practice";
    const std::unique_ptr<Store> store = open_store({.folder = folder});
    const double seconds = is_made ? 0.0 : fill(*store, DemoCases(atlas, now, 1), wanted.clients);
    const StoreStats stats = store->stats();
    const auto marks = static_cast<double>(stats.marks);

    std::vector<Client> list;
    const std::vector<double> listed = times_of(k_runs, [&](int) { list = store->list_clients(); });
    CaseDocument document;
    const std::vector<double> opened = times_of(
        k_runs, [&](int i) { document = store->load(list[static_cast<std::size_t>(i) * 97 % list.size()].id); });
    const std::vector<double> changed = times_of(k_runs, [&](int) {
        static_cast<void>(change_between(document, document.sessions.front().id, document.sessions.back().id, basis));
    });
    const CaseDocument long_record = DemoCases(atlas, now, 2, {.sessions = 200}).make(0);
    const std::vector<double> composed = times_of(k_runs, [&](int) {
        static_cast<void>(composite_of(long_record, long_record.sessions, Author::Client, basis));
    });
    const auto today = std::chrono::floor<std::chrono::days>(
        std::chrono::sys_time<std::chrono::microseconds>(std::chrono::microseconds(now.microseconds_utc)));
    const std::vector<double> counted =
        times_of(9, [&](int) { static_cast<void>(make_practice_view(store->count_practice(), places, today, 26)); });

    std::vector<Row> rows{{fmt::format("a store of {} clients, {} sessions, {:.0f} marks: making it", stats.clients,
                                       stats.sessions, marks),
                           is_made ? "-" : fmt::format("{:.0f} s", seconds)},
                          {"its size for each mark (1.5 kB)",
                           fmt::format("{:.2f} kB", static_cast<double>(stats.bytes) / 1000.0 / marks)},
                          {"listing all clients (10 ms)", milliseconds(listed)},
                          {"opening a client (20 ms)", milliseconds(opened)},
                          save_in(*store, list[list.size() / 2]),
                          {"change map of a client's first and last session (20 ms)", milliseconds(changed)},
                          {"composite of one client's 200 sessions (50 ms)", milliseconds(composed)},
                          {"the practice's figures: weeks and common areas (1 s)", milliseconds(counted)}};
    for (Row& row : search_rows(list)) {
        rows.push_back(std::move(row));
    }
    const std::filesystem::path small = user_data_folder() / "small";
    static_cast<void>(fill(*open_store({.folder = small}), DemoCases(atlas, now, 1), 1));
    const double empty_ms = start_ms(palpate, small);
    const double full_ms = start_ms(palpate, folder);
    rows.push_back({"starting the window with it, more than with one client (0.2 s)",
                    fmt::format("{:.2f} s ({:.2f} s, {:.2f} s)", (full_ms - empty_ms) / 1000.0, full_ms / 1000.0,
                                empty_ms / 1000.0)});
    return rows;
}

}  // namespace palpate::bench
