#include "base/text.h"

namespace palpate {

std::string untranslated(const Text& text) {
    std::string shown = text.key;
    const char* separator = " (";
    for (const auto& [name, value] : text.arguments) {
        shown += separator;
        shown += name;
        shown += '=';
        shown += value;
        separator = ", ";
    }
    if (!text.arguments.empty()) {
        shown += ')';
    }
    return shown;
}

}  // namespace palpate
