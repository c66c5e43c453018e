#include "server/net/site/http_conditions.h"

#include "server/net/http/http_date.h"

namespace pushpoint::net {

namespace {

enum class Comparison { Weak, Strong };

bool isWeak(QByteArrayView tag)
{
    return tag.startsWith("W/");
}

// RFC 9110 §8.8.3.2.
bool sameTag(QByteArrayView a, QByteArrayView b, Comparison comparison)
{
    if (comparison == Comparison::Strong)
        return !isWeak(a) && a == b;
    return (isWeak(a) ? a.sliced(2) : a) == (isWeak(b) ? b.sliced(2) : b);
}

// Whether a list such as `"a", W/"b"` names the tag. Quotes hold commas, so a split would be wrong.
bool namesTag(QByteArrayView list, QByteArrayView tag, Comparison comparison)
{
    list = list.trimmed();
    if (list == "*")
        return true;
    while (!list.isEmpty()) {
        const qsizetype open = list.indexOf('"');
        const qsizetype close = open < 0 ? -1 : list.indexOf('"', open + 1);
        if (close < 0)
            return false;
        const bool weak = open >= 2 && isWeak(list.sliced(open - 2));
        const qsizetype start = weak ? open - 2 : open;
        if (sameTag(list.sliced(start, close + 1 - start), tag, comparison))
            return true;
        list = list.sliced(close + 1);
    }
    return false;
}

} // namespace

Condition evaluateConditions(const HttpRequest &request, const Validators &validators,
                             qint64 nowSeconds)
{
    const auto dateOf = [&](QByteArrayView name) -> std::optional<qint64> {
        const auto value = request.header(name);
        return value ? parseHttpDate(*value, nowSeconds) : std::nullopt;
    };
    if (const auto match = request.header("If-Match")) {
        if (!namesTag(*match, validators.entityTag, Comparison::Strong))
            return Condition::PreconditionFailed;
    } else if (const auto since = dateOf("If-Unmodified-Since")) {
        if (validators.lastModifiedSeconds > *since)
            return Condition::PreconditionFailed;
    }
    if (const auto noneMatch = request.header("If-None-Match")) {
        return namesTag(*noneMatch, validators.entityTag, Comparison::Weak) ? Condition::NotModified
                                                                            : Condition::Proceed;
    }
    const auto since = dateOf("If-Modified-Since");
    return since && validators.lastModifiedSeconds <= *since ? Condition::NotModified
                                                             : Condition::Proceed;
}

bool rangeStillHolds(const HttpRequest &request, const Validators &validators, qint64 nowSeconds)
{
    const auto value = request.header("If-Range");
    if (!value)
        return true;
    if (value->contains('"'))
        return sameTag(value->trimmed(), validators.entityTag, Comparison::Strong);
    return parseHttpDate(*value, nowSeconds) == validators.lastModifiedSeconds;
}

} // namespace pushpoint::net
