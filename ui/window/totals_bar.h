#pragma once

#include "server/traffic/traffic_event.h"
#include "ui/window/rate_meter.h"

#include <QWidget>

class QLabel;

namespace pushpoint::ui {

/// The figures in the status bar: sums since the start and how fast they grow. GUI thread; owned by
/// the window.
class TotalsBar : public QWidget
{
    Q_OBJECT

public:
    explicit TotalsBar(QWidget *parent = nullptr);

    void showTotals(const TrafficTotals &totals, const TrafficRates &rates);

private:
    QLabel *addFigure(const QString &objectName);
    void setTexts();

    QLabel *m_online;
    QLabel *m_published;
    QLabel *m_delivered;
    QLabel *m_offline;
    QLabel *m_refused;
    QLabel *m_bytes;
};

} // namespace pushpoint::ui
