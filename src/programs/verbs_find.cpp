// find: places of the body by the words people use.

#include "programs/composition.h"
#include "programs/console.h"
#include "programs/detail/json_views.h"
#include "programs/verb_table.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace palpate {
namespace {

constexpr std::size_t k_most_hits = 12;

void find_places(Application& application, const std::vector<std::string>& words) {
    const Workspace& workspace = application.start({.atlas = true, .clicks = false});
    const std::string typed = fmt::format("{}", fmt::join(words, " "));
    Json list = Json::array();
    for (const SearchHit& hit : workspace.search_index().search(typed, k_most_hits)) {
        const std::string kind(name_of(hit.place.kind));
        const std::string title = workspace.title_of(hit.place);
        Json structures = Json::array();
        for (const StructureId& id : structures_of(hit.place, workspace.require_atlas(), workspace.anatomy())) {
            structures.push_back(id.text());
        }
        if (!application.options().json) {
            print_line(fmt::format("{:12} {}", workspace.words().tr("place-kind." + kind), title));
        }
        list.push_back({{"kind", kind},
                        {"id", hit.place.id},
                        {"side", hit.place.side ? Json(name_of(*hit.place.side)) : Json(nullptr)},
                        {"title", title},
                        {"score", hit.score},
                        {"structures", std::move(structures)}});
    }
    if (application.options().json) {
        print_line(list.dump());
    } else if (list.empty()) {
        print_line(workspace.words().tr({"workspace.nothing-found", {{"words", typed}}}));
    }
}

}  // namespace

void add_find_verb(VerbTable& table) {
    const auto words = std::make_shared<std::vector<std::string>>();
    CLI::App& verb = table.verb("find", [words](Application& application) { find_places(application, *words); });
    verb.add_option("words", *words, table.help_of("words"))->required();
}

}  // namespace palpate
