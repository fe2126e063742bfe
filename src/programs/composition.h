#pragma once

#include "atlas_sources/atlas_sources.h"
#include "base/translator.h"
#include "programs/global_options.h"
#include "workspace/workspace.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace palpate {

/// What a verb needs before it can begin.
struct Needs {
    enum class Store { No, Read, Write };
    Store store = Store::No;
    bool atlas = false;
    bool clicks = true;  ///< with the atlas: places looked up by pixel, places of the skin named
};

/// What the program says, and in which language.
struct Words {
    std::shared_ptr<const Translator> translator;
    std::string language;
};

/// Where the program's data lie.
struct Places {
    std::filesystem::path assets;
    std::filesystem::path shaders;
    std::filesystem::path cache;
    std::filesystem::path atlases;
    std::filesystem::path settings_file;
};

/// The composition root: makes the services, wires them into one Workspace, and starts what a verb needs.
class Application {
public:
    /// Throws Error NotFound when the assets are missing.
    Application(GlobalOptions options, Words words);
    ~Application();

    [[nodiscard]] const GlobalOptions& options() const { return options_; }
    [[nodiscard]] const Translator& words() const { return *words_.translator; }
    [[nodiscard]] const std::string& language() const { return words_.language; }
    [[nodiscard]] const Places& places() const { return places_; }
    [[nodiscard]] const std::shared_ptr<const AnatomyCatalogue>& anatomy();
    /// The clinical content in that language, or in the fallback where nobody has translated it yet.
    [[nodiscard]] std::shared_ptr<const ClinicalCatalogue> load_clinical(const std::string& language);
    [[nodiscard]] AtlasSourceConfig atlas_config();
    /// From --passphrase-file, else the environment's PALPATE_PASSPHRASE. Never an argument: those show in process lists.
    [[nodiscard]] std::optional<std::string> passphrase() const;

    /// The workspace with the store opened and the atlas built, as far as needed. Throws Error for what failed.
    [[nodiscard]] Workspace& start(const Needs& needs);
    /// The same for a window: nothing is waited for, failures become notifications. `wake` is called from workers.
    [[nodiscard]] Workspace& start_window(std::function<void()> wake,
                                          std::function<RunningTime()> running_time = system_running_time);

    /// For a verb that shows what is about health. Throws Error Forbidden for the front desk.
    void require_health() const;
    /// For one that hands it out: the same, and the log is told of it, in words of the program.
    void note_export(const std::string& what);

private:
    void make_workspace(const Needs& needs, std::function<void()> wake, std::function<RunningTime()> running_time);

    GlobalOptions options_;
    Words words_;
    Places places_;
    std::shared_ptr<const AnatomyCatalogue> anatomy_;
    std::unique_ptr<Workspace> workspace_;
};

}  // namespace palpate
