#include "anatomy/search_index.h"

#include "base/error.h"
#include "base/language.h"
#include "support/paths.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>

using namespace palpate;

namespace {

const std::filesystem::path k_assets = k_assets_dir;

const AnatomyCatalogue& catalogue() {
    static const AnatomyCatalogue loaded = AnatomyCatalogue::load(k_assets / "anatomy");
    return loaded;
}

std::shared_ptr<const TriangleMesh> any_mesh() {
    static const auto mesh = [] {
        TriangleMesh triangle;
        triangle.positions_mm = {{0, 0, 0}, {1, 0, 0}, {0, 1, 0}};
        triangle.normals = {{0, 0, 1}, {0, 0, 1}, {0, 0, 1}};
        triangle.indices = {0, 1, 2};
        return std::make_shared<const TriangleMesh>(std::move(triangle));
    }();
    return mesh;
}

/// Every muscle and bone of the catalogue on both sides (the spine in the middle), the triceps in heads, a landmark.
const Atlas& body() {
    static const Atlas atlas = [] {
        AtlasContent content;
        content.fingerprint = "search";
        const auto add = [&](const std::string& id, const std::string& part, Side side) {
            Structure structure = *describe_structure(catalogue(), id, part, side);
            structure.mesh = any_mesh();
            content.structures.push_back(std::move(structure));
        };
        for (const Side side : {Side::Left, Side::Right}) {
            for (const MuscleEntry& muscle : catalogue().muscles()) {
                if (muscle.id == "triceps-brachii") {
                    for (const char* part : {"long-head", "lateral-head", "medial-head"}) {
                        add(muscle.id, part, side);
                    }
                } else {
                    add(muscle.id, "", side);
                }
            }
        }
        for (const BoneEntry& bone : catalogue().bones()) {
            const bool spine = bone.group_id == "back" || bone.name_common.find("bone C") != std::string::npos;
            for (const Side side : {Side::Left, Side::Right}) {
                if (!spine) {
                    add(bone.id, "", side);
                }
            }
            if (spine) {
                add(bone.id, "", Side::Mid);
            }
        }
        Landmark acromion;
        acromion.id = "acromion.left";
        acromion.side = Side::Left;
        acromion.name_common = "tip of the shoulder";
        acromion.name_latin = "Acromion";
        acromion.structure = StructureId("scapula.left");
        content.landmarks.push_back(acromion);
        acromion.id = "acromion.right";
        acromion.side = Side::Right;
        acromion.structure = StructureId("scapula.right");
        content.landmarks.push_back(acromion);
        return Atlas(std::move(content));
    }();
    return atlas;
}

const SearchIndex& index() {
    static const SearchIndex made = [] {
        const std::array<std::shared_ptr<const Translator>, 1> languages{
            std::make_shared<const Translator>(load_language(k_assets / "i18n", "de"))};
        return SearchIndex(body(), catalogue(), load_search_synonyms(k_assets / "anatomy"), languages);
    }();
    return made;
}

/// "structure:soleus.left", "group:calf", "landmark:acromion.mid".
std::string words_for(const NamedPlace& place) {
    std::string words = std::string(name_of(place.kind)) + ":" + place.id;
    return place.side ? words + "." + std::string(name_of(*place.side)) : words;
}

std::string first(const std::string& typed) {
    const auto hits = index().search(typed, 1);
    return hits.empty() ? std::string("nothing") : words_for(hits.front().place);
}

std::set<std::string> first_ones(const std::string& typed, std::size_t count) {
    std::set<std::string> found;
    for (const SearchHit& hit : index().search(typed, count)) {
        found.insert(words_for(hit.place));
    }
    return found;
}

}  // namespace

