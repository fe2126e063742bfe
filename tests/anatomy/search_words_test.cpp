#include "anatomy/search_words.h"

#include <catch2/catch_test_macros.hpp>

using namespace palpate;

using Words = std::vector<std::string>;

TEST_CASE("words are compared small, without accents, the German letters spelt out", "[anatomy][search]") {
    CHECK(search_words("Gesäß") == Words{"gesaess"});
    CHECK(search_words("Äußerer  Knöchel") == Words{"aeusserer", "knoechel"});
    CHECK(search_words("crème brûlée") == Words{"creme", "brulee"});
    CHECK(search_words("runner's-knee (C7)") == Words{"runners", "knee", "c7"});
    CHECK(search_words(" \xE2\x80\x93 ").empty());
    CHECK(search_words("\xC3").empty());  // half a letter is none
}

TEST_CASE("a side is a word of its own, in either language, wherever it stands", "[anatomy][search]") {
    for (const char* typed :
         {"left calf", "calf left", "calf l", "L calf", "linke calf", "calf links", "the left calf"}) {
        INFO(typed);
        CHECK(parse_search(typed).words == Words{"calf"});
        CHECK(parse_search(typed).side == Side::Left);
    }
    for (const char* typed : {"rechte Wade", "Wade r", "Wade rechts", "meine rechte Wade"}) {
        INFO(typed);
        CHECK(parse_search(typed).words == Words{"wade"});
        CHECK(parse_search(typed).side == Side::Right);
    }
}

TEST_CASE("words that only look like a side name none", "[anatomy][search]") {
    for (const char* typed : {"upright", "bright", "leftover", "rectus", "rechteck", "lateral", "rt5"}) {
        INFO(typed);
        CHECK_FALSE(parse_search(typed).side);
        CHECK(parse_search(typed).words.size() == 1);
    }
    CHECK_FALSE(parse_search("left right calf").side);
}

TEST_CASE("a vertebra's name parted by a blank is no side", "[anatomy][search]") {
    CHECK(parse_search("L 5").words == Words{"l5"});
    CHECK_FALSE(parse_search("L 5").side);
    CHECK(parse_search("C7 left").side == Side::Left);
}

TEST_CASE("little words and the side's own noun do not count, unless there is nothing else", "[anatomy][search]") {
    CHECK(parse_search("pain in the neck").words == Words{"pain", "neck"});
    CHECK(parse_search("left side of the neck").words == Words{"neck"});
    CHECK(parse_search("side of the neck").words == Words{"side", "neck"});
    CHECK(parse_search("back of my left hand").words == Words{"back", "hand"});
    CHECK(parse_search("the").words == Words{"the"});
    CHECK(parse_search("").words.empty());
}

TEST_CASE("the last word may go on until a blank ends it", "[anatomy][search]") {
    CHECK(parse_search("cal").open_end);
    CHECK_FALSE(parse_search("cal ").open_end);
}

TEST_CASE("likeness falls from the word itself over its beginning to slips, and ends at another word",
          "[anatomy][search]") {
    const float same = word_likeness("soleus", "soleus", true);
    const float beginning = word_likeness("sole", "soleus", true);
    const float slip = word_likeness("soelus", "soleus", true);
    const float two_slips = word_likeness("gastronemuis", "gastrocnemius", true);
    CHECK(same == 1.0F);
    CHECK(beginning < same);
    CHECK(slip > 0.5F);
    CHECK(slip < beginning);
    CHECK(two_slips > 0.5F);
    CHECK(word_likeness("knee", "heel", true) == 0.0F);
    CHECK(word_likeness("rib", "hip", true) == 0.0F);
    CHECK(word_likeness("wade", "zwillingswadenmuskel", true) > 0.5F);
    CHECK(word_likeness("trapz", "trapezius", true) > 0.5F);
    CHECK(word_likeness("trapz", "trapezius", false) == 0.0F);
}
