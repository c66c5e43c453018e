#pragma once
#include "server/protocol/message.h"
#include "server/traffic/traffic_feed.h"
#include <QMainWindow>
#include <QUrl>
namespace pushpoint {
class AdminWindow : public QMainWindow
{
    Q_OBJECT
public:
    explicit AdminWindow(TrafficFeed &, const QList<UserName> &) { }
Q_SIGNALS:
    void startRequested(quint16);
    void stopRequested();
    void publishRequested(quint64, const pushpoint::Message &);
    void disconnectRequested(const QList<quint64> &);
    void connectionsRequested();

public:
    void showListening(const QUrl &) { }
    void showStopped() { }
    void showFailure(const pushpoint::Error &) { }
    void showOutcome(quint64, const pushpoint::PublishOutcome &) { }
};
} // namespace pushpoint
