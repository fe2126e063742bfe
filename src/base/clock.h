#pragma once

#include <cstdint>
#include <string>

namespace palpate {

/// Microseconds since 1970-01-01 UTC.
struct Timestamp {
    std::int64_t microseconds_utc = 0;
    auto operator<=>(const Timestamp&) const = default;
};

/// "2026-11-22T20:15:00Z".
[[nodiscard]] std::string to_iso(Timestamp time);
/// "2026-11-22" in local time.
[[nodiscard]] std::string local_date(Timestamp time);

/// Port: tests pass a fixed clock.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Timestamp now() const = 0;
};

/// Port: new ids as UUID text; tests and `--seed` pass a counted one.
class IdGenerator {
public:
    virtual ~IdGenerator() = default;
    [[nodiscard]] virtual std::string make_id() = 0;
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] Timestamp now() const override;
};

/// Version 4 UUIDs from the operating system's random source, or from `seed` where one is given.
class UuidGenerator final : public IdGenerator {
public:
    UuidGenerator() = default;
    explicit UuidGenerator(std::uint64_t seed) : state_(seed), seeded_(true) {}
    [[nodiscard]] std::string make_id() override;

private:
    std::uint64_t state_ = 0;
    bool seeded_ = false;
};

}  // namespace palpate
