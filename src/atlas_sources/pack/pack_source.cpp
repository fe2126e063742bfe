#include "atlas_sources/pack/pack_source.h"

#include "atlas_sources/pack/pack_manifest.h"
#include "atlas_sources/pack/pack_storage.h"
#include "base/error.h"

#include <algorithm>
#include <utility>

namespace palpate {
namespace {

namespace fs = std::filesystem;

class PackSource final : public AtlasSource {
public:
    PackSource(const AtlasSourceConfig& config, const std::string& name)
        : folder_(config.atlas_folder / name), catalogue_(config.catalogue), credit_(read_pack_credit(folder_)) {}

    AtlasCredit describe() const override { return credit_; }

    std::shared_ptr<const Atlas> build(JobContext& context) override {
        context.progress({0, 1, {"pack.progress.load", {}}});
        StoredPack pack = read_pack(folder_);
        context.check_stop();
        std::vector<Structure> structures;
        for (auto& stored : pack.structures) {
            if (auto structure = describe_structure(*catalogue_, stored.catalogue_id, stored.part, stored.side)) {
                structure->mesh = std::move(stored.mesh);
                structures.push_back(std::move(*structure));
            } else {
                const StructureId id = make_structure_id(stored.catalogue_id, stored.part, stored.side);
                pack.diagnostics.push_back({Severity::Warning, id.text(), {"pack.finding.no-longer-known", {}}});
            }
        }
        context.progress({1, 1, {"pack.progress.load", {}}});
        return std::make_shared<const Atlas>(AtlasContent{.credit = pack.credit,
                                                          .fingerprint = pack.fingerprint,
                                                          .topology = {},
                                                          .form = {},
                                                          .structures = std::move(structures),
                                                          .landmarks = {},
                                                          .skin_maps = {},
                                                          .endangerment = {},
                                                          .diagnostics = std::move(pack.diagnostics)});
    }

private:
    fs::path folder_;
    std::shared_ptr<const AnatomyCatalogue> catalogue_;
    AtlasCredit credit_;
};

}  // namespace

std::unique_ptr<AtlasSource> make_pack_source(const AtlasSourceConfig& config, const std::string& name) {
    // A name is a word, never a path.
    if (config.atlas_folder.empty() || name.empty() || make_pack_name(name) != name) {
        throw Error(ErrorCode::NotFound, {"pack.stored.missing", {{"name", name}}});
    }
    return std::make_unique<PackSource>(config, name);
}

std::vector<AtlasCredit> list_packs(const AtlasSourceConfig& config) {
    std::vector<AtlasCredit> packs;
    std::error_code fault;
    for (const auto& entry : fs::directory_iterator(config.atlas_folder, fault)) {
        const std::string name = entry.path().filename().string();
        if (make_pack_name(name) != name || !holds_pack(entry.path())) {
            continue;
        }
        packs.push_back({name, "", "", ""});
        try {
            packs.back() = read_pack_credit(entry.path());
        } catch (const Error& error) {
            if (error.code() != ErrorCode::InvalidContent) {
                throw;
            }
        }
    }
    std::ranges::sort(packs, {}, &AtlasCredit::name);
    return packs;
}

}  // namespace palpate
