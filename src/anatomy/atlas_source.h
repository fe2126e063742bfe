#pragma once

#include "anatomy/atlas.h"
#include "base/jobs.h"

#include <memory>

namespace palpate {

/// Port: makes an Atlas. build() runs on a worker; reports true progress, throws Error Cancelled when asked to stop,
/// Error InvalidContent / NotFound when nothing usable is there; what is partly bad becomes Diagnostics of the atlas.
class AtlasSource {
public:
    virtual ~AtlasSource() = default;
    [[nodiscard]] virtual AtlasCredit describe() const = 0;
    [[nodiscard]] virtual std::shared_ptr<const Atlas> build(JobContext& context) = 0;
};

}  // namespace palpate
