#include "casebook/demo_cases.h"

#include "anatomy/surface_anchor.h"
#include "base/error.h"
#include "casebook/detail/document_rules.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <string_view>

namespace palpate {
namespace {

constexpr std::int64_t k_minute_us = 60'000'000;
constexpr std::int64_t k_day_us = 24 * 60 * k_minute_us;
constexpr int k_first_reference = 1001;
constexpr std::size_t k_spots = 24;
constexpr std::size_t k_skin_spots = 3;  ///< above each muscle

/// What hurts together, without sides.
constexpr std::array<std::array<std::string_view, 6>, 5> k_clusters{{
    {"multifidus-lumborum", "iliocostalis-lumborum", "quadratus-lumborum", "gluteus-medius", "gluteus-maximus",
     "piriformis"},
    {"upper-trapezius", "levator-scapulae", "splenius-capitis", "semispinalis-capitis", "infraspinatus",
     "rhomboid-major"},
    {"gastrocnemius-medial", "gastrocnemius-lateral", "soleus", "biceps-femoris", "vastus-lateralis",
     "tibialis-anterior"},
    {"extensor-carpi-radialis-brevis", "extensor-digitorum", "brachioradialis", "triceps-brachii", "biceps-brachii",
     "supraspinatus"},
    {"masseter", "temporalis", "sternocleidomastoid", "scalenus-medius", "pectoralis-minor", "middle-deltoid"},
}};
constexpr std::array<std::string_view, 16> k_colours{"Amber",   "Azure",   "Bronze", "Cobalt", "Coral", "Crimson",
                                                     "Emerald", "Golden",  "Indigo", "Ivory",  "Jade",  "Olive",
                                                     "Russet",  "Scarlet", "Silver", "Violet"};
constexpr std::array<std::string_view, 24> k_animals{"Badger",  "Beaver",  "Bison",  "Curlew", "Dolphin", "Egret",
                                                     "Falcon",  "Gazelle", "Heron",  "Ibis",   "Jackdaw", "Kestrel",
                                                     "Lapwing", "Marten",  "Newt",   "Otter",  "Plover",  "Raven",
                                                     "Sparrow", "Tern",    "Urchin", "Vole",   "Walrus",  "Wren"};

/// Only raw engine bits are used: the distributions of <random> differ between libraries.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : bits_(seed) {}
    [[nodiscard]] std::size_t below(std::size_t limit) { return static_cast<std::size_t>(bits_() % limit); }
    [[nodiscard]] double share() { return static_cast<double>(bits_() >> 11) * 0x1.0p-53; }
    [[nodiscard]] std::uint64_t seed() { return bits_(); }

private:
    std::mt19937_64 bits_;
};

SurfaceAnchor spot_on(const Atlas& atlas, const Structure& structure, Dice& dice) {
    const TriangleMesh& mesh = *structure.mesh;
    const std::size_t corner = dice.below(mesh.positions_mm.size());
    return make_anchor(atlas, structure, closest_point(mesh, mesh.positions_mm[corner]));
}

std::vector<SurfaceAnchor> spots_on(const Atlas& atlas, const Structure& structure, Dice& dice) {
    std::vector<SurfaceAnchor> spots;
    for (std::size_t i = 0; i < k_spots; ++i) {
        spots.push_back(spot_on(atlas, structure, dice));
    }
    return spots;
}

/// Where a client who points at the skin would point for what lies beneath.
std::vector<SurfaceAnchor> spots_above(const Atlas& atlas, const Structure& skin,
                                       const std::vector<std::vector<SurfaceAnchor>>& beneath) {
    std::vector<SurfaceAnchor> spots;
    for (const std::vector<SurfaceAnchor>& places : beneath) {
        for (std::size_t i = 0; i < std::min(k_skin_spots, places.size()); ++i) {
            if (const auto place = resolve(places[i], atlas)) {
                spots.push_back(make_anchor(atlas, skin, closest_point(*skin.mesh, place->point.position_mm)));
            }
        }
    }
    return spots;
}

/// 0 at the first visit, 1 at the last: how much of the first rating is left.
double left_over(DemoCourse course, double time, Dice& dice) {
    switch (course) {
        case DemoCourse::Improves: return 1.0 - 0.65 * time;
        case DemoCourse::StaysTheSame: return 1.0;
        case DemoCourse::Flares: return dice.below(5) == 0 ? 1.2 : 1.0 - 0.4 * time;
    }
    return 1.0;
}

int rating(double value) { return static_cast<int>(std::clamp(std::lround(value), 0L, 10L)); }

/// A complaint that goes through all visits.
struct Complaint {
    SurfaceAnchor place;
    MarkKind kind = MarkKind::Pain;
    double first = 5.0;
    int since_days = 30;
};

Mark make_mark(const Complaint& complaint, const Session& session, double left, int day, Dice& dice, IdGenerator& ids) {
    const int now = rating(complaint.first * left + dice.share() * 2.0 - 1.0);
    Mark mark{.id = MarkId(ids.make_id()), .session = session.id, .anchor = complaint.place, .kind = complaint.kind};
    mark.qualities = {complaint.kind == MarkKind::Pain ? "ache" : "tight"};
    mark.now = now;
    mark.usual = now;
    mark.worst = std::min(10, now + 2);
    mark.duration_days = complaint.since_days + day;
    mark.author = dice.below(4) == 0 ? Author::Therapist : Author::Client;
    mark.radius_mm = 12.0F;
    return mark;
}

std::vector<ClientFact> facts_of(Dice& dice, Timestamp at) {
    static constexpr std::array<std::string_view, 4> k_bands{"18-44", "45-64", "45-64", "65-plus"};
    static constexpr std::array<std::string_view, 3> k_goals{"pain-relief", "sleep", "stress-reduction"};
    return {{.kind = FactKind::Trait,
             .subject = "age-band",
             .value = std::string(k_bands[dice.below(k_bands.size())]),
             .recorded = at},
            {.kind = FactKind::Goal,
             .subject = std::string(k_goals[dice.below(k_goals.size())]),
             .value = "1",
             .recorded = at},
            {.kind = FactKind::Answer, .subject = "ci-anticoagulants", .value = "no", .recorded = at}};
}

}  // namespace

