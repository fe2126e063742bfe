#include "base/file_io.h"
#include "bench/measure.h"
#include "casebook/sample_case.h"
#include "change/change_map.h"
#include "change/composite.h"
#include "change/progress_report.h"
#include "change/session_range.h"
#include "change/trend.h"
#include "clinical/content_record.h"
#include "clinical/content_stamp.h"
#include "programs/composition.h"
#include "render/gl_context.h"
#include "render/gl_scene_renderer.h"
#include "report/report_pages.h"
#include "scene/tag_layout.h"
#include "store/open_store.h"
#include "ui/library.h"
#include "workspace/progress_places.h"
#include "workspace/report_maker.h"
#include "workspace/views.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <random>

namespace palpate::bench {
namespace {

constexpr Viewport k_viewport{1280, 800};

Row pick_row(const Workspace& workspace) {
    std::mt19937 random(1);
    std::uniform_real_distribution<float> x(400.0F, 880.0F);  // where the body is
    std::uniform_real_distribution<float> y(0.0F, 800.0F);
    std::vector<double> times;
    for (int i = 0; i < 5000; ++i) {
        const glm::vec2 pixel(x(random), y(random));
        bool on_body = false;
        const double ms = time_ms([&] { on_body = workspace.pick(k_viewport, pixel).has_value(); });
        if (on_body) {
            times.push_back(ms);
        }
    }
    return {"a click: what of the body lies under a pixel, median (19 of 20 below)",
            fmt::format("{:.3f} ms ({:.3f} ms)", median(times), percentile95(times))};
}

/// To the encrypted store on this disk, each save safe against power loss when it returns.
Row save_row(CaseDocument document) {
    const std::unique_ptr<Store> store = open_store({.folder = user_data_folder() / "bench"});
    CaseDocument empty;
    empty.client = document.client;
    DocumentDiff all = diff(empty, document);
    all.client = document.client.id;
    all.upsert_clients = {document.client};
    store->save(all);
    std::vector<double> times;
    Mark mark = document.marks.front();
    for (int i = 0; i < 300; ++i) {
        mark.id = MarkId(fmt::format("bench-{}", i));
        const CaseDocument next = apply(document, AddMark{mark});
        const DocumentDiff change = diff(document, next);
        times.push_back(time_ms([&] { store->save(change); }));
        document = next;
    }
    return {"saving a mark, encrypted and synced to disk, median (19 of 20 below)",
            fmt::format("{:.1f} ms ({:.1f} ms)", median(times), percentile95(times))};
}

Row match_row(const Workspace& workspace, const CaseDocument& document) {
    const SessionId session = document.sessions.back().id;
    std::vector<double> times;
    for (int i = 0; i < 100; ++i) {
        times.push_back(time_ms([&] {
            static_cast<void>(match_session(document, session, {},
                                            {workspace.require_atlas(), workspace.anatomy(), workspace.clinical()}));
        }));
    }
    return {fmt::format("matching techniques for the {} marks of a session", marks_of(document, session).size()),
            fmt::format("{:.2f} ms", median(times))};
}

/// A whole body of marks, with answers and a condition: every rule has something to say.
Row whole_body_match_row(const Workspace& workspace) {
    constexpr std::size_t k_marks = 60;
    std::vector<Mark> marks;
    for (const Structure& structure : workspace.require_atlas().structures()) {
        if (structure.structure_class == StructureClass::Muscle && marks.size() < k_marks) {
            Mark mark;
            mark.id = MarkId(std::to_string(marks.size()));
            mark.anchor.structure = structure.id;
            mark.kind = MarkKind::Tension;
            mark.qualities = {"ache"};
            mark.duration_days = 100;
            mark.now = 5;
            marks.push_back(std::move(mark));
        }
    }
    std::vector<const Mark*> borrowed;
    std::ranges::transform(marks, std::back_inserter(borrowed), [](const Mark& mark) { return &mark; });
    CaseFacts facts;
    facts.answers["ci-anticoagulants"].answer = Answer::Yes;
    facts.conditions = {"low-back-pain", "neck-pain"};
    facts.goals = {"pain-relief", "sleep"};
    const Knowledge knowledge{workspace.require_atlas(), workspace.anatomy(), workspace.clinical()};
    std::vector<double> times;
    for (int i = 0; i < 100; ++i) {
        times.push_back(time_ms([&] { static_cast<void>(match_case(facts, borrowed, knowledge)); }));
    }
    return {fmt::format("matching a whole body of {} marks with answers and conditions, median (19 of 20 below)",
                        marks.size()),
            fmt::format("{:.2f} ms ({:.2f} ms)", median(times), percentile95(times))};
}

Row still_picture_row(const Application& application, const Workspace& workspace) {
    const std::unique_ptr<GlContext> context = GlContext::create_offscreen();
    GlSceneRenderer renderer(application.places().shaders);
    OrbitCamera camera = make_view_camera(workspace.require_atlas(), "front", {}, k_viewport);
    std::vector<double> times;
    for (int i = 0; i < 9; ++i) {
        camera.orbit(0.01F, 0.0F);  // no two pictures alike
        const double ms = time_ms(
            [&] { static_cast<void>(renderer.render(workspace.scene(), camera, k_viewport, RenderQuality{})); });
        if (i > 1) {  // the first ones upload the meshes
            times.push_back(ms);
        }
    }
    return {fmt::format("the still picture, full detail ({} triangles), 4x MSAA", renderer.last_triangle_count()),
            fmt::format("{:.0f} ms", median(times))};
}

/// The sample client's hand-out: its pictures, then setting it on pages and writing the PDF, JPEGs and fonts included.
std::vector<Row> report_rows(GlobalOptions options) {
    options.store_folder = user_data_folder() / "reports";
    Application application(
        options, {std::make_shared<const Translator>(Translator::load(find_asset_folder() / "i18n" / "en")), "en"});
    Workspace& workspace = application.start({.store = Needs::Store::Write, .atlas = true});
    workspace.run("client.add-sample");
    workspace.run_until_idle_or_throw();
    const std::unique_ptr<GlContext> context = GlContext::create_offscreen();
    GlSceneRenderer renderer(application.places().shaders);
    const ReportRequest request{.kind = ReportKind::HandOut, .session = workspace.session(), .date = "2026-11-23"};
    ReportDocument document;
    const double pictures_ms = time_ms([&] { document = make_report(workspace, renderer, request); });
    std::vector<double> times;
    std::size_t pages = 0;
    std::size_t bytes = 0;
    for (int i = 0; i < 9; ++i) {
        times.push_back(time_ms([&] {
            const ReportPages set(document, {});
            pages = set.count();
            bytes = set.to_pdf().size();
        }));
    }
    return {
        {"the pictures of a hand-out, drawn without a graphics card", fmt::format("{:.0f} ms", pictures_ms)},
        {fmt::format("a hand-out of {} pages set and written as PDF, median (slowest); its size", pages),
         fmt::format("{:.0f} ms ({:.0f} ms); {} kB", median(times), *std::ranges::max_element(times), bytes / 1000)}};
}

/// While someone types: each word letter by letter, right and with slips, in two languages.
Row search_row(const Workspace& workspace) {
    const SearchIndex& index = workspace.search_index();
    std::vector<double> times;
    for (const std::string words : {"left calf", "gastrocnemis", "Kopfschmerzen", "sternoclidomastoid right",
                                    "linke Wade", "upper trapezuis l", "pain between the shoulder blades"}) {
        for (std::size_t typed = 1; typed <= words.size(); ++typed) {
            times.push_back(time_ms([&] { static_cast<void>(index.search(words.substr(0, typed), 12)); }));
        }
    }
    return {"a search while typing, all names in two languages, median (slowest)",
            fmt::format("{:.2f} ms ({:.2f} ms)", median(times), *std::ranges::max_element(times))};
}

/// To where a structure is seen, without the camera's way there.
Row fly_row(Workspace& workspace) {
    std::vector<double> times;
    for (const char* words : {"soleus left", "psoas major right", "rotator cuff left", "headache", "left calf"}) {
        times.push_back(time_ms([&] { workspace.run("search.go", {{"words", words}}); }));
    }
    return {"from words to the camera that sees it, median (slowest)",
            fmt::format("{:.1f} ms ({:.1f} ms)", median(times), *std::ranges::max_element(times))};
}

/// The clinical content read and checked, as at the start and after its files were written; the look whether they were.
Row content_row(Application& application) {
    std::vector<double> loads;
    std::vector<double> looks;
    for (int i = 0; i < 21; ++i) {
        loads.push_back(time_ms([&] { static_cast<void>(application.load_clinical("en")); }));
        looks.push_back(
            time_ms([&] { static_cast<void>(calc_content_stamp(application.places().assets / "clinical")); }));
    }
    return {"the clinical content read and checked, median (19 of 20 below; a look whether it changed)",
            fmt::format("{:.1f} ms ({:.1f} ms; {:.2f} ms)", median(loads), percentile95(loads), median(looks))};
}

/// All of it as the library lists it, and a search through everything it says.
Row library_row(const Workspace& workspace) {
    std::vector<double> reads;
    std::vector<double> searches;
    const ContentSource source{
        .clinical = workspace.clinical(), .anatomy = workspace.anatomy(), .words = workspace.words()};
    for (const char* typed : {"s", "sleep", "low back 30", "furlan", "efleurage", "nothing of that"}) {
        std::vector<ContentRecord> records;
        reads.push_back(time_ms([&] { records = read_records(source); }));
        searches.push_back(time_ms([&] { static_cast<void>(list_library(records, typed)); }));
    }
    return {"the library's records, median (a search through all of them, slowest)",
            fmt::format("{:.1f} ms ({:.1f} ms)", median(reads), *std::ranges::max_element(searches))};
}

/// A record of many visits, a third of its marks on the skin, each visit's map a copy of the one before.
CaseDocument long_record(const Workspace& workspace, const CaseDocument& sample) {
    constexpr int k_sessions = 200;
    constexpr std::size_t k_marks = 15;
    const std::vector<Structure>& structures = workspace.require_atlas().structures();
    const auto skin = std::ranges::find(structures, StructureClass::Skin, &Structure::structure_class);
    CaseDocument document{.client = sample.client};
    std::int64_t sequence = 0;
    for (int visit = 0; visit < k_sessions; ++visit) {
        const SessionId session(fmt::format("visit-{:03}", visit));
        document.sessions.push_back({.id = session, .date = fmt::format("{}-01-01", 1900 + visit)});
        for (std::size_t i = 0; i < k_marks; ++i) {
            const bool on_skin = i % 3 == 0;
            const Structure& structure = on_skin ? *skin : structures[i * 20];
            const auto triangle = static_cast<std::uint32_t>(i * (structure.mesh->triangle_count() / k_marks));
            Mark mark{.id = MarkId(fmt::format("mark-{}-{}", visit, i)), .session = session};
            mark.anchor = make_anchor(workspace.require_atlas(), structure,
                                      surface_point(*structure.mesh, triangle, {0.4F, 0.3F, 0.3F}));
            mark.now = static_cast<int>((i + static_cast<std::size_t>(visit)) % 11);
            mark.carried_from = visit == 0 ? MarkId() : MarkId(fmt::format("mark-{}-{}", visit - 1, i));
            mark.sequence = ++sequence;
            document.marks.push_back(std::move(mark));
        }
    }
    return document;
}

/// The first visit against the last, and all of them laid over each other.
Row progress_row(const Workspace& workspace, const CaseDocument& sample) {
    const CaseDocument document = long_record(workspace, sample);
    const BodyPlaces places(workspace.anatomy(), &workspace.require_atlas());
    const ChangeBasis basis{.places = places, .rule = change_rule(workspace.clinical())};
    std::vector<double> maps;
    std::vector<double> composites;
    std::vector<double> trends;
    for (int i = 0; i < 31; ++i) {
        maps.push_back(time_ms([&] {
            static_cast<void>(
                change_between(document, document.sessions.front().id, document.sessions.back().id, basis));
        }));
        composites.push_back(
            time_ms([&] { static_cast<void>(composite_of(document, sessions_in(document), Author::Client, basis)); }));
        trends.push_back(time_ms(
            [&] { static_cast<void>(trends_of_places(document, sessions_in(document), Author::Client, basis)); }));
    }
    return {fmt::format("what changed in a record of {} visits with 15 marks each, median (how often each place was "
                        "marked; the trend of each)",
                        document.sessions.size()),
            fmt::format("{:.1f} ms ({:.1f} ms; {:.1f} ms)", median(maps), median(composites), median(trends))};
}

/// What Progress draws of such a record on the body: its patches, then their labels in a narrow picture.
Row progress_body_row(const Workspace& workspace, const CaseDocument& sample) {
    const CaseDocument document = long_record(workspace, sample);
    const BodyPlaces places(workspace.anatomy(), &workspace.require_atlas());
    const ProgressReport report =
        make_progress_report(document, document.sessions.front().id, document.sessions.back().id,
                             {.places = places, .rule = change_rule(workspace.clinical())});
    const Viewport viewport{500, 620};
    const OrbitCamera camera = fit_camera(workspace.require_atlas().bounds(), 0.0F, 0.0F, viewport);
    std::vector<double> made_ms;
    std::vector<double> placed_ms;
    std::vector<ProgressPlace> made;
    for (int i = 0; i < 15; ++i) {
        made_ms.push_back(time_ms([&] {
            made = make_progress_places(workspace.require_atlas(), document, report.authors.front(),
                                        ProgressShow::Change, workspace.require_skin_surface());
        }));
        std::vector<TagWish> wishes;
        for (const ProgressPlace& place : made) {
            wishes.push_back({*camera.project(place.point.position_mm, viewport), {34.0F, 12.0F}, false, 12.0F});
        }
        placed_ms.push_back(time_ms([&] {
            static_cast<void>(place_tags(wishes, {.size_px = {500.0F, 620.0F}, .middle_px = 250.0F, .taken = {}}));
        }));
    }
    return {fmt::format("progress on the body: the patches of {} places, median (their labels)", made.size()),
            fmt::format("{:.1f} ms ({:.2f} ms)", median(made_ms), median(placed_ms))};
}

/// To the body in another form with its picker, as after a slider was moved.
Row form_row(Workspace& workspace) {
    std::vector<double> times;
    for (const char* stature : {"1.50", "1.60", "1.70", "1.80", "1.90"}) {
        times.push_back(time_ms([&] {
            workspace.run("body.form", {{"shape", "feminine"}, {"stature", stature}, {"build", "0.4"}});
            workspace.run_until_idle_or_throw();
        }));
    }
    workspace.set_body_form({});
    workspace.run_until_idle_or_throw();
    return {"another form of the body, ready to be clicked", fmt::format("{:.2f} s", median(times) / 1000.0)};
}

}  // namespace

std::vector<Row> measure_parts() {
    GlobalOptions options;
    options.store_folder = user_data_folder() / "parts";
    options.atlas = k_built_in_atlas;
    Application application(
        options, {std::make_shared<const Translator>(Translator::load(find_asset_folder() / "i18n" / "en")), "en"});
    Workspace& workspace = application.start({.atlas = true});
    workspace.set_viewport(k_viewport);
    workspace.run("view.reset");
    const CaseDocument document = make_sample_case(workspace.require_atlas(), *workspace.services().clock,
                                                   *workspace.services().ids, workspace.words());
    std::vector<Row> rows{form_row(workspace),
                          still_picture_row(application, workspace),
                          pick_row(workspace),
                          save_row(document),
                          match_row(workspace, document),
                          whole_body_match_row(workspace),
                          search_row(workspace),
                          content_row(application),
                          library_row(workspace),
                          progress_row(workspace, document),
                          progress_body_row(workspace, document),
                          fly_row(workspace)};
    std::ranges::move(report_rows(options), std::back_inserter(rows));
    return rows;
}

}  // namespace palpate::bench
