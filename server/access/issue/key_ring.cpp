#include "server/access/issue/key_ring.h"

#include "server/access/issue/key_maker.h"
#include "server/access/issue/signing_jwk.h"
#include "server/access/jwk.h"
#include "server/access/key_set.h"

#include <algorithm>
#include <string>

namespace pushpoint::access {

namespace {

Error refused(const QString &reason)
{
    return {ErrorCode::BadOption, reason};
}

/// The day and six letters by chance, as in 2026-11-28-3f9a1c: one sees which key is old.
QByteArray newId(std::chrono::sys_days today)
{
    const std::chrono::year_month_day date(today);
    const QString text = QStringLiteral("%1-%2-%3-")
                             .arg(int(date.year()), 4, 10, QLatin1Char('0'))
                             .arg(unsigned(date.month()), 2, 10, QLatin1Char('0'))
                             .arg(unsigned(date.day()), 2, 10, QLatin1Char('0'));
    return text.toLatin1() + randomHex(3);
}

Result<RingKey> readKey(simdjson::dom::element element, int number)
{
    const simdjson::dom::object jwk = element.get_object().value_unsafe(); // as KeySet found
    const auto signing = readSigningJwk(jwk);
    if (!signing)
        return refused(QStringLiteral("key %1: %2").arg(number).arg(signing.error().text()));
    RingKey key;
    key.jwk = QByteArray::fromStdString(simdjson::minify(element));
    key.signing = *signing;
    const auto verification = readJwk(jwk);
    key.counts = verification.ok() && verification->has_value();
    if (key.counts)
        key.id = (*verification)->id;
    return key;
}

QByteArray setOf(const QByteArray &jwks)
{
    return "{\"keys\":[\n" + jwks + "\n]}\n";
}

} // namespace

Result<KeyRing> KeyRing::create(Algorithm algorithm, std::chrono::sys_days today)
{
    const QByteArray jwk = newJwk(algorithm, newId(today));
    if (jwk.isEmpty())
        return Error{ErrorCode::Internal, QStringLiteral("the system gives no random numbers")};
    return parse(setOf(jwk));
}

Result<KeyRing> KeyRing::parse(QByteArrayView json)
{
    const auto checked = KeySet::parse(json);
    if (!checked)
        return checked.error();
    simdjson::dom::parser parser;
    const auto root = readStrictObject(parser, json);
    KeyRing ring;
    int number = 0;
    for (const simdjson::dom::element each : root->at_key("keys").get_array()) {
        auto key = readKey(each, ++number);
        if (!key)
            return key.error();
        ring.m_keys.append(std::move(key).value());
    }
    return ring;
}

Result<KeyRing> KeyRing::rotated(Algorithm algorithm, std::chrono::sys_days today) const
{
    auto fresh = create(algorithm, today);
    if (!fresh)
        return fresh;
    KeyRing ring = std::move(fresh).value();
    ring.m_keys += m_keys;
    return parse(ring.json()); // whoever reads it next must take it
}

Result<KeyRing> KeyRing::retired(const QByteArray &id) const
{
    KeyRing ring;
    for (const RingKey &key : m_keys) {
        if (!key.counts || key.id != id)
            ring.m_keys.append(key);
    }
    if (ring.m_keys.size() == m_keys.size())
        return refused(QStringLiteral("it has no key of this kid"));
    if (ring.ids().isEmpty())
        return refused(QStringLiteral("this is its only key; rotate first"));
    return ring;
}

Result<SigningKey> KeyRing::signingKey() const
{
    for (const RingKey &key : m_keys) {
        if (key.signing)
            return *key.signing;
    }
    return refused(QStringLiteral("none of its keys can sign: HS256, or ES256 or EdDSA with a "
                                  "private part"));
}

QList<QByteArray> KeyRing::ids() const
{
    QList<QByteArray> ids;
    for (const RingKey &key : m_keys) {
        if (key.counts)
            ids.append(key.id);
    }
    return ids;
}

QByteArray KeyRing::json() const
{
    QList<QByteArray> jwks;
    for (const RingKey &key : m_keys)
        jwks.append(key.jwk);
    return setOf(jwks.join(",\n"));
}

} // namespace pushpoint::access
