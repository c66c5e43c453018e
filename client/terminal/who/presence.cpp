#include "client/terminal/who/presence.h"

#include "client/terminal/parts/trust_words.h"
#include "client/transport/send_result.h"
#include "server/protocol/user_name.h"

#include <QJsonDocument>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds answerTimeMax{10'000};
/// Names a page: some 100 KB of JSON, and at the worst a good half of what RestApi takes.
constexpr int pageNamesMax = 1'000;

} // namespace

Presence::Presence(const ServerAddress &server, QObject *parent) : QObject(parent), m_server(server)
{ }

void Presence::ask()
{
    if (m_isAsking)
        return;
    m_isAsking = true;
    m_online.clear();
    askPage();
}

void Presence::askPage()
{
    QByteArray query = "limit=" + QByteArray::number(pageNamesMax);
    if (!m_online.isEmpty()) {
        const auto last = UserName::parse(QStringView(m_online.constLast().name));
        Q_ASSERT(last); // parseConnections leaves out what is no name
        query += "&after=" + last->toPathSegment();
    }
    m_api.get(m_server.httpUrl("/rest/connections"_L1, QLatin1StringView(query)), answerTimeMax,
              this, [this](const RestAnswer &answer) { onPage(answer); });
}

void Presence::onPage(const RestAnswer &answer)
{
    const auto fail = [this](const QString &problem, PresenceFailure failure) {
        m_isAsking = false;
        Q_EMIT failed(problem, failure);
    };
    if (answer.untrusted)
        return fail(untrustedAsText(*answer.untrusted), PresenceFailure::UntrustedCertificate);
    if (answer.isWithoutTls)
        return fail(answer.problem, PresenceFailure::WithoutTls);
    if (answer.status == 0)
        return fail(answer.problem, PresenceFailure::NoServer);
    if (const SendResult said = readSendAnswer(answer); !said.errorWord.isEmpty())
        return fail(said.text,
                    said.next == NextAttempt::Later ? PresenceFailure::NotNow
                                                    : PresenceFailure::Refused);
    const QJsonDocument document = QJsonDocument::fromJson(answer.body);
    if (answer.status != 200) {
        return fail(tr("the server answered %1").arg(answer.status),
                    isOfTheMoment(answer.status) ? PresenceFailure::NotNow
                                                 : PresenceFailure::NoPushpoint);
    }
    if (!document.isArray())
        return fail(tr("what answered is no Pushpoint server"), PresenceFailure::NoPushpoint);
    const QList<RosterEntry> page = parseConnections(answer.body);
    const bool isLast = page.size() < pageNamesMax;
    if (!isLast && !m_online.isEmpty() && page.constLast() == m_online.constLast())
        return fail(tr("the server gives the same page again and again"),
                    PresenceFailure::NoPushpoint);
    m_online += page;
    if (!isLast)
        return askPage();
    m_isAsking = false;
    Q_EMIT answered(m_online);
}

} // namespace pushpoint::client
