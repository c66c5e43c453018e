#include "server/access/key_set.h"

#include "server/access/jwk.h"
#include "server/access/strict_json.h"

#include <algorithm>

namespace pushpoint::access {

namespace {

Error refused(const QString &reason)
{
    return {ErrorCode::BadOption, reason};
}

} // namespace

Result<KeySet> KeySet::parse(QByteArrayView json)
{
    if (json.size() > textBytesMax)
        return refused(QStringLiteral("a key set has at most 256 KiB"));
    simdjson::dom::parser parser;
    const auto root = readStrictObject(parser, json);
    simdjson::dom::array list;
    if (!root || root->at_key("keys").get(list) != simdjson::SUCCESS)
        return refused(QStringLiteral("this is no JWK Set: a JSON object with a list \"keys\""));
    KeySet set;
    int number = 0;
    for (const simdjson::dom::element each : list) {
        ++number;
        simdjson::dom::object jwk;
        if (each.get(jwk) != simdjson::SUCCESS)
            return refused(QStringLiteral("key %1 is no JSON object").arg(number));
        set.m_holdsSecret = set.m_holdsSecret || isSecretJwk(jwk);
        auto key = readJwk(jwk);
        if (!key)
            return refused(QStringLiteral("key %1: %2").arg(number).arg(key.error().text()));
        if (!*key)
            continue;
        const QByteArray &id = (*key)->id;
        if (!id.isEmpty() && set.find(id))
            return refused(QStringLiteral("key %1 has the \"kid\" of another one").arg(number));
        if (set.m_keys.size() == keysMax)
            return refused(QStringLiteral("a key set has at most %1 keys").arg(keysMax));
        set.m_keys.append(**key);
    }
    if (set.m_keys.isEmpty()) {
        return refused(QStringLiteral("no key of it is for tokens: HS256, RS256, PS256, ES256 or "
                                      "EdDSA, with the use \"sig\""));
    }
    const bool allNamed
        = std::ranges::none_of(set.m_keys, &QByteArray::isEmpty, &VerificationKey::id);
    if (set.m_keys.size() > 1 && !allNamed)
        return refused(QStringLiteral("each of several keys needs a \"kid\""));
    return set;
}

const VerificationKey *KeySet::find(QByteArrayView id) const
{
    if (id.isEmpty())
        return m_keys.size() == 1 ? &m_keys.first() : nullptr;
    const auto found = std::ranges::find(m_keys, id, &VerificationKey::id);
    return found == m_keys.end() ? nullptr : &*found;
}

} // namespace pushpoint::access
