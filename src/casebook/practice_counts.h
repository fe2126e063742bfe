#pragma once

#include "anatomy/surface_anchor.h"

#include <cstdint>
#include <string>
#include <vector>

namespace palpate {

struct SessionsOnDay {
    std::string date{};  ///< ISO
    std::int64_t sessions = 0;

    bool operator==(const SessionsOnDay&) const = default;
};

/// That a client was marked somewhere, once or often, by whomever.
struct ClientAtPlace {
    std::uint32_t place = 0;   ///< in PracticeCounts::places
    std::uint32_t client = 0;  ///< a number of this counting only: it tells clients apart and names nobody

    bool operator==(const ClientAtPlace&) const = default;
};

/// What all records together say, without saying whose they are. Sample clients count as any other.
struct PracticeCounts {
    std::int64_t clients = 0;
    std::vector<SessionsOnDay> days{};    ///< oldest first; days without sessions are left out
    std::vector<SurfaceAnchor> places{};  ///< structures, and cells of the skin by a place in each
    std::vector<ClientAtPlace> marked{};  ///< each pair once; by place
};

}  // namespace palpate
