#pragma once

#include "server/protocol/error.h"

#include <QUrl>
#include <QWidget>

class QLabel;
class QPushButton;
class QSpinBox;

namespace pushpoint {

/// The line with the server's state and address, start and stop; below it, where a start has
/// failed, the reason and a way out. Knows no server: it asks by signals and is told. GUI thread;
/// owned by the window.
class ServerBar : public QWidget
{
    Q_OBJECT

public:
    explicit ServerBar(QWidget *parent = nullptr);

    void showListening(const QUrl &url);
    void showStopped();
    /// Stays until the next start. For AddressInUse it offers a free port.
    void showFailure(const Error &error);

Q_SIGNALS:
    /// @param port 0: any free one.
    void startRequested(quint16 port);
    void stopRequested();
    /// The address lies in the clipboard.
    void addressCopied();

private:
    enum class State { Stopped, Starting, Listening, Stopping };

    QWidget *makeNotice();
    void enter(State state);
    void requestStart(quint16 port);
    void copyAddress();

    QLabel *m_stateLabel;
    QLabel *m_address;
    QPushButton *m_copy;
    QPushButton *m_open;
    QLabel *m_portLabel;
    QSpinBox *m_port;
    QPushButton *m_start;
    QPushButton *m_stop;
    QWidget *m_notice = nullptr;
    QLabel *m_noticeText = nullptr;
    QPushButton *m_freePort = nullptr;
    QUrl m_url;
};

} // namespace pushpoint
