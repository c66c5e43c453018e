#include "client/transport/roster.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds refreshInterval{5'000};
constexpr std::chrono::milliseconds answerTimeMax{10'000};
/// A drop-down with more rows helps nobody.
constexpr int shownMax = 1'000;

} // namespace

Roster::Roster(const ServerAddress &server, QObject *parent) : QObject(parent), m_server(server)
{
    m_timer.setInterval(refreshInterval);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (!m_isAsking)
            refresh();
    });
}

void Roster::refresh()
{
    m_timer.start();
    m_isOutdated = m_isAsking; // what is on its way was perhaps said before
    if (m_isAsking)
        return;
    m_isAsking = true;
    askNames();
}

void Roster::askNames()
{
    m_api.get(m_server.httpUrl("/rest/names"_L1), answerTimeMax, this,
              [this](const RestAnswer &answer) {
                  if (answer.status == 0)
                      return fail(answer.problem);
                  if (answer.status == 200)
                      m_names = parseNames(answer.body);
                  askConnections(); // a server without offered names still has connected ones
              });
}

void Roster::askConnections()
{
    m_api.get(m_server.httpUrl("/rest/connections"_L1, "limit=1000"_L1), answerTimeMax, this,
              [this](const RestAnswer &answer) {
                  if (answer.status == 0)
                      return fail(answer.problem);
                  const auto connected
                      = answer.status == 200 ? parseConnections(answer.body) : QList<RosterEntry>();
                  finish({}, mergeRoster(m_names, connected));
              });
}

void Roster::fail(const QString &problem)
{
    finish(problem, mergeRoster(m_names, {})); // a green dot would now be a guess
}

void Roster::finish(const QString &problem, const QList<RosterEntry> &entries)
{
    m_isAsking = false;
    if (m_isOutdated)
        refresh();
    Q_EMIT refreshed(entries);
    if (problem == m_problem)
        return;
    m_problem = problem;
    Q_EMIT problemChanged(problem);
}

QStringList parseNames(const QByteArray &json)
{
    QStringList names;
    for (const QJsonValue value : QJsonDocument::fromJson(json).array()) {
        const auto name = UserName::parse(QStringView(value.toString()));
        if (name && !names.contains(name->text()) && names.size() < shownMax)
            names.append(name->text());
    }
    return names;
}

QList<RosterEntry> parseConnections(const QByteArray &json)
{
    QList<RosterEntry> entries;
    for (const QJsonValue value : QJsonDocument::fromJson(json).array()) {
        const QJsonObject object = value.toObject();
        const auto name = UserName::parse(QStringView(object.value("name"_L1).toString()));
        const int connections = object.value("connections"_L1).toInt();
        if (name && connections > 0)
            entries.append({name->text(), connections});
    }
    return entries;
}

QList<RosterEntry> mergeRoster(const QStringList &offered, const QList<RosterEntry> &connected)
{
    QHash<QString, int> open;
    for (const RosterEntry &entry : connected)
        open.insert(entry.name, entry.connections);
    QList<RosterEntry> merged;
    for (const QString &name : offered)
        merged.append({name, open.take(name)});
    QStringList others = open.keys();
    std::sort(others.begin(), others.end());
    for (const QString &name : others.first(std::min<qsizetype>(others.size(), shownMax)))
        merged.append({name, open.value(name)});
    return merged;
}

} // namespace pushpoint::client