TEST_CASE("a name finds what it names, in lay words, English, Latin and German", "[anatomy][search]") {
    CHECK(first("left calf") == "group:calf.left");
    CHECK(first("calf l") == "group:calf.left");
    CHECK(first("linke Wade") == "group:calf.left");
    CHECK(first("right soleus") == "structure:soleus.right");
    CHECK(first("Musculus soleus links") == "structure:soleus.left");
    CHECK(first("heel left") == "region:heel.left");
    CHECK(first("linke Ferse") == "region:heel.left");
    CHECK(first("rotator cuff") == "group:rotator-cuff");
    CHECK(first("Rotatorenmanschette rechts") == "group:rotator-cuff.right");
    CHECK(first("Trapezmuskel oberer Teil links") == "structure:upper-trapezius.left");
    CHECK(first("acromion right") == "landmark:acromion.right");
    CHECK(first("kneecap right") == "structure:patella.right");
    CHECK(first("L5") == "structure:fifth-lumbar-vertebra.mid");
    CHECK(first("L 5") == "structure:fifth-lumbar-vertebra.mid");
}

TEST_CASE("words people use are found though no catalogue writes them", "[anatomy][search]") {
    CHECK(first("traps") == "group:trapezius-group");
    CHECK(first("glutes") == "group:gluteals");
    CHECK(first("SCM left") == "structure:sternocleidomastoid.left");
    CHECK(first("QL right") == "structure:quadratus-lumborum.right");
    CHECK(first("six pack") == "structure:rectus-abdominis.left");
    CHECK(first("quads") == "group:quadriceps");
    CHECK(first("Hintern") != "nothing");
}

TEST_CASE("a complaint is found by its words and shows its muscles", "[anatomy][search]") {
    CHECK(first_ones("headache", 2) ==
          std::set<std::string>{"complaint:tension-headache", "complaint:cervicogenic-headache"});
    CHECK(first("Kopfschmerzen").starts_with("complaint:"));
    CHECK(first("tennis elbow") == "complaint:tennis-elbow");
    CHECK(first("plantar fasciitis") == "complaint:plantar-heel-pain");
    CHECK(first("pain in the neck") == "complaint:neck-pain");
    const auto muscles = structures_of({PlaceKind::Complaint, "tennis-elbow", Side::Left}, body(), catalogue());
    CHECK(std::ranges::find(muscles, StructureId("extensor-carpi-radialis-brevis.left")) != muscles.end());
    CHECK(std::ranges::none_of(muscles, [](const StructureId& id) { return id.text().ends_with(".right"); }));
}

TEST_CASE("slips of the finger do not hide what is meant", "[anatomy][search]") {
    const std::array<std::array<const char*, 2>, 22> slips{{
        {"gastrocnemis left", "gastrocnemius-"},
        {"gastronemius left", "gastrocnemius-"},
        {"soelus", "soleus"},
        {"trapizius", "trapezius"},
        {"trapezuis", "trapezius"},
        {"deltiod", "deltoid"},
        {"piriformus", "piriformis"},
        {"pirifromis", "piriformis"},
        {"sternoclidomastoid", "sternocleidomastoid"},
        {"levater scapula", "levator-scapulae"},
        {"romboid", "rhomboid"},
        {"infraspinatous", "infraspinatus"},
        {"quadrecips", "quadriceps"},
        {"hamstirngs", "hamstrings"},
        {"achiles", "calcaneal-tendon"},
        {"latisimus", "lat"},
        {"sholder blade", "shoulder-blade"},
        {"hedache", "headache"},
        {"Kopfschmertzen", "headache"},
        {"Shulterblatt", "shoulder-blade"},
        {"gesas", "buttock"},
        {"masetter", "masseter"},
    }};
    for (const auto& [typed, wanted] : slips) {
        const auto found = first_ones(typed, 4);
        INFO(typed << " finds first: " << first(typed));
        CHECK(std::ranges::any_of(found, [&](const std::string& words) { return words.find(wanted) != words.npos; }));
    }
}

TEST_CASE("the beginning of a word is enough, and what is whole comes before what is longer", "[anatomy][search]") {
    CHECK(first("sole") != "nothing");
    CHECK(first_ones("sol", 8).contains("structure:soleus.left"));
    CHECK(first_ones("piri", 2) == std::set<std::string>{"structure:piriformis.left", "structure:piriformis.right"});
    CHECK(first("knee") != "nothing");
    CHECK(first("neck") == "group:neck");
}

