#include "base/translator.h"

#include "base/error.h"
#include "base/file_io.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palpate {
namespace {

void fill_hole(std::string& text, std::string_view name, std::string_view value) {
    const std::string hole = "{" + std::string(name) + "}";
    for (auto at = text.find(hole); at != std::string::npos; at = text.find(hole, at + value.size())) {
        text.replace(at, hole.size(), value);
    }
}

}  // namespace

Translator Translator::load(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
        if (entry.path().extension() == ".json") {
            files.push_back(entry.path());
        }
    }
    if (files.empty()) {
        throw Error(ErrorCode::NotFound, {"error.assets.no-language", {{"folder", folder.string()}}});
    }
    std::ranges::sort(files);
    Translator translator;
    for (const auto& file : files) {
        try {
            const auto json = nlohmann::json::parse(read_text_file(file));
            for (const auto& [key, value] : json.items()) {
                if (!translator.texts_.emplace(key, value.get<std::string>()).second) {
                    throw Error(ErrorCode::InvalidContent,
                                {"error.i18n.key-twice", {{"key", key}, {"file", file.string()}}});
                }
            }
        } catch (const nlohmann::json::exception& fault) {
            throw Error(ErrorCode::InvalidContent,
                        {"error.json", {{"file", file.string()}, {"detail", fault.what()}}});
        }
    }
    return translator;
}

std::string Translator::tr(std::string_view key) const {
    const auto found = texts_.find(key);
    return found == texts_.end() ? std::string(key) : found->second;
}

std::string Translator::tr(const Text& text) const {
    if (!has(text.key)) {
        return untranslated(text);
    }
    std::string filled = tr(text.key);
    for (const auto& [name, value] : text.arguments) {
        fill_hole(filled, name, value);
    }
    return filled;
}

bool Translator::has(std::string_view key) const { return texts_.find(key) != texts_.end(); }

std::vector<std::string> Translator::keys() const {
    std::vector<std::string> keys;
    keys.reserve(texts_.size());
    for (const auto& [key, text] : texts_) {
        keys.push_back(key);
    }
    return keys;
}

}  // namespace palpate