DemoCases::DemoCases(const Atlas& atlas, Timestamp now, std::uint64_t seed, const DemoSize& size)
    : now_(now), seed_(seed), size_(size) {
    Dice dice(seed);
    for (const auto& muscles : k_clusters) {
        Cluster cluster;
        for (const Structure& structure : atlas.structures()) {
            if (std::ranges::find(muscles, structure.catalogue_id) != muscles.end()) {
                cluster.places.push_back(spots_on(atlas, structure, dice));
            }
        }
        if (!cluster.places.empty()) {
            clusters_.push_back(std::move(cluster));
        }
    }
    const auto skin = std::ranges::find(atlas.structures(), StructureClass::Skin, &Structure::structure_class);
    for (Cluster& cluster : clusters_) {
        if (skin != atlas.structures().end()) {
            cluster.places.push_back(spots_above(atlas, *skin, cluster.places));
        }
    }
    if (clusters_.empty()) {
        throw Error(ErrorCode::NotFound, {"error.demo.no-muscles", {}});
    }
}

DemoCourse DemoCases::course_of(std::size_t number) { return static_cast<DemoCourse>(number % 3); }

CaseDocument DemoCases::make(std::size_t number) const {
    Dice dice(seed_ * 1'000'003U + number);
    UuidGenerator ids(dice.seed());
    const std::int64_t days_apart = 7 + static_cast<std::int64_t>(dice.below(15));
    const std::int64_t first_day = now_.microseconds_utc - days_apart * (size_.sessions - 1) * k_day_us -
                                   static_cast<std::int64_t>(dice.below(40)) * k_day_us;
    CaseDocument document;
    const std::string name = std::string(k_colours[dice.below(k_colours.size())]) + " " +
                             std::string(k_animals[dice.below(k_animals.size())]);
    document.client = {.id = ClientId(ids.make_id()),
                       .reference = std::to_string(k_first_reference + static_cast<int>(number)),
                       .name = name,
                       .birth = std::to_string(1940 + dice.below(65)) + "-0" + std::to_string(1 + dice.below(9)) +
                                "-1" + std::to_string(dice.below(9)),
                       .phone = "555 " + std::to_string(100'000 + dice.below(900'000)),
                       .sample = true,
                       .created = {first_day}};
    document.facts = facts_of(dice, {first_day});

    const Cluster& cluster = clusters_[dice.below(clusters_.size())];
    std::vector<Complaint> complaints;
    for (int i = 0; i < size_.marks; ++i) {
        const auto& spots = cluster.places[dice.below(cluster.places.size())];
        complaints.push_back({.place = spots[dice.below(spots.size())],
                              .kind = dice.below(3) == 0 ? MarkKind::Tension : MarkKind::Pain,
                              .first = 3.0 + 5.0 * dice.share(),
                              .since_days = static_cast<int>(dice.below(900))});
    }
    for (int visit = 0; visit < size_.sessions; ++visit) {
        const std::int64_t day = first_day + visit * days_apart * k_day_us;
        const double time = size_.sessions > 1 ? static_cast<double>(visit) / (size_.sessions - 1) : 0.0;
        const Session session{.id = SessionId(ids.make_id()),
                              .type = visit == 0 ? SessionType::Intake : SessionType::Treatment,
                              .date = local_date({day}),
                              .created = {day},
                              .sequence = visit + 1};
        document.sessions.push_back(session);
        const double left = left_over(course_of(number), time, dice);
        for (const Complaint& complaint : complaints) {
            Mark mark = make_mark(complaint, session, left, static_cast<int>(visit * days_apart), dice, ids);
            mark.sequence = static_cast<std::int64_t>(document.marks.size()) + 1;
            mark.created = {day + mark.sequence};
            document.marks.push_back(std::move(mark));
        }
        for (const MeasureMoment moment : {MeasureMoment::Before, MeasureMoment::After}) {
            const double relief = moment == MeasureMoment::After ? 1.5 : 0.0;
            document.measurements.push_back({.id = MeasurementId(ids.make_id()),
                                             .session = session.id,
                                             .measure = "stress-now",
                                             .moment = moment,
                                             .value = static_cast<double>(rating(6.0 * left - relief)),
                                             .created = {day},
                                             .sequence = static_cast<std::int64_t>(document.measurements.size()) + 1});
        }
    }
    detail::sort_records(document);
    return document;
}

}  // namespace palpate
