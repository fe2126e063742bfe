#pragma once

#include "base/file_io.h"
#include "support/temporary_folder.h"

#include <array>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <span>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace palpate::test {

/// A PDF as other programs read it: poppler's and qpdf (third_party/install.sh --with-tests).
class PdfFile {
public:
    explicit PdfFile(std::span<const std::byte> bytes) { write_file_atomically(folder_.path() / "a.pdf", bytes); }

    /// What qpdf says of its structure; empty where nothing is wrong.
    [[nodiscard]] std::string find_faults() const {
        return output_of("qpdf --check a.pdf >/dev/null 2>fault || cat fault");
    }
    /// The text of its pages, as somebody copies it.
    [[nodiscard]] std::vector<std::string> page_texts() const {
        std::vector<std::string> pages;
        std::istringstream all(output_of("pdftotext -enc UTF-8 a.pdf -"));
        for (std::string page; std::getline(all, page, '\f');) {
            pages.push_back(page);
        }
        return pages;
    }
    [[nodiscard]] std::string text() const { return output_of("pdftotext -enc UTF-8 a.pdf -"); }
    /// "Pages: 2" and the like.
    [[nodiscard]] std::string information() const { return output_of("pdfinfo -isodates a.pdf"); }
    /// Each font with "yes" for embedded, subset, and with a way back to Unicode.
    [[nodiscard]] std::string fonts() const { return output_of("pdffonts a.pdf | tail -n +3"); }
    [[nodiscard]] std::string pictures() const { return output_of("pdfimages -list a.pdf | tail -n +3"); }
    /// Heights of all words in points.
    [[nodiscard]] std::vector<double> word_heights() const {
        std::vector<double> heights;
        std::istringstream words(
            output_of("pdftotext -bbox a.pdf - | sed -n "
                      "'s/.*yMin=\"\\([0-9.]*\\)\".*yMax=\"\\([0-9.]*\\)\".*/\\1 \\2/p'"));
        for (double top = 0.0, bottom = 0.0; words >> top >> bottom;) {
            heights.push_back(bottom - top);
        }
        return heights;
    }

private:
    [[nodiscard]] std::string output_of(const std::string& command) const {
        const std::string line = "cd '" + folder_.path().string() + "' && " + command;
        std::FILE* pipe = ::popen(line.c_str(), "r");
        if (pipe == nullptr) {
            throw std::runtime_error("no shell");
        }
        std::string output;
        std::array<char, 4096> chunk{};
        for (std::size_t read = 0; (read = std::fread(chunk.data(), 1, chunk.size(), pipe)) > 0;) {
            output.append(chunk.data(), read);
        }
        if (::pclose(pipe) != 0) {
            throw std::runtime_error(command + " failed; poppler-utils and qpdf are needed");
        }
        return output;
    }

    TemporaryFolder folder_;
};

}  // namespace palpate::test
