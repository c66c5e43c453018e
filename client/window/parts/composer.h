#pragma once

#include <QWidget>

class QPushButton;

namespace pushpoint::client {

class Drafts;
class MessageEdit;

/// Where a message is written and sent from. What was typed belongs to the conversation that was
/// shown then, and comes back with it. Views only. GUI thread; owned by its window; the drafts
/// outlive it.
class Composer : public QWidget
{
    Q_OBJECT

public:
    explicit Composer(Drafts &drafts, QWidget *parent = nullptr);

    /// Shows what was typed for this conversation. What was typed while nobody was chosen goes
    /// along to whom is chosen now, unless something was typed for them before. `peer` is empty
    /// where nobody is chosen.
    void show(const QString &self, const QString &peer);
    QString text() const;
    /// It was sent, and no draft any more.
    void clear();
    void takeFocus();

Q_SIGNALS:
    /// Enter was pressed, or the button.
    void submitted();
    void edited();

private:
    void onEdited();
    bool isForNobody() const { return m_self.isEmpty() || m_peer.isEmpty(); }

    Drafts &m_drafts;
    MessageEdit *m_edit;
    QPushButton *m_send;
    QString m_self;
    QString m_peer;
};

} // namespace pushpoint::client
