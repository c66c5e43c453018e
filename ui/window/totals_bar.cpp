#include "ui/window/totals_bar.h"

#include "resources/language/retranslation.h"
#include "ui/words/display_text.h"

#include <QHBoxLayout>
#include <QLabel>

namespace pushpoint::ui {

using namespace Qt::StringLiterals;

TotalsBar::TotalsBar(QWidget *parent) : QWidget(parent)
{
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(6, 0, 6, 0);
    line->setSpacing(2 * fontMetrics().averageCharWidth() + 6);
    m_online = addFigure(u"online"_s);
    m_published = addFigure(u"published"_s);
    m_delivered = addFigure(u"delivered"_s);
    m_offline = addFigure(u"offline"_s);
    m_refused = addFigure(u"refused"_s);
    m_bytes = addFigure(u"bytes"_s);
    line->addStretch();
    keepTranslated(this, [this] { setTexts(); });
}

void TotalsBar::setTexts()
{
    m_online->setToolTip(tr("Open connections, and different names among them"));
    m_published->setToolTip(tr("Messages accepted from senders"));
    m_delivered->setToolTip(tr("Connections that took a message, summed"));
    m_offline->setToolTip(tr("Messages whose receiver had no open connection"));
    m_refused->setToolTip(tr("Requests and messages that were turned away"));
    m_bytes->setToolTip(tr("Contents published and delivered"));
    showTotals({}, {}); // until the next, a moment later
}

QLabel *TotalsBar::addFigure(const QString &objectName)
{
    auto *label = new QLabel;
    label->setObjectName(objectName);
    label->setTextFormat(Qt::PlainText);
    layout()->addWidget(label);
    return label;
}

void TotalsBar::showTotals(const TrafficTotals &totals, const TrafficRates &rates)
{
    const auto grown = [](const QString &text, quint64 total, double rate) {
        return text.arg(countText(total), rateText(rate));
    };
    m_online->setText(tr("%1 connections, %2 names")
                          .arg(countText(totals.connectionsOpen), countText(totals.namesOnline)));
    m_published->setText(grown(tr("published %1 (%2)"), totals.publishes, rates.publishes));
    m_delivered->setText(grown(tr("delivered %1 (%2)"), totals.deliveries, rates.deliveries));
    m_offline->setText(grown(tr("offline %1 (%2)"), totals.offline, rates.offline));
    m_refused->setText(grown(tr("refused %1 (%2)"), totals.refused, rates.refused));
    m_bytes->setText(
        tr("in %1 (%2/s), out %3 (%4/s)")
            .arg(bytesText(totals.bytesIn), bytesText(static_cast<quint64>(rates.bytesIn)),
                 bytesText(totals.bytesOut), bytesText(static_cast<quint64>(rates.bytesOut))));
}

} // namespace pushpoint::ui