TEST_CASE("false friends find nothing of a side, and noise finds nothing at all", "[anatomy][search]") {
    for (const SearchHit& hit : index().search("upright", 10)) {
        CHECK(hit.place.side != Side::Right);
    }
    CHECK(index().search("", 10).empty());
    CHECK(index().search("   ", 10).empty());
    CHECK(index().search("left", 10).empty());
    CHECK(index().search("xyzzyq", 10).empty());
    CHECK(index().search("1234567", 10).empty());
}

TEST_CASE("without a side in the words, what has sides comes once for each", "[anatomy][search]") {
    const auto hits = index().search("soleus", 2);
    REQUIRE(hits.size() == 2);
    CHECK(hits[0].place.side == Side::Left);
    CHECK(hits[1].place.side == Side::Right);
    CHECK(hits[0].score == hits[1].score);
}

TEST_CASE("a muscle drawn in parts is found whole first, then by its part", "[anatomy][search]") {
    CHECK(first("triceps left") == "structure:triceps-brachii.left");
    CHECK(first("triceps long head left") == "structure:triceps-brachii.long-head.left");
    CHECK(structures_of({PlaceKind::Structure, "triceps-brachii", Side::Left}, body(), catalogue()).size() == 3);
    CHECK(structures_of({PlaceKind::Structure, "triceps-brachii.long-head", Side::Left}, body(), catalogue()) ==
          std::vector{StructureId("triceps-brachii.long-head.left")});
}

TEST_CASE("a group is all its muscles, an area those of all its groups", "[anatomy][search]") {
    const auto calf = structures_of({PlaceKind::Group, "calf", Side::Left}, body(), catalogue());
    const auto leg = structures_of({PlaceKind::Group, "lower-leg", Side::Left}, body(), catalogue());
    CHECK(calf.size() == catalogue().find_group("calf")->muscles.size());
    CHECK(leg.size() > calf.size());
    CHECK(structures_of({PlaceKind::Group, "calf", std::nullopt}, body(), catalogue()).size() == 2 * calf.size());
}

TEST_CASE("a place the body does not have is refused by name", "[anatomy][search]") {
    for (const PlaceKind kind :
         {PlaceKind::Group, PlaceKind::Structure, PlaceKind::Region, PlaceKind::Landmark, PlaceKind::Complaint}) {
        CHECK_THROWS_AS(structures_of({kind, "nowhere", Side::Left}, body(), catalogue()), Error);
        CHECK(find_place_kind(name_of(kind)) == kind);
    }
    CHECK_FALSE(find_place_kind("town"));
}

TEST_CASE("every muscle is found first by its own Latin name", "[anatomy][search]") {
    for (const MuscleEntry& muscle : catalogue().muscles()) {
        const auto found = first_ones(muscle.name_latin + " left", 2);
        INFO(muscle.name_latin << " finds first: " << first(muscle.name_latin + " left"));
        CHECK(
            std::ranges::any_of(found, [&](const std::string& words) { return words.find(muscle.id) != words.npos; }));
    }
}

TEST_CASE("synonyms name only what there is", "[anatomy][search]") {
    for (const auto& [key, names] : load_search_synonyms(k_assets / "anatomy")) {
        INFO(key);
        CHECK_FALSE(names.empty());
        const std::string id = key.substr(key.find('.') + 1);
        const std::string kind = key.substr(0, key.find('.'));
        const bool known = kind == "structure"   ? catalogue().find_muscle(id) || catalogue().find_bone(id)
                           : kind == "group"     ? catalogue().find_group(id) != nullptr
                           : kind == "region"    ? catalogue().find_region(id) != nullptr
                           : kind == "complaint" ? catalogue().lay_name(id) != id
                                                 : kind == "landmark";
        CHECK(known);
    }
}
