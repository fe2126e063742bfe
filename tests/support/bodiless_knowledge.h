#pragma once

#include "matching/case_match.h"
#include "support/clinical_content.h"

namespace palpate::test {

inline const Atlas& no_body() {
    static const Atlas atlas{AtlasContent{}};
    return atlas;
}

/// The real content without a body: marks are matched by the catalogue's words for their structures.
inline Knowledge knowledge() { return {no_body(), clinical_content().anatomy, clinical_content().clinical}; }

}  // namespace palpate::test
