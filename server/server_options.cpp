#include "server/server_options.h"

namespace pushpoint {

namespace {

constexpr int namePublishesPerSecondUsual = 100;
constexpr int addressPublishesPerSecondUsual = 1'000;
constexpr int addressUpgradesPerSecondUsual = 100;

} // namespace

Limits limitsInForce(const ServerOptions &options)
{
    const bool isAlone = options.host.isLoopback();
    Limits limits = options.limits;
    const auto fillIn = [isAlone](std::optional<int> &perSecondMax, int usual) {
        perSecondMax = perSecondMax.value_or(isAlone ? 0 : usual);
    };
    fillIn(limits.namePublishesPerSecondMax, namePublishesPerSecondUsual);
    fillIn(limits.addressPublishesPerSecondMax, addressPublishesPerSecondUsual);
    fillIn(limits.addressUpgradesPerSecondMax, addressUpgradesPerSecondUsual);
    return limits;
}

} // namespace pushpoint
