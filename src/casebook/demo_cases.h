#pragma once

#include "anatomy/atlas.h"
#include "base/clock.h"
#include "casebook/case_document.h"

#include <cstdint>
#include <string>
#include <vector>

namespace palpate {

/// How a client's complaints go over the visits.
enum class DemoCourse { Improves, StaysTheSame, Flares };

/// How much is made of each client.
struct DemoSize {
    int sessions = 20;
    int marks = 15;  ///< of each session, about
};

/// Makes believable records of nobody, any number of them, to try the program with the size of a practice: pseudonyms of a
/// colour and an animal, complaints that keep together (low back and buttock, neck and shoulder, legs of a runner), and
/// courses that improve, stay the same and flare. The same seed, body and day give the same records everywhere.
class DemoCases {
public:
    /// Finds places on the body's muscles, and on the skin above them; about half a second. Throws Error NotFound for a body with none of the muscles.
    DemoCases(const Atlas& atlas, Timestamp now, std::uint64_t seed, const DemoSize& size = {});

    /// The client of that number, from 0; references count from 1001. O(sessions * marks). Thread: any.
    [[nodiscard]] CaseDocument make(std::size_t number) const;
    [[nodiscard]] static DemoCourse course_of(std::size_t number);

private:
    /// Places that hurt together, each with some spots on it.
    struct Cluster {
        std::vector<std::vector<SurfaceAnchor>> places;
    };

    Timestamp now_;
    std::uint64_t seed_;
    DemoSize size_;
    std::vector<Cluster> clusters_;
};

}  // namespace palpate
