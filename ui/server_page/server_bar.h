#pragma once

#include "server/protocol/error.h"

#include <QUrl>
#include <QWidget>

class QLabel;
class QPushButton;
class QSpinBox;

namespace pushpoint::ui {

/// The line with the server's state and address, start and stop; below it, where a start has
/// failed, the reason and a way out. Knows no server: requests go out as signals. GUI thread;
/// owned by the window.
class ServerBar : public QWidget
{
    Q_OBJECT

public:
    explicit ServerBar(QWidget *parent = nullptr);

    void showListening(const QUrl &url);
    void showStopped();
    /// Says, while the server listens, that everyone who reaches it may speak as anyone.
    void showOpenToOthers(bool isOpen);
    /// Stays until the next start. For AddressInUse it offers a free port.
    void showFailure(const Error &error);

    /// As the buttons do; nothing where they could not be pressed.
    void start();
    void stop();
    void copyAddress();
    void openPage();

Q_SIGNALS:
    /// @param port 0: any free one.
    void startRequested(quint16 port);
    void stopRequested();
    /// Another program is about to be started: the browser.
    void pageOpening();
    /// The address lies in the clipboard.
    void addressCopied();

private:
    enum class State { Stopped, Starting, Listening, Stopping };

    QWidget *makeOpenBanner();
    QWidget *makeNotice();
    void enter(State state);
    void setTexts();
    void showNotice();
    void requestStart(quint16 port);

    QLabel *m_stateLabel;
    QLabel *m_address;
    QPushButton *m_copy;
    QPushButton *m_open;
    QLabel *m_portLabel;
    QSpinBox *m_port;
    QPushButton *m_start;
    QPushButton *m_stop;
    QWidget *m_openBanner = nullptr;
    QLabel *m_openText = nullptr;
    bool m_isOpenToOthers = false;
    QWidget *m_notice = nullptr;
    QLabel *m_noticeText = nullptr;
    QPushButton *m_freePort = nullptr;
    QUrl m_url;
    State m_state = State::Stopped;
    Error m_failure{ErrorCode::Internal, {}}; ///< of the newest start that failed
};

} // namespace pushpoint::ui
