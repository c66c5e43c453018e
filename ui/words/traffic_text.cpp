#include "ui/words/traffic_text.h"

#include "ui/words/display_text.h"
#include "ui/words/refusal_text.h"

#include <QLocale>

namespace pushpoint::ui {

using namespace Qt::StringLiterals;

namespace {

QString withNote(const QString &text, const QByteArray &note)
{
    return note.isEmpty() ? text : text + u": "_s + visibleText(note);
}

/// In plain words, and the one for programs, by which rows are found and documents speak of it.
QString whyRefused(const QByteArray &word)
{
    const QString phrase = RefusalText::phrase(word);
    const QString shown = visibleText(word);
    return phrase == shown ? shown : u"%1 (%2)"_s.arg(phrase, shown);
}

} // namespace

QString TrafficText::result(const TrafficEvent &event)
{
    switch (event.kind) {
    case TrafficKind::Delivered:
        return tr("delivered to %1").arg(countText(static_cast<quint64>(event.connections)));
    case TrafficKind::Offline:
        return notOnline(event);
    case TrafficKind::Refused:
        return event.note.isEmpty() ? tr("refused")
                                    : tr("refused") + u": "_s + whyRefused(event.note);
    case TrafficKind::Opened:
        return tr("opened");
    case TrafficKind::Closed:
        return withNote(tr("closed %1").arg(event.closeCode), event.note);
    case TrafficKind::Pong:
        return tr("pong after %1").arg(durationText(event.latencyNs));
    }
    Q_UNREACHABLE();
}

QString TrafficText::notOnline(const TrafficEvent &event)
{
    return tr("%1 was not online").arg(visibleText(event.to));
}

QString TrafficText::kind(TrafficKind kind)
{
    switch (kind) {
    case TrafficKind::Delivered:
        return tr("delivered");
    case TrafficKind::Offline:
        return tr("offline");
    case TrafficKind::Refused:
        return tr("refused");
    case TrafficKind::Opened:
        return tr("opened");
    case TrafficKind::Closed:
        return tr("closed");
    case TrafficKind::Pong:
        return tr("pong");
    }
    Q_UNREACHABLE();
}

QString TrafficText::said(const TrafficEvent &event)
{
    if (event.kind == TrafficKind::Closed)
        return withNote(QString::number(event.closeCode), event.note);
    if (event.kind == TrafficKind::Offline)
        return notOnline(event) + u" — "_s + preview(event);
    if (event.kind == TrafficKind::Refused)
        return event.preview.isEmpty() ? whyRefused(event.note)
                                       : whyRefused(event.note) + u" — "_s + preview(event);
    return preview(event);
}

QString TrafficText::nodes(const TrafficEvent &event)
{
    if (event.nodes.isEmpty())
        return {};
    QStringList names;
    for (const QByteArray &name : event.nodes.split('\n'))
        names += visibleText(name);
    return names.size() == 1 ? tr("delivered by the node %1").arg(names.first())
                             : tr("delivered by the nodes %1").arg(names.join(u", "_s));
}

QString TrafficText::sinceStart(qint64 steadyNs)
{
    return QLocale().toString(static_cast<double>(steadyNs) / 1e9, 'f', 6) + u" s"_s;
}

QString TrafficText::preview(const TrafficEvent &event)
{
    if (event.preview.size() >= event.sizeBytes)
        return visibleText(event.preview);
    return visibleText(withoutHalfCharacter(event.preview)) + u'…';
}

QString TrafficText::gap(quint64 lost)
{
    return tr("%1 not shown: more happened at once than the window could take")
        .arg(countText(lost));
}

QString TrafficText::details(const TrafficEvent &event)
{
    QStringList lines{dateClockText(event.wallClockMs), result(event)};
    if (isAcceptedPublish(event.kind))
        lines += tr("answered after %1").arg(durationText(event.latencyNs));
    if (!event.nodes.isEmpty())
        lines += nodes(event);
    if (event.connectionId != 0)
        lines += tr("connection %1").arg(event.connectionId);
    if (!event.preview.isEmpty())
        lines += preview(event);
    return lines.join(u'\n');
}

} // namespace pushpoint::ui
