#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace pushpoint::client {

class History;

/// Tells why what is said is not kept, and where the file is damaged offers to begin a new one;
/// hidden while all is well. GUI thread; owned by its window; the history outlives it.
class HistoryNotice : public QWidget
{
    Q_OBJECT

public:
    explicit HistoryNotice(History &history, QWidget *parent = nullptr);

private:
    void refresh();
    void tellSetAside(const QString &name, const QString &problem);

    History &m_history;
    QLabel *m_text;
    QPushButton *m_beginAnew;
    QPushButton *m_close;
};

} // namespace pushpoint::client
