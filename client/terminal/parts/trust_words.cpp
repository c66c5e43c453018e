#include "client/terminal/parts/trust_words.h"

#include "client/terminal/parts/message_line.h"

#include <QCoreApplication>

namespace pushpoint::client {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Terminal", text);
}

} // namespace

QString untrustedAsText(const UntrustedCertificate &certificate)
{
    const QString sentence = escapedForTerminal(certificate.sentence());
    if (!certificate.fingerprint || !certificate.mayBeTrusted)
        return sentence;
    const QString fingerprint = certificate.fingerprint->text();
    if (certificate.expected)
        return tr("%1: its SHA-256 fingerprint is %2").arg(sentence, fingerprint);
    return tr("%1. If whoever runs it confirms this SHA-256 fingerprint, add: --pin %2")
        .arg(sentence, fingerprint);
}

} // namespace pushpoint::client
