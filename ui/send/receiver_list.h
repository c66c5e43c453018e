#pragma once

#include <QStringList>
#include <QWidget>

namespace pushpoint::ui {

/// The receivers besides the one that is being typed: a button for each, which takes it off the
/// list. GUI thread; a plain widget, hidden while it is empty.
class ReceiverList : public QWidget
{
    Q_OBJECT

public:
    explicit ReceiverList(QWidget *parent = nullptr);

    QStringList receivers() const { return m_receivers; }
    void setReceivers(const QStringList &receivers);
    /// Does nothing if it is empty or in the list already.
    void add(const QString &receiver);

private:
    void showReceivers();

    QStringList m_receivers;
};

} // namespace pushpoint::ui
