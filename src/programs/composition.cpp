#include "programs/composition.h"

#include "base/file_io.h"
#include "clinical/content_stamp.h"
#include "programs/store_access.h"
#include "programs/store_care.h"
#include "ui/layout.h"
#include "workspace/store_keeper.h"

#include <cstdlib>
#include <utility>

namespace palpate {
namespace {

Places find_places() {
    const std::filesystem::path assets = find_asset_folder();
    return {.assets = assets,
            .shaders = assets.parent_path() / "shaders",
            .cache = user_cache_folder(),
            .atlases = user_data_folder() / "atlases",
            .settings_file = user_config_folder() / "window.settings"};
}

}  // namespace

Application::Application(GlobalOptions options, Words words)
    : options_(std::move(options)), words_(std::move(words)), places_(find_places()) {}

Application::~Application() = default;

const std::shared_ptr<const AnatomyCatalogue>& Application::anatomy() {
    if (!anatomy_) {
        anatomy_ = std::make_shared<const AnatomyCatalogue>(AnatomyCatalogue::load(places_.assets / "anatomy"));
    }
    return anatomy_;
}

std::shared_ptr<const ClinicalCatalogue> Application::load_clinical(const std::string& language) {
    const std::filesystem::path folder = places_.assets / "clinical";
    const bool translated = std::filesystem::exists(folder / "text" / language);
    return std::make_shared<const ClinicalCatalogue>(
        ClinicalCatalogue::load(folder, translated ? language : std::string(k_fallback_language), *anatomy()));
}

AtlasSourceConfig Application::atlas_config() {
    return {.asset_folder = places_.assets,
            .cache_folder = places_.cache,
            .atlas_folder = places_.atlases,
            .catalogue = anatomy()};
}

std::optional<std::string> Application::passphrase() const {
    if (!options_.passphrase_file.empty()) {
        std::string text = read_text_file(options_.passphrase_file);
        text.erase(std::min(text.find_first_of("\r\n"), text.size()));
        return text;
    }
    const char* from_environment = std::getenv("PALPATE_PASSPHRASE");
    return from_environment != nullptr ? std::optional<std::string>(from_environment) : std::nullopt;
}

void Application::make_workspace(const Needs& needs, std::function<void()> wake,
                                 std::function<RunningTime()> running_time) {
    const auto seeded = options_.seed ? std::make_shared<SeededIds>(*options_.seed) : nullptr;
    const AtlasSourceConfig config = atlas_config();
    WorkspaceServices services;
    services.translator = words_.translator;
    services.language = words_.language;
    services.languages = list_languages(places_.assets / "i18n");
    services.load_words = [folder = places_.assets / "i18n"](const std::string& language) {
        return std::make_shared<const Translator>(load_language(folder, language));
    };
    services.anatomy = anatomy();
    services.clinical = load_clinical(services.language);
    services.load_clinical = [this](const std::string& language) { return load_clinical(language); };
    services.stamp_clinical = [folder = places_.assets / "clinical"] { return calc_content_stamp(folder); };
    services.clock = std::make_shared<const SystemClock>();
    services.ids = seeded ? std::static_pointer_cast<IdGenerator>(seeded) : std::make_shared<UuidGenerator>();
    services.gate =
        std::make_shared<FolderStoreGate>(FolderStoreGate::Options{.folder = options_.store_folder,
                                                                   .read_only = needs.store == Needs::Store::Read,
                                                                   .sample = wake != nullptr,
                                                                   .seeded_ids = seeded});
    services.care = std::make_shared<FolderStoreCare>();
    services.make_source = [config](const std::string& name, const BodyForm& form) {
        return make_atlas_source(config, name, form);
    };
    services.list_atlases = [config] { return list_atlases(config); };
    services.wake = std::move(wake);
    services.running_time = std::move(running_time);
    services.search_synonyms = load_search_synonyms(places_.assets / "anatomy");
    services.clicks = needs.clicks;
    workspace_ = std::make_unique<Workspace>(std::move(services));
}

Workspace& Application::start(const Needs& needs) {
    make_workspace(needs, nullptr, {});
    if (needs.store != Needs::Store::No) {
        workspace_->open_store({.user = options_.user, .passphrase = passphrase()});
    }
    if (needs.atlas) {
        workspace_->load_atlas(options_.atlas, options_.form.value_or(BodyForm{}));
    }
    workspace_->run_until_idle_or_throw();
    return *workspace_;
}

void Application::require_health() const {
    if (!workspace_->sees_health()) {
        throw Error(ErrorCode::Forbidden, {"error.store.not-for-front-desk", {}});
    }
}

void Application::note_export(const std::string& what) {
    require_health();
    workspace_->keeper().note(RecordUse::Export, what);
    workspace_->run_until_idle_or_throw();
}

Workspace& Application::start_window(std::function<void()> wake, std::function<RunningTime()> running_time) {
    const bool new_store = !store_exists(options_.store_folder);
    make_workspace({.store = Needs::Store::Write, .atlas = true}, std::move(wake), std::move(running_time));
    const WindowSettings settings = load_window_settings(places_.settings_file);
    if (options_.language.empty() && speaks(workspace_->services().languages, settings.language)) {
        workspace_->set_language(settings.language);
    }
    workspace_->load_atlas(options_.atlas, options_.form ? *options_.form : settings.form);
    const std::optional<std::string> known_passphrase = passphrase();
    if (!workspace_->store_locked() || known_passphrase) {
        workspace_->open_store({.user = options_.user, .passphrase = known_passphrase});
    }
    workspace_->show_start(new_store);
    return *workspace_;
}

}  // namespace palpate
